-- When a document last served that names the key's algorithm: what applications use stands first among the published keys.
ALTER TABLE signing_keys ADD COLUMN named_at INTEGER;
