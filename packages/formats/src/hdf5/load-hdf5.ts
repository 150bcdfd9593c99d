import type { h5wasm } from 'h5wasm';

/** What of the HDF5 library is used here. */
export type Hdf5 = Pick<typeof h5wasm, 'File' | 'Group' | 'Dataset'> & {
  readonly FS: Awaited<typeof h5wasm.ready>['FS'];
};

/** The HDF5 library, four megabytes that are loaded when they are needed. What goes wrong in it is thrown, not printed. */
export async function loadHdf5(): Promise<Hdf5> {
  const { default: library } = await import('h5wasm');
  const module = await library.ready;
  module.activate_throwing_error_handler();
  return { ...library, FS: module.FS };
}
