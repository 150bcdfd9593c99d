import type { Gpu } from './dawn.js';

/**
 * Runs `work` with `navigator.gpu` in place, where tfjs looks whether there is WebGPU at all. It is
 * taken away again: other code would take this program for a browser, and it would hold Dawn.
 */
export function withNavigatorGpu<T>(gpu: Gpu, work: () => T): T {
  const scope = globalThis as { navigator?: object };
  // Node has one from version 21 on, as a getter.
  const { navigator } = scope;
  const target = navigator ?? scope;
  const [name, value] = navigator ? ['gpu', gpu] : ['navigator', { gpu }];
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true });
  try {
    return work();
  } finally {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  }
}
