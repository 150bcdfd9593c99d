import type { EpochEvent, TrainEvents } from '../command/train-events.js';
import type { Sample } from './sample.js';
import { floorsOf, type Point, reachesNewHeight, type Trend, trendOf } from './trend.js';

/** One row of the report. */
export interface SoakRow {
  readonly what: string;
  readonly unit: string;
  readonly trend: Trend;
  /** What it may grow over the last two thirds; undefined: it is told, and not judged. */
  readonly allowed: number | undefined;
}

interface Quantity {
  readonly what: string;
  readonly unit: string;
  readonly perUnit: number;
  readonly allowed: number;
  readonly key: Exclude<keyof Sample, 'time' | 'residentBytes' | 'ownBytes'>;
}

const MEGABYTE = { unit: 'MB', perUnit: 1e6 } as const;
const PIECE = { unit: '', perUnit: 1 } as const;

/** A snapshot may be under way at any sample; a piece more is one piece too many. */
const QUANTITIES: readonly Quantity[] = [
  { what: 'JavaScript heap', key: 'heapBytes', allowed: 1, ...MEGABYTE },
  { what: 'external memory', key: 'externalBytes', allowed: 1, ...MEGABYTE },
  { what: 'array buffers', key: 'arrayBufferBytes', allowed: 1, ...MEGABYTE },
  { what: 'open files', key: 'descriptors', allowed: 0.5, ...PIECE },
  { what: 'active handles', key: 'handles', allowed: 0.5, ...PIECE },
  { what: 'threads', key: 'threads', allowed: 0.5, ...PIECE },
];

/** Stretches of a soak of whose memory the lowest counts, and megabytes that it may grow. */
const FLOORS = 12;
const PAGES_ALLOWED = 8;

/** All quantities over a soak, and the speed, which is told only: it depends on what else the machine does. */
export function soakRows(samples: readonly Sample[], run: TrainEvents): SoakRow[] {
  const rows: SoakRow[] = [residentRow(samples), ...ownRow(samples)];
  for (const { what, unit, perUnit, allowed, key } of QUANTITIES) {
    const points = samples.flatMap(({ time, [key]: value }) =>
      value === null ? [] : [{ time, value: value / perUnit }],
    );
    if (points.length > 0) rows.push({ what, unit, allowed, trend: trendOf(points, allowed) });
  }
  const speed = speedPoints(run.epochs, run.trainPhotos);
  const trend = trendOf(speed, Number.POSITIVE_INFINITY);
  return [...rows, { what: 'trained photos/s', unit: '', allowed: undefined, trend }];
}

/** With what is mapped from files: judged only where nothing better is known. */
function residentRow(samples: readonly Sample[]): SoakRow {
  const points = samples.map(({ time, residentBytes }) => ({ time, value: residentBytes / 1e6 }));
  const isBest = samples.every(({ ownBytes }) => ownBytes === null);
  return pagesRow('resident memory', points, isBest ? PAGES_ALLOWED : undefined);
}

function ownRow(samples: readonly Sample[]): SoakRow[] {
  const points = samples.flatMap(({ time, ownBytes }) =>
    ownBytes === null ? [] : [{ time, value: ownBytes / 1e6 }],
  );
  return points.length > 0 ? [pagesRow('memory of its own', points, PAGES_ALLOWED)] : [];
}

/**
 * By what it falls back to, and whether it reaches new heights: V8 keeps some 50 MB of pages by, and
 * gives them back and takes them again when it likes, on every thread.
 */
function pagesRow(what: string, points: readonly Point[], allowed: number | undefined): SoakRow {
  const floors = trendOf(floorsOf(points, FLOORS), allowed ?? Number.POSITIVE_INFINITY);
  const trend = { ...floors, grows: floors.grows && reachesNewHeight(points) };
  return { what: `${what}, lowest`, unit: 'MB', allowed, trend };
}

/** Photos a second of each whole epoch but the first, at its end. */
function speedPoints(epochs: readonly EpochEvent[], photos: number): Point[] {
  return epochs
    .slice(1)
    .map(({ at }, index) => ({ time: at, value: (1000 * photos) / (at - epochs[index].at) }));
}

/** Whether any quantity grows that must not. */
export function anyGrows(rows: readonly SoakRow[]): boolean {
  return rows.some(({ trend }) => trend.grows);
}
