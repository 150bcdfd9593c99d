import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { emptyFolder, type Finished, ROOT } from './peasy.js';

const EXAMPLES = path.join(ROOT, 'examples');
/** What checks the examples' types; the versions are the workspace's. */
const CHECKERS = ['typescript', '@types/node'];

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}

/** A project outside of the workspace with every public package installed from its tarball, and the examples in it. */
export class InstalledPackages {
  readonly folder = path.join(emptyFolder(), 'project');
  readonly #tarballs = path.join(path.dirname(this.folder), 'tarballs');

  /** Packs and checks the packages, and installs them. @throws with what was said when either fails. */
  async install(): Promise<void> {
    const pack = [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'tools/pack/pack.ts'];
    await succeed(run(process.execPath, [...pack, '--to', this.#tarballs], ROOT));
    mkdirSync(this.folder);
    cpSync(EXAMPLES, path.join(this.folder, 'examples'), { recursive: true });
    writeFileSync(path.join(this.folder, 'package.json'), JSON.stringify(this.#manifest()));
    // No package of ours has an install script. The one of better-sqlite3 compiles for minutes where
    // its binary cannot be fetched, so what it built for this workspace is taken.
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await succeed(npm(['install', ...flags], this.folder));
    const built = 'node_modules/better-sqlite3/build';
    cpSync(path.join(ROOT, built), path.join(this.folder, built), { recursive: true });
  }

  /** Manifests of the public packages, as installed. */
  get packages(): readonly Manifest[] {
    const own = path.join(this.folder, 'node_modules/@peasy');
    return readdirSync(own).map((name) => readManifest(path.join(own, name)));
  }

  /** What a package's file says, as installed. */
  read(name: string, file: string): string {
    return readFileSync(path.join(this.folder, 'node_modules', name, file), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, 'node_modules', name));
  }

  /** Runs a file of an installed package's, or of the project, with Node. */
  node(args: readonly string[], cwd = this.folder): Promise<Finished> {
    return run(process.execPath, args, cwd);
  }

  remove(): void {
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  #manifest() {
    const dependencies: Record<string, string> = {};
    for (const name of readdirSync(EXAMPLES)) {
      const folder = path.join(EXAMPLES, name);
      if (!existsSync(path.join(folder, 'package.json'))) continue;
      const example = readManifest(folder);
      Object.assign(dependencies, example.dependencies, example.devDependencies);
    }
    const { devDependencies = {} } = readManifest(ROOT);
    for (const name of CHECKERS) dependencies[name] = devDependencies[name];
    for (const file of readdirSync(this.#tarballs).filter((name) => name.endsWith('.tgz'))) {
      const [, name] = /^peasy-(.+)-\d+\.\d+\.\d+.*\.tgz$/.exec(file)!;
      dependencies[`@peasy/${name}`] = `file:${path.join(this.#tarballs, file)}`;
    }
    const words = { name: 'empty', private: true, type: 'module' };
    return { ...words, dependencies, allowScripts: { 'better-sqlite3': true } };
  }
}

/** Why nothing can be installed here, or undefined. */
export async function registryMissing(): Promise<string | undefined> {
  const { code } = await npm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], ROOT);
  return code === 0 ? undefined : "needs npm's registry, which does not answer";
}

/** A program that goes on; its standard output is read line by line. */
export function start(args: readonly string[], cwd: string, env = {}): ChildProcess {
  return spawn(process.execPath, args, {
    ...{ cwd, env: { ...surroundings(), ...env } },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...{ cwd, env: surroundings() },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Not what npm or Nx told this process, nor where this workspace's photos and record are. */
function surroundings(): NodeJS.ProcessEnv {
  const own =
    /^(npm_(config_(?!registry|cache|userconfig)|package_|lifecycle_)|NX_|PEASY_|VITEST|NODE_ENV)/;
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !own.test(key)));
}

const npm = (args: readonly string[], cwd: string) => run('npm', args, cwd);

async function succeed(running: Promise<Finished>): Promise<void> {
  const { code, stdout, stderr } = await running;
  if (code !== 0) throw new Error(`Ended with ${code}:\n${stdout}${stderr}`);
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
