-- People on their way: runs through a flow, mailed codes, and counters of what is limited.

CREATE TABLE runs (
  -- The transaction's id; the row begins with the first mail or password.
  id               TEXT PRIMARY KEY,
  -- SHA-256 of the secret that only this browser's transaction cookie holds.
  browser          TEXT NOT NULL,
  client_id        TEXT NOT NULL,
  redirect_uri     TEXT NOT NULL,
  flow             TEXT NOT NULL,
  intent           TEXT NOT NULL CHECK (intent IN ('sign-in', 'sign-up')),
  email            TEXT,
  email_key        TEXT,
  -- Set by a proof alone: who it is, how and when that was proven.
  account          TEXT REFERENCES accounts (oid) ON DELETE CASCADE,
  method           TEXT CHECK (method IN ('password', 'emailCode')),
  authenticated_at INTEGER,
  -- The session that stood for the proof, where the person went on with it.
  session          TEXT,
  -- A new account's password as its hash, or the choice to have none.
  password         TEXT CHECK (password LIKE '$argon2id$%'),
  pepper_key       TEXT,
  passwordless     INTEGER NOT NULL DEFAULT 0 CHECK (passwordless IN (0, 1)),
  answers          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers)),
  terms            TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(terms)),
  -- How many attribute pages a new person answered.
  answered_pages   INTEGER NOT NULL DEFAULT 0,
  keep_signed_in   INTEGER NOT NULL DEFAULT 0 CHECK (keep_signed_in IN (0, 1)),
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  -- The operations that made the account and that last wrote a code.
  created_by       TEXT,
  finished_by      TEXT,
  done_at          INTEGER,
  CHECK ((account IS NULL) OR (authenticated_at IS NOT NULL AND method IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_expiry ON runs (expires_at);

CREATE TABLE mailed_codes (
  run        TEXT NOT NULL,
  purpose    TEXT NOT NULL CHECK (purpose IN ('enter', 'reset', 'address')),
  browser    TEXT NOT NULL,
  email_key  TEXT NOT NULL,
  -- The address as the counters know it.
  address    TEXT NOT NULL,
  -- HMAC over transaction, purpose and code.
  hmac       TEXT NOT NULL,
  tries      INTEGER NOT NULL DEFAULT 0,
  sent_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  proven_at  INTEGER,
  PRIMARY KEY (run, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX mailed_codes_by_expiry ON mailed_codes (expires_at);

-- Fixed windows that begin with the first event: kind of event, HMAC of the address or IP.
CREATE TABLE counters (
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  since   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  n       INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- Authorization requests too large for a cookie, sealed like one.
CREATE TABLE requests (
  id         TEXT PRIMARY KEY,
  sealed     TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
