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
 * Another Node: of a major version, from the npm package `node`, or the one at a path.
 * @throws when it cannot be installed.
 */
export async function ensureNode(
  wanted: string,
  say: (line: string) => void,
): Promise<NodeVersion> {
  if (wanted === OWN_NODE.name) return OWN_NODE;
  if (!/^\d+$/.test(wanted)) return atPath(wanted);
  const folder = await makeBenchFolder(`node-${wanted}`);
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const executable = join(folder, 'node_modules', 'node', 'bin', file);
  await installOnce(folder, { name: 'node', version: wanted }, process.env, say);
  return { name: wanted, executable, args: [], environment: {} };
}

/**
 * That Node, able to run all of Peasy: better-sqlite3 is native code and built for one Node, so
 * another than the workspace's gets one of its own, in a folder of its own.
 * @throws when it cannot be installed or compiled.
 */
export async function withSqlite(
  node: NodeVersion,
  say: (line: string) => void,
): Promise<NodeVersion> {
  if (node.executable === process.execPath) return node;
  const { version } = createRequire(import.meta.url)('better-sqlite3/package.json');
  const folder = await makeBenchFolder(`sqlite-${node.name.replaceAll(/[^\w.]+/g, '-')}`);
  await installOnce(folder, { name: 'better-sqlite3', version }, builtFor(node.executable), say);
  return {
    ...node,
    args: ['--import', join(import.meta.dirname, 'use-own-sqlite.mjs')],
    environment: { PEASY_BENCH_MODULES: join(folder, 'node_modules') },
  };
}

async function installOnce(
  folder: string,
  { name, version }: { name: string; version: string },
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const wanted = `${name}@${version}`;
  if (await isInstalled(folder, wanted)) return;
  say(`Installing ${wanted} for the bench (once)...`);
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { [name]: true } }),
  );
  await runOrThrow('npm', ['install', '--no-audit', '--no-fund', wanted], {
    cwd: folder,
    limitSeconds: INSTALL_SECONDS,
    environment,
  });
  await markInstalled(folder, wanted);
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
