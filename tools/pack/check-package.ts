import { checkFiles } from './check-files.js';
import { checkManifest } from './check-manifest.js';
import { checkSourceMaps } from './check-source-maps.js';
import type { PackedPackage } from './pack-package.js';
import { readPublished } from './published-manifest.js';

/** Everything that would trouble who installs a packed package, a sentence each; none: it is fit to be published. */
export function checkPackage(
  { folder, files }: PackedPackage,
  own: ReadonlyMap<string, string>,
): string[] {
  const manifest = readPublished(folder);
  return [
    ...checkManifest(manifest, files, own),
    ...checkFiles(folder, files, manifest),
    ...checkSourceMaps(folder, files),
    ...staleFiles(files),
  ];
}

/** What tsc built of a source that is gone: it stays in `dist` until somebody removes it. */
function staleFiles(files: readonly string[]): string[] {
  const sources = new Set(files.filter((file) => file.startsWith('src/')));
  return files
    .filter((file) => /^(dist|lib)\/.*\.d\.ts$/.test(file))
    .filter((file) => !sources.has(file.replace(/^\w+/, 'src').replace(/\.d\.ts$/, '.ts')))
    .map((file) => `${file} was built of a source that is gone: remove dist and build again.`);
}
