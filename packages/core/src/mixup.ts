import { RandomStream, STREAMS } from './random.js';

/** How the photos of one batch are blended (arXiv 1710.09412). */
export interface Mixup {
  /** Share of a photo itself: 1/2 and up, so that it stays what its label says. */
  readonly share: number;
  /** The partner of the photo at place n is at (n + offset) % count. */
  readonly offset: number;
}

/** The blend of a step: a share from Beta(strength, strength), and partners. @param strength above 0. */
export function drawMixup(strength: number, count: number, seed: number, step: number): Mixup {
  const random = new RandomStream(seed, STREAMS.mixup, step);
  const share = drawBeta(strength, random);
  return {
    share: Math.max(share, 1 - share),
    offset: count > 1 ? 1 + random.below(count - 1) : 0,
  };
}

/** Blends a photo with its partner, byte by byte, rounded. */
export function mixPhotos(
  photo: Uint8Array,
  partner: Uint8Array,
  to: Uint8Array,
  share: number,
): void {
  for (let i = 0; i < to.length; i++) {
    to[i] = Math.round(photo[i] * share + partner[i] * (1 - share));
  }
}

/** Symmetric beta numbers by Jöhnk's method, in logarithms so that small strengths do not underflow. */
function drawBeta(strength: number, random: RandomStream): number {
  for (;;) {
    // Above 0, so that the logarithm is finite.
    const x = Math.log(1 - random.uniform()) / strength;
    const y = Math.log(1 - random.uniform()) / strength;
    const highest = Math.max(x, y);
    const logSum = highest + Math.log(Math.exp(x - highest) + Math.exp(y - highest));
    if (logSum <= 0) return Math.exp(x - logSum);
  }
}
