import type { ApiError, QueryAnswer, QueryCell, SchemaDescription } from '@peasy/tracker/api';
import { ApiProblem } from '../api/client.js';

/** Rows that a query may have here. */
const MOST_ROWS = 10_000;

/** Asks the record in SQL, which can only read. @throws ApiProblem with what SQLite said. */
export async function askSql(sql: string): Promise<QueryAnswer> {
  return readJson(
    await fetch('api/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql, maxRows: MOST_ROWS }),
    }),
  );
}

/** Tables and views of the record, with what their columns mean. @throws ApiProblem. */
export async function fetchSchema(): Promise<SchemaDescription> {
  return readJson(await fetch('api/schema'));
}

async function readJson<Answer>(response: Response): Promise<Answer> {
  const body = (await response.json().catch(() => undefined)) as Answer | ApiError | undefined;
  if (response.ok && body !== undefined) return body as Answer;
  const message = (body as ApiError | undefined)?.error?.message;
  throw new ApiProblem(response.status, message ?? `The server answered ${response.status}.`);
}

/** A cell as a text; NULL is undefined. */
export function cellText(cell: QueryCell): string | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'object') return 'number' in cell ? cell.number : `x'${cell.hex}'`;
  return String(cell);
}

/** A cell as a number, or NaN. */
export function cellNumber(cell: QueryCell): number {
  if (typeof cell === 'number') return cell;
  return cell !== null && typeof cell === 'object' && 'number' in cell
    ? Number(cell.number)
    : Number.NaN;
}

/** A whole answer as CSV (RFC 4180): NULL is an empty field, an empty text is quoted. */
export function toCsv({ columns, rows }: QueryAnswer): string {
  const line = (fields: readonly (string | undefined)[]) =>
    fields
      .map((field) => {
        if (field === undefined) return '';
        return field === '' || /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
      })
      .join(',');
  return `${[line(columns), ...rows.map((row) => line(row.map(cellText)))].join('\r\n')}\r\n`;
}
