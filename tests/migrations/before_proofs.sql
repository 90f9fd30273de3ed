-- What the version before 0029_proofs.sql sends that reads or writes `runs`, `sessions`, `codes`, `grants` or `enrolments`: a
-- statement a paragraph. It serves while a newer version is deployed, and again after a rollback.

DELETE FROM codes WHERE (hash) IN (SELECT hash FROM codes INDEXED BY codes_by_expiry WHERE expires_at < ?1 LIMIT ?2);

DELETE FROM codes WHERE client_id = ?1 AND client_id >= 'dyn-' AND client_id < 'dyn.';

DELETE FROM codes WHERE redeemed_by IS NULL AND session IN (SELECT id FROM sessions WHERE account = (SELECT i.account
FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?1)) AND EXISTS (SELECT 1
FROM mailed_codes WHERE run = ?1 AND purpose = 'reset' AND spent_by = ?2);

DELETE FROM consents WHERE client_id = ?1 AND account = (SELECT s.account FROM sessions s WHERE s.secret = ?2 AND
s.ended_at IS NULL AND s.idle_at > ?3 AND s.expires_at > ?3 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid =
s.account AND a.enabled = 1));

DELETE FROM counters WHERE kind = 'guess' AND subject = ?1 AND EXISTS (SELECT 1 FROM runs WHERE id = ?2 AND
finished_by = ?3);

DELETE FROM counters WHERE n <= 1 AND kind = 'guess-ip' AND subject = ?1 AND EXISTS (SELECT 1 FROM runs WHERE id = ?2
AND finished_by = ?3);

DELETE FROM grants WHERE (id) IN (SELECT id FROM grants INDEXED BY grants_by_expiry WHERE expires_at < ?1 LIMIT ?2);

DELETE FROM mailed_codes WHERE run <> ?1 AND email_key = (SELECT email_key FROM runs WHERE id = ?1) AND EXISTS (SELECT
1 FROM mailed_codes WHERE run = ?1 AND purpose = 'reset' AND spent_by = ?2);

DELETE FROM runs WHERE (id) IN (SELECT id FROM runs INDEXED BY runs_by_expiry WHERE expires_at < ?1 LIMIT ?2);

DELETE FROM runs WHERE client_id = ?1 AND client_id >= 'dyn-' AND client_id < 'dyn.';

DELETE FROM sessions WHERE (id) IN (SELECT id FROM sessions INDEXED BY sessions_by_end WHERE ended_at < ?1 LIMIT ?2);

DELETE FROM sessions WHERE (id) IN (SELECT id FROM sessions INDEXED BY sessions_by_expiry WHERE expires_at < ?1 LIMIT
?2);

INSERT INTO accounts (oid, user_type, creation_type, idp, email, email_verified, created_at, updated_at, test) SELECT
?1, ?2, 'SelfServiceSignUp', CASE WHEN password IS NULL THEN 'mail' ELSE ?3 END, email, 1, ?4, ?4, ?5 = ?6 FROM runs
WHERE id = ?7 AND created_by = ?8 AND account IS NULL;

INSERT INTO attributes (account, name, value, updated_at) SELECT r.account, j.key, CASE j.type WHEN 'text' THEN
json_quote(j.value) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE j.value END, ?1 FROM runs r,
json_each(r.answers) j WHERE r.id = ?2 AND r.finished_by = ?3 AND j.key NOT IN (SELECT value FROM json_each(?4)) ON
CONFLICT (account, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at WHERE value <>
excluded.value;

INSERT INTO audit (id, at, event, account) SELECT id || ':' || 'signed-out', ?1, 'signed-out', account FROM sessions
WHERE secret = ?2 AND ended_at = ?1 ON CONFLICT DO NOTHING;

INSERT INTO audit (id, at, event, account, client_id) SELECT ?1, ?2, 'consent-withdrawn', account, client_id FROM
consents WHERE client_id = ?3 AND account = (SELECT s.account FROM sessions s WHERE s.secret = ?4 AND s.ended_at IS
NULL AND s.idle_at > ?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND
a.enabled = 1));

INSERT INTO audit (id, at, event, account, client_id, flow) SELECT ?1 || ':device-approved', ?2, 'device-approved',
account, client_id, flow FROM codes WHERE hash = ?3 AND EXISTS (SELECT 1 FROM device_codes WHERE hash = ?3 AND
approved_at IS NULL AND denied_at IS NULL);

INSERT INTO audit (id, at, event, account, client_id, flow) SELECT g.id || coalesce(':refresh-token-repeated:' ||
e.repeated, ':refresh-token-reused'), ?1, CASE WHEN e.repeated IS NULL THEN 'refresh-token-reused' ELSE
'refresh-token-repeated' END, account, client_id, flow FROM (SELECT NULL AS repeated FROM families WHERE id = ?2 AND
client_id = ?3 AND ended_at IS NULL AND (generation > ?4 + 1 OR (generation = ?4 + 1 AND (NOT rotated_at >= CASE WHEN
(SELECT jkt FROM grants WHERE id = ?2) IS NULL THEN ?5 ELSE ?6 END OR (repeated = ?4 AND repeats >= 3)))) UNION ALL
SELECT repeated FROM families WHERE id = ?2 AND client_id = ?3 AND ended_at IS NULL AND generation = ?4 + 1 AND
repeated = ?4) e JOIN grants g ON g.id = ?2 WHERE true ON CONFLICT DO NOTHING;

INSERT INTO audit (id, at, event, account, client_id, flow) SELECT redeemed_by || ':code-replayed', ?1,
'code-replayed', account, client_id, flow FROM codes WHERE hash = ?2 AND client_id = ?3 AND redirect_uri = ?4 AND
coalesce(code_challenge, '') = coalesce(?5, '') AND coalesce(jkt, ?6, '') = coalesce(?6, '') AND redeemed_by <> ?7 ON
CONFLICT DO NOTHING;

INSERT INTO audit (id, at, event, account, client_id, flow, run) SELECT ?1, ?2, CASE WHEN created_by = ?1 THEN
'signed-up' ELSE 'signed-in' END, account, ?3, ?4, ?5 FROM runs WHERE id = ?5 AND done_by = ?1;

INSERT INTO audit (id, at, event, account, client_id, flow, run) SELECT ?1 || ':reset', ?2, 'password-reset', (SELECT
i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?3), ?4, ?5, ?3
WHERE EXISTS (SELECT 1 FROM mailed_codes WHERE run = ?3 AND purpose = 'reset' AND spent_by = ?1);

