-- What was asked of tokens beside their scopes, kept with code and grant; and the key that they are bound to
-- (RFC 9449 §6.1: its JWK thumbprint).
ALTER TABLE codes ADD COLUMN details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details));
ALTER TABLE codes ADD COLUMN jkt TEXT;
ALTER TABLE grants ADD COLUMN details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details));
ALTER TABLE grants ADD COLUMN jkt TEXT;
