import { type Request, Router } from 'express';
import type { PackedPhotos, PhotoList, PhotoProgress, PhotoRole, PhotoRow } from '../api/inside.js';
import type { Store } from '../store/store.js';
import { StoreError } from '../store/store-error.js';
import { packBytes } from './pack-bytes.js';
import type { PhotoProvider, RunPhotos } from './photo-provider.js';
import { textsOf } from './texts-of.js';

const PHOTO_ROLES: readonly PhotoRole[] = ['train', 'validation', 'test'];
/** Photos named in one answer unless asked otherwise, and at most. */
const LISTED = 200;
const MOST_LISTED = 100_000;

/** The photos of a run's set: which there are, and their pixels as its network takes them. */
export function photoRoutes(store: Store, photosOf: PhotoProvider | undefined): Router {
  const router = Router();
  /** By run, while its photos are opened. */
  const underWay = new Map<string, PhotoProgress['progress']>();
  const open = async (request: Request<{ ref: string }>): Promise<RunPhotos> => {
    const run = store.getRun(store.findRun(request.params.ref).id);
    if (photosOf) {
      try {
        return await photosOf(run, (progress) => underWay.set(run.id, progress));
      } finally {
        underWay.delete(run.id);
      }
    }
    throw new StoreError(
      'notFound',
      `This server has no photos. Expected it to be started by \`peasy serve\`, which finds those of run ${run.name}.`,
    );
  };
  router.get('/runs/:ref/photos', async (request, response) => {
    const photos = await open(request);
    const chosen = choose(photos, request);
    const offset = wholeNumber(request, 'offset') ?? 0;
    const limit = Math.min(wholeNumber(request, 'limit') ?? LISTED, MOST_LISTED);
    const { name, isSame, height, width, channels } = photos;
    const body: PhotoList = {
      set: name,
      isSame,
      shape: [height, width, channels],
      total: chosen.length,
      photos: chosen.slice(offset, offset + limit).map((index) => rowOf(photos, index)),
    };
    response.json(body);
  });
  router.get('/runs/:ref/photos/progress', (request, response) => {
    const { id } = store.findRun(request.params.ref);
    const body: PhotoProgress = { progress: underWay.get(id) ?? null };
    response.json(body);
  });
  router.get('/runs/:ref/photos/pixels', async (request, response) => {
    const photos = await open(request);
    const chosen = choose(photos, request);
    const { height, width, channels, pixels } = photos;
    const bytes = height * width * channels;
    const head: PackedPhotos = {
      shape: [height, width, channels],
      photos: chosen.map((index) => rowOf(photos, index)),
    };
    const parts = chosen.map((index) => pixels.subarray(index * bytes, (index + 1) * bytes));
    response.type('application/octet-stream').send(packBytes(head, parts));
  });
  return router;
}

function rowOf({ paths, labels, roles, trained, hashes }: RunPhotos, index: number): PhotoRow {
  return {
    index,
    path: paths[index],
    label: labels[index],
    role: roles[index] ?? null,
    trained: trained[index],
    hash: hashes[index],
  };
}

/** Places of the photos that a request names by `index`, `role` and `label`. @throws StoreError for one that is not there. */
function choose({ labels, roles, paths, name }: RunPhotos, request: Request): number[] {
  const role = roleOf(request);
  const label = wholeNumber(request, 'label');
  const named = textsOf(request, 'index').flatMap((text) => text.split(','));
  const among = named.length > 0 ? named.map(Number) : paths.map((_, index) => index);
  const outside = among.find((index) => !Number.isInteger(index) || !(index in paths));
  if (outside !== undefined) {
    throw new StoreError(
      'notFound',
      `Expected the index of one of the ${paths.length} photos of ${name}, from 0, got ${named.join(', ')}.`,
    );
  }
  return among.filter(
    (index) =>
      (role === undefined || roles[index] === role) &&
      (label === undefined || labels[index] === label),
  );
}

function roleOf(request: Request): PhotoRole | undefined {
  const [text] = textsOf(request, 'role');
  const role = PHOTO_ROLES.find((one) => one === text);
  if (text === undefined || role) return role;
  throw new StoreError('invalid', `Expected role to be ${PHOTO_ROLES.join(', ')}, got "${text}".`);
}

function wholeNumber(request: Request, name: string): number | undefined {
  const [text] = textsOf(request, name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new StoreError('invalid', `Expected ${name} to be a whole number, got "${text}".`);
}
