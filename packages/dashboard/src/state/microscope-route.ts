import { PALETTES_OF_VALUES, type ValuePalette } from '../inside/colour-scale.js';
import { FLAT_LOOKS, type FlatLook } from '../inside/flat-picture.js';

/** What a colour scale spans: each map by itself, all of a layer, or a layer over all epochs. */
export const SCALE_SCOPES = ['map', 'layer', 'epochs'] as const;
export type ScaleScope = (typeof SCALE_SCOPES)[number];

/** Sides of a frame of 32 x 32, in pixels a value. */
export const FRAME_ZOOMS = [1, 2, 3] as const;

/** What the microscope shows, as far as the address says it. */
export interface MicroscopeState {
  /** Places of photos in the set of the first run; none: one of each class. */
  readonly photos: readonly number[];
  /** undefined: the newest. */
  readonly epoch: number | undefined;
  readonly scale: ScaleScope;
  readonly palette: ValuePalette;
  readonly zoom: number;
  /** How flat outputs are drawn; undefined: as fits the network. */
  readonly flat: FlatLook | undefined;
  /** The pinned value: run, photo, layer, map, row, column; undefined: none. */
  readonly pin: readonly string[] | undefined;
}

export const FIRST_MICROSCOPE_STATE: MicroscopeState = {
  photos: [],
  epoch: undefined,
  scale: 'layer',
  palette: 'colour',
  zoom: 2,
  flat: undefined,
  pin: undefined,
};

const PIN_PARTS = 6;

/** Reads the state from an address's query; what is unknown counts as left out. */
export function parseMicroscope(query: URLSearchParams): MicroscopeState {
  const epoch = query.get('epoch');
  const zoom = Number(query.get('zoom'));
  const pin = query.get('pin')?.split('~');
  return {
    photos: (query.get('photos') ?? '').split(',').filter(isWhole).map(Number),
    epoch: epoch !== null && Number.isFinite(Number(epoch)) ? Number(epoch) : undefined,
    scale: SCALE_SCOPES.find((one) => one === query.get('scale')) ?? FIRST_MICROSCOPE_STATE.scale,
    palette: PALETTES_OF_VALUES.find((one) => one === query.get('palette')) ?? 'colour',
    zoom: FRAME_ZOOMS.find((one) => one === zoom) ?? FIRST_MICROSCOPE_STATE.zoom,
    flat: FLAT_LOOKS.find((one) => one === query.get('flat')),
    pin: pin?.length === PIN_PARTS ? pin : undefined,
  };
}

/** The query of a state, without what is so by default. */
export function formatMicroscope(state: MicroscopeState): readonly (readonly [string, string])[] {
  const query: [string, string][] = [];
  const { photos, epoch, scale, palette, zoom, flat, pin } = state;
  if (photos.length > 0) query.push(['photos', photos.join(',')]);
  if (epoch !== undefined) query.push(['epoch', String(epoch)]);
  if (scale !== FIRST_MICROSCOPE_STATE.scale) query.push(['scale', scale]);
  if (palette !== FIRST_MICROSCOPE_STATE.palette) query.push(['palette', palette]);
  if (zoom !== FIRST_MICROSCOPE_STATE.zoom) query.push(['zoom', String(zoom)]);
  if (flat) query.push(['flat', flat]);
  if (pin) query.push(['pin', pin.map(encodeURIComponent).join('~')]);
  return query;
}

function isWhole(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}
