import type { Connection } from './connection.js';

interface WaitingWrite {
  /** Does the work, and keeps what came of it. */
  attempt(): void;
  /** Tells the asker. */
  settle(): void;
}

/**
 * Gathers the writes that programs ask for at the same moment into one transaction, since most of
 * a small write's time is its commit. Each is whole or not at all by itself, and is told only when
 * its commit is done.
 */
export class WriteQueue {
  readonly #connection: Connection;
  #waiting: WaitingWrite[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Does `work` soon, together with what else is asked for until then.
   * @param work one `write` of the connection.
   * @returns when it is committed. Rejects with what `work` throws; then nothing of it is kept.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      // After all that has arrived by now was read.
      if (this.#waiting.length === 0) setImmediate(() => this.#writeAll());
      let settle: () => void;
      this.#waiting.push({
        attempt: () => {
          try {
            const result = work();
            settle = () => resolve(result);
          } catch (error) {
            settle = () => reject(error);
          }
        },
        settle: () => settle(),
      });
    });
  }

  #writeAll(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length === 1 || !this.#writeTogether(writes)) {
      for (const write of writes) write.attempt();
    }
    for (const write of writes) write.settle();
  }

  /** @returns false when nothing was kept: then each is to be tried by itself, to hear its own error. */
  #writeTogether(writes: readonly WaitingWrite[]): boolean {
    const { sqlite } = this.#connection;
    try {
      this.#connection.write(() => {
        for (const write of writes) {
          write.attempt();
          // A full disk, for one, ends the transaction, with what the others wrote before.
          if (!sqlite.inTransaction) throw new Error('The transaction has ended.');
        }
      });
      return true;
    } catch {
      return false;
    }
  }
}
