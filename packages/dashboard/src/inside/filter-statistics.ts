import type { Tensor } from '@peasy/core';

/** Photos that are kept for each filter: those that excite it most. */
const KEPT = 9;
/** Kernels whose cosine is above it are twins. */
export const TWIN_COSINE = 0.99;

/** Where a photo excites a filter most. */
export interface Excitement {
  /** Place of the photo among those that were looked at. */
  readonly photo: number;
  readonly value: number;
  readonly y: number;
  readonly x: number;
}

/** One filter, or one dense unit, over some photos. */
export interface FilterFacts {
  /** Length of its kernel. */
  readonly norm: number;
  /** Mean of its activation over all photos and places. */
  readonly mean: number;
  /** Largest activation anywhere. */
  readonly most: number;
  /** Photos on which it is above zero somewhere. */
  readonly living: number;
  /** Photos that excite it most, the most first. */
  readonly best: readonly Excitement[];
  /** The filter whose kernel is most alike, and the cosine of both. */
  readonly nearest: { readonly filter: number; readonly cosine: number } | undefined;
}

/** A filter is dead where its activation is above zero on no photo. */
export function isDead({ living }: FilterFacts): boolean {
  return living === 0;
}

/** A filter is a twin where another's kernel points the same way. */
export function isTwin({ nearest }: FilterFacts): boolean {
  return nearest !== undefined && nearest.cosine > TWIN_COSINE;
}

/** Adds up what filters do on batches of photos. */
export class FilterTally {
  readonly #filters: number;
  readonly #sums: Float64Array;
  readonly #most: Float64Array;
  readonly #living: Uint32Array;
  readonly #best: Excitement[][];
  #photos = 0;
  #places = 1;

  constructor(filters: number) {
    this.#filters = filters;
    this.#sums = new Float64Array(filters);
    this.#most = new Float64Array(filters).fill(Number.NEGATIVE_INFINITY);
    this.#living = new Uint32Array(filters);
    this.#best = Array.from({ length: filters }, () => []);
  }

  /** Takes in activations, `[count, height, width, filters]` or `[count, filters]`. */
  add({ shape, values }: Tensor): void {
    const [count] = shape;
    const width = shape.length === 4 ? shape[2] : 1;
    const bytes = values.length / count;
    this.#places = bytes / this.#filters;
    for (let photo = 0; photo < count; photo++) {
      const one = values.subarray(photo * bytes, (photo + 1) * bytes);
      for (let filter = 0; filter < this.#filters; filter++) {
        this.#addPhoto(filter, one, width, this.#photos + photo);
      }
    }
    this.#photos += count;
  }

  #addPhoto(filter: number, values: Tensor['values'], width: number, photo: number): void {
    let largest = Number.NEGATIVE_INFINITY;
    let place = 0;
    let sum = 0;
    for (let at = filter, i = 0; at < values.length; at += this.#filters, i++) {
      const value = values[at];
      sum += value;
      if (value > largest) {
        largest = value;
        place = i;
      }
    }
    this.#sums[filter] += sum;
    if (largest > 0) this.#living[filter]++;
    this.#most[filter] = Math.max(this.#most[filter], largest);
    const best = this.#best[filter];
    if (best.length === KEPT && largest <= best[KEPT - 1].value) return;
    const before = best.findIndex(({ value }) => value < largest);
    best.splice(before < 0 ? best.length : before, 0, {
      photo,
      value: largest,
      y: Math.floor(place / width),
      x: place % width,
    });
    if (best.length > KEPT) best.pop();
  }

  /** What was found, with what the kernels themselves tell. @param kernel its last axis is the filters. */
  facts(kernel: Tensor): readonly FilterFacts[] {
    const { norms, nearest } = compareKernels(kernel);
    return Array.from({ length: this.#filters }, (_, filter) => ({
      norm: norms[filter],
      mean: this.#sums[filter] / (this.#photos * this.#places),
      most: this.#most[filter],
      living: this.#living[filter],
      best: this.#best[filter],
      nearest: nearest[filter],
    }));
  }
}

/** Lengths of kernels, and for each the one whose direction is nearest. */
export function compareKernels({ shape, values }: Tensor): {
  readonly norms: readonly number[];
  readonly nearest: readonly FilterFacts['nearest'][];
} {
  const filters = shape.at(-1)!;
  const length = values.length / filters;
  // One after the other, so that a pair is two straight walks through memory.
  const rows = new Float32Array(values.length);
  for (let i = 0; i < length; i++) {
    for (let f = 0; f < filters; f++) rows[f * length + i] = values[i * filters + f];
  }
  const norms = Array.from({ length: filters }, (_, f) => Math.sqrt(product(rows, f, f, length)));
  const nearest = new Array<FilterFacts['nearest']>(filters).fill(undefined);
  for (let a = 0; a < filters; a++) {
    for (let b = a + 1; b < filters; b++) {
      const scale = norms[a] * norms[b];
      if (scale === 0) continue;
      const cosine = product(rows, a, b, length) / scale;
      if (cosine > (nearest[a]?.cosine ?? -2)) nearest[a] = { filter: b, cosine };
      if (cosine > (nearest[b]?.cosine ?? -2)) nearest[b] = { filter: a, cosine };
    }
  }
  return { norms, nearest };
}

function product(rows: Float32Array, a: number, b: number, length: number): number {
  // Four sums at once: each addition has not to wait for the one before.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = a * length;
  let j = b * length;
  const end = i + length;
  for (; i + 4 <= end; i += 4, j += 4) {
    s0 += rows[i] * rows[j];
    s1 += rows[i + 1] * rows[j + 1];
    s2 += rows[i + 2] * rows[j + 2];
    s3 += rows[i + 3] * rows[j + 3];
  }
  for (; i < end; i++, j++) s0 += rows[i] * rows[j];
  return s0 + s1 + s2 + s3;
}
