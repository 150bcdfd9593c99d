import type { CompileOptions, Network } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';

/** The engine and nothing else, as a page takes it: for what it weighs. Answers what a network runs on. */
export async function deviceOf(network: Network, options: CompileOptions): Promise<string> {
  return (await kernelsEngine.compile(network, options)).device;
}
