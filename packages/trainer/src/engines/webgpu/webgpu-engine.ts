import {
  type CompiledNetwork,
  type CompileOptions,
  checkOptions,
  type DeviceChoice,
  describeNetwork,
  type Engine,
  EngineError,
  type Network,
} from '@peasy/core';
import { leaseWebgpu, type WebgpuLease } from '../../webgpu-runtime/webgpu-lease.js';
import { webgpuMissing } from '../../webgpu-runtime/webgpu-missing.js';
import { TfjsNetwork } from '../tfjs/tfjs-network.js';
import { LeasedNetwork } from './leased-network.js';

/**
 * tfjs on WebGPU by Dawn (docs/webgpu.md): any GPU with a driver for Vulkan, Metal or Direct3D 12.
 * It is loaded when it is first asked for. A software adapter is taken by name only. Same seed, same
 * masks and photos as the other engines; `threads` and `instructionSet` are not its.
 */
export const webgpuEngine: Engine = {
  name: 'webgpu',
  unavailableReason(device?: DeviceChoice): Promise<string | undefined> {
    return webgpuMissing(device);
  },
  async compile(network: Network, options: CompileOptions): Promise<CompiledNetwork> {
    checkOptions(options, describeNetwork(network).classes);
    const lease = await leased(options.device);
    try {
      return new LeasedNetwork(new TfjsNetwork(lease.place, network, options), lease);
    } catch (error) {
      await lease.release();
      throw error;
    }
  },
};

async function leased(device: DeviceChoice = 'auto'): Promise<WebgpuLease> {
  try {
    return await leaseWebgpu(device);
  } catch (error) {
    throw new EngineError((error as Error).message, { cause: error });
  }
}