INSERT INTO audit (id, at, event, account, client_id, flow, run, detail) SELECT ?1 || ':consent-given', ?2,
'consent-given', account, ?3, ?4, ?1, json_object('scopes', json(?5)) FROM runs WHERE id = ?1 AND finished_by = ?6 ON
CONFLICT DO NOTHING;

INSERT INTO audit (id, at, event, account, client_id, flow, run, detail) SELECT ?1 || ':consent-given', ?2,
'consent-given', s.account, ?3, ?4, ?1, json_object('scopes', json(?5)) FROM sessions s WHERE s.secret = ?6 AND
s.ended_at IS NULL AND s.idle_at > ?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid =
s.account AND a.enabled = 1) AND (?7 IS NULL OR s.account = ?7) ON CONFLICT DO NOTHING;

INSERT INTO codes (hash, client_id, redirect_uri, code_challenge, nonce, scopes, details, jkt, flow, account, session,
method, authenticated_at, answers, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, r.account, s.id,
r.method, r.authenticated_at, (SELECT json_group_object(j.key, json(CASE j.type WHEN 'text' THEN json_quote(j.value)
WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE j.value END)) FROM json_each(r.answers) j WHERE j.key IN
(SELECT value FROM json_each(?10))), ?11, ?12 FROM runs r JOIN sessions s ON s.account = r.account AND s.ended_at IS
NULL AND (s.id = r.session OR (r.session IS NULL AND s.secret = ?13)) WHERE r.id = ?14 AND r.finished_by = ?15 AND
(?16 IS NULL OR EXISTS (SELECT 1 FROM pushed_requests p WHERE p.id = ?16 AND (p.used_by IS NULL OR p.used_by = ?17)))
RETURNING session;

INSERT INTO codes (hash, client_id, redirect_uri, code_challenge, nonce, scopes, details, jkt, flow, account, session,
method, authenticated_at, answers, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, s.account, s.id,
s.method, s.authenticated_at, '{}', ?10, ?11 FROM sessions s JOIN enrolments e ON e.account = s.account AND e.flow =
?9 WHERE s.secret = ?12 AND s.ended_at IS NULL AND s.idle_at > ?10 AND s.expires_at > ?10 AND EXISTS (SELECT 1 FROM
accounts a WHERE a.oid = s.account AND a.enabled = 1) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app'
AND d.id = ?2) OR (d.kind = 'flow' AND d.id = ?9) OR (d.kind = 'idp' AND d.id = CASE s.method WHEN 'password' THEN
'emailPassword' ELSE 'emailOneTimePasscode' END)) AND (?13 IS NULL OR s.account = ?13) AND (?14 IS NULL OR EXISTS
(SELECT 1 FROM pushed_requests p WHERE p.id = ?14 AND (p.used_by IS NULL OR p.used_by = ?15))) RETURNING hash;

INSERT INTO consents (account, client_id, scopes, granted_at) SELECT account, ?1, ?2, ?3 FROM runs WHERE id = ?4 AND
finished_by = ?5 AND ?6 ON CONFLICT (account, client_id) DO UPDATE SET granted_at = excluded.granted_at, scopes =
(SELECT json_group_array(value) FROM (SELECT value FROM json_each(consents.scopes) UNION SELECT value FROM
json_each(excluded.scopes)));

INSERT INTO consents (account, client_id, scopes, granted_at) SELECT s.account, ?1, ?2, ?3 FROM sessions s WHERE ?4 IS
NOT NULL AND s.secret = ?5 AND s.ended_at IS NULL AND s.idle_at > ?3 AND s.expires_at > ?3 AND EXISTS (SELECT 1 FROM
accounts a WHERE a.oid = s.account AND a.enabled = 1) AND (?6 IS NULL OR s.account = ?6) ON CONFLICT (account,
client_id) DO UPDATE SET granted_at = excluded.granted_at, scopes = (SELECT json_group_array(value) FROM (SELECT value
FROM json_each(consents.scopes) UNION SELECT value FROM json_each(excluded.scopes)));

INSERT INTO credentials (account, phc, pepper_key, created_at, updated_at) SELECT ?1, password, pepper_key, ?2, ?2
FROM runs WHERE id = ?3 AND created_by = ?4 AND account IS NULL AND password IS NOT NULL;

INSERT INTO credentials (account, phc, pepper_key, created_at, updated_at) SELECT (SELECT i.account FROM runs r JOIN
identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?1), ?2, ?3, ?4, ?4 WHERE EXISTS (SELECT 1
FROM mailed_codes WHERE run = ?1 AND purpose = 'reset' AND spent_by = ?5) ON CONFLICT (account) DO UPDATE SET phc =
excluded.phc, pepper_key = excluded.pepper_key, updated_at = ?4;

INSERT INTO enrolments (account, flow, enrolled_at, client_id, method, requirements) SELECT account, ?1, ?2, ?3,
method, ?4 FROM runs WHERE id = ?5 AND finished_by = ?6 ON CONFLICT (account, flow) DO UPDATE SET requirements =
excluded.requirements WHERE requirements <> excluded.requirements AND ?7 = 0 AND NOT EXISTS (SELECT 1 FROM runs WHERE
id = ?5 AND skipped = 1);

INSERT INTO families (id, client_id, rotated_at, idle_at, expires_at) SELECT ?1, client_id, ?2, ?3, ?4 FROM codes
WHERE hash = ?5 AND redeemed_by = ?6 AND ?4 IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(scopes) WHERE value =
'offline_access');

INSERT INTO grants (id, code, client_id, account, session, flow, scopes, nonce, method, authenticated_at, answers,
details, jkt, created_at, expires_at) SELECT ?1, hash, client_id, account, session, flow, scopes, nonce, method,
authenticated_at, answers, details, ?2, ?3, CASE WHEN ?4 IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(scopes) WHERE
value = 'offline_access') THEN ?4 + ?5 ELSE ?6 END FROM codes WHERE hash = ?7 AND redeemed_by = ?8;

INSERT INTO identities (issuer, subject, account, created_at) SELECT 'email', email_key, ?1, ?2 FROM runs WHERE id =
?3 AND created_by = ?4 AND account IS NULL;

