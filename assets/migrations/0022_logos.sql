-- Logos of applications that registered themselves, fetched once. They end with the registration.

CREATE TABLE logos (
  client_id TEXT PRIMARY KEY REFERENCES registrations (client_id) ON DELETE CASCADE,
  -- SHA-256 of the image, by which it is served.
  hash      TEXT NOT NULL,
  -- The image, as base64url.
  image     TEXT NOT NULL
) STRICT;
CREATE INDEX logos_by_hash ON logos (hash);
