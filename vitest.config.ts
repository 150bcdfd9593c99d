import { defineConfig } from 'vitest/config';
import { LongFirst } from './tools/vitest-long-first.js';

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      'packages/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'apps/e2e/vitest.alone.config.ts',
      'tools/vitest.config.ts',
    ],
  },
});