INSERT INTO logouts (session, client_id, account, ended_at, due_at) SELECT s.id, p.client_id, s.account, ?1, ?1 + 300
FROM sessions s JOIN participants p ON p.session = s.id WHERE s.ended_at = ?1 AND s.account = (SELECT i.account FROM
runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?2) AND EXISTS (SELECT 1 FROM
mailed_codes WHERE run = ?2 AND purpose = 'reset' AND spent_by = ?3) ON CONFLICT DO NOTHING RETURNING session,
client_id, account;

INSERT INTO logouts (session, client_id, account, ended_at, due_at) SELECT s.id, p.client_id, s.account, ?1, ?1 + 300
FROM sessions s JOIN participants p ON p.session = s.id WHERE s.ended_at = ?1 AND s.secret = ?2 AND s.account <>
(SELECT account FROM runs WHERE id = ?3 AND finished_by = ?4) ON CONFLICT DO NOTHING RETURNING session, client_id,
account;

INSERT INTO logouts (session, client_id, account, ended_at, due_at) SELECT s.id, p.client_id, s.account, ?1, ?1 + 300
FROM sessions s JOIN participants p ON p.session = s.id WHERE s.ended_at = ?1 AND s.secret = ?2 ON CONFLICT DO NOTHING
RETURNING session, client_id, account;

INSERT INTO mailed_codes (run, purpose, browser, email_key, address, hmac, sent_at, expires_at) SELECT ?1, ?2, ?3, ?4,
?5, ?6, ?7, ?8 FROM runs WHERE id = ?1 AND browser = ?3 AND client_id = ?9 AND redirect_uri = ?10 AND flow = ?11 AND
expires_at > ?7 AND done_at IS NULL AND email_key = ?4 AND coalesce((SELECT n FROM counters WHERE kind =
'mail-address' AND subject = ?5), 0) <= 3 AND coalesce((SELECT n FROM counters WHERE kind = 'mail-address-day' AND
subject = ?5), 0) <= 10 AND coalesce((SELECT n FROM counters WHERE kind = 'mail-ip' AND subject = ?12), 0) <= 20 ON
CONFLICT (run, purpose) DO UPDATE SET browser = excluded.browser, email_key = excluded.email_key, address =
excluded.address, hmac = excluded.hmac, tries = 0, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
proven_at = NULL, spent_by = NULL RETURNING sent_at;

INSERT INTO participants (session, client_id) SELECT session, client_id FROM grants WHERE id = ?1 ON CONFLICT DO
NOTHING;

INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, account, method, authenticated_at,
session, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, 'sign-in', a.email, s.account, s.method,
s.authenticated_at, s.id, ?6, ?7 FROM sessions s JOIN accounts a ON a.oid = s.account WHERE s.secret = ?8 AND
s.ended_at IS NULL AND s.idle_at > ?6 AND s.expires_at > ?6 AND a.enabled = 1 ON CONFLICT (id) DO UPDATE SET intent =
excluded.intent, email = excluded.email, email_key = NULL, account = excluded.account, method = excluded.method,
authenticated_at = excluded.authenticated_at, session = excluded.session, answers = CASE WHEN answers_of IS
excluded.account THEN answers ELSE '{}' END, terms = CASE WHEN answers_of IS excluded.account THEN terms ELSE '{}'
END, skipped = CASE WHEN answers_of IS excluded.account THEN skipped ELSE 0 END WHERE runs.browser = ?2 AND
runs.done_at IS NULL;

INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, method,
authenticated_at, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, 'sign-in', ?6, ?7, c.account, 'password', ?8, ?8,
?9 FROM credentials c JOIN identities i ON i.account = c.account WHERE i.issuer = 'email' AND i.subject = ?7 AND c.phc
= ?10 ON CONFLICT (id) DO UPDATE SET email = excluded.email, email_key = excluded.email_key, account =
excluded.account, method = excluded.method, authenticated_at = excluded.authenticated_at, session = NULL, answers =
CASE WHEN answers_of IS excluded.account THEN answers ELSE '{}' END, terms = CASE WHEN answers_of IS excluded.account
THEN terms ELSE '{}' END, skipped = CASE WHEN answers_of IS excluded.account THEN skipped ELSE 0 END WHERE
runs.browser = ?2 AND runs.client_id = ?3 AND runs.redirect_uri = ?4 AND runs.flow = ?5 AND (runs.account IS NULL OR
runs.account = excluded.account OR runs.done_at IS NULL);

INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, answers, answers_of,
keep_signed_in, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, intent, email, email_key, json_patch(CASE WHEN ?6 =
0 OR coalesce(account, answers_of) IS ?7 THEN answers ELSE '{}' END, ?8), CASE WHEN ?6 = 1 THEN ?7 ELSE
coalesce(account, answers_of) END, keep_signed_in, ?9, ?10 FROM runs WHERE id = ?11 AND browser = ?12 AND client_id =
?3 AND flow = ?5 AND done_at IS NULL RETURNING intent, email;

INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, passwordless, keep_signed_in,
created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 WHERE coalesce((SELECT n FROM
counters WHERE kind = 'mail-address' AND subject = ?13), 0) <= 3 AND coalesce((SELECT n FROM counters WHERE kind =
'mail-address-day' AND subject = ?13), 0) <= 10 AND coalesce((SELECT n FROM counters WHERE kind = 'mail-ip' AND
subject = ?14), 0) <= 20 ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, email = excluded.email, email_key =
excluded.email_key, keep_signed_in = excluded.keep_signed_in, account = NULL, method = NULL, authenticated_at = NULL,
session = NULL, password = NULL, pepper_key = NULL, passwordless = excluded.passwordless, answered_pages = 0 WHERE
runs.browser = ?2 AND runs.client_id = ?3 AND runs.redirect_uri = ?4 AND runs.flow = ?5 AND runs.expires_at > ?11 AND
runs.done_at IS NULL;

INSERT INTO sessions (id, secret, account, method, authenticated_at, persistent, created_at, idle_at, expires_at)
SELECT ?1, ?2, account, method, authenticated_at, keep_signed_in, ?3, ?3 + (CASE WHEN keep_signed_in THEN ?4 ELSE ?5
END), ?3 + (CASE WHEN keep_signed_in THEN ?4 ELSE ?6 END) FROM runs WHERE id = ?7 AND done_by = ?8 AND session IS NULL
AND NOT EXISTS (SELECT 1 FROM sessions WHERE secret = ?2);

INSERT INTO terms_accepted (account, terms, version, accepted_at, client_id) SELECT r.account, j.key, j.value, ?1, ?2
FROM runs r, json_each(r.terms) j WHERE r.id = ?3 AND r.finished_by = ?4 ON CONFLICT DO NOTHING;

