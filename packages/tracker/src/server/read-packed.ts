import type { NamedTensors, Snapshot } from '@peasy/core';
import { metricsHead, snapshotHead } from '../api/logging-bodies.js';
import { checkCount, checkFinite } from '../store/check-words.js';
import { PointBuffer } from '../store/point-columns.js';
import { StoreError } from '../store/store-error.js';
import { checkLength, unpackBytes } from './unpack-bytes.js';

const COLUMNS = 4;

/** Points as packed bytes have them: of each series its steps, epochs, times and values. @throws StoreError */
export function readPackedPoints(bytes: Uint8Array): PointBuffer {
  const { head, content } = unpackBytes(bytes, metricsHead);
  const all = head.series.reduce((sum, { length }) => sum + length, 0);
  checkLength(content, all * COLUMNS * Float64Array.BYTES_PER_ELEMENT);
  const numbers = new Float64Array(content);
  const buffer = new PointBuffer();
  let start = 0;
  for (const { key, length } of head.series) {
    for (let at = start; at < start + length; at++) {
      const [step, epoch, time] = [numbers[at], numbers[at + length], numbers[at + 2 * length]];
      buffer.add(checkPoint({ key, step, epoch, time, value: numbers[at + 3 * length] }));
    }
    start += COLUMNS * length;
  }
  return buffer;
}

/** Checks what a schema does not: that numbers are finite where they must be. @throws StoreError */
export function checkPoint<T extends { key: string; step: number; epoch?: number; time: number }>(
  point: T,
): T {
  checkCount(`the step of metric ${point.key}`, point.step);
  if (point.epoch !== undefined) checkFinite(`the epoch of metric ${point.key}`, point.epoch);
  checkFinite(`the time of metric ${point.key}`, point.time);
  return point;
}

/** A snapshot as packed bytes have it: its weights, and after them the state of the optimiser. @throws StoreError */
export function readPackedSnapshot(bytes: Uint8Array, step: number): Snapshot {
  const { head, content } = unpackBytes(bytes, snapshotHead);
  const { epoch, reasons, weights, resume } = head;
  const described = [...weights, ...(resume?.optimizerState ?? [])];
  const all = described.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  checkLength(content, all * Float32Array.BYTES_PER_ELEMENT);
  let offset = 0;
  const take = (tensors: typeof weights): NamedTensors => {
    const taken = new Map(
      tensors.map(({ name, shape }) => {
        const values = new Float32Array(content, offset, sizeOf(shape));
        offset += values.byteLength;
        return [name, { shape, values }];
      }),
    );
    if (taken.size === tensors.length) return taken;
    throw new StoreError('invalid', 'Expected every tensor to have a name of its own.');
  };
  return {
    step,
    epoch,
    reasons,
    weights: take(weights),
    ...(resume && {
      resume: {
        optimizerState: take(resume.optimizerState),
        trainerState: resume.trainerState,
      },
    }),
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, axis) => product * axis, 1);
}
