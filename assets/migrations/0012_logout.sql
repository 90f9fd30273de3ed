-- Applications that are to be told when a session ends (OpenID Connect Back-Channel and Front-Channel Logout).

-- Those that redeemed a code of the session, where their document asked to be told.
CREATE TABLE participants (
  session   TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  PRIMARY KEY (session, client_id)
) STRICT, WITHOUT ROWID;

-- Those that have not heard it yet.
CREATE TABLE logouts (
  session   TEXT NOT NULL,
  client_id TEXT NOT NULL,
  account   TEXT NOT NULL,
  ended_at  INTEGER NOT NULL,
  tries     INTEGER NOT NULL DEFAULT 1,
  -- When it is tried again.
  due_at    INTEGER NOT NULL,
  PRIMARY KEY (session, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX logouts_by_due ON logouts (due_at);
