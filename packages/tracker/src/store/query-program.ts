/** Answers one query and ends; separate-query.ts starts it, and kills it when it takes too long. */
import { Worker } from 'node:worker_threads';
import { answerQuery } from './answer-query.js';
import { openSqlite } from './open-sqlite.js';
import { cellOf, type QueryReply, type QueryTask } from './query-wire.js';
import { asStoreError } from './store-error.js';

const BUSY_TIMEOUT_MS = 2_000;

/** How much longer than it may take it lives, if nobody ends it. */
const GRACE_MS = 2_000;

process.once('message', (task: QueryTask) => {
  endAfter(task.timeoutMs + GRACE_MS);
  process.send!(replyTo(task), () => process.exit());
});
process.send!('ready');
// Without the program that asked there is nobody to answer to.
process.once('disconnect', () => process.exit());

function replyTo({ file, sql, options }: QueryTask): QueryReply {
  try {
    const sqlite = openSqlite(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    // In memory, and that bounded: a query fills neither the machine nor its disk.
    sqlite.exec('PRAGMA temp_store = MEMORY; PRAGMA hard_heap_limit = 536870912');
    const { columns, rows, truncated } = answerQuery(sqlite, sql, options);
    return { columns, rows: rows.map((row) => row.map(cellOf)), truncated };
  } catch (error) {
    const { code, message } = asStoreError(error, file);
    return { code, message };
  }
}

/** The program that asked may have been killed, and while SQLite computes no timer of this thread fires. */
function endAfter(milliseconds: number): void {
  const program =
    "const { workerData } = require('node:worker_threads'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), workerData)";
  new Worker(program, { eval: true, workerData: milliseconds, execArgv: [] }).unref();
}
