import { Answers } from './answers.js';
import { NetworkMaps } from './network-maps.js';
import { NetworkThread } from './network-thread.js';
import { OwnPhotos } from './own-photos.js';

/** What the views that look inside networks share: the thread, the maps that are known, the user's own photos. */
export const networks = new NetworkThread();
/** Another thread for what takes long, so that maps have not to wait for it. */
export const studies = new NetworkThread();
export const networkMaps = new NetworkMaps(networks);
export const ownPhotos = new OwnPhotos();
export const answers = new Answers();
