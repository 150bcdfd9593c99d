import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { recogniseNetwork } from '@peasy/formats';
import { READ_FORMATS, type ReadFormat } from '@peasy/formats/choices';
import { NETWORK_SOURCES } from './commands/import.js';

/** Whether a source, by `--from` or by its first bytes, is the file of a network. */
export function isNetwork(source: string, from: string | undefined): boolean {
  if (from !== undefined) return NETWORK_SOURCES.some((name) => name === from);
  const format = formatOf(source);
  return format !== undefined && READ_FORMATS.includes(format);
}

function formatOf(source: string): ReadFormat | undefined {
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) return undefined;
  const handle = openSync(source, 'r');
  try {
    const bytes = new Uint8Array(512);
    return recogniseNetwork(bytes.subarray(0, readSync(handle, bytes)));
  } finally {
    closeSync(handle);
  }
}
