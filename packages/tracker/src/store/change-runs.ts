import type { RunsChanged } from '../api/many-runs.js';
import type { Connection } from './connection.js';
import type { Steps } from './steps.js';
import { StoreError, type StoreErrorCode } from './store-error.js';

/** Runs that are changed in one write: programs that log have their turn between two. */
const TOGETHER = 100;

/** What is wrong with one run and no other. */
const OF_ONE_RUN: readonly StoreErrorCode[] = ['notFound', 'conflict'];

/**
 * Changes many runs, each wholly or not at all. One that cannot be changed keeps the others from
 * nothing: it is answered with the reason.
 * @throws StoreError where it is the record that cannot be written.
 */
export function* changeRuns(
  connection: Connection,
  runIds: readonly string[],
  change: (runId: string) => void,
): Steps<RunsChanged> {
  const changed: string[] = [];
  const refused: { run: string; message: string }[] = [];
  const ids = [...new Set(runIds)];
  for (let from = 0; from < ids.length; from += TOGETHER) {
    connection.write(() => {
      for (const run of ids.slice(from, from + TOGETHER)) {
        try {
          connection.write(() => change(run));
          changed.push(run);
        } catch (error) {
          if (!(error instanceof StoreError) || !OF_ONE_RUN.includes(error.code)) throw error;
          refused.push({ run, message: error.message });
        }
      }
    });
    yield;
  }
  return { changed, refused };
}
