-- Signing keys follow one another: the one generation of an algorithm that is made once decides a race.

CREATE TABLE signing_keys_in_turn (
  kid        TEXT PRIMARY KEY,
  alg        TEXT NOT NULL CHECK (alg IN ('RS256', 'PS256', 'ES256', 'EdDSA')),
  generation INTEGER NOT NULL,
  public     TEXT NOT NULL CHECK (json_valid(public)),
  -- The private half, wrapped with a sub-key of the named master key; empty once it is of no more use.
  sealed     TEXT NOT NULL,
  master_key TEXT NOT NULL,
  -- Published from then on …
  created_at INTEGER NOT NULL,
  -- … and signing from then on, until one of a later generation does.
  signs_at   INTEGER NOT NULL,
  -- Set once a successor is wanted, which shall sign from then on.
  rotate_at  INTEGER,
  UNIQUE (alg, generation)
) STRICT, WITHOUT ROWID;

INSERT INTO signing_keys_in_turn (kid, alg, generation, public, sealed, master_key, created_at, signs_at)
SELECT kid, alg, row_number() OVER (PARTITION BY alg ORDER BY retired_at IS NULL, retired_at, created_at), public,
  sealed, master_key, created_at, created_at
FROM signing_keys WHERE removed_at IS NULL;

DROP TABLE signing_keys;
ALTER TABLE signing_keys_in_turn RENAME TO signing_keys;
