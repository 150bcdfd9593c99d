import { describe, expect, it } from 'vitest';
import { checkRelease, publicManifests, type ReleaseState } from './check-release.js';

const manifest = { name: '@peasy/core', version: '1.2.0', repository: { url: 'x' } };
const good: ReleaseState = {
  manifests: [manifest, { ...manifest, name: '@peasy/data' }],
  changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.0, 1 January 2027\n',
  uncommitted: '',
  tags: ['v1.1.0'],
};

describe('checkRelease()', () => {
  it('lets a release through that is whole', () => {
    expect(checkRelease(good)).toEqual([]);
  });

  it.each<[string, Partial<ReleaseState>, RegExp]>([
    ['two versions', { manifests: [manifest, { ...manifest, version: '1.1.0' }] }, /one version/],
    ['no words for users', { changelog: '## Unreleased\n' }, /no section "## 1\.2\.0"/],
    ['a version that there is', { tags: ['v1.2.0'] }, /tagged already/],
    ['work that is not committed', { uncommitted: ' M README.md' }, /committed/],
    ['no repository', { manifests: [{ ...manifest, repository: undefined }] }, /provenance/],
  ])('stops one with %s', (_, change, words) => {
    const problems = checkRelease({ ...good, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(words);
  });

  it('knows that all public packages have one version, and go together', () => {
    const manifests = publicManifests();
    expect(manifests.length).toBeGreaterThan(8);
    expect(new Set(manifests.map(({ version }) => version)).size).toBe(1);
  });
});
