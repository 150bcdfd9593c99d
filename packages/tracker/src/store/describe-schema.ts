import type { SchemaColumn, SchemaDescription, SchemaTable } from '../api/types.js';
import type { Connection } from './connection.js';
import { TABLE_WORDS, VIEW_WORDS } from './schema-words.js';

interface SchemaRow {
  readonly name: string;
  readonly type: 'table' | 'view';
  readonly sql: string;
}

/** Views and tables of the record with their columns, and what each is: for who writes SQL. */
export function describeSchema(connection: Connection): SchemaDescription {
  return connection.read(() => {
    const rows = connection
      .prepare<SchemaRow>(
        `SELECT name, type, sql FROM sqlite_schema
         WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name`,
      )
      .all();
    const described = rows.map((row) => describe(connection, row));
    const ofViews = Object.keys(VIEW_WORDS);
    return {
      views: rows
        .flatMap((row, i) => (row.type === 'view' ? [described[i]] : []))
        .sort((a, b) => ofViews.indexOf(a.name) - ofViews.indexOf(b.name)),
      tables: rows.flatMap((row, i) => (row.type === 'table' ? [described[i]] : [])),
    };
  });
}

function describe(connection: Connection, { name, type, sql }: SchemaRow): SchemaTable {
  const words = VIEW_WORDS[name];
  const comments = commentsOf(sql);
  const columns = connection
    .prepare<{ name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)')
    .all(name)
    .map(
      (column): SchemaColumn => ({
        name: column.name,
        type: column.type,
        about: words?.columns[column.name] ?? comments.get(column.name) ?? '',
      }),
    );
  const about = type === 'view' ? words?.about : TABLE_WORDS[name];
  return { name, about: about ?? '', columns };
}

/** Comments of a CREATE TABLE stand in the lines above the column that they are about, and SQLite keeps them. */
function commentsOf(sql: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  let above: string[] = [];
  for (const line of sql.split('\n')) {
    const [, comment] = /^\s*-- (.*)$/.exec(line) ?? [];
    if (comment !== undefined) {
      above.push(comment);
      continue;
    }
    const [, column] = /^\s*([a-z_]\w*) [A-Z]/.exec(line) ?? [];
    if (column !== undefined && above.length > 0) comments.set(column, above.join(' '));
    above = [];
  }
  return comments;
}
