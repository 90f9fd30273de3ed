-- Sessions, codes, grants, refresh families, signing keys. Secrets are kept as SHA-256.

CREATE TABLE sessions (
  -- The claim `sid`.
  id               TEXT PRIMARY KEY,
  secret           TEXT NOT NULL UNIQUE,
  account          TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  method           TEXT NOT NULL CHECK (method IN ('password', 'emailCode')),
  authenticated_at INTEGER NOT NULL,
  persistent       INTEGER NOT NULL CHECK (persistent IN (0, 1)),
  created_at       INTEGER NOT NULL,
  idle_at          INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  ended_at         INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE codes (
  hash             TEXT PRIMARY KEY,
  client_id        TEXT NOT NULL,
  redirect_uri     TEXT NOT NULL,
  code_challenge   TEXT,
  nonce            TEXT,
  scopes           TEXT NOT NULL CHECK (json_valid(scopes)),
  flow             TEXT NOT NULL,
  account          TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  session          TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  method           TEXT NOT NULL,
  authenticated_at INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  -- The operation that redeemed it.
  redeemed_by      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_expiry ON codes (expires_at);

CREATE TABLE grants (
  id               TEXT PRIMARY KEY,
  code             TEXT NOT NULL UNIQUE,
  client_id        TEXT NOT NULL,
  account          TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  session          TEXT NOT NULL,
  flow             TEXT NOT NULL,
  scopes           TEXT NOT NULL CHECK (json_valid(scopes)),
  nonce            TEXT,
  method           TEXT NOT NULL,
  authenticated_at INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  revoked_at       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_account ON grants (account);
CREATE INDEX grants_by_expiry ON grants (expires_at);

-- One row a family of refresh tokens: each token is the family's id, a generation and an HMAC.
CREATE TABLE families (
  id          TEXT PRIMARY KEY REFERENCES grants (id) ON DELETE CASCADE,
  client_id   TEXT NOT NULL,
  generation  INTEGER NOT NULL DEFAULT 0,
  rotated_at  INTEGER NOT NULL,
  idle_at     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  ended_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_keys (
  kid        TEXT PRIMARY KEY,
  alg        TEXT NOT NULL CHECK (alg IN ('RS256', 'ES256', 'EdDSA')),
  public     TEXT NOT NULL CHECK (json_valid(public)),
  -- The private half, wrapped with a sub-key of the named master key.
  sealed     TEXT NOT NULL,
  master_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- Signs until retired; stays published until removed.
  retired_at INTEGER,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signing_keys_current ON signing_keys (alg) WHERE retired_at IS NULL;
