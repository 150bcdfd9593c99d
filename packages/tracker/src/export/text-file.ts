import { closeSync, openSync, writeSync } from 'node:fs';

/** Characters that are held before they are written. */
const CHUNK = 1 << 16;

/** A file that is written piece by piece. */
export class TextFile {
  readonly #handle: number;
  #pieces: string[] = [];
  #length = 0;

  constructor(file: string) {
    this.#handle = openSync(file, 'wx');
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length > CHUNK) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush(): void {
    writeSync(this.#handle, this.#pieces.join(''));
    this.#pieces = [];
    this.#length = 0;
  }
}
