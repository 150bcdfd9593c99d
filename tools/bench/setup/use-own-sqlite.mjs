/**
 * Loaded with `--import` into a Node other than the workspace's: better-sqlite3 is native code and
 * built for one Node, so this Node takes the one that was built for it.
 */
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.PEASY_BENCH_MODULES, 'package.json'));
const url = pathToFileURL(require.resolve('better-sqlite3')).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'better-sqlite3') return nextResolve(specifier, context);
    return { url, format: 'commonjs', shortCircuit: true };
  },
});
