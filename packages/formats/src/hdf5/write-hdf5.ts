import type { Tensor } from '@peasy/core';
import type { Group } from 'h5wasm';
import { loadHdf5 } from './load-hdf5.js';

let written = 0;

/** An HDF5 file of float32 datasets, by path. */
export async function writeHdf5(arrays: ReadonlyMap<string, Tensor>): Promise<Uint8Array> {
  const { File, FS } = await loadHdf5();
  const name = `/write-${written++}.h5`;
  const file = new File(name, 'w');
  try {
    for (const [path, { shape, values }] of arrays) {
      const parts = path.split('/');
      const group = parts.slice(0, -1).reduce<Group>(innerGroup, file);
      const dataset = { name: parts.at(-1)!, data: values, shape: [...shape], dtype: '<f' };
      group.create_dataset(dataset);
    }
    file.close();
    return FS.readFile(name);
  } finally {
    FS.unlink(name);
  }
}

/** The group of that name within another, made where it is not there. */
export function innerGroup(group: Group, name: string): Group {
  const there = group.get(name);
  return there && 'create_group' in there ? there : group.create_group(name);
}
