import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '@peasy/core';
import { GRAPH_TAG, type Output, TYPES } from './graph/graph.js';

/** Values that are fed. */
export interface Feed {
  readonly to: Output;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** Of tfjs-node's binding, what runs a graph: not in its documentation, the same since its version 1.3. */
export interface SessionBinding {
  createTensor(shape: readonly number[], type: number, values: Feed['values']): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(session: number, ids: number[], to: string, fetch: string): { id: number }[];
  deleteSavedModel(session: number): void;
}

/** A graph that TensorFlow holds, with variables of its own. */
export class TensorflowSession {
  readonly #binding: SessionBinding;
  readonly #id: number;
  /** Tensors of the last run's feeds. */
  #held: number[] = [];

  /** @param graph contents of a `saved_model.pb`. @throws EngineError with TensorFlow's words. */
  constructor(binding: SessionBinding, graph: Uint8Array) {
    this.#binding = binding;
    // A session is only to be had from a file.
    const folder = mkdtempSync(join(tmpdir(), 'peasy-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), graph);
      this.#id = worded(() => binding.loadSavedModel(`${folder}/`, GRAPH_TAG));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Computes what is asked for. @throws EngineError with TensorFlow's words. */
  run(
    feeds: readonly Feed[],
    fetch: readonly Output[],
  ): (Float32Array | Int32Array | Uint8Array)[] {
    const binding = this.#binding;
    const ids: number[] = [];
    let outputs: { id: number }[] = [];
    try {
      for (const { shape, values } of feeds) {
        ids.push(binding.createTensor(shape, typeOf(values), values));
      }
      const names = feeds.map(({ to }) => named(to)).join(',');
      // TensorFlow does not take one output twice.
      const unique = [...new Set(fetch.map(named))];
      outputs = worded(() => binding.runSavedModel(this.#id, ids, names, unique.join(',')));
      const values = outputs.map(({ id }) => binding.tensorDataSync(id));
      return fetch.map((output) => values[unique.indexOf(named(output))]);
    } finally {
      // A stock tfjs-node breaks where a thread of TensorFlow is the last to drop a fed tensor, so
      // it is kept until they are surely done with it.
      for (const id of [...this.#held, ...outputs.map((output) => output.id)]) {
        binding.deleteTensor(id);
      }
      this.#held = ids;
    }
  }

  dispose(): void {
    for (const id of this.#held) this.#binding.deleteTensor(id);
    this.#held = [];
    this.#binding.deleteSavedModel(this.#id);
  }
}

function named(output: Output): string {
  return output.includes(':') ? output : `${output}:0`;
}

function typeOf(values: Feed['values']): number {
  if (values instanceof Float32Array) return TYPES.float;
  return values instanceof Int32Array ? TYPES.int32 : TYPES.uint8;
}

function worded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new EngineError(`TensorFlow: ${(error as Error).message}`, { cause: error });
  }
}