SELECT CASE WHEN d.denied_at IS NOT NULL THEN 'device_denied' WHEN c.redeemed_by IS NOT NULL THEN 'device_code_used'
WHEN d.expires_at <= ?1 THEN 'device_code_expired' WHEN c.hash IS NULL AND d.hurried = 1 THEN 'device_asks_too_soon'
WHEN c.hash IS NULL THEN 'device_pending' WHEN NOT (?2 IS NULL OR EXISTS (SELECT 1 FROM json_each(c.details, '$.r')
WHERE value = ?2) OR EXISTS (SELECT 1 FROM json_each(c.scopes) WHERE value IN (SELECT value FROM json_each(?3)))) THEN
'resource_not_granted' ELSE 'code_ended' END AS cause FROM device_codes d LEFT JOIN codes c ON c.hash = d.hash WHERE
d.hash = ?4 AND d.client_id = ?5;

SELECT CASE WHEN generation > ?1 AND ended_at IS NOT NULL THEN 'refresh_token_used' WHEN (SELECT jkt FROM grants WHERE
id = ?2) <> coalesce(?3, '') THEN 'refresh_token_key_differs' WHEN idle_at <= ?4 OR expires_at <= ?4 THEN
'refresh_token_expired' ELSE 'refresh_token_ended' END AS cause FROM families WHERE id = ?2 AND client_id = ?5;

SELECT CASE WHEN redirect_uri <> ?1 THEN 'code_redirect_uri_differs' WHEN coalesce(code_challenge, '') <> coalesce(?2,
'') THEN 'code_verifier_wrong' WHEN coalesce(jkt, ?3, '') <> coalesce(?3, '') THEN 'code_key_differs' WHEN redeemed_by
IS NOT NULL THEN 'code_used' WHEN expires_at <= ?4 THEN 'code_expired' WHEN NOT (?5 IS NULL OR EXISTS (SELECT 1 FROM
json_each(codes.details, '$.r') WHERE value = ?5) OR EXISTS (SELECT 1 FROM json_each(codes.scopes) WHERE value IN
(SELECT value FROM json_each(?6)))) THEN 'resource_not_granted' ELSE 'code_ended' END AS cause FROM codes WHERE hash =
?7 AND client_id = ?8;

SELECT a.email FROM sessions s JOIN accounts a ON a.oid = s.account WHERE s.secret = ?1 AND s.ended_at IS NULL AND
s.idle_at > ?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1);

SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at, (SELECT
json_group_object(t.name, json(t.value)) FROM attributes t WHERE t.account = a.oid) AS attributes, (SELECT
json_group_object(v.terms, json(v.versions)) FROM   (SELECT terms, json_group_array(version) AS versions FROM
terms_accepted    WHERE account = a.oid GROUP BY terms) v) AS terms, EXISTS (SELECT 1 FROM credentials k WHERE
k.account = a.oid) AS has_password, (SELECT e.requirements FROM enrolments e WHERE e.account = a.oid AND e.flow = ?1)
AS enrolled, (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = ?2) AS consented FROM accounts
a WHERE a.oid = (SELECT account FROM grants WHERE id = ?3);

SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at, (SELECT
json_group_object(t.name, json(t.value)) FROM attributes t WHERE t.account = a.oid) AS attributes, (SELECT
json_group_object(v.terms, json(v.versions)) FROM   (SELECT terms, json_group_array(version) AS versions FROM
terms_accepted    WHERE account = a.oid GROUP BY terms) v) AS terms, EXISTS (SELECT 1 FROM credentials k WHERE
k.account = a.oid) AS has_password, (SELECT e.requirements FROM enrolments e WHERE e.account = a.oid AND e.flow = ?1)
AS enrolled, (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = ?2) AS consented FROM accounts
a WHERE a.oid = (SELECT account FROM identities WHERE issuer = 'email' AND subject = ?3);

SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at, (SELECT
json_group_object(t.name, json(t.value)) FROM attributes t WHERE t.account = a.oid) AS attributes, (SELECT
json_group_object(v.terms, json(v.versions)) FROM   (SELECT terms, json_group_array(version) AS versions FROM
terms_accepted    WHERE account = a.oid GROUP BY terms) v) AS terms, EXISTS (SELECT 1 FROM credentials k WHERE
k.account = a.oid) AS has_password, (SELECT e.requirements FROM enrolments e WHERE e.account = a.oid AND e.flow = ?1)
AS enrolled, (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = ?2) AS consented FROM accounts
a WHERE a.oid = (SELECT account FROM sessions WHERE secret = ?3);

SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at, (SELECT
json_group_object(t.name, json(t.value)) FROM attributes t WHERE t.account = a.oid) AS attributes, (SELECT
json_group_object(v.terms, json(v.versions)) FROM   (SELECT terms, json_group_array(version) AS versions FROM
terms_accepted    WHERE account = a.oid GROUP BY terms) v) AS terms, EXISTS (SELECT 1 FROM credentials k WHERE
k.account = a.oid) AS has_password, (SELECT e.requirements FROM enrolments e WHERE e.account = a.oid AND e.flow = ?1)
AS enrolled, (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = ?2) AS consented FROM accounts
a WHERE a.oid = (SELECT coalesce(r.account, i.account) FROM runs r LEFT JOIN mailed_codes m ON m.run = r.id AND
m.browser = r.browser AND m.email_key = r.email_key AND m.purpose = CASE r.intent WHEN 'reset' THEN 'reset' ELSE
'enter' END AND m.proven_at IS NOT NULL LEFT JOIN identities i ON i.issuer = 'email' AND i.subject = m.email_key WHERE
r.id = ?3 AND r.browser = ?4);

SELECT c.client_id, c.scopes, c.granted_at FROM consents c JOIN sessions s ON s.account = c.account WHERE s.secret =
?1 AND s.ended_at IS NULL AND s.idle_at > ?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid =
s.account AND a.enabled = 1) ORDER BY c.granted_at DESC, c.client_id LIMIT 200;

