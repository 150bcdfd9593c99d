import type { ViteUserConfig } from 'vitest/config';

/**
 * Projects whose tests start programs of their own, browsers and trainings among them: they run
 * after the others and one file at a time, so that on two cores no time limit depends on luck.
 */
const RUN_ALONE = ['cli', 'e2e'];

/** What every project's tests have in common: names, source conditions, reporters' reach. */
export function sharedTest(name: string, include = ['src/**/*.test.ts']): ViteUserConfig {
  const conditions = ['@peasy/source', 'module', 'node', 'development|production'];
  const alone = RUN_ALONE.indexOf(name) + 1;
  return {
    cacheDir: `../../node_modules/.vite/${name}`,
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include,
      environment: 'node',
      testTimeout: 60_000,
      hookTimeout: 120_000,
      passWithNoTests: true,
      maxWorkers: alone ? 1 : 2,
      sequence: { groupOrder: alone },
    },
  };
}
