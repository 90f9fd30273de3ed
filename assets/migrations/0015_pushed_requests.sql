-- Authorization requests that applications pushed (RFC 9126). One is used up by whom its first code was written for.
CREATE TABLE pushed_requests (
  -- SHA-256 of the last part of its request_uri.
  id         TEXT PRIMARY KEY,
  client_id  TEXT NOT NULL,
  parameters TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_by    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX pushed_requests_by_expiry ON pushed_requests (expires_at);
