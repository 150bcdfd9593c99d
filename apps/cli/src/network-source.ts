import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { READ_FORMATS, type ReadFormat } from '@peasy/formats/choices';

/** How `--from` calls networks' files: HDF5 and zip of Keras are told apart by their first bytes. */
export const NETWORK_SOURCES = ['keras', 'safetensors'] as const;

/** Whether a source, by `--from` or by its first bytes, is the file of a network. */
export async function isNetwork(source: string, from: string | undefined): Promise<boolean> {
  if (from !== undefined) return NETWORK_SOURCES.some((name) => name === from);
  const format = await formatOf(source);
  return format !== undefined && READ_FORMATS.includes(format);
}

async function formatOf(source: string): Promise<ReadFormat | undefined> {
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) return undefined;
  const { recogniseNetwork } = await import('@peasy/formats');
  const handle = openSync(source, 'r');
  try {
    const bytes = new Uint8Array(512);
    return recogniseNetwork(bytes.subarray(0, readSync(handle, bytes)));
  } finally {
    closeSync(handle);
  }
}
