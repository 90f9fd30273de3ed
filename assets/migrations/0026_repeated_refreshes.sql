-- The generation whose refresh token came again last, later than requests at once do, because its answer was lost; and how
-- many generations in a row that happened to.
ALTER TABLE families ADD COLUMN repeated INTEGER;
ALTER TABLE families ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
