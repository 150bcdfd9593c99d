import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, nearestWord, parseRunConfig, type RunConfig, writePath } from '@peasy/core';
import type { GivenValues } from './config-flags.js';
import { resolveFrom, type Workspace } from './workspace.js';

/** The configs that Peasy brings along: of an installed one, where packing puts them, or of a clone that is called from elsewhere. */
const SHIPPED = ['../configs', '../../../configs']
  .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
  .filter(existsSync)
  .slice(0, 1);

/** A run's config, and the name that its file goes by. */
export interface NamedConfig {
  readonly name: string;
  readonly config: RunConfig;
}

/**
 * Reads a config by its path or by its name, in `configs/` or among those that come with Peasy, and lays the flags over it.
 * @throws ConfigError that names the file, and the key path or the line of what is wrong.
 */
export function loadConfig(
  workspace: Workspace,
  nameOrPath: string,
  given: GivenValues,
): NamedConfig {
  const file = findConfig(workspace, nameOrPath);
  const config = withFlags(readJson(file), given);
  return { name: path.basename(file, '.json'), config: inFile(file, () => parseRunConfig(config)) };
}

/** Names of the configs in the workspace, and of those that come with Peasy. */
export function configNames(workspace: Workspace): string[] {
  const names = configFolders(workspace)
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.basename(name, '.json'));
  return [...new Set(names)].sort();
}

/** Where configs are looked for by name: one's own go first. */
function configFolders({ root }: Workspace): string[] {
  return [path.join(root, 'configs'), ...SHIPPED];
}

function findConfig(workspace: Workspace, nameOrPath: string): string {
  const candidates = [
    resolveFrom(workspace, nameOrPath),
    ...configFolders(workspace).map((folder) => path.join(folder, `${nameOrPath}.json`)),
  ];
  const found = candidates.find((file) => path.extname(file) === '.json' && existsSync(file));
  if (found) return found;
  const names = configNames(workspace);
  const near = nearestWord(nameOrPath, names);
  throw new ConfigError(
    `Expected --config to be one of ${names.join(', ') || '(no configs here)'} or the path of a .json file, got ${JSON.stringify(nameOrPath)}.${near ? ` Did you mean ${near}?` : ''}`,
  );
}

function readJson(file: string): Record<string, unknown> {
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    throw new ConfigError(`Expected ${file} to be JSON: ${(error as Error).message}`);
  }
  throw new ConfigError(`Expected ${file} to hold a JSON object, got ${text.slice(0, 40)}`);
}

function withFlags(config: Record<string, unknown>, given: GivenValues): Record<string, unknown> {
  for (const [key, value] of given) writePath(config, key, value);
  return config;
}

function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new ConfigError(`${file}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
