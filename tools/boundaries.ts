import { findViolations } from './boundaries/find-violations.js';
import { workspaceRoot } from './workspace-root.js';

/** `npm run boundaries`: fails on an import that the house does not allow. */
const violations = findViolations(workspaceRoot);
for (const { file, line, specifier, reason } of violations) {
  console.error(`${file}:${line}: import of "${specifier}": ${reason}.`);
}
if (violations.length > 0) {
  console.error(`${violations.length} imports break a wall; see tools/boundaries/arrows.ts.`);
  process.exitCode = 1;
}
