import { describe, expect, it } from 'vitest';
import { openConnection } from './open-connection.js';
import { WriteQueue } from './write-queue.js';

const begin = () => {
  const connection = openConnection({ file: ':memory:' });
  connection.sqlite.exec('CREATE TABLE words (word TEXT PRIMARY KEY) STRICT');
  const queue = new WriteQueue(connection);
  const add = (...words: string[]) =>
    queue.write(() =>
      connection.write(() => {
        for (const word of words) connection.prepare('INSERT INTO words VALUES (?)').run(word);
        return words.length;
      }),
    );
  const words = () => connection.prepare('SELECT word FROM words ORDER BY word').pluck().all();
  return { connection, queue, add, words };
};

describe('WriteQueue', () => {
  it('writes what is asked for at the same moment in one transaction, and tells each its own result', async () => {
    const { connection, add, words } = begin();
    const before = connection.sqlite.inTransaction;
    const writes = [add('a'), add('b', 'c'), add('d')];
    expect(words()).toEqual([]);
    expect(await Promise.all(writes)).toEqual([1, 2, 1]);
    expect(words()).toEqual(['a', 'b', 'c', 'd']);
    expect([before, connection.sqlite.inTransaction]).toEqual([false, false]);
  });

  it('undoes the one that fails, whole, and keeps the others', async () => {
    const { add, words } = begin();
    const results = await Promise.allSettled([add('a'), add('b', 'a'), add('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(words()).toEqual(['a', 'c']);
    await expect(add('a')).rejects.toThrow(/UNIQUE/);
    expect(words()).toEqual(['a', 'c']);
  });

  it('tries each by itself where one takes the whole transaction with it', async () => {
    const { connection, queue, add, words } = begin();
    const fatal = queue.write(() =>
      connection.write(() => {
        connection.sqlite.exec('ROLLBACK');
        throw new Error('disk full');
      }),
    );
    const results = await Promise.allSettled([add('a'), fatal, add('b')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(words()).toEqual(['a', 'b']);
  });

  it('tells everyone when there is no record to write to any more', async () => {
    const { connection, add } = begin();
    const writes = [add('a'), add('b')];
    connection.close();
    const results = await Promise.allSettled(writes);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
