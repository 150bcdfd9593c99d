import type { ToolName } from '../state/tools.js';

/** Views that are loaded when they are first shown: all but the table of runs, so that the first page is light. */
export const LAZY_VIEWS: Readonly<
  Record<ToolName | 'compare' | 'microscope' | 'run', () => Promise<unknown>>
> = {
  run: () => import('../views/run-view.js'),
  compare: () => import('../views/compare-view.js'),
  microscope: () => import('../views/microscope-view.js'),
  predict: () => import('../predict/predict-view.js'),
  lab: () => import('../lab/lab-view.js'),
  post: () => import('../post/post-view.js'),
  sql: () => import('../sql/sql-view.js'),
};
