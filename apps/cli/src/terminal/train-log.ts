import type { LineStream } from './live-line.js';

/** The file of a run that has what its training said. */
export const TRAIN_LOG = 'train.log';

/**
 * What a training said, line by line behind the time (ISO 8601, UTC). A report prints to it as to what
 * is no terminal: without colours and without lines that are drawn over and over.
 */
export class TrainLog implements LineStream {
  readonly isTTY = false;
  #text = '';

  /** What was said before: by the training that this one goes on with. */
  beginWith(earlier: Uint8Array): void {
    this.#text = new TextDecoder().decode(earlier) + this.#text;
  }

  write(text: string): void {
    const time = new Date().toISOString();
    for (const line of text.replace(/\n$/, '').split('\n')) this.#text += `${time}  ${line}\n`;
  }

  get bytes(): Uint8Array {
    return new TextEncoder().encode(this.#text);
  }
}
