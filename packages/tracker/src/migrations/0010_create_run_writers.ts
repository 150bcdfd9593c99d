/** How far each client is that logs over HTTP: its writes are numbered, and a repeated one is stored once. */
export const createRunWriters = `
CREATE TABLE run_writers (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  -- A random text of the client's.
  writer TEXT NOT NULL,
  -- Segment of the run that it writes to: after a resume elsewhere it writes no more.
  segment INTEGER NOT NULL,
  -- Number of its newest write that is stored, with all before it.
  acknowledged INTEGER NOT NULL,
  PRIMARY KEY (run_id, writer)
) STRICT, WITHOUT ROWID;
`;
