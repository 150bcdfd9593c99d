import { type Brush, between, chance, ellipse, n, shape, stroke } from '../brush.js';

/** A fish from the side: a spindle with tail and fins, scales, bubbles. About 72 units wide, centred. */
export function drawFish(brush: Brush): string {
  const { random, coat, shade, light, eye } = brush;
  const height = between(random, 14, 20);
  const tail = between(random, 12, 19);
  const bars = chance(random, 0.5)
    ? [-8, 2, 12].map((x) =>
        stroke(
          `M${x} ${n(-height * 0.72)}Q${x - 5} 0 ${x} ${n(height * 0.72)}`,
          shade,
          between(random, 2, 4),
        ),
      )
    : [];
  const bubbles = [0, 1, 2].map((i) => {
    const x = between(random, 34, 42);
    const radius = between(random, 1.4, 3);
    return `<circle cx="${n(x)}" cy="${n(-8 - i * 9)}" r="${n(radius)}" fill="none" stroke="#fff" stroke-width="1"/>`;
  });
  return [
    shape(`M-22 0L-44 ${n(-tail)}Q-36 0 -44 ${n(tail)}Z`, shade),
    shape(
      `M-12 ${n(-height * 0.8)}L4 ${n(-height - between(random, 8, 14))}L14 ${n(-height * 0.7)}Z`,
      shade,
    ),
    shape(
      `M-6 ${n(height * 0.8)}L-2 ${n(height + between(random, 5, 10))}L8 ${n(height * 0.8)}Z`,
      shade,
    ),
    shape(`M-28 0Q0 ${n(-height * 1.9)} 32 0Q0 ${n(height * 1.9)} -28 0Z`, coat),
    shape(`M-22 4Q2 ${n(height * 1.7)} 29 3Q4 8 -22 4Z`, light),
    ...bars,
    ellipse(4, 5, 7, 3.6, shade, 24),
    ellipse(19, -4, 4.2, 4.2, '#fff'),
    ellipse(19.6, -4, 2.9, 2.9, eye),
    ellipse(20, -4, 1.6, 1.6, '#111'),
    stroke('M27 5Q24 7 22 5', '#3a2a24', 1.2),
    ...bubbles,
  ].join('');
}
