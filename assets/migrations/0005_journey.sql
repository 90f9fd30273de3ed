-- A run may begin with a forgotten password; its answers name whose they are; what may be skipped can be.

CREATE TABLE runs_of_journeys (
  -- The transaction's id; the row begins with the first mail or password.
  id               TEXT PRIMARY KEY,
  -- SHA-256 of the secret that only this browser's transaction cookie holds.
  browser          TEXT NOT NULL,
  client_id        TEXT NOT NULL,
  redirect_uri     TEXT NOT NULL,
  flow             TEXT NOT NULL,
  intent           TEXT NOT NULL CHECK (intent IN ('sign-in', 'sign-up', 'reset')),
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
  -- The account that gave the answers; none if a new person did.
  answers_of       TEXT,
  -- How many attribute pages a new person answered.
  answered_pages   INTEGER NOT NULL DEFAULT 0,
  -- Whether the person put off what may be put off.
  skipped          INTEGER NOT NULL DEFAULT 0 CHECK (skipped IN (0, 1)),
  keep_signed_in   INTEGER NOT NULL DEFAULT 0 CHECK (keep_signed_in IN (0, 1)),
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  -- The operations that made the account and that last wrote a code.
  created_by       TEXT,
  finished_by      TEXT,
  done_at          INTEGER,
  CHECK ((account IS NULL) OR (authenticated_at IS NOT NULL AND method IS NOT NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO runs_of_journeys (id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, method,
  authenticated_at, session, password, pepper_key, passwordless, answers, terms, answers_of, answered_pages,
  keep_signed_in, created_at, expires_at, created_by, finished_by, done_at)
SELECT id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, method,
  authenticated_at, session, password, pepper_key, passwordless, answers, terms, account, answered_pages,
  keep_signed_in, created_at, expires_at, created_by, finished_by, done_at
FROM runs;

DROP TABLE runs;
ALTER TABLE runs_of_journeys RENAME TO runs;
CREATE INDEX runs_by_expiry ON runs (expires_at);
CREATE INDEX runs_by_account ON runs (account);

-- The operation that used the proof up: a password is reset once.
ALTER TABLE mailed_codes ADD COLUMN spent_by TEXT;
CREATE INDEX mailed_codes_by_address ON mailed_codes (email_key);
