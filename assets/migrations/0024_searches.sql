-- Every row that goes is found by an index, and so are the rows that go with it.

-- A code goes with its session, and a session with its account: the code needs no reference to the account, nor an index
-- for one. Of codes that were over a day ago none is kept.
CREATE TABLE codes_of_sessions (
  hash             TEXT PRIMARY KEY,
  client_id        TEXT NOT NULL,
  redirect_uri     TEXT NOT NULL,
  code_challenge   TEXT,
  nonce            TEXT,
  scopes           TEXT NOT NULL CHECK (json_valid(scopes)),
  flow             TEXT NOT NULL,
  account          TEXT NOT NULL,
  session          TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  method           TEXT NOT NULL,
  authenticated_at INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  -- The operation that redeemed it.
  redeemed_by      TEXT,
  -- Answers that no account keeps.
  answers          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers)),
  -- What was asked of tokens beside their scopes, and the key that they are bound to.
  details          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
  jkt              TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO codes_of_sessions (hash, client_id, redirect_uri, code_challenge, nonce, scopes, flow, account, session,
  method, authenticated_at, created_at, expires_at, redeemed_by, answers, details, jkt)
SELECT hash, client_id, redirect_uri, code_challenge, nonce, scopes, flow, account, session,
  method, authenticated_at, created_at, expires_at, redeemed_by, answers, details, jkt
FROM codes WHERE expires_at > unixepoch() - 86400;

DROP TABLE codes;
ALTER TABLE codes_of_sessions RENAME TO codes;
CREATE INDEX codes_by_expiry ON codes (expires_at);
CREATE INDEX codes_by_session ON codes (session);

-- Sessions that ended before their time.
CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX requests_by_expiry ON requests (expires_at);
CREATE INDEX logouts_by_end ON logouts (ended_at);

-- Guesses at passwords count until nobody guesses any more; everything else counts in windows.
CREATE INDEX counters_by_window ON counters (since) WHERE kind <> 'guess';
CREATE INDEX counters_by_guess ON counters (last) WHERE kind = 'guess';

-- A pushed request is emptied before its row goes: it is in one of these.
DROP INDEX pushed_requests_by_expiry;
CREATE INDEX pushed_requests_to_empty ON pushed_requests (expires_at) WHERE parameters <> '';
CREATE INDEX pushed_requests_emptied ON pushed_requests (expires_at) WHERE parameters = '';

-- What an application that registered itself was given, when its registration goes; as `grants_by_registration`.
CREATE INDEX codes_by_registration ON codes (client_id) WHERE client_id >= 'dyn-' AND client_id < 'dyn.';
CREATE INDEX runs_by_registration ON runs (client_id) WHERE client_id >= 'dyn-' AND client_id < 'dyn.';
CREATE INDEX consents_by_registration ON consents (client_id) WHERE client_id >= 'dyn-' AND client_id < 'dyn.';
CREATE INDEX disabled_registrations ON disabled (disabled_at) WHERE kind = 'app' AND id >= 'dyn-' AND id < 'dyn.';

-- Tables whose purge fails, until it works again.
CREATE TABLE failing_purges (
  name  TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
