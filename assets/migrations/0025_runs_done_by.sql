-- The operation that first finished the run: it alone opens a session and is told in `audit`. A form that is sent again gets
-- what it opened.
ALTER TABLE runs ADD COLUMN done_by TEXT;
