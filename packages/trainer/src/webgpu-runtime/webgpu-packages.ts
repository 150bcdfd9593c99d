import type { PinnedPackage } from '../native-installs/pinned-packages.js';

/** Dawn, built for Node: WebGPU on Vulkan, Metal or Direct3D 12. */
export const DAWN = 'webgpu';
export const TFJS_BACKEND = '@tensorflow/tfjs-backend-webgpu';
export const TFJS_CORE = '@tensorflow/tfjs-core';
/** Layers are not used; but its build for Node is the smallest one that registers all gradients. */
export const TFJS_GRADIENTS = '@tensorflow/tfjs-layers';

/** What the installer fetches, with the hash that it must have. */
export const WEBGPU_PACKAGES: readonly PinnedPackage[] = [
  {
    name: DAWN,
    version: '0.6.2',
    integrity:
      'sha512-3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==',
  },
  {
    name: TFJS_BACKEND,
    version: '4.22.0',
    integrity:
      'sha512-lvIc7Af4Tl2BCdYp43iQmSCRq3asaKT0q2xaErphXiUZ+jqeB0bQa0ZvQys1Xatvto0U4/c90DVsHPfvkn5ftg==',
  },
  {
    name: TFJS_CORE,
    version: '4.22.0',
    integrity:
      'sha512-LEkOyzbknKFoWUwfkr59vSB68DMJ4cjwwHgicXN0DUi3a0Vh1Er3JQqCI1Hl86GGZQvY8ezVrtDIvqR1ZFW55A==',
  },
  {
    name: '@tensorflow/tfjs-backend-cpu',
    version: '4.22.0',
    integrity:
      'sha512-1u0FmuLGuRAi8D2c3cocHTASGXOmHc/4OvoVDENJayjYkS119fcTcQf4iHrtLthWyDIPy3JiPhRrZQC9EwnhLw==',
  },
  {
    name: TFJS_GRADIENTS,
    version: '4.22.0',
    integrity:
      'sha512-lybPj4ZNj9iIAPUj7a8ZW1hg8KQGfqWLlCZDi9eM/oNKCCAgchiyzx8OrYoWmRrB+AM6VNEeIT+2gZKg5ReihA==',
  },
];
