import type { ViteUserConfig } from 'vitest/config';

/** What every project's tests have in common: names, source conditions, reporters' reach. */
export function sharedTest(name: string, include = ['src/**/*.test.ts']): ViteUserConfig {
  const conditions = ['@peasy/source', 'module', 'node', 'development|production'];
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
    },
  };
}
