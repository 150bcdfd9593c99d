import type { Browser, Page } from 'playwright-core';

/** Times of one thing, in milliseconds. */
export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  /** What the largest of them is not to pass. */
  readonly bar?: number;
}

/** What a measurement works with. */
export interface Bench {
  readonly browser: Browser;
  /** A new page of 1440 x 900 pixels. */
  readonly page: Page;
  /** Of `peasy serve` over the measurement's record. */
  readonly url: string;
  /** How often each thing is done. */
  readonly times: number;
}

/** One thing that the page is to be quick at: its own record, and what is timed over it. */
export interface Measurement {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Makes peasy.db in an empty folder. */
  record(folder: string): Promise<void>;
  measure(bench: Bench): Promise<readonly Figure[]>;
}
