import { decodeNumber } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import type { BucketColumns, BucketQuery } from '../api/buckets.js';
import { countOf } from '../format/number.js';
import { photosBehind } from '../runs/accuracy.js';
import type { RunLook } from '../runs/look.js';
import { lastOf } from '../runs/metric.js';
import type { CurveState } from '../state/curve-route.js';
import type { XAxis } from '../state/route.js';
import { sameItems } from '../state/same-items.js';
import type { Cached } from '../state/versioned-cache.js';
import { BEST_KEY, bucketQuery } from './bucket-query.js';
import { aboveZero, type Curve, ROLES } from './curve.js';
import { curvesOf, placeOfBest } from './curves-of.js';
import { type Extent, logXExtent, xExtent } from './extent.js';
import { meanOfCurves } from './mean-curves.js';
import type { PlotModel } from './plot-model.js';

/** A run with how it is drawn. */
export interface ChartedRun {
  readonly run: RunRow;
  readonly look: RunLook;
}

/** What charts are to be of. */
export interface ChartsWanted {
  readonly runs: readonly ChartedRun[];
  readonly metrics: readonly string[];
  readonly axis: XAxis;
  readonly state: CurveState;
  /** Of one chart, in pixels. */
  readonly width: number;
}

/** Asks for a run's curves: what is there, while newer ones come. */
export type ReadBuckets = (run: RunRow, query: BucketQuery) => Cached<readonly BucketColumns[]>;

/** Models of charts, kept between draws: what did not change is the same object. */
export class ChartModels {
  /** In the order of the metrics; none while nothing is there yet. */
  models: readonly PlotModel[] = [];
  /** How far x goes without a zoom. */
  whole: Extent | undefined;
  /** Why curves are missing, in words. */
  problem: string | undefined;

  readonly #read: ReadBuckets;
  #curves = new Map<string, readonly Curve[]>();
  #curveInputs: readonly unknown[] = [];
  #modelInputs: readonly unknown[] = [];
  /** What was shown of each run, until the answer to another query is there. */
  readonly #shown = new Map<string, readonly BucketColumns[]>();
  #shownAxis: XAxis | undefined;

  constructor(read: ReadBuckets) {
    this.#read = read;
  }

  /** Reads what is wanted, and makes models of what is there. */
  update(wanted: ChartsWanted): void {
    const { axis, metrics, state } = wanted;
    const placed = this.#gather(wanted);
    const isReady = placed.some(({ run }) => this.#shown.has(run.id));
    if (!isReady && this.problem === undefined && placed.length > 0) {
      this.models = [];
      this.#curveInputs = [];
      return;
    }
    const columns = placed.map(({ run }) => this.#shown.get(run.id));
    const groups = groupsOf(placed, state);
    const looks = placed.map(({ run, look }) => `${run.id}/${run.name}/${JSON.stringify(look)}`);
    const curveInputs = [axis, state.xScale, state.seeds, looks.join(), ...columns];
    const isKnown = sameItems(curveInputs, this.#curveInputs);
    if (!isKnown) this.#curves = new Map();
    this.#curveInputs = curveInputs;
    for (const metric of metrics) {
      if (!this.#curves.has(metric))
        this.#curves.set(metric, this.#curvesOf(groups, metric, wanted));
    }
    if (!state.zoom) {
      const extent = state.xScale === 'log' ? logXExtent : xExtent;
      this.whole = extent(metrics.flatMap((metric) => this.#curves.get(metric)!));
    }
    const modelInputs = [metrics.join('\n'), state.y, state.zoom?.join('~'), this.whole?.join('~')];
    if (isKnown && sameItems(modelInputs, this.#modelInputs)) return;
    this.#modelInputs = modelInputs;
    const runs = groups.map(([{ run, look }, ...others]) => ({
      ...{ id: run.id, look },
      name: others.length > 0 ? `${run.config}, mean of ${others.length + 1}` : run.name,
      bestX: others.length > 0 ? undefined : bestPlace(run, this.#shown.get(run.id), axis),
    }));
    this.models = metrics.map((metric) => ({
      ...{ metric, axis, zoom: state.zoom, xScale: state.xScale, scale: state.y, runs },
      whole: state.zoom ? undefined : this.whole,
      curves: this.#curves.get(metric)!,
    }));
  }

  /** Asks for every run's buckets; answers which can be laid along the axis, and keeps why others cannot. */
  #gather({ runs, metrics, axis, state, width }: ChartsWanted): readonly ChartedRun[] {
    const rows = runs.map(({ run }) => run);
    const query = bucketQuery(rows, metrics, axis, width, state);
    if (this.#shownAxis !== axis) this.#shown.clear();
    this.#shownAxis = axis;
    let problem: Error | undefined;
    const unplaced = new Set<ChartedRun>();
    for (const one of runs) {
      const { run } = one;
      // The server lays a run without a split along images if it says its batch size, and refuses it
      // otherwise, with all that it is asked for together with.
      const isDoubtful = axis === 'images' && !run.split;
      const cached = this.#read(run, isDoubtful ? { ...query, apart: true } : query);
      if (isDoubtful && cached.problem) unplaced.add(one);
      else problem ??= cached.problem;
      if (cached.value) this.#shown.set(run.id, cached.value);
    }
    this.problem =
      problem?.message ??
      (unplaced.size > 0
        ? `${countOf(unplaced.size, 'run')} without photos of Peasy's own cannot be laid along images: not all say their batch size (param batchSize).`
        : undefined);
    return runs.filter((one) => !unplaced.has(one));
  }

  /** Curves of a metric: a run's own, or the means of several runs, in the look of the first. */
  #curvesOf(
    groups: readonly (readonly ChartedRun[])[],
    metric: string,
    { axis, state }: ChartsWanted,
  ): readonly Curve[] {
    const curves = groups.flatMap((group) => {
      const own = group.flatMap(({ run }) =>
        curvesOf(run.id, metric, this.#shown.get(run.id) ?? [], axis, (key) => ({
          photos: photosBehind(run, key),
          end: lastOf(run, key),
        })),
      );
      if (group.length === 1) return own;
      return ROLES.flatMap((role) => {
        const some = own.filter((curve) => curve.role === role);
        return meanOfCurves(some, group[0].run.id, role) ?? [];
      });
    });
    return state.xScale === 'log' ? curves.map(aboveZero).filter(({ x }) => x.length > 0) : curves;
  }
}

/** Each run by itself, or those of one config together. */
function groupsOf(
  runs: readonly ChartedRun[],
  { seeds }: CurveState,
): readonly (readonly ChartedRun[])[] {
  if (seeds === 'each') return runs.map((one) => [one]);
  const groups = new Map<string, ChartedRun[]>();
  for (const one of runs) {
    const name = one.run.config ?? one.run.id;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

function bestPlace(
  run: RunRow,
  columns: readonly BucketColumns[] | undefined,
  axis: XAxis,
): number | undefined {
  const best = run.metrics[BEST_KEY]?.best;
  const series = columns?.find(({ key }) => key === BEST_KEY);
  const value = best === null || best === undefined ? undefined : decodeNumber(best);
  return placeOfBest(series, value, axis);
}
