-- Copies of client ID metadata documents, by the URL that they are at.

CREATE TABLE client_documents (
  client_id  TEXT PRIMARY KEY,
  body       TEXT NOT NULL CHECK (json_valid(body)),
  fetched_at INTEGER NOT NULL,
  -- Until when it serves without a look.
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX client_documents_by_expiry ON client_documents (expires_at);
