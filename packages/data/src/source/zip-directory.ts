import type { FileHandle } from 'node:fs/promises';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';

/** A zip's directory is read in pieces of this size, not in yauzl's two small reads an entry. */
const WINDOW_BYTES = 2 ** 20;

/** Serves small reads from a window of the file. */
class WindowReader extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #window = Buffer.alloc(WINDOW_BYTES);
  #start = 0;
  #end = 0;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#read(target.subarray(offset, offset + length), position).then(
      () => callback(null),
      (error: Error) => callback(error),
    );
  }

  async #read(target: Buffer, position: number): Promise<void> {
    let filled = 0;
    while (filled < target.length) {
      const at = position + filled;
      if (at < this.#start || at >= this.#end) {
        const { bytesRead } = await this.#file.read(this.#window, 0, WINDOW_BYTES, at);
        if (bytesRead === 0) throw new Error('the file ends before its directory does');
        this.#start = at;
        this.#end = at + bytesRead;
      }
      filled += this.#window.copy(target, filled, at - this.#start, this.#end - this.#start);
    }
  }
}

/**
 * Every entry of a zip, in the order of its directory, with names as raw bytes: a name that is
 * refused must not make the others unreadable.
 * @throws when the file is no zip, or its directory is damaged.
 */
export async function readZipDirectory(file: FileHandle, size: number): Promise<readonly Entry[]> {
  const zip = await fromRandomAccessReaderPromise(new WindowReader(file), size, {
    autoClose: false,
    lazyEntries: true,
    decodeStrings: false,
    // Sizes are compared entry by entry, when one is read.
    validateEntrySizes: false,
  });
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}
