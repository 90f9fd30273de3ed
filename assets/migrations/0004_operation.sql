-- What those who run it need: what was switched off, what happened, which configuration served.

CREATE TABLE disabled (
  kind        TEXT NOT NULL CHECK (kind IN ('app', 'flow', 'idp', 'secret', 'key')),
  id          TEXT NOT NULL,
  disabled_at INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id        TEXT PRIMARY KEY,
  at        INTEGER NOT NULL,
  event     TEXT NOT NULL,
  account   TEXT,
  client_id TEXT,
  flow      TEXT,
  run       TEXT,
  detail    TEXT CHECK (detail IS NULL OR json_valid(detail))
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_account ON audit (account, at);

-- Documents that passed their check, by the application they were loaded for ('' for the tenant alone).
CREATE TABLE config_history (
  scope          TEXT NOT NULL,
  key            TEXT NOT NULL,
  hash           TEXT NOT NULL,
  body           TEXT NOT NULL,
  first_seen     INTEGER NOT NULL,
  last_confirmed INTEGER NOT NULL,
  PRIMARY KEY (scope, key, hash)
) STRICT, WITHOUT ROWID;
