import { type CheckedLayer, mapOf } from '@peasy/core';
import { remember } from '../inside/remember.js';
import { channelNames } from './filter-choice.js';
import type { LabPhoto } from './lab-photo.js';
import type { LabState } from './lab-state.js';
import type { LabSubject } from './lab-subject.js';
import type { KnownLayer } from './layer-at-work.js';
import { planeOf } from './planes.js';
import type { Slide } from './slide.js';

/** What lies on the bench. */
export interface BenchWork {
  readonly slide: Slide;
  /** The inputs are colours of a photo, of 0 to 1. */
  readonly isPhoto: boolean;
  /** Of the channels. */
  readonly names: readonly string[];
  /** What is slid over, in words. */
  readonly title: string;
  /** What slides, in words. */
  readonly kernel: string;
  /** What a layer has, where the slide is the very thing that it does. */
  readonly own: readonly (readonly number[])[] | undefined;
}

/** A kernel of one's own over a plane of the photo. @param kernel its name. */
export function ownWork(
  state: LabState,
  photo: LabPhoto | string,
  kernel: string,
): BenchWork | string {
  if (typeof photo === 'string') return photo;
  const slide: Slide = {
    inputs: [planeOnce(photo, state.plane)],
    kernels: [state.kernel],
    ...{ bias: 0, placement: 'scipy' },
    ...howItSlides(state),
  };
  const title = `${photo.name}, ${state.plane}`;
  return { slide, isPhoto: true, names: [], title, kernel, own: undefined };
}

/** A run's filter over what its layer reads. */
export function filterWork(
  state: LabState,
  subject: LabSubject,
  photo: LabPhoto | string,
  known: KnownLayer | undefined,
): BenchWork | string {
  const checked = known?.checked;
  if (!checked) return subject.trouble ?? known?.problem ?? 'Computing…';
  const { layer, input, bias } = checked;
  const { filter, run } = subject;
  const all = Array.from({ length: input.shape[2] }, (_, i) => i);
  const channels =
    state.channel === undefined ? all : [Math.min(state.channel, input.shape[2] - 1)];
  const slide: Slide = {
    inputs: channels.map((channel) => inputOnce(checked, String(channel))),
    kernels: channels.map((channel) => kernelOf(checked, channel, filter)),
    bias: state.channel === undefined ? (bias?.values[filter] ?? 0) : 0,
    placement: 'layer',
    ...howItSlides(state),
  };
  const isAsLayer =
    state.channel === undefined &&
    !state.flips &&
    state.padding === layer.padding &&
    state.boundary === 'fill' &&
    state.stride === (layer.strides ?? 1);
  const names = channelNames(subject);
  const isPhoto = run?.network?.layers[0].name === layer.name;
  const what = channels.length === 1 ? `, ${(names[channels[0]] ?? '').toLowerCase()}` : '';
  return {
    ...{ slide, isPhoto },
    names: channels.map((channel) => names[channel] ?? ''),
    title: isPhoto
      ? `${typeof photo === 'string' ? 'The photo' : photo.name}${what}`
      : `What ${layer.name} reads${what}`,
    kernel: `${run?.name}, ${layer.name}, filter ${filter}`,
    own: isAsLayer ? mapOf(checked.output, filter) : undefined,
  };
}

function howItSlides({ flips, padding, boundary, stride }: LabState) {
  return { flips, padding, boundary, stride };
}

const planeOnce = remember((photo: LabPhoto, plane) =>
  planeOf(photo.pixels, photo.shape, plane as LabState['plane']),
);
const inputOnce = remember((checked: CheckedLayer, channel) =>
  mapOf(checked.input, Number(channel)),
);

function kernelOf({ kernel }: CheckedLayer, channel: number, filter: number): number[][] {
  const [size, , channels, filters] = kernel.shape;
  return Array.from({ length: size }, (_, y) =>
    Array.from(
      { length: size },
      (__, x) => kernel.values[((y * size + x) * channels + channel) * filters + filter],
    ),
  );
}
