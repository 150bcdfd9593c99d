import { type PublishedManifest, targetsOf } from './published-manifest.js';

/** Version ranges that mean nothing outside of this workspace. */
const LOCAL_RANGE = /^(workspace|file|link|portal):|^[./\\]|^[a-z]:[\\/]/i;

/**
 * What of a published package.json would not work elsewhere, a sentence each.
 * @param files paths of the package. @param own names and versions of all packages that are published together.
 */
export function checkManifest(
  manifest: PublishedManifest,
  files: readonly string[],
  own: ReadonlyMap<string, string>,
): string[] {
  return [
    ...missingWords(manifest),
    ...localRanges(manifest, own),
    ...missingTargets(manifest, files),
  ];
}

function missingWords({ description, license, engines, publishConfig }: PublishedManifest) {
  const problems: string[] = [];
  if (!description) problems.push('package.json has no description.');
  if (!license) problems.push('package.json names no license.');
  if (!engines?.node) problems.push('package.json does not say which Node it needs (engines).');
  if (publishConfig?.access !== 'public' || !publishConfig.provenance) {
    problems.push('Expected publishConfig with access "public" and provenance true.');
  }
  return problems;
}

function localRanges(manifest: PublishedManifest, own: ReadonlyMap<string, string>): string[] {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  const all = { ...dependencies, ...peerDependencies, ...optionalDependencies };
  return Object.entries(all).flatMap(([name, range]) => {
    if (LOCAL_RANGE.test(range))
      return [`Dependency ${name} is "${range}", which is nowhere else.`];
    if (!name.startsWith('@peasy/')) return [];
    const version = own.get(name);
    if (version === undefined) return [`Dependency ${name} is private: nobody can install it.`];
    return range === version
      ? []
      : [`Dependency ${name} is "${range}", and it is published as ${version}.`];
  });
}

function missingTargets({ exports = {}, bin = {} }: PublishedManifest, files: readonly string[]) {
  const problems: string[] = [];
  const has = new Set(files);
  const require = (what: string, path: string) => {
    if (!has.has(path.replace(/^\.\//, '')))
      problems.push(`${what} is ${path}, which is not there.`);
  };
  for (const [entry, target] of Object.entries(exports)) {
    for (const { path, conditions } of targetsOf(target)) {
      require([`Export "${entry}"`, ...conditions].join(' '), path);
    }
    if (typeof target !== 'string' && !('types' in target)) {
      problems.push(`Export "${entry}" has no types.`);
    }
  }
  if (Object.keys(exports).length === 0) problems.push('package.json has no exports.');
  for (const [name, path] of Object.entries(bin)) require(`Program ${name}`, path);
  return problems;
}
