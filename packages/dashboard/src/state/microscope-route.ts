import { PALETTES_OF_VALUES, type ValuePalette } from '../inside/colour-scale.js';
import { FLAT_LOOKS, type FlatLook } from '../inside/flat-picture.js';
import { SHIFT_WAYS, type ShiftWay } from '../inside/shift-photos.js';
import { TIME_AXES, type TimeAxis } from '../inside/time-axis.js';

/** What a colour scale spans: each map by itself, all of a layer, or a layer over all epochs. */
export const SCALE_SCOPES = ['map', 'layer', 'epochs'] as const;
export type ScaleScope = (typeof SCALE_SCOPES)[number];

/** What of a network is looked at: outputs, weights, why it says what it says, how it bears a shift. */
export const SIGHTS = ['maps', 'filters', 'reasons', 'shift'] as const;
export type Sight = (typeof SIGHTS)[number];

/** How maps are put beside those of another epoch or run. */
export const BESIDES = ['side', 'difference', 'blink'] as const;
export type Beside = (typeof BESIDES)[number];

/** What filters are sorted by. */
export const FILTER_ORDERS = ['number', 'norm', 'mean'] as const;
export type FilterOrder = (typeof FILTER_ORDERS)[number];

/** A filter that is looked at, in one run. */
export interface FilterChoice {
  readonly run: string;
  readonly layer: string;
  /** A filter of a convolution, or a unit. */
  readonly filter: number;
}

/** Sides of a frame of 32 x 32, in pixels a value. */
export const FRAME_ZOOMS = [1, 2, 3] as const;

/** What the microscope shows, as far as the address says it. */
export interface MicroscopeState {
  /** Places of photos in the set of the first run; none: one of each class. */
  readonly photos: readonly number[];
  /** Where the slider is, in epochs or what else it goes along; undefined: the newest. */
  readonly epoch: number | undefined;
  readonly along: TimeAxis;
  readonly scale: ScaleScope;
  readonly palette: ValuePalette;
  readonly zoom: number;
  /** How flat outputs are drawn; undefined: as fits the network. */
  readonly flat: FlatLook | undefined;
  /** The pinned value: run, photo, layer, map, row, column; undefined: none. */
  readonly pin: readonly string[] | undefined;
  readonly see: Sight;
  /** undefined: alone. */
  readonly beside: Beside | undefined;
  /** What is put beside: an epoch, or `run:` and a run's id; undefined: random weights, epoch 0. */
  readonly against: string | undefined;
  /** At most one a run. */
  readonly filters: readonly FilterChoice[];
  readonly order: FilterOrder;
  /** The class that reasons are sought for; undefined: the one that the network says. */
  readonly target: number | undefined;
  /** Side, stride and grey of the patch that hides parts of a photo. */
  readonly patch: readonly [number, number, number];
  readonly way: ShiftWay;
  /** Test photos that are shifted. */
  readonly shifted: number;
}

export const FIRST_MICROSCOPE_STATE: MicroscopeState = {
  photos: [],
  epoch: undefined,
  along: 'epochs',
  scale: 'layer',
  palette: 'colour',
  zoom: 2,
  flat: undefined,
  pin: undefined,
  see: 'maps',
  beside: undefined,
  against: undefined,
  filters: [],
  order: 'number',
  target: undefined,
  patch: [8, 2, 128],
  way: 'across',
  shifted: 400,
};

const PIN_PARTS = 6;
/** The key of an address that says where the slider is, and so along what it goes. */
const KEY_OF_AXIS = { epochs: 'epoch', images: 'images', seconds: 'seconds' } as const;
/** Where the slider is at its end. */
const LAST = 'last';

