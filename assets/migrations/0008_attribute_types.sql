-- What each custom attribute's values are, since it was first served: an attribute's type is for ever.

CREATE TABLE attribute_types (
  id        TEXT PRIMARY KEY,
  data_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;