SELECT f.generation, f.idle_at, (f.ended_at IS NULL AND f.idle_at > ?1 AND f.expires_at > ?1 AND EXISTS (SELECT 1 FROM
grants g JOIN accounts a ON a.oid = g.account WHERE g.id = ?2 AND g.client_id = ?3 AND g.revoked_at IS NULL AND
coalesce(g.jkt, ?4, '') = coalesce(?4, '') AND a.enabled = 1 AND g.flow IN (SELECT value FROM json_each(?5)) AND NOT
EXISTS (SELECT 1 FROM disabled x WHERE (x.kind = 'flow' AND x.id = g.flow) OR (x.kind = 'secret' AND x.id = ?6))) AND
NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = ?3) OR (d.kind = 'flow' AND d.id = ?7) OR
(d.kind = 'idp' AND d.id = CASE g.method WHEN 'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END))) AS
live, NOT EXISTS (SELECT 1 FROM json_each(?8) j WHERE j.value NOT IN (SELECT k.value FROM grants g,
json_each(g.scopes) k WHERE g.id = ?2)) AS within_scope, (?9 IS NULL OR EXISTS (SELECT 1 FROM json_each(g.details,
'$.r') WHERE value = ?9) OR EXISTS (SELECT 1 FROM json_each(g.scopes) WHERE value IN (SELECT value FROM
json_each(?10)))) AS within_resource FROM families f JOIN grants g ON g.id = f.id WHERE f.id = ?2 AND f.client_id = ?3;

SELECT g.id, g.session, g.scopes, g.nonce, g.method, g.authenticated_at, g.answers, g.details, g.jkt FROM grants g
JOIN accounts a ON a.oid = g.account AND a.enabled = 1 WHERE g.id = ?1 AND g.client_id = ?2 AND g.revoked_at IS NULL
AND NOT EXISTS (SELECT 1 FROM families f WHERE f.id = g.id AND f.ended_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM
disabled x WHERE x.kind = 'flow' AND x.id = g.flow) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND
d.id = ?2) OR (d.kind = 'flow' AND d.id = ?3) OR (d.kind = 'idp' AND d.id = CASE g.method WHEN 'password' THEN
'emailPassword' ELSE 'emailOneTimePasscode' END));

SELECT g.id, g.session, g.scopes, g.nonce, g.method, g.authenticated_at, g.answers, g.details, g.jkt FROM grants g
WHERE g.id = ?1;

SELECT id FROM runs WHERE id = ?1 AND NOT NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = ?2) OR
(d.kind = 'flow' AND d.id = ?3) OR (d.kind = 'idp' AND d.id = CASE coalesce(runs.method, CASE WHEN runs.passwordless =
1 THEN 'emailCode' ELSE 'password' END) WHEN 'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END));

SELECT id, session, scopes, NULL AS nonce, method, authenticated_at, answers, details, jkt FROM grants WHERE id = ?1;

SELECT runs.*, m.tries, m.sent_at, m.proven_at, m.expires_at AS code_expires_at, ?1 AS now, (SELECT max(c.since + CASE
c.kind WHEN 'mail-address' THEN 900 ELSE 86400 END) FROM counters c WHERE c.subject = m.address AND ((c.kind =
'mail-address' AND c.n >= 3) OR (c.kind = 'mail-address-day' AND c.n >= 10))) AS next_mail_at, (runs.session IS NULL
OR EXISTS (SELECT 1 FROM sessions s WHERE s.id = runs.session AND s.ended_at IS NULL AND s.idle_at > ?1 AND
s.expires_at > ?1)) AS session_stands FROM runs LEFT JOIN mailed_codes m ON m.run = runs.id AND m.browser =
runs.browser AND m.email_key = runs.email_key AND m.purpose = CASE runs.intent WHEN 'reset' THEN 'reset' ELSE 'enter'
END WHERE runs.id = ?2 AND runs.browser = ?3 AND runs.client_id = ?4 AND runs.redirect_uri = ?5 AND runs.flow = ?6 AND
runs.expires_at > ?1;

SELECT s.id FROM sessions s WHERE s.secret = ?1 AND s.ended_at IS NULL AND s.idle_at > ?2 AND s.expires_at > ?2 AND
EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1);

SELECT s.id, (SELECT email FROM accounts WHERE oid = s.account) AS email FROM sessions s WHERE s.secret = ?1 AND
s.ended_at IS NULL AND s.idle_at > ?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid =
s.account AND a.enabled = 1);

SELECT s.id, s.method, s.authenticated_at FROM sessions s WHERE s.secret = ?1 AND s.ended_at IS NULL AND s.idle_at >
?2 AND s.expires_at > ?2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1);

UPDATE accounts SET updated_at = ?1 WHERE oid = (SELECT account FROM runs WHERE id = ?2 AND finished_by = ?3) AND
EXISTS (SELECT 1 FROM attributes t WHERE t.account = oid AND t.updated_at = ?1);

UPDATE codes SET answers = json_remove(answers, '$.businessName') WHERE json_type(answers, '$.businessName') IS NOT
NULL RETURNING 1 AS gone;

UPDATE codes SET expires_at = ?1 WHERE redeemed_by IS NULL AND client_id = ?2 AND session IN (SELECT id FROM sessions
WHERE account = (SELECT s.account FROM sessions s WHERE s.secret = ?3 AND s.ended_at IS NULL AND s.idle_at > ?1 AND
s.expires_at > ?1 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1)));

UPDATE codes SET hash = ?1, expires_at = (SELECT d.expires_at FROM device_codes d WHERE d.hash = ?1) WHERE hash = ?2
AND redirect_uri = ?3 AND code_challenge = ?1 AND redeemed_by IS NULL AND expires_at > ?4 AND EXISTS (SELECT 1 FROM
device_codes d WHERE d.hash = ?1 AND d.client_id = codes.client_id AND d.expires_at > ?4 AND d.approved_at IS NULL AND
d.denied_at IS NULL);

