import type { EngineName } from '@peasy/core';
import type { ComputeFlags } from '../compute-flags.js';
import type { RecordOptions } from '../open-record.js';

/** Flags of `peasy reproduce post`. */
export interface ReproduceFlags extends ComputeFlags, RecordOptions {
  readonly data?: string;
  readonly quick?: boolean;
  readonly epochs?: number;
  readonly networkFile?: string;
  readonly photo?: string;
  readonly to: string;
  readonly results?: string;
  readonly engine?: 'auto' | EngineName;
  readonly strict?: boolean;
}
