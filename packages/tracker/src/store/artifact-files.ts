import { createHash, randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { asStoreError, StoreError } from './store-error.js';

/** Where the artifacts of a record are, unless another folder is given: `peasy-artifacts` beside `peasy.db`. */
export function artifactsFolderOf(file: string): string | undefined {
  if (file === ':memory:') return undefined;
  return join(dirname(file), `${basename(file, extname(file))}-artifacts`);
}

/** Checks the path of an artifact: relative, "/" between its parts, staying inside. @throws StoreError */
export function checkArtifactPath(path: string): string {
  const parts = path.split('/');
  const good =
    path.length <= 1000 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    !/[\\:\u0000-\u001f]/.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (good) return path;
  throw new StoreError(
    'invalid',
    `Expected the path of an artifact to be relative, with "/" between its parts, got ${JSON.stringify(path)}.`,
  );
}

/** An upload that wrote nothing for so long is over. */
const ABANDONED_MS = 24 * 3600 * 1000;

/** The files of artifacts, each stored once under the SHA-256 of its content. */
export class ArtifactFiles {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Stores a content, whole or not at all, and returns its SHA-256, hex. @throws StoreError */
  keep(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = this.#fileOf(sha256);
    if (existsSync(file) && statSync(file).size === bytes.byteLength) return sha256;
    const unfinished = `${file}.${randomUUID()}`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(unfinished, bytes, { flush: true });
      renameSync(unfinished, file);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw asStoreError(error, file);
    }
    return sha256;
  }

  /** The content of an artifact. @throws StoreError when its file is gone. */
  read(sha256: string): Uint8Array {
    return readFileSync(this.#existing(sha256));
  }

  /**
   * Copies a content into the folder of another record, where its disk can without taking space.
   * @returns its bytes. @throws StoreError when its file is gone.
   */
  copyTo(folder: string, sha256: string): number {
    const from = this.#existing(sha256);
    const to = join(folder, sha256.slice(0, 2), sha256);
    try {
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
      return statSync(to).size;
    } catch (error) {
      throw asStoreError(error, to);
    }
  }

  /** A new file for content that comes piece by piece; adopt it when it is whole. @throws StoreError */
  newIncoming(): string {
    const folder = this.#incoming();
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw asStoreError(error, folder);
    }
    return join(folder, randomUUID());
  }

  /**
   * Takes over a whole file from newIncoming. Call it within the write that names it, so that no
   * purge sweeps it in between. @throws StoreError
   */
  adopt(incoming: string, sha256: string): void {
    const file = this.#fileOf(sha256);
    try {
      mkdirSync(dirname(file), { recursive: true });
      renameSync(incoming, file);
    } catch (error) {
      throw asStoreError(error, file);
    }
  }

  /** Where the content of an artifact is. @throws StoreError when its file is gone. */
  pathOf(sha256: string): string {
    return this.#existing(sha256);
  }

  /** Deletes every file whose name `isUsed` does not know. @returns the bytes freed. */
  sweep(isUsed: (sha256: string) => boolean): number {
    if (!this.#folder || !existsSync(this.#folder)) return 0;
    let freed = this.#sweepIncoming();
    for (const prefix of readdirSync(this.#folder)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      for (const name of readdirSync(join(this.#folder, prefix))) {
        // Also what a killed write left: its name is longer than a digest.
        if (!/^[0-9a-f]{64}/.test(name) || isUsed(name)) continue;
        const file = join(this.#folder, prefix, name);
        freed += statSync(file).size;
        rmSync(file);
      }
    }
    return freed;
  }

  /** What an upload that was cut off long ago left. */
  #sweepIncoming(): number {
    const folder = this.#incoming();
    if (!existsSync(folder)) return 0;
    let freed = 0;
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      const { size, mtimeMs } = statSync(file);
      if (mtimeMs > Date.now() - ABANDONED_MS) continue;
      freed += size;
      rmSync(file, { force: true });
    }
    return freed;
  }

  #incoming(): string {
    return join(dirname(dirname(this.#fileOf('0'.repeat(64)))), 'incoming');
  }

  #existing(sha256: string): string {
    const file = this.#fileOf(sha256);
    if (existsSync(file)) return file;
    throw new StoreError(
      'notFound',
      `The file ${file} of an artifact is gone. Was the record moved without its artifacts folder?`,
    );
  }

  #fileOf(sha256: string): string {
    if (!this.#folder) {
      throw new StoreError(
        'invalid',
        'A record in memory has no place for artifacts; open it with artifactsFolder.',
      );
    }
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }
}
