/** What opens the server to other machines; of a token only its hash is kept. */
export const createTokens = `
CREATE TABLE tokens (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('read', 'write', 'admin')),
  -- SHA-256 of the token, hex.
  hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
