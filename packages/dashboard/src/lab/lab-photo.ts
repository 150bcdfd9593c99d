import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { ownPhotos } from '../inside/inside-page.js';
import type { PhotoTensor } from '../inside/network-maps.js';
import { fitOf, ownPixels } from '../inside/own-photos.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import { type Drawing, drawingPixels, FIRST_DRAWING, formatDrawing } from './drawing.js';
import type { LabState } from './lab-state.js';

/** A photo as a network takes it. */
export interface LabPhoto extends PhotoTensor {
  readonly shape: readonly [height: number, width: number, channels: number];
  /** In words. */
  readonly name: string;
  /** Its place in the run's set; undefined: it is of no set. */
  readonly index?: number;
  /** What the microscope calls it; undefined: it cannot be shown there. */
  readonly microscopeKey?: string;
}

/** Size of photos where no run says one. */
const USUAL_SHAPE = [32, 32, 3] as const;

/** The photo that the address asks for, or why there is none (yet). @param row whose set it is of. @param run whose network takes it. */
export function labPhoto(
  state: LabState,
  row: RunRow | undefined,
  run: RunDetail | undefined,
): LabPhoto | string {
  const shape = run?.network?.input ?? USUAL_SHAPE;
  switch (state.source) {
    case 'drawing': {
      const drawing = state.drawing ?? FIRST_DRAWING;
      return drawn(drawing, shape.join());
    }
    case 'own': {
      const own = ownPhotos.photos.find(({ key }) => key === state.own) ?? ownPhotos.photos.at(-1);
      if (!own)
        return 'Choose a photo of your own, drop it here or paste it. It stays in this page.';
      const pixels = withChannels(ownPixels(own, shape, fitOf(run?.params ?? {})), shape[2]);
      return { key: own.key, pixels, shape, name: own.name, microscopeKey: own.key };
    }
    case 'set':
      return row ? setPhoto(state, row, run) : 'Reading the runs…';
  }
}

function setPhoto({ photo }: LabState, row: RunRow, run: RunDetail | undefined): LabPhoto | string {
  const examples = runPhotos.examples(row.id, 1);
  const index = photo ?? examples.value?.[0]?.index;
  if (index === undefined) return examples.problem?.message ?? 'Reading a photo…';
  const { value, problem } = runPhotos.pixels(row.id, [index]);
  if (!value) return problem?.message ?? 'Reading a photo…';
  const input = run?.network?.input ?? value.shape;
  if (input.join() !== value.shape.join()) {
    return `Photos of ${row.name} are ${value.shape.join(' × ')}, and ${run?.name} takes ${input.join(' × ')}. Take a photo of your own, or draw one.`;
  }
  const [{ hash, path }] = value.photos;
  return {
    ...{ key: `set-${hash}`, pixels: value.pixels, shape: value.shape, name: path, index },
    microscopeKey: `set-${hash.slice(0, 16)}`,
  };
}

const drawn = remember((drawing: Drawing, key: string): LabPhoto => {
  const [height, width, channels] = key.split(',').map(Number);
  const pixels = withChannels(drawingPixels(drawing, height, width), channels);
  const shape = [height, width, channels] as const;
  return { key: `drawing-${formatDrawing(drawing)}`, pixels, shape, name: 'a drawing' };
});

/** Three channels as they are, or the first of each pixel for a network that sees one. */
const withChannels = (pixels: Uint8Array, channels: number) =>
  channels === 3 ? pixels : firstChannels(pixels);
const firstChannels = remember((pixels: Uint8Array) =>
  Uint8Array.from({ length: pixels.length / 3 }, (_, i) => pixels[i * 3]),
);
