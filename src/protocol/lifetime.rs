//! How long things live, in seconds (security parameters; RFC 9700, OWASP ASVS 5.0).

/// A transaction goes on this long after its browser last asked for one of its pages …
pub const TRANSACTION: i64 = 30 * 60;
/// … its cookie is renewed when it is older than this …
pub const TRANSACTION_RENEWAL: i64 = 5 * 60;
/// … and for this long more it can only begin the same request again.
pub const TRANSACTION_RESTART: i64 = 24 * 3600;
/// A run at most, however often its pages are asked for.
pub const RUN: i64 = 8 * 3600;
/// A finished transaction repeats its answer this long.
pub const REPEAT: i64 = 10 * 60;
/// A pushed request: until it is opened (RFC 9126 §2.2).
pub const PUSHED_REQUEST: i64 = 90;
/// What stood at a `request_uri` is used without a look.
pub const REQUEST_OBJECT: i64 = 60;
/// An authorization code (RFC 6749 §4.1.2).
pub const CODE: i64 = 60;
/// A device code and its user code (RFC 8628 §3.2).
pub const DEVICE_CODE: i64 = 10 * 60;
/// Between two questions of a device.
pub const DEVICE_PAUSE: i64 = 5;
/// An ID token.
pub const ID_TOKEN: i64 = 10 * 60;
/// An access token …
pub const ACCESS_TOKEN: i64 = 15 * 60;
/// … for an API, at least …
pub const ACCESS_TOKEN_LEAST: i64 = 5 * 60;
/// … and at most.
pub const ACCESS_TOKEN_MOST: i64 = 60 * 60;
/// A refresh family that nobody uses.
pub const REFRESH_IDLE: i64 = 30 * 24 * 3600;
/// A refresh family at most.
pub const REFRESH: i64 = 90 * 24 * 3600;
/// A refresh family of an application that runs in a browser.
pub const REFRESH_SPA: i64 = 24 * 3600;
/// Requests at once, with one refresh token, come within this.
pub const REFRESH_GRACE: i64 = 10;
/// A session that nobody uses.
pub const SESSION_IDLE: i64 = 8 * 3600;
/// A session at most.
pub const SESSION: i64 = 24 * 3600;
/// A session whose person asked to be kept signed in.
pub const SESSION_KEPT: i64 = 30 * 24 * 3600;
/// A browser knows an application that nobody goes on to there: as long as browsers keep a cookie (RFC 6265bis §5.5).
pub const KNOWN_APPLICATION: i64 = 400 * 24 * 3600;
/// A logout token (OpenID Connect Back-Channel Logout §2.4: two minutes at most).
pub const LOGOUT_TOKEN: i64 = 2 * 60;
/// An application is told of a session's end for so long.
pub const LOGOUT_TOLD: i64 = 24 * 3600;
/// A client assertion at most.
pub const CLIENT_ASSERTION: i64 = 3600;
/// A proof of possession, from when it was made.
pub const DPOP_PROOF: i64 = 60;
/// A copy of the key set.
pub const KEY_SET: i64 = 5 * 60;
/// A client ID metadata document that does not say how long it may be kept …
pub const CLIENT_DOCUMENT: i64 = 3600;
/// … one that does, at least …
pub const CLIENT_DOCUMENT_LEAST: i64 = 60;
/// … and at most.
pub const CLIENT_DOCUMENT_MOST: i64 = 24 * 3600;
/// Its copy serves for so long more while its address does not answer.
pub const CLIENT_DOCUMENT_STALE: i64 = 24 * 3600;
/// A signing key signs so long …
pub const SIGNING_KEY: i64 = 90 * 24 * 3600;
/// … its successor is published so long before …
pub const SIGNING_KEY_AHEAD: i64 = 2 * 24 * 3600;
/// … and so long at least: by then every isolate and every copy of the key set has it.
pub const SIGNING_KEY_LEAST_AHEAD: i64 = 15 * 60;
/// A signing key that was succeeded stays published this long: longer than any token it signed and any copy of the key set …
pub const SIGNING_KEY_RETIRED: i64 = 25 * 3600;
/// … and what it signed counts as a hint, as long as a session may live.
pub const SIGNING_KEY_HINTS: i64 = SESSION_KEPT + 24 * 3600;
/// An algorithm counts as used for so long after an application served whose document names it.
pub const ALGORITHM_NAMED: i64 = 7 * 24 * 3600;
/// How far the clocks of those who issue and those who verify may differ (FAPI 2.0 Security Profile §5.3.2.1).
pub const CLOCK_SKEW: i64 = 10;
/// A mailed code.
pub const MAILED_CODE: i64 = 10 * 60;
/// What a mailed code proved is good for a new password this long, from when the code was typed.
pub const RESET: i64 = 15 * 60;
