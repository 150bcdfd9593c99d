import type { RandomStream } from '@peasy/core';

/** Chance and colours for one drawing. All species paint from the same pots, so colour alone tells none apart. */
export interface Brush {
  readonly random: RandomStream;
  readonly coat: string;
  /** The coat in the shade, for outlines and the inside of ears. */
  readonly shade: string;
  /** The coat's light parts: muzzle, belly. */
  readonly light: string;
  readonly eye: string;
  readonly pink: string;
}

/** Uniform in [low, high). */
export function between(random: RandomStream, low: number, high: number): number {
  return low + random.uniform() * (high - low);
}

/** One of them, each as likely. */
export function pick<T>(random: RandomStream, choices: readonly T[]): T {
  return choices[random.below(choices.length)];
}

/** True with this probability. */
export function chance(random: RandomStream, probability: number): boolean {
  return random.uniform() < probability;
}

/** Hue in degrees, saturation and lightness in percent, as SVG has it. */
export function hsl(hue: number, saturation: number, lightness: number): string {
  return `hsl(${hue.toFixed(0)},${saturation.toFixed(0)}%,${lightness.toFixed(0)}%)`;
}

/** Hue, saturation and lightness of fur, feathers and scales: ginger, brown, grey, cream, black, white, sand. */
const COATS: readonly (readonly [number, number, number])[] = [
  [26, 70, 55],
  [22, 45, 36],
  [215, 8, 52],
  [38, 55, 74],
  [230, 10, 22],
  [40, 20, 90],
  [33, 40, 60],
];

const EYES: readonly string[] = ['#7a4b1e', '#3f7d3a', '#3c78a8', '#c99a1f', '#2b2b2b'];

/** Mixes the colours of one drawing. */
export function brushOf(random: RandomStream): Brush {
  const [hue, saturation, lightness] = pick(random, COATS);
  const h = hue + between(random, -8, 8);
  const s = Math.max(0, saturation + between(random, -10, 10));
  const l = lightness + between(random, -6, 6);
  return {
    random,
    coat: hsl(h, s, l),
    shade: hsl(h, s, Math.max(8, l - 18)),
    light: hsl(h, s * 0.6, Math.min(96, l + 22)),
    eye: pick(random, EYES),
    pink: hsl(between(random, 345, 362), 55, between(random, 60, 76)),
  };
}

/** An ellipse, turned by `degrees` about its centre. */
export function ellipse(
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  fill: string,
  degrees = 0,
): string {
  const turn = degrees === 0 ? '' : ` transform="rotate(${n(degrees)} ${n(x)} ${n(y)})"`;
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(radiusX)}" ry="${n(radiusY)}" fill="${fill}"${turn}/>`;
}

/** A filled path. */
export function shape(path: string, fill: string, extra = ''): string {
  return `<path d="${path}" fill="${fill}" ${extra}/>`;
}

/** A line without filling. */
export function stroke(path: string, colour: string, width: number): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round"/>`;
}

/** The drawing and its mirror image about x = 0: two eyes, two ears. */
export function bothSides(drawing: string): string {
  return `${drawing}<g transform="scale(-1 1)">${drawing}</g>`;
}

/** Short enough for SVG, the same on every machine. */
export function n(value: number): string {
  return value.toFixed(2);
}
