-- The secret itself, sealed with the master key, of a registered application that signs with it (client_secret_jwt):
-- from its hash no signature can be verified.
ALTER TABLE registrations ADD COLUMN sealed TEXT;
