//! Passwords (NIST SP 800-63B-4 §3.1.1.2, ASVS 5.0 §6.2): 8 characters to 256 bytes, anything allowed,
//! nothing required, refused when among the commonest, when it is what anybody knows of the account, and when there is nothing
//! in it that is seen. Normalised (NFKC) for hashing alone, peppered with
//! a key that D1 never sees, and hashed with Argon2id, 19 MiB, 2 passes, one lane.

use crate::encode::unicode::Unicode;
use crate::encode::{base64url, typed};
use crate::secrets::{MasterKeys, Purpose};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::borrow::Cow;

/// The fewest characters a new password may have.
pub const MINIMUM: usize = 8;
/// The most bytes a password may have, once normalised.
pub const MAXIMUM_BYTES: usize = 256;

/// The commonest passwords of eight and more characters, in lower case, one a line.
const COMMON: &str = include_str!("../../assets/passwords/common.txt");

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Required,
    /// Fewer than [`MINIMUM`] characters.
    TooShort,
    /// More than [`MAXIMUM_BYTES`] bytes.
    TooLong,
    /// Among the commonest, or what is known of the account: the first that are guessed.
    Common,
}

/// A password as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashed {
    /// Argon2id as a PHC string.
    pub phc: String,
    /// The master key whose pepper went into it.
    pub pepper_key: String,
}

/// Judges a new password. `known` is what anybody knows of the account: its address, the company's and the application's
/// name.
///
/// # Errors
/// Why it is refused.
pub fn judge(typed: &str, known: &[&str], unicode: &impl Unicode) -> Result<(), Fault> {
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    if typed.len() > 4 * MAXIMUM_BYTES {
        return Err(Fault::TooLong);
    }
    let normal = normalise(typed, unicode);
    if normal.chars().count() < MINIMUM {
        return Err(Fault::TooShort);
    }
    if normal.len() > MAXIMUM_BYTES {
        return Err(Fault::TooLong);
    }
    let lower = typed::lower(&normal);
    let (seen, seen_of) =
        (seen(&lower), |word: &str| seen(&typed::lower(&normalise(word, unicode))));
    let is_known = seen.is_empty() || known.iter().any(|word| seen_of(word) == seen);
    if is_known || COMMON.lines().any(|common| common == lower) {
        return Err(Fault::Common);
    }
    Ok(())
}

/// Without blanks and what else is not seen: these change little for who guesses.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !typed::is_unseen(*c)).collect()
}

/// Hashes a password that [`judge`] let pass. None only if Argon2 refuses, which its parameters rule out.
pub fn hash(
    keys: &MasterKeys,
    typed: &str,
    salt: [u8; 16],
    unicode: &impl Unicode,
) -> Option<Hashed> {
    let pepper_key = keys.newest_id();
    let salt = SaltString::encode_b64(&salt).ok()?;
    let phc = argon2()?
        .hash_password(pepper(keys, pepper_key, &normalise(typed, unicode))?.as_bytes(), &salt)
        .ok()?
        .to_string();
    Some(Hashed { phc, pepper_key: pepper_key.to_owned() })
}

/// Whether `typed` is the password that was kept.
pub fn verify(keys: &MasterKeys, typed: &str, kept: &Hashed, unicode: &impl Unicode) -> bool {
    if typed.len() > 4 * MAXIMUM_BYTES {
        return false;
    }
    let normal = normalise(typed, unicode);
    if normal.len() > MAXIMUM_BYTES {
        return false;
    }
    let (Some(peppered), Ok(hash), Some(argon2)) =
        (pepper(keys, &kept.pepper_key, &normal), PasswordHash::new(&kept.phc), argon2())
    else {
        return false;
    };
    argon2.verify_password(peppered.as_bytes(), &hash).is_ok()
}

/// A hash that no password has: checked where there is none to check, so that the time tells nothing.
pub fn nobody(keys: &MasterKeys) -> Hashed {
    let tag = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    Hashed {
        phc: format!("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA${tag}"),
        pepper_key: keys.newest_id().to_owned(),
    }
}

fn normalise<'a>(typed: &'a str, unicode: &impl Unicode) -> Cow<'a, str> {
    if typed.is_ascii() { typed.into() } else { unicode.nfkc(typed).into() }
}

fn pepper(keys: &MasterKeys, key: &str, normal: &str) -> Option<String> {
    let mac = keys.mac_with(key, Purpose::Pepper, &[normal])?;
    Some(base64url::encode(&mac))
}

fn argon2() -> Option<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, Some(32)).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::unicode::Tables;

    fn keys() -> MasterKeys {
        MasterKeys::parse("a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY").unwrap()
    }

    #[test]
    fn a_new_password_is_judged_by_length_and_by_how_soon_it_is_guessed() {
        let judge = |typed: &str, unicode| judge(typed, &["Woodgrove  Shop", "wood"], unicode);
        assert_eq!(judge("", &Tables), Err(Fault::Required));
        assert_eq!(judge("1234567", &Tables), Err(Fault::TooShort));
        assert_eq!(judge("Password1", &Tables), Err(Fault::Common));
        assert_eq!(judge("ｐａｓｓｗｏｒｄ１", &Tables), Err(Fault::Common));
        for known in ["woodgrove shop", " WOODGROVESHOP ", "ｗｏｏｄｇｒｏｖｅ\u{200b}shop"]
        {
            assert_eq!(judge(known, &Tables), Err(Fault::Common), "{known}");
        }
        for unseen in [" ".repeat(8), "\u{200b}\u{3000}\u{2800}\u{3164}".repeat(2)] {
            assert_eq!(judge(&unseen, &Tables), Err(Fault::Common), "{unseen:?}");
        }
        assert_eq!(judge("Woodgrove Shop 2", &Tables), Ok(()), "more than what is known");
        assert_eq!(judge("a b c d ", &Tables), Ok(()));
        assert_eq!(judge(&"x".repeat(256), &Tables), Ok(()));
        assert_eq!(judge(&"x".repeat(257), &Tables), Err(Fault::TooLong));
        assert_eq!(judge("пароль ключ", &Tables), Ok(()));
    }

    #[test]
    fn a_hash_fits_its_password_alone_however_it_was_composed() {
        let kept = hash(&keys(), "Zu\u{308}rich 2026", [1; 16], &Tables).unwrap();
        assert!(kept.phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(&keys(), "Zürich 2026", &kept, &Tables));
        assert!(!verify(&keys(), "Zürich 2027", &kept, &Tables));
        assert!(PasswordHash::new(&nobody(&keys()).phc).is_ok(), "or a dummy would cost no time");
        assert!(!verify(&keys(), "Zürich 2026", &nobody(&keys()), &Tables));
        let other = MasterKeys::parse("b:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA").unwrap();
        assert!(!verify(&other, "Zürich 2026", &kept, &Tables));
    }
}
