//! Secrets of applications: a hash or a name, and in development the secret itself (ASVS 13.3: documents hold none).

use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::ClientSecret as Raw;
use crate::encode::{hash, time};
use crate::protocol::ClientSecret;

/// The secrets of the sample tenant, which everyone knows.
const SAMPLES: [&str; 3] = [
    "woodgrove-suppliers-sample-secret",
    "woodgrove-procurement-sample-secret",
    "woodgrove-replenishment-sample-secret",
];

/// What the Worker keeps for itself.
const RESERVED_NAMES: [&str; 6] = [
    "MASTER_KEY",
    "ISSUER",
    "ENVIRONMENT",
    "HEALTH_TOKEN",
    "FORWARDED_HOST_HEADER",
    "FORWARDED_FOR_HEADER",
];

const FORMS: &str =
    r#"exactly one of {"sha256": HASH}, {"secret": NAME} and, in development, {"plain": SECRET}"#;

/// One of an application's secrets; none if it can't be told.
pub fn check(raw: Raw, mode: &Mode, at: &At<'_>) -> Option<ClientSecret> {
    if raw.created_at.is_some_and(|day| !time::is_day(&day)) {
        at.field("createdAt").fault("must be a day that exists, such as 2026-11-22");
    }
    match (raw.sha256, raw.secret, raw.plain) {
        (Some(hash), None, None) => sha256(&hash, mode, &at.field("sha256")),
        (None, Some(name), None) => named(name, &at.field("secret")),
        (None, None, Some(secret)) => {
            check_plain(&secret, mode, &at.field("plain"));
            Some(ClientSecret::Sha256(hash::sha256_bytes(secret.as_bytes())))
        }
        _ => {
            at.fault_of_whole(format!("must be {FORMS}"));
            None
        }
    }
}

fn sha256(text: &str, mode: &Mode, at: &At<'_>) -> Option<ClientSecret> {
    let Some(bytes) = hash::read_sha256(text) else {
        at.fault("must be the 32 bytes of a SHA-256, as 43 characters of base64url or 64 of hex");
        return None;
    };
    if !mode.development && is_sample_secret(&bytes) {
        at.fault("is a sample secret's, which everyone knows; make one with `vestibule new app`");
    }
    Some(ClientSecret::Sha256(bytes))
}

fn named(name: String, at: &At<'_>) -> Option<ClientSecret> {
    if is_secret_name(&name) {
        Some(ClientSecret::Named(name))
    } else {
        at.fault(
            "must be a Worker secret's name: A-Z, 0-9 and `_`, the first a letter; not one of \
             Vestibule's own",
        );
        None
    }
}

fn check_plain(secret: &str, mode: &Mode, at: &At<'_>) {
    if secret.is_empty() {
        at.fault("is empty");
    }
    if !mode.development {
        at.fault("a secret written out is for development alone; write {\"sha256\": HASH} with \
             the hash that `printf %s SECRET | sha256sum` prints, for a secret of at least 128 random bits");
    }
}

/// Whether `hash` is the SHA-256 of a secret of the sample tenant, which has no place outside development.
pub fn is_sample_secret(hash: &[u8; 32]) -> bool {
    SAMPLES.iter().any(|sample| hash::sha256_bytes(sample.as_bytes()) == *hash)
}

/// Whether a Worker secret may be called `name` in a document.
pub fn is_secret_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && !RESERVED_NAMES.contains(&name)
}
