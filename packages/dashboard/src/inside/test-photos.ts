import type { PhotoRow } from '@peasy/tracker/api';
import { fetchPhotos, fetchPixels, type PhotoPixelsOf } from '../api/photos.js';
import { drawPlaces } from './draw-places.js';

/** As many as one answer of the server names. */
const ALL = 100_000;
/** Photos that one address asks for: it would be too long with more. */
const AT_ONCE = 400;
const SEED = 12345;

/** Test photos of a run, drawn by a fixed seed, in the order of the set. */
export interface DrawnPhotos extends PhotoPixelsOf {
  readonly labels: Uint8Array;
  /** Whether none of them was trained on. */
  readonly isUnseen: boolean;
}

/** Draws so many test photos of a run, those first that it never trained on. @throws where it has none. */
export async function drawTestPhotos(run: string, wanted: number): Promise<DrawnPhotos> {
  const { photos } = await fetchPhotos(run, { role: 'test', limit: ALL });
  const unseen = photos.filter(({ trained }) => !trained);
  const among = unseen.length > 0 ? unseen : photos;
  if (among.length === 0) throw new Error('This run kept no test photos.');
  const indices = drawPlaces(among.length, wanted, SEED)
    .map((place) => among[place].index)
    .sort((a, b) => a - b);
  const parts: PhotoPixelsOf[] = [];
  for (let start = 0; start < indices.length; start += AT_ONCE) {
    parts.push(await fetchPixels(run, indices.slice(start, start + AT_ONCE)));
  }
  const rows: PhotoRow[] = parts.flatMap((part) => part.photos);
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0));
  let at = 0;
  for (const part of parts) {
    pixels.set(part.pixels, at);
    at += part.pixels.length;
  }
  return {
    shape: parts[0].shape,
    photos: rows,
    pixels,
    labels: Uint8Array.from(rows, ({ label }) => label),
    isUnseen: unseen.length > 0,
  };
}
