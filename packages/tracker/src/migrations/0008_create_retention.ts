/** What the record keeps by itself; no row: everything. */
export const createRetention = `
CREATE TABLE retention (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Newest snapshots that a run keeps beside its best one; NULL: all.
  keep_snapshots INTEGER,
  -- Days after its end that a run goes into the trash; NULL: never.
  older_than_days REAL,
  -- Days that a run lies in the trash before it is deleted for good; NULL: until someone purges.
  trash_days REAL,
  changed_at INTEGER NOT NULL,
  -- When the rule was last applied; NULL: never yet.
  applied_at INTEGER
) STRICT;
`;
