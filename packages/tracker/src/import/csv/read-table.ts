import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { StoreError } from '../../store/store-error.js';

/** A row of a table; `null` is a cell with nothing in it. */
export interface TableRow {
  /** Its last line in the file, from 1 on. */
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

/**
 * A table in a text file (RFC 4180 and what is common beside it), row by row, its head first.
 * @param quotes whether "" is an empty text rather than nothing: it takes 15 times as long.
 * @throws StoreError saying which line is none.
 */
export async function* readTable(file: string, quotes = false): AsyncGenerator<TableRow> {
  const delimiter = await sniffDelimiter(file);
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    ...(quotes && { cast: (text, { quoting }) => (text === '' && !quoting ? null : text) }),
  });
  const input = createReadStream(file);
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const { info, record } of input.pipe(parser) as AsyncIterable<Parsed>) {
      yield { line: info.lines, cells: quotes ? record : record.map(orNull) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message = error.message.replace(/\.$/, '');
    throw new StoreError('invalid', `${file} is not the table that it should be: ${message}.`, {
      cause: error,
    });
  } finally {
    input.destroy();
  }
}

function orNull(cell: string | null): string | null {
  return cell === '' ? null : cell;
}

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: (string | null)[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What stands most often in the first line, outside quotes. */
async function sniffDelimiter(file: string): Promise<string> {
  let head = '';
  for await (const piece of createReadStream(file, { encoding: 'utf8', end: 65_535 }))
    head += piece;
  const plain = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\r|\n/, 1)[0];
  const counts = DELIMITERS.map((sign) => plain.split(sign).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}
