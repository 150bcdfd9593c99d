import { type LabelledImages, RandomStream } from '@peasy/core';

/** Pixels a side. */
export const SIZE = 16;

/** Discs (0) and squares (1) of any place, size and colour, on any ground: the same ones each time. */
export function drawShapes(count: number): LabelledImages {
  const random = new RandomStream(7, 0);
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const labels = Uint8Array.from({ length: count }, (_, row) => row % 2);
  const pixels = new Uint8Array(count * SIZE * SIZE * 3);
  for (let row = 0; row < count; row++) {
    const [x, y, radius] = [between(6, 10), between(6, 10), between(3, 5.5)];
    const ground = [between(0, 90), between(0, 90), between(0, 90)];
    const colour = [between(140, 255), between(140, 255), between(140, 255)];
    for (let at = 0; at < SIZE * SIZE; at++) {
      const [across, down] = [Math.abs((at % SIZE) - x), Math.abs(Math.floor(at / SIZE) - y)];
      const distance = labels[row] === 0 ? Math.hypot(across, down) : Math.max(across, down);
      pixels.set(distance < radius ? colour : ground, (row * SIZE * SIZE + at) * 3);
    }
  }
  return { pixels, labels, count, height: SIZE, width: SIZE, channels: 3 };
}
