import type { DeviceChoice } from '@peasy/core';
import { findAdapter } from './find-adapter.js';

/** Why WebGPU cannot compute on that device here, with what to do, or undefined. Never throws. */
export async function webgpuMissing(device: DeviceChoice = 'auto'): Promise<string | undefined> {
  try {
    await findAdapter(device);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
