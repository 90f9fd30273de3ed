-- Access tokens of applications' own that were revoked before they were over, by `jti`.

CREATE TABLE revoked_tokens (
  id         TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires_at);
