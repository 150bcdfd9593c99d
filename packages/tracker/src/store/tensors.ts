import { createHash } from 'node:crypto';
import type { NamedTensors, Tensor } from '@peasy/core';
import type { Connection } from './connection.js';
import { StoreError } from './store-error.js';

/** Bytes of tensors as they are stored. */
export function tensorBytes(tensors: NamedTensors): number {
  let bytes = 0;
  for (const tensor of tensors.values()) bytes += tensor.values.byteLength;
  return bytes;
}

/**
 * Stores a tensor, unless an equal one is there already. Call it within a write.
 * @returns the row of its content.
 */
export function keepTensor(connection: Connection, name: string, tensor: Tensor): number {
  const size = tensor.shape.reduce((product, axis) => product * axis, 1);
  if (size !== tensor.values.length) {
    throw new StoreError(
      'invalid',
      `Expected tensor "${name}" of shape [${tensor.shape.join(', ')}] to have ${size} values, got ${tensor.values.length}.`,
    );
  }
  const shape = JSON.stringify(tensor.shape);
  const { buffer, byteOffset, byteLength } = tensor.values;
  const content = Buffer.from(buffer, byteOffset, byteLength);
  const hash = createHash('sha256').update(`${shape}\n`).update(content).digest('hex');
  const find = connection.prepare<{ id: number }>('SELECT id FROM tensors WHERE hash = ?');
  const found = find.get(hash);
  if (found) return found.id;
  const insert = connection.prepare('INSERT INTO tensors (hash, shape, content) VALUES (?, ?, ?)');
  return Number(insert.run(hash, shape, content).lastInsertRowid);
}

/** A stored tensor as rows of a join give it. */
export interface TensorRow {
  readonly name: string;
  readonly shape: string;
  readonly content: Buffer;
}

/** Tensors by name, in the order of the rows; each with memory of its own. */
export function tensorsOf(rows: readonly TensorRow[]): NamedTensors {
  return new Map(
    rows.map(({ name, shape, content }) => {
      // A Buffer may lie at any offset; float32 wants a multiple of four.
      const bytes = new Uint8Array(content.byteLength);
      bytes.set(content);
      return [
        name,
        { shape: JSON.parse(shape) as number[], values: new Float32Array(bytes.buffer) },
      ];
    }),
  );
}
