import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What tsc makes of a source. */
const BUILT = /(\.d\.ts|\.js)(\.map)?$/;

/**
 * Removes from a package's `dist` what was built of sources that are gone: tsc leaves it there when
 * a file is renamed, and it would be packed.
 */
export function removeStaleFiles(folder: string): void {
  const [dist, src] = [join(folder, 'dist'), join(folder, 'src')];
  // What Vite builds has no file of its own a source, and Vite empties its folder itself.
  if (!existsSync(join(dist, 'index.js'))) return;
  for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!BUILT.test(path) || existsSync(join(src, path.replace(BUILT, '.ts')))) continue;
    rmSync(join(dist, path));
  }
}
