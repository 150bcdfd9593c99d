import { type Brush, between, chance, ellipse, n, shape, stroke } from '../brush.js';

/** A bird from the side: round body, beak, wing, tail, thin legs. About 64 units wide, centred. */
export function drawBird(brush: Brush): string {
  const { random, coat, shade, light, eye } = brush;
  const body = between(random, 18, 22);
  const headX = between(random, 13, 17);
  const headY = between(random, -20, -15);
  const beak = between(random, 9, 14);
  const wingTurn = between(random, -35, 10);
  const beakColour = chance(random, 0.5) ? '#e8a020' : '#55483a';
  const crest = chance(random, 0.4)
    ? shape(`M${n(headX - 4)} ${n(headY - 10)}l-6 -9l8 3l2 -7l4 12Z`, shade)
    : '';
  return [
    shape(
      `M-14 4L-42 ${n(between(random, -8, 12))}L-38 ${n(between(random, 14, 22))}L-10 14Z`,
      shade,
    ),
    stroke(`M-3 22v14M5 22v14`, '#6b5236', 2),
    stroke(`M-8 38l5 -2l5 2M0 38l5 -2l5 2`, '#6b5236', 1.6),
    ellipse(0, 8, body + 5, body, coat, -18),
    ellipse(6, 14, body * 0.66, body * 0.6, light, -18),
    crest,
    ellipse(headX, headY, 12.5, 12, coat),
    shape(
      `M${n(headX + 10)} ${n(headY - 3.5)}L${n(headX + 10 + beak)} ${n(headY + 1.5)}L${n(headX + 9)} ${n(headY + 5)}Z`,
      beakColour,
    ),
    ellipse(-5, 8, 16, 8.5, shade, wingTurn),
    ellipse(headX + 4, headY - 2, 3.2, 3.2, '#fff'),
    ellipse(headX + 4.5, headY - 2, 2.3, 2.3, eye),
    ellipse(headX + 4.8, headY - 2, 1.3, 1.3, '#111'),
  ].join('');
}
