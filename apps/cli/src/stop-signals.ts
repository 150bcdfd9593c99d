import { EXIT } from './exit-codes.js';

/** Two signals that come closer together than this, in milliseconds, are one wish: a terminal and Nx both pass Ctrl-C on. */
const SAME_WISH = 700;

/** Turns Ctrl-C and SIGTERM into an AbortSignal; a second Ctrl-C ends the process at once. */
export class StopSignals {
  readonly #controller = new AbortController();
  readonly #onFirst: () => void;
  #received: NodeJS.Signals | undefined;
  #firstAt = 0;

  /** `onFirst` tells the user that the wish was heard. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first signal that came. */
  get received(): NodeJS.Signals | undefined {
    return this.#received;
  }

  /** 130 after Ctrl-C, 143 after SIGTERM. */
  get exitCode(): number {
    return this.#received === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted;
  }

  close(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (this.signal.aborted) {
      if (signal === 'SIGINT' && performance.now() - this.#firstAt > SAME_WISH) {
        process.exit(EXIT.interrupted);
      }
      return;
    }
    this.#firstAt = performance.now();
    this.#received = signal;
    this.#onFirst();
    this.#controller.abort();
  };
}
