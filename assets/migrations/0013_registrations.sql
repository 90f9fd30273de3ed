-- Applications that registered themselves (RFC 7591). Secrets and tokens are kept as SHA-256.

CREATE TABLE registrations (
  client_id  TEXT PRIMARY KEY,
  -- What is registered: known members of client metadata, defaults among them.
  metadata   TEXT NOT NULL CHECK (json_valid(metadata)),
  secret     TEXT,
  -- The registration access token.
  token      TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX registrations_by_expiry ON registrations (expires_at);

-- What an application that registered itself was given, when it deletes its registration.
CREATE INDEX grants_by_registration ON grants (client_id) WHERE client_id >= 'dyn-' AND client_id < 'dyn.';
