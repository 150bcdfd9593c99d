import { type Brush, between, bothSides, chance, ellipse, n, shape, stroke } from '../brush.js';
import { markings } from '../markings.js';

/** A dog's face: hanging ears, a long snout, a large nose, sometimes a tongue. About 64 units wide, centred. */
export function drawDog(brush: Brush): string {
  const { random, coat, shade, light, eye, pink } = brush;
  const width = between(random, 22, 26);
  const height = between(random, 24, 29);
  const earLength = between(random, 15, 21);
  const earTurn = between(random, -26, -6);
  const snout = between(random, 11, 14);
  const noseY = height * between(random, 0.28, 0.4);
  const nose = chance(random, 0.75) ? '#221c1a' : '#6b4a3a';
  const tongue = chance(random, 0.45)
    ? shape(
        `M-4.5 ${n(noseY + 13)}L4.5 ${n(noseY + 13)}L4 ${n(noseY + 22)}Q0 ${n(noseY + 27)} -4 ${n(noseY + 22)}Z`,
        pink,
      )
    : '';
  const eyeX = width * between(random, 0.42, 0.5);
  return [
    ellipse(0, 46, 24, 26, coat),
    ellipse(0, 48, 12, 20, light),
    ellipse(0, 0, width, height, coat),
    markings(brush, width, height),
    bothSides(ellipse(width * 1.02, -height * 0.1, 8.5, earLength, shade, earTurn)),
    ellipse(0, noseY + 6, snout, snout * between(random, 0.95, 1.2), light),
    tongue,
    bothSides(
      ellipse(eyeX, -6, 4.4, 4.4, '#fff') +
        ellipse(eyeX, -5.6, 3.5, 3.6, eye) +
        ellipse(eyeX, -5.4, 2, 2, '#111') +
        ellipse(eyeX + 1.2, -6.8, 0.9, 0.9, '#fff'),
    ),
    ellipse(0, noseY, between(random, 5, 6.6), between(random, 3.6, 4.8), nose),
    stroke(`M0 ${n(noseY + 4)}L0 ${n(noseY + 10)}`, '#3a2a24', 1.3),
    bothSides(stroke(`M0 ${n(noseY + 10)}Q5 ${n(noseY + 15)} 9 ${n(noseY + 9)}`, '#3a2a24', 1.3)),
  ].join('');
}
