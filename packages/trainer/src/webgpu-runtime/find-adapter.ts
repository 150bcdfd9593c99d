import type { DeviceChoice } from '@peasy/core';
import type { Gpu, GpuAdapter, GpuAdapterInfo } from './dawn.js';
import { loadDawn, requireInstalled } from './load-packages.js';
import { vulkanMissing } from './vulkan-missing.js';

/** What an adapter is, in words for people. */
export interface AdapterDescription {
  /** "nvidia-geforce-rtx-4090". */
  readonly name: string;
  /** Whether it is a program that does a GPU's work on the CPU. */
  readonly software: boolean;
}

/** An adapter that has been found, with what must be held while it is used. */
export interface FoundAdapter {
  readonly gpu: Gpu;
  readonly adapter: GpuAdapter;
  readonly description: AdapterDescription;
}

/** Names of the programs that are known to do it, where an adapter does not say so itself. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|\bwarp\b|basic render/i;

/**
 * Finds an adapter: for `gpu` a real one, for `cpu` one in software, else any, a real one first.
 * @throws saying why there is none, and what to do.
 */
export async function findAdapter(choice: DeviceChoice): Promise<FoundAdapter> {
  requireInstalled();
  // Before Dawn is loaded, which prints what it does not find.
  const missing = vulkanMissing();
  if (missing !== undefined) throw new Error(`WebGPU finds no GPU here: ${missing}`);
  const gpu = (await loadDawn()).create([]);
  const adapter = await gpu.requestAdapter(
    choice === 'cpu' ? { forceFallbackAdapter: true } : { powerPreference: 'high-performance' },
  );
  if (!adapter) {
    throw new Error(
      choice === 'cpu'
        ? 'WebGPU finds no software adapter here; Chromium brings SwiftShader along (docs/webgpu.md)'
        : `WebGPU finds no GPU here: ${noAdapterReason()}`,
    );
  }
  const description = describeAdapter(adapter.info);
  const { name, software } = description;
  if (choice === 'gpu' && software) {
    throw new Error(
      `WebGPU finds no GPU here, only ${name}, which does its work on the CPU: ${noAdapterReason()}`,
    );
  }
  if (choice === 'cpu' && !software) {
    throw new Error(`WebGPU finds no software adapter here, only the GPU ${name}`);
  }
  return { gpu, adapter, description };
}

/** What an adapter's own words say of it. */
export function describeAdapter(info: GpuAdapterInfo): AdapterDescription {
  const { vendor, architecture, device, description, isFallbackAdapter } = info;
  const words = [device, description, architecture, vendor].filter((word) => word);
  // Browsers give a number for the device, to tell less of the machine.
  const name = words.find((word) => !/^0x[\da-f]+$/i.test(word!));
  return {
    // Dawn writes "SwiftShader Device (Subzero)" as "swiftshader-device-subzero-".
    name: name?.replace(/-+$/, '') ?? 'an adapter without a name',
    software: isFallbackAdapter === true || SOFTWARE.test(words.join(' ')),
  };
}

function noAdapterReason(): string {
  return process.platform === 'linux'
    ? "its driver for Vulkan is not installed, or does not load (vulkaninfo lists what does; NVIDIA's comes with its driver, Intel's and AMD's are Debian's mesa-vulkan-drivers)"
    : 'its driver is not installed, or too old';
}
