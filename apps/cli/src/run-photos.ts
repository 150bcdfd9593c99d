import { configFromParams } from '@peasy/core';
import type { PhotoProgress, PhotoSet } from '@peasy/data';
import {
  type PhotoProvider,
  type PhotoRole,
  type RunDetail,
  type RunPhotos,
  type Store,
  StoreError,
} from '@peasy/tracker';
import { resolveFrom, type Workspace } from './workspace.js';

/** Sets held in memory: 16,000 photos of 32 x 32 take 49 MB. */
const MOST_SETS = 3;

/**
 * Finds the photos of runs for the page, where they were when the run was trained, or in what
 * `given` names instead. Sets that were asked for last stay open. Decoding ends with the signal.
 */
export function runPhotos(
  store: Store,
  workspace: Workspace,
  given: string | undefined,
  signal: AbortSignal,
): PhotoProvider {
  const sets = new Map<string, Opening>();
  return async (run, onProgress) => {
    const wanted = wantedSet(run, workspace, given);
    const key = JSON.stringify(wanted);
    const opening = sets.get(key) ?? open(workspace, wanted, run, signal);
    if (onProgress) opening.listeners.add(onProgress);
    sets.delete(key);
    sets.set(key, opening);
    for (const old of [...sets.keys()].slice(0, -MOST_SETS)) sets.delete(old);
    try {
      return await withRoles(store, run, await opening.set);
    } catch (error) {
      sets.delete(key);
      throw error;
    } finally {
      if (onProgress) opening.listeners.delete(onProgress);
    }
  };
}

/** A set that is opened, for all who wait for it. */
interface Opening {
  readonly set: Promise<PhotoSet>;
  readonly listeners: Set<(progress: PhotoProgress) => void>;
}

interface WantedSet {
  /** A folder or a zip; undefined: the drawn photos. */
  readonly source: string | undefined;
  readonly size: number;
  readonly fit: 'squash' | 'crop';
  readonly classes: readonly string[];
}

/** @throws StoreError for a run that Peasy did not train. */
function wantedSet(run: RunDetail, workspace: Workspace, given: string | undefined): WantedSet {
  if (!run.network || run.classes.length === 0) {
    throw new StoreError(
      'notFound',
      `Run ${run.name} has no photos: it was not trained by Peasy, and recorded no network.`,
    );
  }
  const { size, fit } = configFromParams(run.params).data;
  const recorded = run.environment.photos;
  const isDrawn = run.dataset === 'drawn' && typeof recorded !== 'string';
  const named = isDrawn
    ? undefined
    : (given ?? (typeof recorded === 'string' ? recorded : undefined));
  return {
    source: named && resolveFrom(workspace, named),
    size,
    fit,
    classes: run.classes,
  };
}

function open(
  workspace: Workspace,
  wanted: WantedSet,
  run: RunDetail,
  signal: AbortSignal,
): Opening {
  const listeners: Opening['listeners'] = new Set();
  const tell = (progress: PhotoProgress) => {
    for (const listener of listeners) listener(progress);
  };
  return { set: read(workspace, wanted, run, { onProgress: tell, signal }), listeners };
}

async function read(
  workspace: Workspace,
  wanted: WantedSet,
  run: RunDetail,
  watched: {
    readonly onProgress: (progress: PhotoProgress) => void;
    readonly signal: AbortSignal;
  },
): Promise<PhotoSet> {
  const { source, ...rest } = wanted;
  // Decoders take 30 MB that a server without a page open does not need.
  const { loadPhotos } = await import('./photos.js');
  try {
    return await loadPhotos(workspace, source, { ...rest, ...watched, strict: false, quiet: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      'notFound',
      `The photos of run ${run.name} could not be read: ${reason} Say where they are now: peasy serve --data PATH.`,
      { cause: error },
    );
  }
}

async function withRoles(store: Store, run: RunDetail, set: PhotoSet): Promise<RunPhotos> {
  const { parseRecordedSplit, SPLIT_ARTIFACT, shortHash } = await import('@peasy/trainer');
  const hasSplit = run.artifacts.some(({ path }) => path === SPLIT_ARTIFACT);
  const split = hasSplit
    ? parseRecordedSplit(store.artifactBytes(run.id, SPLIT_ARTIFACT))
    : undefined;
  const roles = new Map<string, PhotoRole>();
  // A photo that was trained on and is tested on, as in the post's split, counts as tested on; `trained` tells.
  for (const role of ['train', 'validation', 'test'] as const) {
    for (const hash of split?.[role] ?? []) roles.set(hash, role);
  }
  const trained = new Set(split?.train);
  const { images, name, paths, hashes } = set;
  const short = hashes.map(shortHash);
  const here = new Set(short);
  return {
    name,
    isSame: [...roles.keys()].every((hash) => here.has(hash)),
    paths,
    hashes,
    labels: images.labels,
    roles: short.map((hash) => roles.get(hash)),
    trained: short.map((hash) => trained.has(hash)),
    pixels: images.pixels,
    height: images.height,
    width: images.width,
    channels: images.channels,
  };
}
