import type { ViteUserConfig } from 'vitest/config';

/** When a project's tests run, and how many of their files at once. */
interface Turn {
  /** Projects of a lower order come first. */
  readonly order: number;
  readonly files: number;
}

/**
 * Projects whose tests run in a browser come after the others, and those that lean on what the machine
 * does beside them alone, so that on two cores no time limit depends on luck.
 */
const TURNS: Readonly<Record<string, Turn>> = {
  e2e: { order: 1, files: 2 },
  'e2e-alone': { order: 2, files: 1 },
};

/** Projects whose modules keep nothing between files: they need no process for each. */
const PURE: readonly string[] = ['cli', 'core', 'dashboard', 'report'];

/** What every project's tests have in common: names, source conditions, reporters' reach. */
export function sharedTest(name: string, include = ['src/**/*.test.ts']): ViteUserConfig {
  const conditions = ['@peasy/source', 'module', 'node', 'development|production'];
  const { order, files } = TURNS[name] ?? { order: 0, files: 2 };
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
      maxWorkers: files,
      isolate: !PURE.includes(name),
      sequence: { groupOrder: order },
    },
  };
}
