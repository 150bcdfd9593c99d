import { type InstructionSet, RandomStream } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { fromPanels, panelFloats, toPanels } from './panels.js';
import { bareKernels, SETS_HERE } from './testing/bare-kernels.js';

const STRIP = 48;
const [learningRate, momentum] = [0.5, 0.75];

/** Every edge: strips of 48 inputs, rests of 4 and of 1, panels of 8, blocks of 128 photos. */
const SIZES = [
  { rows: 1, inputs: 1, outputs: 1 },
  { rows: 5, inputs: 13, outputs: 9 },
  { rows: 64, inputs: 32, outputs: 8 },
  { rows: 65, inputs: 70, outputs: 19 },
  { rows: 130, inputs: 97, outputs: 31 },
  { rows: 260, inputs: 36, outputs: 32 },
];

describe.each(SETS_HERE)('denseUpdate, %s', (set) => {
  it.each(SIZES)(
    'moves weights and velocities by xᵀ · dy: $rows photos, $inputs to $outputs',
    async (size) => {
      const { weights, velocities, gradient, after } = await update(size, momentum, set);
      for (const [i, weight] of weights.entries()) {
        const velocity = momentum * velocities[i] - learningRate * gradient[i];
        expect(after.velocities[i]).toBeCloseTo(velocity, 4);
        expect(after.weights[i]).toBeCloseTo(weight + velocity, 4);
      }
    },
  );

  it.each(SIZES)(
    'moves weights alone without momentum: $rows photos, $inputs to $outputs',
    async (size) => {
      const { weights, velocities, gradient, after } = await update(size, 0, set);
      expect(after.velocities).toEqual(velocities);
      for (const [i, weight] of weights.entries()) {
        expect(after.weights[i]).toBeCloseTo(weight - learningRate * gradient[i], 4);
      }
    },
  );
});

/** One update on random values; two thirds of dy are zeros. What lies behind the panels must stay. */
async function update(
  { rows, inputs, outputs }: (typeof SIZES)[number],
  kept: number,
  set: InstructionSet,
) {
  const panels = Math.ceil(outputs / 8);
  const floats = panelFloats(inputs, outputs);
  const packedX = Math.ceil(inputs / STRIP) * STRIP * rows;
  const work = 8 * panels * (8 * rows + 772 + 4 * Math.ceil(rows / 64)) + 512;
  const sizes = [rows * inputs, packedX, rows * outputs, panelFloats(rows, outputs)];
  const bytes = [...sizes.map((size) => size * 4), floats * 4 + 64, floats * 4 + 64, work];
  const { kernels, memory, base } = await bareKernels(
    bytes.reduce((a, b) => a + b + 64, 0),
    set,
  );
  let next = base;
  const [x, strips, dy, columns, at, velocitiesAt, scratch] = bytes.map((size) => {
    const address = next;
    next += Math.ceil(size / 64) * 64;
    return address;
  });
  const floatsAt = (address: number, count: number) =>
    new Float32Array(memory.buffer, address, count);
  const random = new RandomStream(7);
  const draw = () => random.below(2001) / 1000 - 1;
  const [xs, dys] = [floatsAt(x, rows * inputs), floatsAt(dy, rows * outputs)];
  for (let i = 0; i < xs.length; i++) xs[i] = draw();
  for (let i = 0; i < dys.length; i++) dys[i] = random.below(3) > 0 ? 0 : draw();
  const weights = Float32Array.from({ length: inputs * outputs }, draw);
  const velocities = weights.map(draw);
  const guard = [1, 2, 3, 4];
  for (const [address, values] of [[at, weights] as const, [velocitiesAt, velocities] as const]) {
    toPanels(values, inputs, outputs, floatsAt(address, floats));
    floatsAt(address + floats * 4, 4).set(guard);
  }
  kernels.packColumns(x, strips, rows, inputs, STRIP, rows);
  kernels.packColumns(dy, columns, rows, outputs, 8, rows);
  kernels.denseUpdate(
    ...([strips, columns, at, kept ? velocitiesAt : 0] as const),
    ...([rows, inputs, panels, learningRate, kept, scratch] as const),
  );
  for (const address of [at, velocitiesAt]) {
    expect([...floatsAt(address + floats * 4, 4)]).toEqual(guard);
  }
  const gradient = new Float64Array(inputs * outputs);
  for (let n = 0; n < rows; n++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        gradient[i * outputs + o] += xs[n * inputs + i] * dys[n * outputs + o];
      }
    }
  }
  return {
    ...{ weights, velocities, gradient },
    after: {
      weights: fromPanels(floatsAt(at, floats), inputs, outputs),
      velocities: fromPanels(floatsAt(velocitiesAt, floats), inputs, outputs),
    },
  };
}
