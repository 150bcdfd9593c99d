import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../workspace-root.js';
import { writeReference } from './write-reference.js';

/** `npm run docs:api`: writes the API reference from docstrings; fails on an export without one. */
const { values } = parseArgs({
  options: { to: { type: 'string', default: 'docs/api-reference' } },
});
const folder = resolve(workspaceRoot, values.to);
const problems = await writeReference(folder);
if (problems > 0) {
  console.error(`${problems} problems, above: each export of a public package needs a sentence.`);
  process.exitCode = 1;
} else {
  console.log(`The API reference is in ${folder}.`);
}
