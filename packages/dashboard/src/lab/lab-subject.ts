import type { Conv2dLayer } from '@peasy/core';
import type { RunDetail, RunRow, SnapshotRow } from '@peasy/tracker/api';
import { store } from '../page.js';
import { findRun, findRuns } from '../runs/reference.js';
import { snapshotAt } from '../views/network-subjects.js';
import type { LabState } from './lab-state.js';

/** A filter of a run, as far as it is known, and what could be chosen instead. */
export interface LabSubject {
  /** Runs that can be chosen. */
  readonly runs: readonly RunRow[];
  readonly row: RunRow | undefined;
  /** Whose photos are shown: its own, or where it has none, as an imported one, those of the newest run with photos. */
  readonly photos: RunRow | undefined;
  readonly run: RunDetail | undefined;
  readonly layers: readonly Conv2dLayer[];
  readonly layer: Conv2dLayer | undefined;
  readonly filter: number;
  readonly snapshot: SnapshotRow | undefined;
  /** Why there is no filter (yet). */
  readonly trouble: string | undefined;
}

/** Runs in the list, and runs that are searched for one with a convolution. */
const MOST_RUNS = 200;
const MOST_SEARCHED = 8;

/** What the address asks for; without a run there, the first with a convolution of the selected, else of the newest. */
export function labSubject(state: LabState, selected: readonly string[]): LabSubject {
  const able = store.runs.filter((run) => run.parameters !== null);
  const pictured = able.filter((run) => run.split !== null);
  const row =
    (state.run === undefined ? undefined : findRun(store.runs, state.run)) ??
    firstWithConvolution(findRuns(store.runs, selected).found) ??
    firstWithConvolution(pictured) ??
    firstWithConvolution(able) ??
    able[0];
  const runs = able.slice(0, MOST_RUNS);
  if (row && !runs.includes(row)) runs.unshift(row);
  const detail = row && store.detail(row);
  const run = detail?.value;
  const layers = convolutionsOf(run);
  const layer = layers.find(({ name }) => name === state.layer) ?? layers[0];
  const snapshot =
    run && run.snapshots.length > 0
      ? snapshotAt(run.snapshots, state.epoch ?? Number.POSITIVE_INFINITY)
      : undefined;
  const filter = Math.min(state.filter, (layer?.filters ?? 1) - 1);
  const trouble = troubleOf(state, row, run, layer, snapshot) ?? detail?.problem?.message;
  const photos = row?.split ? row : pictured[0];
  return { runs, row, photos, run, layers, layer, filter, snapshot, trouble };
}

/** One that is not read yet counts as having one, so that what is shown does not jump. */
function firstWithConvolution(rows: readonly RunRow[]): RunRow | undefined {
  for (const row of rows.slice(0, MOST_SEARCHED)) {
    const { value } = store.detail(row);
    if (!value || convolutionsOf(value).length > 0) return row;
  }
  return undefined;
}

function troubleOf(
  { run: asked }: LabState,
  row: RunRow | undefined,
  run: RunDetail | undefined,
  layer: Conv2dLayer | undefined,
  snapshot: SnapshotRow | undefined,
): string | undefined {
  if (!store.loaded) return store.problem ?? 'Reading the runs…';
  if (!row) {
    return 'No run here has filters to look at yet. Train one: npx peasy train --config cnn';
  }
  if (asked !== undefined && findRun(store.runs, asked) === undefined) {
    return `No run is called ${asked}. Choose one of those here.`;
  }
  if (!run) return `Reading ${row.name}…`;
  if (!layer) return `${run.name} has no convolution. Choose a run that has one.`;
  if (!snapshot) return `${run.name} has no snapshot of its weights yet.`;
  return undefined;
}

function convolutionsOf(run: RunDetail | undefined): readonly Conv2dLayer[] {
  return run?.network?.layers.filter((layer) => layer.kind === 'conv2d') ?? [];
}
