import { Answers } from './answers.js';
import { NetworkMaps } from './network-maps.js';
import { NetworkThread } from './network-thread.js';
import { NetworkThreads } from './network-threads.js';
import { OwnPhotos } from './own-photos.js';
import { SlideTiming } from './slide-timing.js';
import { SnapshotsAhead } from './snapshots-ahead.js';

/** What the views that look inside networks share: threads, the maps that are known, the user's own photos. */
export const networks = new NetworkThreads();
/** Another thread for what takes long, so that maps have not to wait for it. */
export const studies = new NetworkThread();
export const networkMaps = new NetworkMaps(networks);
export const snapshotsAhead = new SnapshotsAhead(networks);
export const ownPhotos = new OwnPhotos();
export const answers = new Answers();
export const slideTiming = new SlideTiming();