UPDATE codes SET redeemed_by = ?1 WHERE hash = ?2 AND client_id = ?3 AND redirect_uri = ?4 AND
coalesce(code_challenge, '') = coalesce(?5, '') AND coalesce(jkt, ?6, '') = coalesce(?6, '') AND redeemed_by IS NULL
AND expires_at > ?7 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = codes.account AND a.enabled = 1) AND EXISTS
(SELECT 1 FROM sessions s WHERE s.id = codes.session AND s.ended_at IS NULL) AND codes.flow IN (SELECT value FROM
json_each(?8)) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'flow' AND d.id = codes.flow) OR (d.kind =
'secret' AND d.id = ?9)) AND (?10 IS NULL OR EXISTS (SELECT 1 FROM json_each(codes.details, '$.r') WHERE value = ?10)
OR EXISTS (SELECT 1 FROM json_each(codes.scopes) WHERE value IN (SELECT value FROM json_each(?11)))) AND NOT EXISTS
(SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = ?3) OR (d.kind = 'flow' AND d.id = ?12) OR (d.kind = 'idp'
AND d.id = CASE codes.method WHEN 'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END));

UPDATE counters SET n = n - 1 WHERE n > 1 AND kind = 'guess-ip' AND subject = ?1 AND EXISTS (SELECT 1 FROM runs WHERE
id = ?2 AND finished_by = ?3);

UPDATE credentials SET phc = ?1, pepper_key = ?2, updated_at = ?3 WHERE phc = ?4 AND account = (SELECT account FROM
runs WHERE id = ?5) AND EXISTS (SELECT 1 FROM runs WHERE id = ?5 AND finished_by = ?6);

UPDATE device_codes SET approved_at = ?1 WHERE hash = ?2 AND approved_at IS NULL AND denied_at IS NULL AND EXISTS
(SELECT 1 FROM codes WHERE hash = ?2);

UPDATE families SET ended_at = ?1 WHERE ended_at IS NULL AND id IN (SELECT id FROM grants WHERE account = (SELECT
i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?2)) AND EXISTS
(SELECT 1 FROM mailed_codes WHERE run = ?2 AND purpose = 'reset' AND spent_by = ?3);

UPDATE families SET ended_at = ?1 WHERE ended_at IS NULL AND id IN (SELECT id FROM grants WHERE client_id = ?2 AND
account = (SELECT s.account FROM sessions s WHERE s.secret = ?3 AND s.ended_at IS NULL AND s.idle_at > ?1 AND
s.expires_at > ?1 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1)));

UPDATE families SET ended_at = ?1 WHERE ended_at IS NULL AND id IN (SELECT id FROM grants WHERE client_id = ?2 AND
client_id >= 'dyn-' AND client_id < 'dyn.');

UPDATE families SET ended_at = ?1 WHERE id = ?2 AND client_id = ?3 AND ended_at IS NULL AND (generation > ?4 + 1 OR
(generation = ?4 + 1 AND (NOT rotated_at >= CASE WHEN (SELECT jkt FROM grants WHERE id = ?2) IS NULL THEN ?5 ELSE ?6
END OR (repeated = ?4 AND repeats >= 3))));

UPDATE families SET generation = max(generation, ?1 + ?2), rotated_at = iif(generation = ?1, ?3, rotated_at), idle_at
= iif(generation = ?1, min(?4, expires_at), idle_at), repeats = iif(generation = ?1, repeats, iif(repeated = ?1 - 1,
repeats + 1, 1)), repeated = iif(generation = ?1, repeated, ?1) WHERE id = ?5 AND client_id = ?6 AND ended_at IS NULL
AND idle_at > ?3 AND expires_at > ?3 AND (generation = ?1 OR (generation = ?1 + 1 AND repeated IS NOT ?1 AND
rotated_at < ?7 AND rotated_at >= CASE WHEN (SELECT jkt FROM grants WHERE id = ?5) IS NULL THEN ?8 ELSE ?9 END)) AND
EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.oid = g.account WHERE g.id = ?5 AND g.client_id = ?6 AND
g.revoked_at IS NULL AND coalesce(g.jkt, ?10, '') = coalesce(?10, '') AND a.enabled = 1 AND g.flow IN (SELECT value
FROM json_each(?11)) AND NOT EXISTS (SELECT 1 FROM disabled x WHERE (x.kind = 'flow' AND x.id = g.flow) OR (x.kind =
'secret' AND x.id = ?12))) AND NOT EXISTS (SELECT 1 FROM json_each(?13) j WHERE j.value NOT IN (SELECT k.value FROM
grants g, json_each(g.scopes) k WHERE g.id = ?5)) AND EXISTS (SELECT 1 FROM grants g WHERE g.id = ?5 AND (?14 IS NULL
OR EXISTS (SELECT 1 FROM json_each(g.details, '$.r') WHERE value = ?14) OR EXISTS (SELECT 1 FROM json_each(g.scopes)
WHERE value IN (SELECT value FROM json_each(?15))))) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app'
AND d.id = ?6) OR (d.kind = 'flow' AND d.id = ?16) OR (d.kind = 'idp' AND d.id = CASE (SELECT method FROM grants WHERE
id = ?5) WHEN 'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END));

UPDATE grants SET answers = json_remove(answers, '$.businessName') WHERE json_type(answers, '$.businessName') IS NOT
NULL RETURNING 1 AS gone;

UPDATE grants SET revoked_at = ?1 WHERE id = ?2 AND client_id = ?3 AND revoked_at IS NULL;

UPDATE grants SET revoked_at = ?1 WHERE revoked_at IS NULL AND account = (SELECT i.account FROM runs r JOIN identities
i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?2) AND EXISTS (SELECT 1 FROM mailed_codes WHERE run
= ?2 AND purpose = 'reset' AND spent_by = ?3);

UPDATE grants SET revoked_at = ?1 WHERE revoked_at IS NULL AND client_id = ?2 AND account = (SELECT s.account FROM
sessions s WHERE s.secret = ?3 AND s.ended_at IS NULL AND s.idle_at > ?1 AND s.expires_at > ?1 AND EXISTS (SELECT 1
FROM accounts a WHERE a.oid = s.account AND a.enabled = 1));

UPDATE grants SET revoked_at = ?1 WHERE revoked_at IS NULL AND client_id = ?2 AND client_id >= 'dyn-' AND client_id <
'dyn.';

UPDATE grants SET revoked_at = coalesce(revoked_at, ?1) WHERE code = ?2 AND EXISTS (SELECT 1 FROM codes WHERE hash =
?2 AND client_id = ?3 AND redirect_uri = ?4 AND coalesce(code_challenge, '') = coalesce(?5, '') AND coalesce(jkt, ?6,
'') = coalesce(?6, '') AND redeemed_by IS NOT NULL);

UPDATE mailed_codes SET spent_by = ?1 WHERE run = ?2 AND purpose = 'reset' AND browser = ?3 AND proven_at > ?4 AND
spent_by IS NULL AND email_key = (SELECT email_key FROM runs WHERE id = ?2 AND browser = ?3 AND client_id = ?5 AND
redirect_uri = ?6 AND flow = ?7 AND expires_at > ?8 AND intent = 'reset' AND account IS NULL AND done_at IS NULL) AND
EXISTS (SELECT 1 FROM accounts a WHERE a.oid = (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email'
AND i.subject = r.email_key WHERE r.id = ?2) AND a.enabled = 1) AND (?9 = 1 OR EXISTS (SELECT 1 FROM enrolments e
WHERE e.flow = ?7 AND e.account = (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject
= r.email_key WHERE r.id = ?2))) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = ?5) OR
(d.kind = 'flow' AND d.id = ?7) OR (d.kind = 'idp' AND d.id = CASE 'password' WHEN 'password' THEN 'emailPassword'
ELSE 'emailOneTimePasscode' END)) RETURNING (SELECT a.email FROM accounts a WHERE a.oid = (SELECT i.account FROM runs
r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?2)) AS email;

