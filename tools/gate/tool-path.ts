import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../workspace-root.js';

/** Command-line tools of the root's package.json, and the packages that they come in. */
const PACKAGES = {
  biome: '@biomejs/biome',
  nx: 'nx',
  tsc: 'typescript',
  tsx: 'tsx',
  vitest: 'vitest',
} as const;

export type Tool = keyof typeof PACKAGES;

/** The script behind `npx <tool>`, to be run by Node itself: no shell, and the same on Windows. */
export function toolPath(tool: Tool): string {
  const manifest = join(workspaceRoot, 'node_modules', PACKAGES[tool], 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[tool]);
}
