import type { Column } from '../runs/columns.js';
import { isColumn, isSortable, startsDescending } from '../runs/columns.js';
import { type CurveState, FIRST_CURVE_STATE, formatCurves, parseCurves } from './curve-route.js';
import { type Details, formatDetails, parseDetails } from './details.js';
import {
  FIRST_MICROSCOPE_STATE,
  formatMicroscope,
  type MicroscopeState,
  parseMicroscope,
} from './microscope-route.js';
import { MOUNT, withinMount } from './mount.js';
import { decode, encodeItem, listOf } from './query-list.js';
import { isTool, type ToolName } from './tools.js';

/** What curves are drawn over. */
export const X_AXES = ['step', 'epoch', 'images', 'seconds', 'relative'] as const;
export type XAxis = (typeof X_AXES)[number];

/** The runs that are selected, the same in every view; ids, or anything else that means a run. */
interface Selection {
  readonly selected: readonly string[];
}

export interface RunsRoute extends Selection {
  readonly view: 'runs';
  readonly filter: string;
  readonly sort: Column;
  readonly descending: boolean;
  /** undefined: those that were chosen last, or the usual ones. */
  readonly columns: readonly Column[] | undefined;
  /** What the runs are grouped by: `config` or `params.KEY`; empty: they are not. */
  readonly group: string;
  /** Groups that are open, by groupKey. */
  readonly open: readonly string[];
}

export interface RunRoute extends Selection, CurveState {
  readonly view: 'run';
  /** An id, a unique prefix of one, a name, or `latest`. */
  readonly run: string;
  readonly x: XAxis;
  /** What its parts show. */
  readonly details?: Details;
}

export interface CompareRoute extends Selection, CurveState {
  readonly view: 'compare';
  readonly x: XAxis;
  /** Rows of the table in which nothing differs are shown too. */
  readonly everyRow: boolean;
  /** What its parts show. */
  readonly details?: Details;
}

export interface MicroscopeRoute extends Selection, MicroscopeState {
  readonly view: 'microscope';
}

/** A view that reads its own state from the query. */
export interface ToolRoute extends Selection {
  readonly view: 'tool';
  readonly tool: ToolName;
  /** What the address says beside the selected runs, in the tool's own words. */
  readonly query: Readonly<Record<string, string>>;
}

export interface MissingRoute extends Selection {
  readonly view: 'missing';
  readonly path: string;
}

/** Everything that the page shows, as far as it is not in the runs themselves. */
export type Route =
  | RunsRoute
  | RunRoute
  | CompareRoute
  | MicroscopeRoute
  | ToolRoute
  | MissingRoute;

export function runsRoute(selected: readonly string[] = []): RunsRoute {
  const order = { sort: 'started', descending: true, columns: undefined, group: '', open: [] };
  return { view: 'runs', selected, filter: '', ...order };
}

export function runRoute(run: string, selected: readonly string[] = []): RunRoute {
  return { view: 'run', run, selected, x: 'epoch', ...FIRST_CURVE_STATE };
}

export function compareRoute(selected: readonly string[] = []): CompareRoute {
  const curves = { x: 'epoch', ...FIRST_CURVE_STATE } as const;
  return { view: 'compare', selected, ...curves, everyRow: false };
}

export function microscopeRoute(selected: readonly string[] = []): MicroscopeRoute {
  return { view: 'microscope', selected, ...FIRST_MICROSCOPE_STATE };
}

export function toolRoute(tool: ToolName, selected: readonly string[] = []): ToolRoute {
  return { view: 'tool', tool, selected, query: {} };
}

/** Reads an address, path and query; what is unknown in the query counts as left out. */
export function parseAddress(address: string): Route {
  const url = new URL(address, 'http://page');
  const query = url.searchParams;
  const selected = listOf(query, 'runs');
  const path = withinMount(url.pathname) ?? url.pathname;
  const parts = path.split('/').filter(Boolean);
  const x = oneOf(X_AXES, query.get('x')) ?? 'epoch';
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'runs')) {
    const asked = query.get('sort') ?? '';
    const sort = isSortable(asked) ? asked : 'started';
    const order = query.get('order');
    const descending = order ? order === 'down' : startsDescending(sort);
    const columns = listOf(query, 'columns').filter(isColumn);
    return {
      ...{ view: 'runs', selected, filter: query.get('filter') ?? '', sort, descending },
      columns: columns.length > 0 ? columns : undefined,
      group: query.get('group') ?? '',
      open: listOf(query, 'open'),
    };
  }
  if (parts.length === 2 && parts[0] === 'runs') {
    const run = decode(parts[1]);
    return { view: 'run', run, selected, x, ...parseCurves(query), ...detailsOf(query) };
  }
  if (parts.length === 1 && parts[0] === 'compare') {
    return {
      view: 'compare',
      selected,
      x,
      ...parseCurves(query),
      everyRow: query.get('rows') === 'all',
      ...detailsOf(query),
    };
  }
  if (parts.length === 1 && parts[0] === 'microscope') {
    return { view: 'microscope', selected, ...parseMicroscope(query) };
  }
  if (parts.length === 1 && isTool(parts[0])) {
    const own = [...query].filter(([key]) => key !== 'runs');
    return { view: 'tool', tool: parts[0], selected, query: Object.fromEntries(own) };
  }
  return { view: 'missing', path, selected };
}

/** The address of a route, without what is so by default: parseAddress(formatAddress(route)) is the route. */
export function formatAddress(route: Route): string {
  const query: string[] = [];
  const add = (key: string, value: string) => query.push(`${key}=${value}`);
  const addList = (key: string, values: readonly string[]) =>
    values.length > 0 && add(key, values.map(encodeItem).join(','));
  addList('runs', route.selected);
  if (route.view === 'runs') {
    if (route.filter) add('filter', encodeURIComponent(route.filter));
    if (route.sort !== 'started') add('sort', encodeURIComponent(route.sort));
    if (route.descending !== startsDescending(route.sort)) {
      add('order', route.descending ? 'down' : 'up');
    }
    if (route.columns) addList('columns', route.columns);
    if (route.group) add('group', encodeURIComponent(route.group));
    addList('open', route.open);
  }
  if (route.view === 'run' || route.view === 'compare') {
    if (route.x !== 'epoch') add('x', route.x);
    for (const [key, value] of formatCurves(route)) add(key, value);
    for (const [key, value] of formatDetails(route.details)) add(key, value);
  }
  if (route.view === 'compare' && route.everyRow) add('rows', 'all');
  if (route.view === 'microscope') {
    for (const [key, value] of formatMicroscope(route)) add(key, value);
  }
  if (route.view === 'tool') {
    for (const [key, value] of Object.entries(route.query)) {
      add(encodeURIComponent(key), encodeURIComponent(value));
    }
  }
  return MOUNT + pathOf(route) + (query.length > 0 ? `?${query.join('&')}` : '');
}

function detailsOf(query: URLSearchParams): { readonly details?: Details } {
  const details = parseDetails(query);
  return details ? { details } : {};
}

function pathOf(route: Route): string {
  switch (route.view) {
    case 'runs':
      return '/runs';
    case 'run':
      return `/runs/${encodeURIComponent(route.run)}`;
    case 'compare':
      return '/compare';
    case 'microscope':
      return '/microscope';
    case 'tool':
      return `/${route.tool}`;
    case 'missing':
      return route.path;
  }
}

function oneOf<Value extends string>(
  values: readonly Value[],
  text: string | null,
): Value | undefined {
  return values.find((value) => value === text);
}
