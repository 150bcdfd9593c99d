import type { Command } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatTable } from '../terminal/table.js';

interface QueryFlags extends RecordOptions {
  readonly csv?: boolean;
}

/** `peasy query SQL` */
export function addQuery(program: Command): void {
  const command = program
    .command('query')
    .argument('<sql>', 'one statement that reads; docs/database.md lists the views')
    .description('ask the database in SQL (read-only)')
    .option('--csv', 'print CSV')
    .addHelpText(
      'after',
      `
Views: runs_overview, accuracies, metric_points, metric_summary, params_long, snapshots_overview.
Example:
  peasy query "select run, part, taken, accuracy, low, high, n from accuracies"`,
    );
  addRecordOptions(command);
  command.action((sql: string, flags: QueryFlags) =>
    withStore(flags, (store) => {
      const { columns, rows } = store.query(sql);
      if (flags.json) {
        printJson(
          rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, jsonCell(row[i])]))),
        );
      } else if (flags.csv) {
        for (const line of [columns, ...rows]) console.log(line.map(csvCell).join(','));
      } else {
        console.log(
          formatTable(
            rows,
            columns.map((head, i) => ({
              head,
              cell: (row: readonly unknown[]) => textCell(row[i]),
            })),
          ),
        );
        if (rows.length === 0) console.log('(no rows)');
      }
    }),
  );
}

function textCell(value: unknown): string {
  if (value === null) return '';
  return value instanceof Uint8Array ? `(${value.length} bytes)` : String(value);
}

/** Infinities and 64-bit integers have no JSON number, blobs no text: they go out as names, digits and hex. */
function jsonCell(value: unknown): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** RFC 4180: quotes where needed, quotes doubled. */
function csvCell(value: unknown): string {
  const text =
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
