import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

/** What a page asked for, and how much of it came. */
export class PageWeight {
  readonly addresses: string[] = [];
  readonly #answers: Response[] = [];

  /** Listens from now on. */
  constructor(page: Page) {
    page.on('request', (request) => this.addresses.push(request.url()));
    page.on('response', (response) => this.#answers.push(response));
  }

  /** Bytes of files and data as they travel compressed: each by gzip. What goes on for ever, as events do, is not waited for. */
  async gzipped(): Promise<number> {
    const ended = this.#answers.filter(
      (answer) => !/event-stream/.test(answer.headers()['content-type'] ?? ''),
    );
    const sizes = await Promise.all(
      ended.map(async (answer) => gzipSync(await answer.body()).length),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}
