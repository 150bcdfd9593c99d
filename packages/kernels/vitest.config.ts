import { defineConfig, mergeConfig } from 'vitest/config';
import { sharedTest } from '../../tools/vitest-shared.js';

export default mergeConfig(
  defineConfig({ root: import.meta.dirname, ...sharedTest('kernels') }),
  defineConfig({ test: { globalSetup: './src/testing/require-generated.ts' } }),
);
