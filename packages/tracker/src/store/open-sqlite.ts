import Sqlite from 'better-sqlite3';

/**
 * Every handle that was made, so that the garbage collector never ends one. `node::ObjectWrap` of
 * Node 24.21 and 26 asks for the current environment in its destructor, and there is none when the
 * collector runs between two calls into JavaScript: the process aborts. What is kept is the small
 * wrapper; closing a database frees what it holds.
 */
const kept: object[] = [];

/** Opens a SQLite file, with its statements kept. Use `exec` for a PRAGMA: `pragma()` makes statements that nothing keeps. */
export function openSqlite(file: string, options: Sqlite.Options): Sqlite.Database {
  const sqlite = keep(new Sqlite(file, options));
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((sql: string) => keep(prepare(sql))) as typeof sqlite.prepare;
  return sqlite;
}

/** Keeps a handle of SQLite, such as an iterator, from the garbage collector. */
export function keep<Handle extends object>(handle: Handle): Handle {
  kept.push(handle);
  return handle;
}
