import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRunConfig, type RunConfig } from '@peasy/core';
import { workspaceRoot } from '../workspace-root.js';

/** The config of that name in configs/, as `peasy train` reads it. */
export async function readConfig(name: string): Promise<RunConfig> {
  const file = join(workspaceRoot, 'configs', `${name}.json`);
  return parseRunConfig(JSON.parse(await readFile(file, 'utf8')));
}
