import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from '../run-command.js';
import { npm } from './npm.js';
import type { PublicPackage } from './public-packages.js';

/** A packed package: its tarball, and the same unpacked. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
  /** Where its files lie: what `node_modules/<name>` would hold. */
  readonly folder: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Paths in the package, with "/". */
  readonly files: readonly string[];
}

/** What `npm pack --json` says of a tarball. */
interface NpmPack {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a package as `npm publish` would, and unpacks the tarball beside it. @throws with what npm or tar said. */
export async function packPackage(own: PublicPackage, to: string): Promise<PackedPackage> {
  mkdirSync(to, { recursive: true });
  const said = await npm(['pack', '--json', '--silent', '--pack-destination', to], own.folder);
  const packed = readPack(said);
  const tarball = join(to, basename(packed.filename));
  const folder = join(to, 'unpacked', own.name);
  mkdirSync(folder, { recursive: true });
  const untar = await runCommand('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
  if (untar.code !== 0) throw new Error(`Cannot unpack ${tarball}: ${untar.output.trim()}`);
  return {
    ...{ name: own.name, version: own.version, tarball, folder },
    packedBytes: packed.size,
    unpackedBytes: packed.unpackedSize,
    files: packed.files.map(({ path }) => path).sort(),
  };
}

/** npm 11 answers with a list, npm 12 with an object by name. */
function readPack(json: string): NpmPack {
  const answer = JSON.parse(json) as Record<string, NpmPack>;
  const [packed] = Object.values(answer);
  if (!packed) throw new Error(`npm pack named no tarball: ${json.slice(0, 200)}`);
  return packed;
}
