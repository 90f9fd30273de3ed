-- Columns in which a row held what the version that met it does not know, and when that was last met, to the hour.
CREATE TABLE unreadable_rows (
  -- `table.column`.
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
