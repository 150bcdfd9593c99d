import { type Brush, between, chance, ellipse, n, stroke } from './brush.js';

/** Patches or stripes on a head of these radii about the origin; every species wears them alike. */
export function markings(brush: Brush, radiusX: number, radiusY: number): string {
  const { random, shade, light } = brush;
  const parts: string[] = [];
  if (chance(random, 0.35)) {
    const side = chance(random, 0.5) ? 1 : -1;
    parts.push(
      ellipse(
        side * radiusX * 0.45,
        -radiusY * 0.25,
        radiusX * between(random, 0.28, 0.42),
        radiusY * between(random, 0.3, 0.42),
        chance(random, 0.5) ? shade : light,
        side * 15,
      ),
    );
  }
  if (chance(random, 0.35)) {
    const top = -radiusY * 0.85;
    for (const x of [-radiusX * 0.22, 0, radiusX * 0.22]) {
      parts.push(stroke(`M${n(x)} ${n(top)}L${n(x * 0.8)} ${n(top + radiusY * 0.35)}`, shade, 2.2));
    }
  }
  return parts.join('');
}
