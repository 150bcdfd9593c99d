import { describe, expect, it } from 'vitest';
import { passedOverRecord } from './passed-over.js';

const NOT_INSTALLED = 'TensorFlow is not installed. Install it: npx nx run it';
const NO_DRIVER = 'TensorFlow sees no GPU: no NVIDIA driver is loaded here (nvidia-smi names none)';
const NO_VULKAN = 'WebGPU finds no GPU here: libvulkan.so.1 is not installed. Debian: apt-get';
const NO_CUDA = 'TensorFlow 2.21.0 sees no GPU: this TensorFlow is built without CUDA';

describe('passedOverRecord()', () => {
  it('says nothing of engines that nobody installed, or that no machine without a GPU has', () => {
    expect(passedOverRecord([])).toEqual({});
    expect(
      passedOverRecord([
        { name: 'tensorflow', reason: NOT_INSTALLED },
        { name: 'tensorflow', reason: NO_DRIVER },
      ]),
    ).toEqual({});
  });

  it('says why engines that are there could not be used', () => {
    expect(
      passedOverRecord([
        { name: 'tensorflow', reason: NO_CUDA },
        { name: 'webgpu', reason: NO_VULKAN },
        { name: 'webgpu', reason: NOT_INSTALLED },
      ]),
    ).toEqual({ enginesPassedOver: `tensorflow: ${NO_CUDA}; webgpu: ${NO_VULKAN}` });
  });
});
