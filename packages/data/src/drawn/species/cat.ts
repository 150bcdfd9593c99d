import { type Brush, between, bothSides, chance, ellipse, n, shape, stroke } from '../brush.js';
import { markings } from '../markings.js';

/** A cat's face: pointed ears, slit eyes, a small nose, whiskers. About 64 units wide, centred. */
export function drawCat(brush: Brush): string {
  const { random, coat, shade, light, eye, pink } = brush;
  const width = between(random, 27, 32);
  const height = between(random, 23, 27);
  const earTip = between(random, 34, 42);
  const earOut = width * between(random, 0.78, 0.98);
  const ear = (inset: number) =>
    `M${n(4 + inset)} ${n(-height * 0.78)}L${n(earOut - inset * 0.4)} ${n(-earTip + inset * 1.8)}L${n(width * 0.97 - inset)} ${n(-height * 0.22)}Z`;
  const lid = between(random, 4.2, 6.6);
  const eyeX = width * between(random, 0.4, 0.46);
  const slit = between(random, 0.9, 2);
  const droop = between(random, -3, 4);
  return [
    ellipse(0, 44, 24, 26, coat),
    ellipse(0, 46, 12, 20, light),
    bothSides(shape(ear(0), coat) + shape(ear(5), pink)),
    ellipse(0, 0, width, height, coat),
    markings(brush, width, height),
    ellipse(0, height * 0.46, 9.5, 6.5, light),
    bothSides(
      `<g transform="rotate(-8 ${n(eyeX)} -3)">${ellipse(eyeX, -3, 6.4, lid, eye)}` +
        `${ellipse(eyeX, -3, slit, lid * 0.92, '#111')}${ellipse(eyeX + 1.6, -5, 1, 1, '#fff')}</g>`,
    ),
    shape(`M-3 ${n(height * 0.3)}L3 ${n(height * 0.3)}L0 ${n(height * 0.44)}Z`, pink),
    bothSides(
      stroke(`M0 ${n(height * 0.44)}Q1 ${n(height * 0.66)} 5.5 ${n(height * 0.6)}`, shade, 1.2),
    ),
    bothSides(
      [-2, 1.5, 5]
        .map((y) =>
          stroke(
            `M9 ${n(height * 0.42 + y * 0.5)}L${n(width + 9)} ${n(height * 0.34 + y * 1.7 + droop)}`,
            chance(random, 0.5) ? '#fff' : '#333',
            0.9,
          ),
        )
        .join(''),
    ),
  ].join('');
}
