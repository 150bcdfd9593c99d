import type { RunRow } from '@peasy/tracker/api';

/** Shapes that stand beside a colour, for eyes that do not part the colours. */
export const MARKERS = ['circle', 'square', 'triangle', 'diamond'] as const;
export type Marker = (typeof MARKERS)[number];

/** Dashes of a curve in CSS pixels, drawn and left out by turns. */
export const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3]];

const COLOURS = 8;

/** How a run is drawn wherever it is drawn. */
export interface RunLook {
  /** Place in RUN_COLOURS, 0..7. */
  readonly colour: number;
  /** Place in DASHES. */
  readonly dash: number;
  readonly marker: Marker;
}

/** The look of the run that was started as number `place`, from 0. */
export function lookAt(place: number): RunLook {
  // Every eight runs the shapes move on by one, so that 32 runs in a row all differ.
  const shape = (place + Math.floor(place / COLOURS)) % MARKERS.length;
  return { colour: place % COLOURS, dash: shape, marker: MARKERS[shape] };
}

/** The look of a run, by its place in the record. */
export function lookOf({ place }: Pick<RunRow, 'place'>): RunLook {
  return lookAt(Math.max(0, place - 1));
}

/**
 * Looks by run id, by the order in which runs came into the record: a run keeps its look in every
 * view and every session, new runs change nobody's, and runs that were started one after the other
 * never share one.
 */
export function runLooks(runs: readonly RunRow[]): ReadonlyMap<string, RunLook> {
  return new Map(runs.map((run) => [run.id, lookOf(run)]));
}
