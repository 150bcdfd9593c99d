import { type Brush, between, bothSides, ellipse, n, shape } from '../brush.js';
import { markings } from '../markings.js';

/** A rabbit's face: long upright ears, wide-set eyes, two teeth. About 56 units wide, centred. */
export function drawRabbit(brush: Brush): string {
  const { random, coat, light, eye, pink } = brush;
  const width = between(random, 21, 25);
  const height = between(random, 21, 25);
  const earLength = between(random, 18, 23);
  const earTurn = between(random, 4, 22);
  const ear = (scale: number, fill: string) =>
    ellipse(10, -height - earLength * 0.55, 6.2 * scale, earLength * scale, fill, earTurn);
  return [
    ellipse(0, 44, 24, 26, coat),
    ellipse(0, 46, 13, 20, light),
    bothSides(ear(1, coat) + ear(0.66, pink)),
    ellipse(0, 0, width, height, coat),
    markings(brush, width, height),
    bothSides(ellipse(6, height * 0.48, 7.5, 6.5, light)),
    bothSides(
      ellipse(width * 0.6, -4, 3.6, 4.8, eye) +
        ellipse(width * 0.6, -4, 2.2, 3.2, '#111') +
        ellipse(width * 0.6 + 1, -6, 1, 1, '#fff'),
    ),
    bothSides(
      shape(
        `M0 ${n(height * 0.62)}h3.2v6q-1.6 1.6 -3.2 0Z`,
        '#fffdf5',
        'stroke="#998" stroke-width="0.5"',
      ),
    ),
    shape(`M-3 ${n(height * 0.26)}L3 ${n(height * 0.26)}L0 ${n(height * 0.42)}Z`, pink),
  ].join('');
}