/** Reads the state from an address's query; what is unknown counts as left out. */
export function parseMicroscope(query: URLSearchParams): MicroscopeState {
  const along = TIME_AXES.find((axis) => query.has(KEY_OF_AXIS[axis])) ?? 'epochs';
  const epoch = query.get(KEY_OF_AXIS[along]);
  const zoom = Number(query.get('zoom'));
  const pin = query.get('pin')?.split('~');
  return {
    photos: (query.get('photos') ?? '').split(',').filter(isWhole).map(Number),
    epoch: epoch && Number.isFinite(Number(epoch)) ? Number(epoch) : undefined,
    along,
    scale: SCALE_SCOPES.find((one) => one === query.get('scale')) ?? FIRST_MICROSCOPE_STATE.scale,
    palette: PALETTES_OF_VALUES.find((one) => one === query.get('palette')) ?? 'colour',
    zoom: FRAME_ZOOMS.find((one) => one === zoom) ?? FIRST_MICROSCOPE_STATE.zoom,
    flat: FLAT_LOOKS.find((one) => one === query.get('flat')),
    pin: pin?.length === PIN_PARTS ? pin : undefined,
    see: SIGHTS.find((one) => one === query.get('see')) ?? 'maps',
    beside: BESIDES.find((one) => one === query.get('beside')),
    against: query.get('against') ?? undefined,
    filters: (query.get('filter') ?? '').split(',').flatMap(parseFilter),
    order: FILTER_ORDERS.find((one) => one === query.get('order')) ?? 'number',
    target: isWhole(query.get('target') ?? '') ? Number(query.get('target')) : undefined,
    patch: parsePatch(query.get('patch')),
    way: SHIFT_WAYS.find((one) => one === query.get('way')) ?? 'across',
    shifted: Math.max(1, Math.min(2000, Number(query.get('n')) || FIRST_MICROSCOPE_STATE.shifted)),
  };
}

/** The query of a state, without what is so by default. */
export function formatMicroscope(state: MicroscopeState): readonly (readonly [string, string])[] {
  const query: [string, string][] = [];
  const { photos, epoch, along, scale, palette, zoom, flat, pin } = state;
  if (photos.length > 0) query.push(['photos', photos.join(',')]);
  if (epoch !== undefined || along !== 'epochs') {
    query.push([KEY_OF_AXIS[along], epoch === undefined ? LAST : String(epoch)]);
  }
  if (scale !== FIRST_MICROSCOPE_STATE.scale) query.push(['scale', scale]);
  if (palette !== FIRST_MICROSCOPE_STATE.palette) query.push(['palette', palette]);
  if (zoom !== FIRST_MICROSCOPE_STATE.zoom) query.push(['zoom', String(zoom)]);
  if (flat) query.push(['flat', flat]);
  if (pin) query.push(['pin', pin.map(encodeURIComponent).join('~')]);
  if (state.see !== 'maps') query.push(['see', state.see]);
  if (state.beside) query.push(['beside', state.beside]);
  if (state.against !== undefined) query.push(['against', encodeURIComponent(state.against)]);
  if (state.filters.length > 0) {
    const parts = state.filters.map(({ run, layer, filter }) =>
      [run, encodeURIComponent(encodeURIComponent(layer)), filter].join('~'),
    );
    query.push(['filter', parts.join(',')]);
  }
  if (state.order !== 'number') query.push(['order', state.order]);
  if (state.target !== undefined) query.push(['target', String(state.target)]);
  const patch = state.patch.join('-');
  if (patch !== FIRST_MICROSCOPE_STATE.patch.join('-')) query.push(['patch', patch]);
  if (state.way !== 'across') query.push(['way', state.way]);
  if (state.shifted !== FIRST_MICROSCOPE_STATE.shifted) query.push(['n', String(state.shifted)]);
  return query;
}

function isWhole(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

function parseFilter(text: string): readonly FilterChoice[] {
  const [run, layer, filter] = text.split('~');
  if (!run || !layer || !isWhole(filter ?? '')) return [];
  try {
    return [{ run, layer: decodeURIComponent(layer), filter: Number(filter) }];
  } catch {
    return [];
  }
}

/** "8-2-128": side and stride from 1 to 99, grey to 255. */
function parsePatch(text: string | null): readonly [number, number, number] {
  const [side, stride, grey] = (text ?? '').split('-').map(Number);
  const isFit = [side, stride].every((one) => Number.isInteger(one) && one > 0 && one < 100);
  return isFit && Number.isInteger(grey) && grey >= 0 && grey <= 255
    ? [side, stride, grey]
    : FIRST_MICROSCOPE_STATE.patch;
}
