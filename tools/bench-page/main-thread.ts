import type { CDPSession, Page } from 'playwright-core';

/**
 * How much of a processor's time the page's main thread takes, whoever else is on the machine:
 * Chromium counts the thread's own time.
 */
export class MainThread {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThread(session);
  }

  /** Milliseconds that it works while something is done. */
  async during(act: () => Promise<unknown>): Promise<number> {
    const before = await this.#worked();
    await act();
    return (await this.#worked()) - before;
  }

  async #worked(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    if (!task) throw new Error('Expected Chromium to count TaskDuration; it did not.');
    return task.value * 1000;
  }
}
