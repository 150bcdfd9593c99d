import type { NetworkFile, ReadOptions } from '../network-file.js';

/** What the program is asked for. */
export interface ReadTask {
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
}

/** What it answers. */
export type ReadReply = { readonly read: NetworkFile } | { readonly refusal: string };
