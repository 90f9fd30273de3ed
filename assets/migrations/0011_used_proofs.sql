-- What a request proved itself with, so that it counts once: the SHA-256 of whose it is and of its `jti`.
CREATE TABLE used_proofs (
  -- A client assertion (RFC 7523 §3).
  assertion  TEXT UNIQUE,
  -- A DPoP proof (RFC 9449 §11.1).
  dpop       TEXT UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX used_proofs_by_expiry ON used_proofs (expires_at);
