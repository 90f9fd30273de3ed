-- Sets of documents in which the cron trigger found faults, by what they are loaded for (as in `config_history`).
CREATE TABLE faulty_sets (
  scope TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
