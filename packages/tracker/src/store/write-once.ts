import type { RunStart } from '@peasy/core';
import { nextVersion } from './changes.js';
import { checkCount, checkWord } from './check-words.js';
import type { Connection } from './connection.js';
import { startRun } from './start-run.js';
import { StoreError } from './store-error.js';

/** The numbers of a client's writes that come as one: a client counts them from 1 up. */
export interface WriteNumbers {
  /** A random text that the client made for this run. */
  readonly writer: string;
  readonly from: number;
  readonly to: number;
}

/** How old what is written is, by the clock of its client, in milliseconds. */
type Age = number;

/** A run that a client asks to begin. */
export interface RunToBegin {
  readonly id: string;
  readonly start: RunStart;
  readonly numbers: WriteNumbers | undefined;
  readonly age: Age;
}

interface WriterRow {
  readonly segment: number;
  readonly acknowledged: number;
}

const FIND_WRITER = 'SELECT segment, acknowledged FROM run_writers WHERE run_id = ? AND writer = ?';
const NOTE_WRITER = `
INSERT INTO run_writers (run_id, writer, segment, acknowledged) VALUES (?, ?, ?, ?)
ON CONFLICT (run_id, writer) DO UPDATE SET acknowledged = excluded.acknowledged`;
const BEAT =
  'UPDATE runs SET heartbeat_at = max(heartbeat_at, ?), epochs = max(epochs, ?), version = ? WHERE id = ?';

/** Begins a run of a client elsewhere; asked again, it is there already. @returns its name. @throws StoreError */
export function beginRun(connection: Connection, run: RunToBegin): string {
  const { id, start, numbers, age } = run;
  return connection.write(() => {
    const there = connection
      .prepare<{ name: string }>('SELECT name FROM runs WHERE id = ?')
      .get(id);
    if (there) {
      if (numbers && writerOf(connection, id, numbers.writer)) return there.name;
      throw new StoreError('conflict', `There is another run with the id ${id}.`);
    }
    const { name } = startRun(connection, start, { id, startedAt: Date.now() - age });
    if (numbers) connection.prepare(NOTE_WRITER).run(id, numbers.writer, 0, numbers.to);
    return name;
  });
}

/** What a write gets to know of its run. */
export interface WriteTarget {
  readonly segment: number;
  /** Says how many epochs are done, as far as the write knows. */
  reached(epoch: number): void;
}

/** A write of a client. */
export interface ClientWrite {
  readonly runId: string;
  readonly numbers: WriteNumbers | undefined;
  readonly age: Age;
}

/**
 * Does `work` on a run as one write, unless it was done before: by the numbers of its client.
 * @returns the number of the client's newest write that is stored; 0 for one that does not count.
 * @throws StoreError when there is no such run, it has ended, or it goes on elsewhere.
 */
export function writeOnce(
  connection: Connection,
  { runId, numbers, age }: ClientWrite,
  work: (target: WriteTarget) => void,
): number {
  return connection.write(() => {
    const run = connection
      .prepare<{ status: string; segment: number }>('SELECT status, segment FROM runs WHERE id = ?')
      .get(runId);
    if (!run) throw new StoreError('notFound', `There is no run ${runId}.`);
    if (numbers) {
      const known = writerOf(connection, runId, numbers.writer);
      if (known && numbers.to <= known.acknowledged) return known.acknowledged;
      refuseOverlap(numbers, known);
      if (known && known.segment !== run.segment) {
        throw new StoreError(
          'conflict',
          `Run ${runId} is no longer this program's to write: it was resumed elsewhere. Stop this one.`,
        );
      }
    }
    if (run.status !== 'running') {
      throw new StoreError('conflict', `Run ${runId} has ended; nothing can be logged after that.`);
    }
    let epochs = 0;
    work({
      segment: run.segment,
      reached: (epoch) => {
        // Epochs are sums of fractions: one that is whole but for rounding is whole.
        epochs = Math.max(epochs, Math.floor(epoch + 1e-6));
      },
    });
    connection.prepare(BEAT).run(Date.now() - age, epochs, nextVersion(connection), runId);
    if (!numbers) return 0;
    connection.prepare(NOTE_WRITER).run(runId, numbers.writer, run.segment, numbers.to);
    return numbers.to;
  });
}

/** Marks a run alive. @throws StoreError when there is no such run. */
export function beat(connection: Connection, runId: string): void {
  const { changes } = connection.attempt(() =>
    connection.prepare('UPDATE runs SET heartbeat_at = ? WHERE id = ?').run(Date.now(), runId),
  );
  if (changes === 0) throw new StoreError('notFound', `There is no run ${runId}.`);
}

/** The number of a client's newest write to a run that is stored; 0: none. @throws StoreError when there is no such run. */
export function acknowledgedOf(connection: Connection, runId: string, writer: string): number {
  const known = writerOf(connection, runId, writer);
  if (known) return known.acknowledged;
  if (connection.prepare('SELECT 1 FROM runs WHERE id = ?').get(runId)) return 0;
  throw new StoreError('notFound', `There is no run ${runId}.`);
}

/** Checks what a client calls itself and its writes. @throws StoreError */
export function checkNumbers({ writer, from, to }: WriteNumbers): WriteNumbers {
  checkWord('the writer', writer);
  checkCount('the number of a write', from);
  checkCount('the number of a write', to);
  if (from >= 1 && from <= to) return { writer, from, to };
  throw new StoreError(
    'invalid',
    `Expected numbers of writes from 1 up, as 7 or 7-9, got ${from}-${to}.`,
  );
}

function writerOf(connection: Connection, runId: string, writer: string): WriterRow | undefined {
  return connection.attempt(() => connection.prepare<WriterRow>(FIND_WRITER).get(runId, writer));
}

/** A request that repeats a part of an earlier one could only be stored by cutting it. */
function refuseOverlap({ from, to }: WriteNumbers, known: WriterRow | undefined): void {
  if (!known || from > known.acknowledged) return;
  throw new StoreError(
    'conflict',
    `Writes up to ${known.acknowledged} are stored, and ${from}-${to} begin before that: send from ${known.acknowledged + 1} on.`,
  );
}
