-- How a person proved who they are is a set: `proofs`, a JSON array of objects with `kind`, `provider` (the identity
-- provider's id), `issuer`, `subject` and `at` (seconds since 1970).
--
-- The version before reads and writes `method`. So this one writes `method`, too, and triggers give what the version before
-- writes its proof. `method` may be empty from now on and holds any word: a later release no longer writes it, and the
-- one after that drops it and the triggers.

-- The table's own CHECK names `method`. Nothing refers to it.
CREATE TABLE runs_with_proofs (
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
  proofs           TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(proofs)),
  method           TEXT,
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
  -- The operation that first finished the run: it alone opens a session and is told in `audit`.
  done_by          TEXT,
  CHECK (account IS NULL OR authenticated_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

INSERT INTO runs_with_proofs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, proofs, method,
  authenticated_at, session, password, pepper_key, passwordless, answers, terms, answers_of, answered_pages, skipped,
  keep_signed_in, created_at, expires_at, created_by, finished_by, done_at, done_by)
SELECT id, browser, client_id, redirect_uri, flow, intent, email, email_key, account,
  CASE WHEN method IS NULL THEN '[]' ELSE json_array(json_object(
      'kind', CASE method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method END,
      'provider', CASE method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = runs.account AND issuer = 'email'), 'at', authenticated_at)) END, method,
  authenticated_at, session, password, pepper_key, passwordless, answers, terms, answers_of, answered_pages, skipped,
  keep_signed_in, created_at, expires_at, created_by, finished_by, done_at, done_by
FROM runs;

DROP TABLE runs;
ALTER TABLE runs_with_proofs RENAME TO runs;
CREATE INDEX runs_by_expiry ON runs (expires_at);
CREATE INDEX runs_by_account ON runs (account);
CREATE INDEX runs_by_registration ON runs (client_id) WHERE client_id >= 'dyn-' AND client_id < 'dyn.';

-- Others refer to these: they are not rebuilt.

ALTER TABLE sessions ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(proofs));
ALTER TABLE sessions RENAME COLUMN method TO method_before;
ALTER TABLE sessions ADD COLUMN method TEXT;
UPDATE sessions SET method = method_before, proofs = json_array(json_object(
      'kind', CASE method_before WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'provider', CASE method_before WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = sessions.account AND issuer = 'email'), 'at', authenticated_at));
ALTER TABLE sessions DROP COLUMN method_before;

ALTER TABLE enrolments ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(proofs));
ALTER TABLE enrolments RENAME COLUMN method TO method_before;
ALTER TABLE enrolments ADD COLUMN method TEXT;
UPDATE enrolments SET method = method_before, proofs = json_array(json_object(
      'kind', CASE method_before WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'provider', CASE method_before WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = enrolments.account AND issuer = 'email'), 'at', enrolled_at));
ALTER TABLE enrolments DROP COLUMN method_before;

ALTER TABLE codes ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(proofs));
ALTER TABLE codes RENAME COLUMN method TO method_before;
ALTER TABLE codes ADD COLUMN method TEXT;
UPDATE codes SET method = method_before, proofs = json_array(json_object(
      'kind', CASE method_before WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'provider', CASE method_before WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = codes.account AND issuer = 'email'), 'at', authenticated_at));
ALTER TABLE codes DROP COLUMN method_before;

ALTER TABLE grants ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(proofs));
ALTER TABLE grants RENAME COLUMN method TO method_before;
ALTER TABLE grants ADD COLUMN method TEXT;
UPDATE grants SET method = method_before, proofs = json_array(json_object(
      'kind', CASE method_before WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'provider', CASE method_before WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE method_before END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = grants.account AND issuer = 'email'), 'at', authenticated_at));
ALTER TABLE grants DROP COLUMN method_before;

-- What the version before writes.

CREATE TRIGGER runs_begun_by_method AFTER INSERT ON runs
WHEN new.method IS NOT NULL AND new.proofs = '[]' BEGIN
  UPDATE runs SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at))
  WHERE id = new.id;
END;

CREATE TRIGGER runs_changed_by_method AFTER UPDATE OF method, authenticated_at ON runs
WHEN new.proofs = old.proofs AND (new.method IS NOT old.method OR new.authenticated_at IS NOT old.authenticated_at) BEGIN
  UPDATE runs SET proofs = iif(new.method IS NULL, '[]', json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at)))
  WHERE id = new.id;
END;

CREATE TRIGGER sessions_begun_by_method AFTER INSERT ON sessions
WHEN new.method IS NOT NULL AND new.proofs = '[]' BEGIN
  UPDATE sessions SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at))
  WHERE id = new.id;
END;

CREATE TRIGGER sessions_changed_by_method AFTER UPDATE OF method, authenticated_at ON sessions
WHEN new.proofs = old.proofs AND (new.method IS NOT old.method OR new.authenticated_at IS NOT old.authenticated_at) BEGIN
  UPDATE sessions SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at))
  WHERE id = new.id;
END;

CREATE TRIGGER codes_begun_by_method AFTER INSERT ON codes
WHEN new.method IS NOT NULL AND new.proofs = '[]' BEGIN
  UPDATE codes SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at))
  WHERE hash = new.hash;
END;

CREATE TRIGGER grants_begun_by_method AFTER INSERT ON grants
WHEN new.method IS NOT NULL AND new.proofs = '[]' BEGIN
  UPDATE grants SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.authenticated_at))
  WHERE id = new.id;
END;

CREATE TRIGGER enrolments_begun_by_method AFTER INSERT ON enrolments
WHEN new.method IS NOT NULL AND new.proofs = '[]' BEGIN
  UPDATE enrolments SET proofs = json_array(json_object(
      'kind', CASE new.method WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'provider', CASE new.method WHEN 'password' THEN 'emailPassword' WHEN 'emailCode' THEN 'emailOneTimePasscode' ELSE new.method END,
      'issuer', 'email', 'subject', (SELECT subject FROM identities WHERE account = new.account AND issuer = 'email'), 'at', new.enrolled_at))
  WHERE account = new.account AND flow = new.flow;
END;
