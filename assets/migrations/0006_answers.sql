-- Answers that no account keeps: they reach the tokens of one sign-up, and end with them.

ALTER TABLE codes ADD COLUMN answers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers));
ALTER TABLE grants ADD COLUMN answers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers));
