/** An epoch that `peasy train --json` reported. */
export interface EpochEvent {
  readonly epoch: number;
  readonly loss: number;
  readonly valAccuracy?: number;
  /** Of the epoch, validation in it. */
  readonly seconds: number;
  /** When the bench read it, in milliseconds of one clock. */
  readonly at: number;
}

/** What a `peasy train --json` said, as far as the bench needs it. */
export interface TrainEvents {
  readonly device: string;
  readonly trainPhotos: number;
  readonly validationPhotos: number;
  readonly epochs: readonly EpochEvent[];
  readonly status: string;
}

/** Gathers the lines of `peasy train --json` as they come. */
export class TrainEventReader {
  #device = '';
  #trainPhotos = 0;
  #validationPhotos = 0;
  #status = 'broken off';
  readonly #epochs: EpochEvent[] = [];

  /** Takes one line, read at that time; the epoch that it told of, if it did. @throws when it is no JSON. */
  take(line: string, at: number): EpochEvent | undefined {
    const event = JSON.parse(line);
    if (event.event === 'start') {
      this.#device = event.device;
      this.#trainPhotos = event.split.train;
      this.#validationPhotos = event.split.validation;
    } else if (event.event === 'epoch') {
      const { epoch, loss, valAccuracy, seconds } = event;
      this.#epochs.push({ epoch, loss, valAccuracy, seconds, at });
      return this.#epochs.at(-1);
    } else if (event.event === 'end') {
      this.#status = event.status;
    }
    return undefined;
  }

  /** What was said. @throws when the run ended in another way. */
  finish(expected: 'finished' | 'interrupted' = 'finished'): TrainEvents {
    if (this.#status !== expected) {
      throw new Error(
        `Expected \`peasy train\` to end as "${expected}", it ended as "${this.#status}".`,
      );
    }
    return {
      device: this.#device,
      trainPhotos: this.#trainPhotos,
      validationPhotos: this.#validationPhotos,
      epochs: this.#epochs,
      status: this.#status,
    };
  }
}

/**
 * Seconds of each epoch but the first, from the end of the one before to its own: whatever happens
 * between two epochs, such as a snapshot, is in them.
 */
export function wholeEpochSeconds(epochs: readonly EpochEvent[]): number[] {
  return epochs.slice(1).map(({ at }, index) => (at - epochs[index].at) / 1000);
}
