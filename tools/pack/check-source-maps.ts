import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface SourceMap {
  readonly sourceRoot?: string;
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/** Files that a debugger or an editor follows to their source. */
const MAPPED = /^(dist|lib)\/.*\.(js|css|d\.ts)$/;

/**
 * What a debugger or "go to definition" could not follow: a file without a map, a map whose source
 * is neither in the package nor in the map, and built files whose source is gone.
 */
export function checkSourceMaps(folder: string, files: readonly string[]): string[] {
  const has = new Set(files);
  return files
    .filter((file) => MAPPED.test(file) && !file.endsWith('.css'))
    .flatMap((file) => {
      const map = `${file}.map`;
      if (!has.has(map)) return [`${file} has no source map.`];
      if (!readFileSync(join(folder, file), 'utf8').includes('//# sourceMappingURL=')) {
        return [`${file} does not name its source map.`];
      }
      return missingSources(folder, map);
    });
}

function missingSources(folder: string, map: string): string[] {
  const {
    sourceRoot = '',
    sources,
    sourcesContent,
  } = JSON.parse(readFileSync(join(folder, map), 'utf8')) as SourceMap;
  return sources.flatMap((source, i) => {
    if (typeof sourcesContent?.[i] === 'string') return [];
    const path = join(folder, dirname(map), sourceRoot, source);
    const isWithin = !relative(folder, path).startsWith('..');
    return isWithin && existsSync(path)
      ? []
      : [`${map} leads to ${source}, which is not in the package.`];
  });
}
