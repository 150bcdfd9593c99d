import type { RandomStream } from '@peasy/core';
import { between, chance, ellipse, hsl, n, pick } from './brush.js';

/** Hues of walls, lawns and skies. */
const HUES: readonly number[] = [200, 215, 95, 120, 40, 20, 330, 265, 0];

/** What lies behind the animal, on a canvas from -50 to 50: a gradient, a floor, some blurred things. */
export function background(random: RandomStream): string {
  const hue = pick(random, HUES) + between(random, -15, 15);
  const saturation = between(random, 8, 55);
  const lightness = between(random, 30, 80);
  const top = hsl(hue, saturation, lightness);
  const bottom = hsl(
    hue + between(random, -25, 25),
    saturation,
    lightness + between(random, -15, 15),
  );
  const parts = [
    `<defs><linearGradient id="sky" gradientTransform="rotate(${n(between(random, 0, 90))})">`,
    `<stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>`,
    '<rect x="-50" y="-50" width="100" height="100" fill="url(#sky)"/>',
  ];
  if (chance(random, 0.5)) {
    const floor = hsl(pick(random, HUES), between(random, 10, 50), between(random, 25, 65));
    const y = between(random, 5, 35);
    parts.push(`<rect x="-50" y="${n(y)}" width="100" height="${n(50 - y)}" fill="${floor}"/>`);
  }
  for (let i = random.below(5); i > 0; i--) {
    const colour = hsl(pick(random, HUES), between(random, 10, 60), between(random, 20, 85));
    const x = between(random, -50, 50);
    const y = between(random, -50, 50);
    if (chance(random, 0.6)) {
      parts.push(ellipse(x, y, between(random, 3, 16), between(random, 3, 16), colour));
    } else {
      const turn = `rotate(${n(between(random, 0, 180))} ${n(x)} ${n(y)})`;
      parts.push(
        `<rect x="${n(x)}" y="${n(y)}" width="${n(between(random, 4, 24))}" height="${n(between(random, 4, 24))}" fill="${colour}" transform="${turn}"/>`,
      );
    }
  }
  return parts.join('');
}
