import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../workspace-root.js';
import { packAll } from './pack-all.js';
import { withPackagesSection } from './results-section.js';
import { sizeTable } from './size-table.js';

const USAGE = `npm run pack -- [options]
  --to FOLDER  where the tarballs go; default .peasy/packages
  --write      writes the sizes into docs/results.md`;

/** `npm run pack`: packs every public package, checks each tarball, and prints the sizes. */
const { values } = parseArgs({
  options: {
    to: { type: 'string', default: '.peasy/packages' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await pack(resolve(workspaceRoot, values.to), values.write);

async function pack(to: string, write: boolean): Promise<void> {
  const { packages, problems } = await packAll(to);
  const table = sizeTable(packages);
  console.log(`${packages.length} packages in ${to}\n\n${table}\n`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(`${problems.length} problems: nothing of this should be published.`);
    process.exitCode = 1;
  } else if (write) {
    const file = join(workspaceRoot, 'docs/results.md');
    writeFileSync(file, withPackagesSection(readFileSync(file, 'utf8'), table, origin()));
  }
}

function origin(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: workspaceRoot,
    encoding: 'utf8',
  }).trim();
  return `commit ${commit}, ${new Date().toISOString().slice(0, 10)}`;
}
