import type { Layer, Network, Tensor } from '@peasy/core';
import { joinRanges, rangeOf, type ValueRange } from '../inside/colour-scale.js';
import type { FlatLook } from '../inside/flat-picture.js';
import { columnsFor } from '../inside/frames.js';
import { remember } from '../inside/remember.js';
import {
  rangesByMap,
  type ShownTensor,
  shownTensor,
  usualFlatLook,
} from '../inside/shown-layers.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import type { PanelPhoto } from './panel-photo.js';

/** Side of a photo or a map at zoom 1. */
const FRAME = 32;
/** A flat output of so many units is drawn larger: it has but one frame. */
const MANY_UNITS = 64;
const NO_FRAMES: ReadonlySet<number> = new Set();

/** How a panel draws. */
export interface PanelLook {
  readonly network: Network;
  readonly settings: MicroscopeState;
  /** Width that a block may have. */
  readonly room: number;
  /** The maps are differences from others'. */
  readonly isDifference: boolean;
}

/** A layer's output of one photo as frames. */
export interface LayerFrames {
  readonly tensor: Tensor;
  readonly shown: ShownTensor;
  readonly ranges: readonly ValueRange[];
  /** That holds all of them. */
  readonly whole: ValueRange;
  readonly zoom: number;
  readonly columns: number;
  /** Whether maps can be dead here. */
  readonly isRelu: boolean;
  /** Maps that are zero everywhere. */
  readonly still: ReadonlySet<number>;
}

/** Pixels a value, so that a map of any size is as large as a photo. */
export function zoomOf(side: number, { zoom }: MicroscopeState): number {
  return Math.max(1, Math.floor((FRAME * zoom) / side));
}

export function layerFrames(
  layer: Layer,
  photo: PanelPhoto,
  tensor: Tensor,
  { network, settings, room, isDifference }: PanelLook,
): LayerFrames {
  const { flat, scale } = settings;
  const shown = drawnAs(tensor, flat ?? usualFlatLook(network));
  const ranges =
    scale === 'map' && !shown.coloured
      ? mapRanges(shown.tensor)
      : layerRanges(layer, photo, tensor, scale === 'epochs');
  const [height, width, channels] = shown.tensor.shape;
  const isFlat = tensor.shape.length === 1 && tensor.shape[0] >= MANY_UNITS;
  const zoom = zoomOf(Math.max(height, width), settings) * (isFlat ? 2 : 1);
  const isRelu =
    layer.kind === 'activation' &&
    layer.activation === 'relu' &&
    tensor.shape.length === 3 &&
    !isDifference;
  return {
    ...{ tensor, shown, ranges, whole: joinRanges(ranges), zoom },
    columns: columnsFor(shown.coloured ? 1 : channels, width * zoom + 2, room),
    isRelu,
    still: isRelu ? stillMaps(tensor) : NO_FRAMES,
  };
}

function layerRanges(
  layer: Layer,
  photo: PanelPhoto,
  tensor: Tensor,
  overEpochs: boolean,
): readonly ValueRange[] {
  if (!overEpochs) return layerRange(tensor);
  const others = photo.others.map((maps) => maps.get(layer.name)!);
  const { from, to } = joinRanges([tensor, ...others].flatMap((one) => layerRange(one)));
  return rangeLists(tensor, `${from},${to}`);
}

const drawnAs = remember((tensor: Tensor, look: string) => shownTensor(tensor, look as FlatLook));
const mapRanges = remember((tensor: Tensor) => rangesByMap(tensor));
const layerRange = remember((tensor: Tensor) => [rangeOf(tensor.values)]);
const rangeLists = remember((_tensor: Tensor, range: string): readonly ValueRange[] => {
  const [from, to] = range.split(',').map(Number);
  return [{ from, to }];
});
const stillMaps = remember(({ shape, values }: Tensor): ReadonlySet<number> => {
  const channels = shape[2];
  const isStill = (channel: number) => {
    for (let i = channel; i < values.length; i += channels) if (values[i] !== 0) return false;
    return true;
  };
  return new Set(Array.from({ length: channels }, (_, channel) => channel).filter(isStill));
});
