import type { PackedPhotos, PhotoList, PhotoRole, PhotoRow } from '@peasy/tracker/api';
import { unpack } from '../inside/snapshot-weights.js';
import { photoWaits } from '../state/photo-waits.js';
import { ApiProblem } from './client.js';

/** Which photos of a run's set. */
export interface PhotoQuery {
  readonly role?: PhotoRole;
  readonly label?: number;
  readonly offset?: number;
  readonly limit?: number;
}

/** Photos with the pixels that a run's network takes. */
export interface PhotoPixelsOf {
  readonly shape: readonly [number, number, number];
  readonly photos: readonly PhotoRow[];
  /** uint8, `[photos, ...shape]`. */
  readonly pixels: Uint8Array;
}

/** Photos of a run's set, without their pixels. @throws ApiProblem, also where the photos are not there any more. */
export async function fetchPhotos(run: string, query: PhotoQuery = {}): Promise<PhotoList> {
  const response = await ask(run, `photos?${textOf(query)}`);
  return (await response.json()) as PhotoList;
}

/** Photos of a run's set by their places in it. @throws like fetchPhotos. */
export function fetchPixels(run: string, indices: readonly number[]): Promise<PhotoPixelsOf> {
  return readPixels(run, `index=${indices.join(',')}`);
}

/** All photos of a role, in the order of the set. @throws like fetchPhotos. */
export function fetchRolePixels(run: string, role: PhotoRole): Promise<PhotoPixelsOf> {
  return readPixels(run, `role=${role}`);
}

async function readPixels(run: string, which: string): Promise<PhotoPixelsOf> {
  const answer = await (await ask(run, `photos/pixels?${which}`)).arrayBuffer();
  const { head, start } = unpack<PackedPhotos>(answer);
  return { ...head, pixels: new Uint8Array(answer, start) };
}

function textOf(query: PhotoQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}

async function ask(run: string, path: string): Promise<Response> {
  const answer = fetch(`api/runs/${encodeURIComponent(run)}/${path}`);
  const response = await photoWaits.during(run, answer);
  if (response.ok) return response;
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { message?: string } }
    | undefined;
  throw new ApiProblem(
    response.status,
    body?.error?.message ?? `The server answered ${response.status}.`,
  );
}
