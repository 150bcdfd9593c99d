import type { Dataset, Entity, Group } from 'h5wasm';
import { FormatError } from '../format-error.js';
import { type Hdf5, loadHdf5 } from './load-hdf5.js';

/** Whether a file begins as HDF5 does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 8)) === '\x89HDF\r\n\x1a\n';
}

let opened = 0;

/**
 * Gives `read` the tree of an HDF5 file. The library reads from a file system in memory: nothing
 * of the disk can be reached, whatever the file links to.
 * @throws FormatError when it is damaged.
 */
export async function openHdf5<T>(bytes: Uint8Array, read: (tree: Hdf5Tree) => T): Promise<T> {
  const library = await loadHdf5();
  const { FS } = library;
  const name = `/read-${opened++}.h5`;
  FS.writeFile(name, bytes);
  try {
    const file = new library.File(name, 'r');
    try {
      return read(new Hdf5Tree(library, file, bytes.length));
    } finally {
      file.close();
    }
  } catch (error) {
    throw error instanceof FormatError ? error : damaged(error);
  } finally {
    FS.unlink(name);
  }
}

/** A dataset, of which nothing but its shape has been read. */
export interface Hdf5Array {
  readonly path: string;
  readonly shape: readonly number[];
  read(): Float32Array;
}

/** Looks into an HDF5 file by path. */
export class Hdf5Tree {
  readonly #library: Hdf5;
  readonly #root: Group;
  /** Of the file. */
  readonly bytes: number;

  constructor(library: Hdf5, root: Group, bytes: number) {
    this.#library = library;
    this.#root = root;
    this.bytes = bytes;
  }

  /** The texts of an attribute, one or a list; undefined: there is none. */
  texts(path: string, attribute: string): readonly string[] | undefined {
    const value = this.#group(path)?.attrs[attribute]?.value;
    if (typeof value === 'string') return [value];
    const isTexts = Array.isArray(value) && value.every((text) => typeof text === 'string');
    return isTexts ? (value as string[]) : undefined;
  }

  /** Whether there is such a group. */
  hasGroup(path: string): boolean {
    return this.#group(path) !== undefined;
  }

  /** Whether there is such a dataset. */
  hasArray(path: string): boolean {
    return this.#entity(path) instanceof this.#library.Dataset;
  }

  /** @throws FormatError when there is no such dataset of floats. */
  array(path: string): Hdf5Array {
    const found = this.#entity(path);
    if (!(found instanceof this.#library.Dataset)) {
      throw new FormatError(`Expected weights at ${path} in the file, and there are none.`);
    }
    return { path, shape: found.shape ?? [], read: () => readFloats(found, path) };
  }

  #group(path: string): Group | undefined {
    const found = path === '' ? this.#root : this.#entity(path);
    return found instanceof this.#library.Group ? found : undefined;
  }

  #entity(path: string): Entity | undefined {
    return this.#root.get(path) ?? undefined;
  }
}

function readFloats(dataset: Dataset, path: string): Float32Array {
  const { value } = dataset;
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array) return Float32Array.from(value);
  throw new FormatError(
    `Expected the weights at ${path} to be floats of 32 or 64 bits, got ${JSON.stringify(dataset.dtype)}.`,
  );
}

/** The library's own words are a stack of its functions; the innermost says why. */
function damaged(error: unknown): FormatError {
  const words = error instanceof Error ? error.message : String(error);
  const innermost = [...words.matchAll(/line \d+ in \w+\(\): (.*)/g)].at(-1)?.[1] ?? words;
  return new FormatError(
    `The HDF5 file could not be read, it is damaged or cut off: ${innermost.trim()}.`,
    { cause: error },
  );
}
