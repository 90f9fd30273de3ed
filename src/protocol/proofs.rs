//! How a person proved who they are: a set of proofs. Everything that rests on it derives from the set: what the ID token
//! says (`amr`, RFC 8176 §2; `acr`, OpenID Connect Core §2), which flows it opens, and what ends when a way in is switched off.

use super::acr;
use crate::encode::words::words;
use serde_json::{Value, json};

/// The id of the identity provider that is this issuer's own password.
pub const EMAIL_PASSWORD: &str = "emailPassword";
/// The id of the identity provider that is this issuer's own mailed code.
pub const EMAIL_ONE_TIME_PASSCODE: &str = "emailOneTimePasscode";
/// The issuer of identities that are e-mail addresses, whose owner this issuer knows by itself.
pub const EMAIL: &str = "email";

words! {
    /// What kind of proof it is. The word stands in D1; a word that is not here is an error wherever it is read.
    pub enum ProofKind {
        /// An e-mail address and its password.
        Password = "password",
        /// A code that was sent to an e-mail address.
        EmailOneTimePasscode = "emailOneTimePasscode",
    }
}

impl ProofKind {
    /// The authentication method (RFC 8176 §2). A mailed code is never called more than `otp`.
    pub fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::EmailOneTimePasscode => "otp",
        }
    }
}

/// One proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Its kind.
    pub kind: ProofKind,
    /// The id of the identity provider that vouches for it.
    pub provider: String,
    /// Who names the subject: [`EMAIL`], or the provider's issuer.
    pub issuer: String,
    /// Who was proven, in the issuer's words; none where an earlier version did not keep it.
    pub subject: Option<String>,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl Proof {
    /// The password of the address `key` was right at `now`.
    pub fn password(key: &str, now: i64) -> Self {
        Self::of_address(ProofKind::Password, EMAIL_PASSWORD, key, now)
    }

    /// The code that was mailed to the address `key` was right at `now`.
    pub fn mailed_code(key: &str, now: i64) -> Self {
        Self::of_address(ProofKind::EmailOneTimePasscode, EMAIL_ONE_TIME_PASSCODE, key, now)
    }

    fn of_address(kind: ProofKind, provider: &str, key: &str, at: i64) -> Self {
        Self {
            kind,
            provider: provider.to_owned(),
            issuer: EMAIL.to_owned(),
            subject: Some(key.to_owned()),
            at,
        }
    }
}

/// The proofs of one person, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proofs(Vec<Proof>);

impl Proofs {
    /// One proof.
    pub fn of(proof: Proof) -> Self {
        Self(vec![proof])
    }

    /// The proofs that a column of D1 holds; none when it holds something else, or a kind that nobody knows.
    pub fn read(text: &str) -> Option<Self> {
        let Value::Array(written) = serde_json::from_str(text).ok()? else { return None };
        let mut proofs = Self::default();
        for proof in written {
            proofs.0.push(read(&proof)?);
        }
        Some(proofs)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Proof> {
        self.0.iter()
    }

    /// The claim `amr`: each method once.
    pub fn amr(&self) -> Value {
        let mut methods: Vec<&str> = Vec::new();
        for method in self.iter().map(|proof| proof.kind.amr()) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        json!(methods)
    }

    /// The claim `acr`. A password or a mailed code is one factor, and both together are never called more than that (NIST SP
    /// 800-63B: the first assurance level).
    pub fn acr(&self) -> &'static str {
        self.iter().fold(acr::ONE_FACTOR, |reached, proof| match proof.kind {
            ProofKind::Password | ProofKind::EmailOneTimePasscode => reached,
        })
    }
}

fn read(written: &Value) -> Option<Proof> {
    let text = |name: &str| written.get(name)?.as_str().map(str::to_owned);
    let subject = match written.get("subject")? {
        Value::Null => None,
        subject => Some(subject.as_str()?.to_owned()),
    };
    Some(Proof {
        kind: ProofKind::named(&text("kind")?)?,
        provider: text("provider")?,
        issuer: text("issuer")?,
        subject,
        at: written.get("at")?.as_i64()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_read_as_it_was_written() {
        let text = r#"[{"kind":"password","provider":"emailPassword","issuer":"email","subject":"a@b.example","at":7},
            {"kind":"emailOneTimePasscode","provider":"emailOneTimePasscode","issuer":"email","subject":null,"at":9}]"#;
        let proofs = Proofs::read(text).unwrap();
        let code = Proof { subject: None, ..Proof::mailed_code("", 9) };
        assert_eq!(proofs, Proofs(vec![Proof::password("a@b.example", 7), code]));
        assert_eq!(proofs.amr(), json!(["pwd", "otp"]));
        assert_eq!(Proofs::read("[]"), Some(Proofs::default()));
    }

    #[test]
    fn a_kind_that_nobody_knows_and_anything_that_is_no_set_are_no_proof() {
        let known = r#"{"kind":"password","provider":"emailPassword","issuer":"email","subject":"a","at":7}"#;
        assert!(Proofs::read(&format!("[{known}]")).is_some());
        for wrong in [
            known.replace("\"password\"", "\"telepathy\""),
            known.replace("\"password\"", "\"Password\""),
            known.replace("\"kind\":\"password\",", ""),
            known.replace("\"at\":7", "\"at\":\"7\""),
        ] {
            assert_eq!(Proofs::read(&format!("[{wrong}]")), None, "{wrong}");
            assert_eq!(Proofs::read(&format!("[{known},{wrong}]")), None, "{wrong}");
        }
        for wrong in ["", "null", "{}", "\"password\"", "[\"password\"]"] {
            assert_eq!(Proofs::read(wrong), None, "{wrong}");
        }
    }
}
