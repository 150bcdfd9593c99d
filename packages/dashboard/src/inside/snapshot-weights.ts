import type { NamedTensors, Tensor } from '@peasy/core';
import type { PackedWeights } from '@peasy/tracker/api';
import { MOUNT } from '../state/mount.js';

/** Weights kept by a thread, in bytes: thirty snapshots of the post's Dense network, or a thousand of its CNN. */
const KEPT_BYTES = 320 * 2 ** 20;

/** Splits a packed answer (api/inside.ts) into its head and the bytes that follow. */
export function unpack<Head>(answer: ArrayBuffer): { readonly head: Head; readonly start: number } {
  const length = new DataView(answer).getUint32(0, true);
  const json = new TextDecoder().decode(new Uint8Array(answer, 4, length));
  return { head: JSON.parse(json) as Head, start: 4 + length };
}

/** Weights of snapshots, asked for once and kept as long as there is room. */
export class SnapshotWeights {
  readonly #kept = new Map<string, Promise<NamedTensors>>();
  readonly #bytes = new Map<string, number>();

  /** @throws what fetch throws, or with the server's words. */
  get(snapshot: string): Promise<NamedTensors> {
    const known = this.#kept.get(snapshot);
    const loading = known ?? this.#load(snapshot);
    this.#kept.delete(snapshot);
    this.#kept.set(snapshot, loading);
    return loading;
  }

  #load(snapshot: string): Promise<NamedTensors> {
    const loading = fetchWeights(snapshot);
    loading.then(
      (weights) => this.#keep(snapshot, weights),
      () => this.#kept.delete(snapshot),
    );
    return loading;
  }

  #keep(snapshot: string, weights: NamedTensors): void {
    this.#bytes.set(
      snapshot,
      [...weights.values()].reduce((sum, { values }) => sum + values.byteLength, 0),
    );
    let held = [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const oldest of this.#kept.keys()) {
      if (held <= KEPT_BYTES || oldest === snapshot) break;
      held -= this.#bytes.get(oldest) ?? 0;
      this.#bytes.delete(oldest);
      this.#kept.delete(oldest);
    }
  }
}

async function fetchWeights(snapshot: string): Promise<NamedTensors> {
  const response = await fetch(`${MOUNT}/api/snapshots/${encodeURIComponent(snapshot)}/weights`);
  if (!response.ok) {
    const { error } = (await response.json()) as { error: { message: string } };
    throw new Error(error.message);
  }
  return readWeights(await response.arrayBuffer());
}

/** Reads a packed answer of weights. */
export function readWeights(answer: ArrayBuffer): NamedTensors {
  const { head, start } = unpack<PackedWeights>(answer);
  let at = start;
  return new Map(
    head.weights.map(({ name, shape }): [string, Tensor] => {
      const length = shape.reduce((product, size) => product * size, 1);
      const values = new Float32Array(answer, at, length);
      at += length * 4;
      return [name, { shape, values }];
    }),
  );
}