UPDATE mailed_codes SET tries = tries + (hmac <> ?1), proven_at = CASE WHEN hmac = ?1 THEN coalesce(proven_at, ?2)
ELSE proven_at END WHERE run = ?3 AND purpose = ?4 AND browser = ?5 AND expires_at > ?2 AND (tries < ?6 OR proven_at
IS NOT NULL) AND EXISTS (SELECT 1 FROM runs WHERE runs.id = ?3 AND runs.browser = ?5 AND runs.client_id = ?7 AND
runs.flow = ?8 AND runs.email_key = mailed_codes.email_key AND runs.expires_at > ?2) RETURNING hmac = ?1 AS right;

UPDATE pushed_requests SET used_by = ?1 WHERE id = ?2 AND used_by IS NULL AND EXISTS (SELECT 1 FROM codes WHERE hash =
?3);

UPDATE runs SET account = (SELECT i.account FROM identities i JOIN accounts a ON a.oid = i.account WHERE i.issuer =
'email' AND i.subject = runs.email_key AND a.enabled = 1), method = 'emailCode', authenticated_at = ?1, answers = CASE
WHEN answers_of IS (SELECT account FROM identities WHERE issuer = 'email' AND subject = email_key) THEN answers ELSE
'{}' END, terms = CASE WHEN answers_of IS (SELECT account FROM identities WHERE issuer = 'email' AND subject =
email_key) THEN terms ELSE '{}' END, skipped = CASE WHEN answers_of IS (SELECT account FROM identities WHERE issuer =
'email' AND subject = email_key) THEN skipped ELSE 0 END WHERE id = ?2 AND browser = ?3 AND account IS NULL AND intent
= 'sign-in' AND ?4 = 1 AND EXISTS (SELECT 1 FROM mailed_codes m WHERE m.run = ?2 AND m.purpose = 'enter' AND m.browser
= ?3 AND m.email_key = runs.email_key AND m.proven_at IS NOT NULL AND m.hmac = ?5) AND (SELECT i.account FROM
identities i JOIN accounts a ON a.oid = i.account WHERE i.issuer = 'email' AND i.subject = runs.email_key AND
a.enabled = 1) IS NOT NULL;

UPDATE runs SET account = (SELECT i.account FROM identities i JOIN accounts a ON a.oid = i.account WHERE i.issuer =
'email' AND i.subject = runs.email_key AND a.enabled = 1), method = 'emailCode', authenticated_at = ?1, answers = CASE
WHEN answers_of IS (SELECT account FROM identities WHERE issuer = 'email' AND subject = email_key) THEN answers ELSE
'{}' END, terms = CASE WHEN answers_of IS (SELECT account FROM identities WHERE issuer = 'email' AND subject =
email_key) THEN terms ELSE '{}' END, skipped = CASE WHEN answers_of IS (SELECT account FROM identities WHERE issuer =
'email' AND subject = email_key) THEN skipped ELSE 0 END WHERE id = ?2 AND browser = ?3 AND client_id = ?4 AND
redirect_uri = ?5 AND flow = ?6 AND expires_at > ?1 AND account IS NULL AND EXISTS (SELECT 1 FROM mailed_codes m WHERE
m.run = ?2 AND m.purpose = 'enter' AND m.browser = ?3 AND m.email_key = runs.email_key AND m.proven_at IS NOT NULL)
AND (SELECT i.account FROM identities i JOIN accounts a ON a.oid = i.account WHERE i.issuer = 'email' AND i.subject =
runs.email_key AND a.enabled = 1) IS NOT NULL;

UPDATE runs SET account = (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject =
r.email_key WHERE r.id = ?1), method = 'password', authenticated_at = ?2, session = NULL, answers = CASE WHEN
answers_of IS (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE
r.id = ?1) THEN answers ELSE '{}' END, terms = CASE WHEN answers_of IS (SELECT i.account FROM runs r JOIN identities i
ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?1) THEN terms ELSE '{}' END, skipped = CASE WHEN
answers_of IS (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key WHERE
r.id = ?1) THEN skipped ELSE 0 END WHERE id = ?1 AND EXISTS (SELECT 1 FROM mailed_codes WHERE run = ?1 AND purpose =
'reset' AND spent_by = ?3);

UPDATE runs SET account = ?1, method = CASE WHEN password IS NULL THEN 'emailCode' ELSE 'password' END,
authenticated_at = ?2, answers = CASE WHEN answers_of IS NULL THEN answers ELSE '{}' END, terms = CASE WHEN answers_of
IS NULL THEN terms ELSE '{}' END, skipped = CASE WHEN answers_of IS NULL THEN skipped ELSE 0 END WHERE id = ?3 AND
created_by = ?4 AND account IS NULL;

UPDATE runs SET account = NULL, method = NULL, authenticated_at = NULL, session = NULL, created_by = NULL WHERE id <>
?1 AND account = (SELECT i.account FROM runs r JOIN identities i ON i.issuer = 'email' AND i.subject = r.email_key
WHERE r.id = ?1) AND EXISTS (SELECT 1 FROM mailed_codes WHERE run = ?1 AND purpose = 'reset' AND spent_by = ?2);

UPDATE runs SET answers = json_patch((SELECT json_group_object(g.key, json(CASE g.type WHEN 'text' THEN
json_quote(g.value) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE g.value END)) FROM json_each(?1) g WHERE
NOT EXISTS (SELECT 1 FROM attributes t WHERE t.account = runs.account AND t.name = g.key)), answers) WHERE id = ?2 AND
finished_by = ?3 AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.account = runs.account AND e.flow = ?4);

