-- People: who they are, how they prove it, what is known of them and what they agreed to.
-- Times are whole seconds since 1970. JSON columns hold one JSON value.

CREATE TABLE accounts (
  oid            TEXT PRIMARY KEY CHECK (length(oid) = 36),
  user_type      TEXT NOT NULL CHECK (user_type IN ('member', 'guest')),
  enabled        INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  creation_type  TEXT NOT NULL CHECK (creation_type IN ('SelfServiceSignUp', 'Invitation', 'Administrator')),
  -- Who vouches for the account, as Entra writes issuers: 'mail' for an address proven by a code alone,
  -- the issuer's host for one with a password, later the provider's ('google.com' …).
  idp            TEXT NOT NULL,
  email          TEXT,
  email_verified INTEGER NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A way into an account. For this issuer's own addresses the issuer is 'email' and the subject the
-- address's key; two issuers never share a subject by their e-mail.
CREATE TABLE identities (
  issuer     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  account    TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_account ON identities (account);

CREATE TABLE credentials (
  account    TEXT PRIMARY KEY REFERENCES accounts (oid) ON DELETE CASCADE,
  -- Argon2id as a PHC string, over the peppered password.
  phc        TEXT NOT NULL CHECK (phc LIKE '$argon2id$%'),
  -- The master key whose pepper went into it.
  pepper_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attributes (
  account    TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms_accepted (
  account     TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  terms       TEXT NOT NULL,
  version     TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  client_id   TEXT NOT NULL,
  PRIMARY KEY (account, terms, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
  account      TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  flow         TEXT NOT NULL,
  enrolled_at  INTEGER NOT NULL,
  client_id    TEXT NOT NULL,
  method       TEXT NOT NULL CHECK (method IN ('password', 'emailCode')),
  -- A hash of what the flow required when it was last completed.
  requirements TEXT NOT NULL,
  PRIMARY KEY (account, flow)
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
  account    TEXT NOT NULL REFERENCES accounts (oid) ON DELETE CASCADE,
  client_id  TEXT NOT NULL,
  scopes     TEXT NOT NULL CHECK (json_valid(scopes)),
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (account, client_id)
) STRICT, WITHOUT ROWID;
