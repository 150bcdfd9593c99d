import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.js';
import { checkRelease, publicManifests } from './check-release.js';

/** `npm run release:check`: whether what is here can be published, and what has to be done first. */
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' }).trimEnd();

const problems = checkRelease({
  manifests: publicManifests(),
  changelog: readFileSync(join(workspaceRoot, 'CHANGELOG.md'), 'utf8'),
  uncommitted: git('status', '--porcelain'),
  tags: git('tag').split('\n'),
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`\n${problems.length} to do before a release; docs/releasing.md has the steps.`);
  process.exitCode = 1;
} else {
  console.log('Ready: npx nx release publish --dry-run, then docs/releasing.md.');
}
