-- Accounts that were made by running a user flow from its page, to try it.
ALTER TABLE accounts ADD COLUMN test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1));
