-- {rows} rows of every table that grows, named by {set}, which has four letters: begun at {begun}, over at {end}.

WITH {r} INSERT INTO accounts (oid, user_type, creation_type, idp, email, email_verified, created_at, updated_at)
SELECT account, 'guest', 'SelfServiceSignUp', 'localhost', id || '@rows.example', 1, {begun}, {begun} FROM r;

WITH {r} INSERT INTO identities (issuer, subject, account, created_at)
SELECT 'email', id || '@rows.example', account, {begun} FROM r;

WITH {r} INSERT INTO credentials (account, phc, pepper_key, created_at, updated_at)
SELECT account, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$' || id, 'k1', {begun}, {begun} FROM r;

WITH {r} INSERT INTO attributes (account, name, value, updated_at)
SELECT account, 'displayName', '"' || id || '"', {begun} FROM r;

WITH {r} INSERT INTO terms_accepted (account, terms, version, accepted_at, client_id)
SELECT account, 'supplierTerms', '1', {begun}, 'woodgrove-suppliers' FROM r;

WITH {r} INSERT INTO enrolments (account, flow, enrolled_at, client_id, method, requirements)
SELECT account, 'supplier', {begun}, 'woodgrove-suppliers', 'password', 'none' FROM r;

WITH {r} INSERT INTO sessions (id, secret, account, method, authenticated_at, persistent, created_at, idle_at, expires_at, ended_at)
SELECT id, 'secret-' || id, account, 'password', {begun}, 0, {begun}, {end}, {end}, CASE i % 2 WHEN 0 THEN {begun} END FROM r;

WITH {r} INSERT INTO participants (session, client_id) SELECT id, 'woodgrove-suppliers' FROM r;

WITH {r} INSERT INTO codes (hash, client_id, redirect_uri, code_challenge, nonce, scopes, flow, account, session, method,
  authenticated_at, created_at, expires_at, redeemed_by)
SELECT 'code-' || id, CASE i % 10 WHEN 0 THEN 'dyn-' || id ELSE 'woodgrove-suppliers' END, 'http://localhost:3000/callback',
  'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'nonce', '["openid","profile"]', 'supplier', account, id, 'password',
  {begun}, {begun}, {end}, CASE i % 2 WHEN 0 THEN 'redeemed' END FROM r;

WITH {r} INSERT INTO grants (id, code, client_id, account, session, flow, scopes, nonce, method, authenticated_at, created_at,
  expires_at)
SELECT id, 'code-' || id, CASE i % 10 WHEN 0 THEN 'dyn-' || id ELSE 'woodgrove-suppliers' END, account, id, 'supplier',
  '["openid","profile"]', 'nonce', 'password', {begun}, {begun}, {end} FROM r;

WITH {r} INSERT INTO families (id, client_id, rotated_at, idle_at, expires_at)
SELECT id, CASE i % 10 WHEN 0 THEN 'dyn-' || id ELSE 'woodgrove-suppliers' END, {begun}, {end}, {end} FROM r;

WITH {r} INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, method,
  authenticated_at, answers, created_at, expires_at)
SELECT id, 'browser', CASE i % 10 WHEN 0 THEN 'dyn-' || id ELSE 'woodgrove-suppliers' END, 'http://localhost:3000/callback',
  'supplier', 'sign-in', id || '@rows.example', id || '@rows.example', account, 'emailCode', {begun},
  '{"displayName":"Row"}', {begun}, {end} FROM r;

WITH {r} INSERT INTO mailed_codes (run, purpose, browser, email_key, address, hmac, sent_at, expires_at)
SELECT id, 'enter', 'browser', id || '@rows.example', 'address-' || id, 'hmac', {begun}, {end} FROM r;

WITH {r}, kinds (kind) AS (VALUES ('guess'), ('guess-ip'), ('mail-address'), ('mail-address-day'), ('request-ip'))
INSERT INTO counters (kind, subject, since, last, n) SELECT kind, kind || '-' || id, {begun}, {begun}, 1 FROM r, kinds;

WITH {r} INSERT INTO requests (id, sealed, expires_at) SELECT id, printf('%0500d', i), {end} FROM r;

WITH {r} INSERT INTO pushed_requests (id, client_id, parameters, expires_at)
SELECT id, 'woodgrove-suppliers', printf('%0500d', i), {end} FROM r;

WITH {r} INSERT INTO pushed_requests (id, client_id, parameters, expires_at)
SELECT 'emptied-' || id, 'woodgrove-suppliers', '', {end} FROM r;

WITH {r} INSERT INTO device_codes (hash, user_code, client_id, request, pause, created_at, expires_at)
SELECT id, 'user-' || id, 'woodgrove-mobile', 'scope=openid', 5, {begun}, {end} FROM r;

WITH {r} INSERT INTO logouts (session, client_id, account, ended_at, due_at)
SELECT id, 'woodgrove-suppliers', account, {begun}, {end} FROM r;

WITH {r} INSERT INTO used_proofs (assertion, dpop, expires_at)
SELECT CASE i % 2 WHEN 0 THEN id END, CASE i % 2 WHEN 1 THEN id END, {end} FROM r;

WITH {r} INSERT INTO revoked_tokens (id, expires_at) SELECT id, {end} FROM r;

WITH {r} INSERT INTO registrations (client_id, metadata, secret, token, created_at, updated_at, expires_at)
SELECT 'dyn-' || id, '{"redirect_uris":["https://rows.example/"]}', 'secret', 'token', {begun}, {begun}, {end} FROM r;

WITH {r} INSERT INTO logos (client_id, hash, image) SELECT 'dyn-' || id, 'hash-' || id, printf('%0500d', i) FROM r;

WITH {r} INSERT INTO consents (account, client_id, scopes, granted_at)
SELECT account, 'dyn-' || id, '["openid"]', {begun} FROM r;

WITH {r} INSERT INTO consents (account, client_id, scopes, granted_at)
SELECT account, 'woodgrove-suppliers', '["openid"]', {begun} FROM r;

WITH {r} INSERT INTO client_documents (client_id, body, fetched_at, expires_at)
SELECT 'https://' || id || '.example/', '{}', {begun}, {end} FROM r;

WITH {r} INSERT INTO disabled (kind, id, disabled_at) SELECT 'app', 'dyn-gone-' || id, {begun} FROM r;

WITH {r} INSERT INTO audit (id, at, event, account, client_id, flow, run)
SELECT id, {begun}, 'signed-in', account, 'woodgrove-suppliers', 'supplier', id FROM r;