UPDATE runs SET answers = json_patch(CASE WHEN answers_of IS ?1 THEN answers ELSE '{}' END, ?2), terms =
json_patch(CASE WHEN answers_of IS ?1 THEN terms ELSE '{}' END, ?3), answers_of = ?1, answered_pages = CASE WHEN ?4
THEN ?5 + 1 ELSE max(answered_pages, coalesce(?5 + 1, 0)) END WHERE id = ?6 AND browser = ?7 AND client_id = ?8 AND
redirect_uri = ?9 AND flow = ?10 AND expires_at > ?11 AND done_at IS NULL AND (account = ?1 OR (account IS NULL AND
EXISTS (SELECT 1 FROM mailed_codes m WHERE m.run = ?6 AND m.purpose = 'enter' AND m.browser = ?7 AND m.email_key =
runs.email_key AND m.proven_at IS NOT NULL) AND answered_pages >= ?12));

UPDATE runs SET answers = json_remove(answers, '$.businessName') WHERE json_type(answers, '$.businessName') IS NOT
NULL RETURNING 1 AS gone;

UPDATE runs SET created_by = ?1 WHERE id = ?2 AND browser = ?3 AND client_id = ?4 AND redirect_uri = ?5 AND flow = ?6
AND expires_at > ?7 AND intent = 'sign-up' AND account IS NULL AND EXISTS (SELECT 1 FROM mailed_codes m WHERE m.run =
?2 AND m.purpose = 'enter' AND m.browser = ?3 AND m.email_key = runs.email_key AND m.proven_at IS NOT NULL) AND
(password IS NOT NULL OR passwordless = 1) AND answered_pages >= ?8 AND NOT EXISTS (SELECT 1 FROM identities i WHERE
i.issuer = 'email' AND i.subject = runs.email_key) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND
d.id = ?4) OR (d.kind = 'flow' AND d.id = ?6) OR (d.kind = 'idp' AND d.id = CASE CASE WHEN runs.passwordless = 1 THEN
'emailCode' ELSE 'password' END WHEN 'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END));

UPDATE runs SET finished_by = ?1, done_by = coalesce(done_by, ?1), done_at = coalesce(done_at, ?2), answers = CASE
WHEN done_at IS NULL THEN json_patch(answers, ?3) ELSE answers END, terms = CASE WHEN done_at IS NULL THEN
json_patch(terms, ?4) ELSE terms END, keep_signed_in = coalesce(?5, keep_signed_in) WHERE id = ?6 AND browser = ?7 AND
client_id = ?8 AND redirect_uri = ?9 AND flow = ?10 AND expires_at > ?2 AND (done_at IS NULL OR (done_at > ?11 AND NOT
EXISTS (SELECT 1 FROM sessions e WHERE e.account = runs.account AND e.ended_at > runs.done_at))) AND (?12 IS NULL OR
account = ?12) AND (?13 = 0 OR created_by IS NOT NULL) AND (runs.session IS NULL OR EXISTS (SELECT 1 FROM sessions s
WHERE s.id = runs.session AND s.ended_at IS NULL AND s.idle_at > ?2 AND s.expires_at > ?2)) AND EXISTS (SELECT 1 FROM
accounts a WHERE a.oid = runs.account AND a.enabled = 1) AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind =
'app' AND d.id = ?8) OR (d.kind = 'flow' AND d.id = ?10) OR (d.kind = 'idp' AND d.id = CASE runs.method WHEN
'password' THEN 'emailPassword' ELSE 'emailOneTimePasscode' END));

UPDATE runs SET intent = 'sign-up' WHERE id = ?1 AND browser = ?2 AND client_id = ?3 AND redirect_uri = ?4 AND flow =
?5 AND expires_at > ?6 AND account IS NULL AND intent = 'sign-in' AND email = ?7 AND EXISTS (SELECT 1 FROM
mailed_codes m WHERE m.run = ?1 AND m.purpose = 'enter' AND m.browser = ?2 AND m.email_key = runs.email_key AND
m.proven_at IS NOT NULL);

UPDATE runs SET keep_signed_in = ?1 WHERE id = ?2 AND browser = ?3 AND account IS NOT NULL;

UPDATE runs SET password = ?1, pepper_key = ?2, passwordless = ?3 WHERE id = ?4 AND browser = ?5 AND client_id = ?6
AND redirect_uri = ?7 AND flow = ?8 AND expires_at > ?9 AND account IS NULL AND EXISTS (SELECT 1 FROM mailed_codes m
WHERE m.run = ?4 AND m.purpose = 'enter' AND m.browser = ?5 AND m.email_key = runs.email_key AND m.proven_at IS NOT
NULL);

UPDATE runs SET skipped = 1, answers_of = ?1 WHERE id = ?2 AND browser = ?3 AND client_id = ?4 AND redirect_uri = ?5
AND flow = ?6 AND expires_at > ?7 AND account = ?1;

UPDATE sessions AS s SET idle_at = ?1 WHERE s.idle_at < ?1 AND s.persistent = 0 AND s.secret = ?2 AND s.ended_at IS
NULL AND s.idle_at > ?3 AND s.expires_at > ?3 AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND
a.enabled = 1);

UPDATE sessions SET ended_at = ?1 WHERE ended_at IS NULL AND account = (SELECT i.account FROM runs r JOIN identities i
ON i.issuer = 'email' AND i.subject = r.email_key WHERE r.id = ?2) AND EXISTS (SELECT 1 FROM mailed_codes WHERE run =
?2 AND purpose = 'reset' AND spent_by = ?3);

UPDATE sessions SET ended_at = ?1 WHERE secret = ?2 AND ended_at IS NULL AND account <> (SELECT account FROM runs
WHERE id = ?3 AND finished_by = ?4);

UPDATE sessions SET ended_at = ?1 WHERE secret = ?2 AND ended_at IS NULL AND (?3 IS NULL OR id = ?3);

UPDATE sessions SET secret = ?1, method = (SELECT method FROM runs WHERE id = ?2), authenticated_at = (SELECT
authenticated_at FROM runs WHERE id = ?2), persistent = max(persistent, (SELECT keep_signed_in FROM runs WHERE id =
?2)), idle_at = ?3 + (CASE WHEN persistent OR (SELECT keep_signed_in FROM runs WHERE id = ?2) THEN ?4 ELSE ?5 END),
expires_at = ?3 + (CASE WHEN persistent OR (SELECT keep_signed_in FROM runs WHERE id = ?2) THEN ?4 ELSE ?6 END) WHERE
secret = ?7 AND ended_at IS NULL AND expires_at > ?3 AND idle_at > ?3 AND account = (SELECT account FROM runs WHERE id
= ?2 AND done_by = ?8 AND session IS NULL);
