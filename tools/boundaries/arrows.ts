/** What a workspace package may import of the others. */
export interface Arrows {
  /** Package names, imported in any way. */
  readonly any: readonly string[];
  /** Specifiers, by `import type` only. */
  readonly types?: readonly string[];
  /** Package names that only tests, benches and their support may import. */
  readonly tests?: readonly string[];
}

/** The house's arrows, importer to imported. What is not here is not allowed. */
export const ARROWS: Readonly<Record<string, Arrows>> = {
  '@peasy/core': { any: [] },
  '@peasy/engine-contract': { any: ['@peasy/core'] },
  '@peasy/kernels': { any: ['@peasy/core'], tests: ['@peasy/engine-contract'] },
  '@peasy/data': { any: ['@peasy/core'] },
  '@peasy/formats': {
    any: ['@peasy/core'],
    tests: ['@peasy/engine-contract', '@peasy/kernels'],
  },
  '@peasy/report': { any: ['@peasy/core'] },
  '@peasy/tracker': { any: ['@peasy/core', '@peasy/report'] },
  '@peasy/client': { any: ['@peasy/core'], tests: ['@peasy/tracker'] },
  '@peasy/trainer': {
    any: ['@peasy/core', '@peasy/data'],
    tests: ['@peasy/engine-contract', '@peasy/kernels'],
  },
  '@peasy/dashboard': { any: ['@peasy/core', '@peasy/kernels'], types: ['@peasy/tracker/api'] },
  '@peasy/cli': {
    any: [
      '@peasy/client',
      '@peasy/core',
      '@peasy/dashboard',
      '@peasy/data',
      '@peasy/formats',
      '@peasy/kernels',
      '@peasy/report',
      '@peasy/tracker',
      '@peasy/trainer',
    ],
  },
  '@peasy/e2e': {
    any: [
      '@peasy/cli',
      '@peasy/client',
      '@peasy/core',
      '@peasy/data',
      '@peasy/engine-contract',
      '@peasy/kernels',
      '@peasy/tracker',
    ],
  },
};

/** Packages that import nothing at all, not even Node. */
export const DEPENDENCY_FREE: readonly string[] = ['@peasy/core'];

/** Packages that run in the page too, so nothing of Node is in their shipped files. */
export const BROWSER_SAFE: readonly string[] = [
  '@peasy/client',
  '@peasy/core',
  '@peasy/dashboard',
  '@peasy/formats',
  '@peasy/kernels',
];

/** Folder of a package that runs in the page too, whose files are for Node only: the others do not import them. */
export const NODE_FOLDER = 'src/node/';

/** Packages whose imports are bundled before they ship: a development dependency is enough. */
export const BUNDLED: readonly string[] = ['@peasy/dashboard'];
