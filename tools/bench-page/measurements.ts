import { epochSlider } from './epoch-slider.js';
import { linkedCharts } from './linked-charts.js';
import { longCurves } from './long-curves.js';
import type { Measurement } from './measurement.js';
import { sortRuns } from './sort-runs.js';

/** All that `npm run bench:page` measures; another one is another file and another entry here. */
export const MEASUREMENTS: readonly Measurement[] = [
  sortRuns,
  longCurves,
  linkedCharts,
  epochSlider,
];
