import type { Page } from 'playwright-core';

/** A view that is looked at. */
interface View {
  /** Its address, with runs selected. */
  readonly address: (runs: readonly string[]) => string;
  /** What is done before the picture. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const QUERY = `SELECT run, part, n, epoch, round(low, 3) AS low, round(high, 3) AS high, round(accuracy, 3) AS accuracy
FROM accuracies WHERE taken = 'best' ORDER BY accuracy DESC LIMIT 20`;

const list = (runs: readonly string[]) => runs.map(encodeURIComponent).join(',');

/** Every view of the page, and what lies over them. */
const VIEWS = {
  runs: { address: (runs) => `/runs?runs=${list(runs)}` },
  compare: { address: (runs) => `/compare?runs=${list(runs)}` },
  run: { address: ([run]) => `/runs/${encodeURIComponent(run ?? 'latest')}` },
  microscope: { address: (runs) => `/microscope?runs=${list(runs)}` },
  // Half-way, so that there is an output to look at.
  lab: { address: (runs) => `/lab?of=${list(runs.slice(0, 1))}&at=560` },
  predict: { address: (runs) => `/predict?runs=${list(runs.slice(0, 1))}` },
  sql: { address: () => `/sql?q=${encodeURIComponent(QUERY)}` },
  post: { address: (runs) => `/post?runs=${list(runs)}` },
  missing: { address: () => '/nowhere' },
  search: {
    address: () => '/runs',
    prepare: (page) => page.keyboard.press('/'),
  },
  keys: {
    address: () => '/runs',
    prepare: (page) => page.keyboard.press('?'),
  },
} as const satisfies Readonly<Record<string, View>>;

export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as readonly ViewName[];

/** A view by its name. */
export function viewOf(name: ViewName): View {
  return VIEWS[name];
}
