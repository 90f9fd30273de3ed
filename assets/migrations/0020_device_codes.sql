-- Devices that wait for a person to sign in elsewhere (RFC 8628).

CREATE TABLE device_codes (
  -- SHA-256 of the device code.
  hash        TEXT PRIMARY KEY,
  -- HMAC of the code that the person types.
  user_code   TEXT NOT NULL UNIQUE,
  client_id   TEXT NOT NULL,
  -- What the device asks for: the parameters of an authorization request.
  request     TEXT NOT NULL,
  -- Seconds that must lie between two of its questions, when it asked last, and whether that was too soon.
  pause       INTEGER NOT NULL,
  polled_at   INTEGER,
  hurried     INTEGER NOT NULL DEFAULT 0 CHECK (hurried IN (0, 1)),
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  approved_at INTEGER,
  denied_at   INTEGER,
  CHECK (approved_at IS NULL OR denied_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_codes_by_expiry ON device_codes (expires_at);
