import { bitCount, HASH_WORDS, hammingDistance } from './perceptual-hash.js';

/** A hash is cut into so many bands of 16 bits. */
const BANDS = 4;
const BAND_BITS = 16;
const BAND_VALUES = 1 << BAND_BITS;

/**
 * Finds the hashes within a distance of one. Two hashes that differ in at most d of their bits
 * differ in at most floor(d / 4) bits in one of their four bands, so only hashes of which a band is
 * that near are compared in full.
 * Source: M. Norouzi, A. Punjani, D. J. Fleet, "Fast search in Hamming space with multi-index
 * hashing", CVPR 2012.
 */
export class HashIndex {
  readonly #hashes: Uint32Array;
  readonly #distance: number;
  /** What to flip in a band for every value that is near enough to it; the band itself first. */
  readonly #flips: Uint16Array;
  /** A band: the indices of its hashes by its value, those of value v from starts[v] to starts[v + 1]. */
  readonly #bands: readonly { readonly starts: Uint32Array; readonly order: Uint32Array }[];

  /**
   * @param members indices of the hashes that can be found; left out: all.
   * @throws RangeError for a distance that is no whole number of 0 to 63.
   */
  constructor(hashes: Uint32Array, distance: number, members?: ArrayLike<number>) {
    if (!(Number.isInteger(distance) && distance >= 0 && distance < 64)) {
      throw new RangeError(`Expected a distance of 0 to 63 bits, got ${distance}.`);
    }
    this.#hashes = hashes;
    this.#distance = distance;
    this.#flips = flipsWithin(Math.floor(distance / BANDS));
    const indices =
      members ?? Uint32Array.from({ length: hashes.length / HASH_WORDS }, (_, i) => i);
    this.#bands = Array.from({ length: BANDS }, (_, band) => sortBand(hashes, band, indices));
  }

  /**
   * Visits each hash within the distance of hash `wanted` once, itself too where it is a member, in
   * no order that matters. A visitor that returns true ends the search.
   */
  near(wanted: number, visit: (index: number, distance: number) => unknown): void {
    for (let band = 0; band < BANDS; band++) {
      const { starts, order } = this.#bands[band];
      const value = bandOf(this.#hashes, wanted, band);
      for (const flip of this.#flips) {
        const near = value ^ flip;
        for (let at = starts[near]; at < starts[near + 1]; at++) {
          const index = order[at];
          const distance = hammingDistance(this.#hashes, wanted, index);
          if (distance > this.#distance || this.#isFoundBefore(band, wanted, index)) continue;
          if (visit(index, distance) === true) return;
        }
      }
    }
  }

  /** Whether an earlier band is near enough to have found it already. */
  #isFoundBefore(band: number, wanted: number, index: number): boolean {
    const radius = Math.floor(this.#distance / BANDS);
    for (let earlier = 0; earlier < band; earlier++) {
      const differs = bandOf(this.#hashes, wanted, earlier) ^ bandOf(this.#hashes, index, earlier);
      if (bitCount(differs) <= radius) return true;
    }
    return false;
  }
}

function bandOf(hashes: Uint32Array, index: number, band: number): number {
  const word = hashes[index * HASH_WORDS + (band >> 1)];
  return band & 1 ? word >>> BAND_BITS : word & (BAND_VALUES - 1);
}

/** Counting sort by a band's value. */
function sortBand(hashes: Uint32Array, band: number, indices: ArrayLike<number>) {
  const starts = new Uint32Array(BAND_VALUES + 1);
  for (let i = 0; i < indices.length; i++) starts[bandOf(hashes, indices[i], band) + 1]++;
  for (let value = 0; value < BAND_VALUES; value++) starts[value + 1] += starts[value];
  const next = starts.slice();
  const order = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    order[next[bandOf(hashes, indices[i], band)]++] = indices[i];
  }
  return { starts, order };
}

/** Every 16-bit value with at most `radius` bits set. */
function flipsWithin(radius: number): Uint16Array {
  const all = Array.from({ length: BAND_VALUES }, (_, value) => value);
  return Uint16Array.from(all.filter((value) => bitCount(value) <= radius));
}
