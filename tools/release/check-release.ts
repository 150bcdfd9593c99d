import { publicPackages } from '../pack/public-packages.js';
import { type PublishedManifest, readPublished } from '../pack/published-manifest.js';

/** What a release is checked against. */
export interface ReleaseState {
  readonly manifests: readonly PublishedManifest[];
  /** CHANGELOG.md */
  readonly changelog: string;
  /** What git says is changed and not committed, a line a file. */
  readonly uncommitted: string;
  /** Names of git's tags. */
  readonly tags: readonly string[];
}

/** Why this state should not be published, a sentence each with what to do; none: it can be. */
export function checkRelease({ manifests, changelog, uncommitted, tags }: ReleaseState): string[] {
  const problems: string[] = [];
  const versions = [...new Set(manifests.map(({ version }) => version))];
  if (versions.length !== 1) {
    problems.push(
      `Expected one version for all packages, got ${versions.join(', ')}. Run: npx nx release version VERSION`,
    );
  }
  const [version] = versions;
  if (!changelog.split('\n').some((line) => line.startsWith(`## ${version}`))) {
    problems.push(
      `CHANGELOG.md has no section "## ${version}": rename "Unreleased", and begin a new one above it.`,
    );
  }
  if (tags.includes(`v${version}`)) {
    problems.push(`Version ${version} is tagged already (v${version}): choose a higher one.`);
  }
  if (uncommitted !== '') problems.push(`Expected all to be committed, got:\n${uncommitted}`);
  const without = manifests.filter(({ repository }) => !repository).map(({ name }) => name);
  if (without.length > 0) {
    problems.push(
      `No "repository" in ${without.join(', ')}: npm's provenance compares it with where the release is built. Set it to this project's address, with "directory", before the first publish.`,
    );
  }
  return problems;
}

/** The manifests of all public packages, from their sources. */
export function publicManifests(): PublishedManifest[] {
  return publicPackages().map(({ folder }) => readPublished(folder));
}
