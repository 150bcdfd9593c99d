import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { makeBenchFolder } from '../bench-folder.js';
import { runOrThrow } from './run-or-throw.js';
import { isInstalled, markInstalled } from './stamp.js';

const INSTALL_SECONDS = 900;

/** A Node to run our part on. */
export interface NodeVersion {
  /** "20", or the path that was given. */
  readonly name: string;
  readonly executable: string;
  /** Arguments that let it load what was built for the Node of this workspace. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The Node that runs the bench itself. */
export const OWN_NODE: NodeVersion = {
  name: process.versions.node.split('.')[0],
  executable: process.execPath,
  args: [],
  environment: {},
};

/**
 * Another Node: of a major version, from the npm package `node`, with a better-sqlite3 of its own
 * beside it; or the one at a path.
 * @throws when it cannot be installed.
 */
export async function ensureNode(
  wanted: string,
  say: (line: string) => void,
): Promise<NodeVersion> {
  if (wanted === OWN_NODE.name) return OWN_NODE;
  if (!/^\d+$/.test(wanted)) return atPath(wanted);
  const sqlite: string = createRequire(import.meta.url)('better-sqlite3/package.json').version;
  const folder = await makeBenchFolder(`node-${wanted}`);
  const modules = join(folder, 'node_modules');
  const executable = join(
    modules,
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const contents = { node: wanted, 'better-sqlite3': sqlite };
  if (!(await isInstalled(folder, contents))) {
    say(`Installing Node ${wanted} for the bench (once)...`);
    await rm(modules, { recursive: true, force: true });
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, allowScripts: { node: true, 'better-sqlite3': true } }),
    );
    await install(folder, `node@${wanted}`);
    await install(folder, `better-sqlite3@${sqlite}`, builtFor(executable));
    await markInstalled(folder, contents);
  }
  return {
    name: wanted,
    executable,
    args: ['--import', join(import.meta.dirname, 'use-own-sqlite.mjs')],
    environment: { PEASY_BENCH_MODULES: modules },
  };
}

async function install(
  folder: string,
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await runOrThrow('npm', ['install', '--no-audit', '--no-fund', name], {
    cwd: folder,
    limitSeconds: INSTALL_SECONDS,
    environment,
  });
}

/** The environment in which npm builds for that Node: it comes first on the path, its headers are its own. */
function builtFor(executable: string): NodeJS.ProcessEnv {
  const folder = dirname(executable);
  const packages = join(folder, '..', 'node_modules');
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const headers = join(packages, `node-${platform}-${process.arch}`);
  return {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    ...(existsSync(join(headers, 'include')) && { npm_config_nodedir: headers }),
  };
}

function atPath(executable: string): NodeVersion {
  if (!existsSync(executable)) {
    throw new Error(
      `Expected a major version of Node or the path of one, got "${executable}", where nothing is.`,
    );
  }
  return { name: executable, executable, args: [], environment: {} };
}
