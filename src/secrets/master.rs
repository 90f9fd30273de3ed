//! Master keys: `id:base64url of 32 bytes`, newest first.

use crate::encode::base64url;
use hkdf::Hkdf;
use hmac::digest::KeyInit;
use hmac::digest::generic_array::GenericArray;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What a sub-key is for. No sub-key serves two purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Sealing authorization requests into cookies.
    Transaction,
    /// The page token of forms.
    PageToken,
    /// The secrets of sessions.
    Session,
    /// Mailed codes.
    MailedCode,
    /// The passwords' pepper.
    Pepper,
    /// Wrapping signing keys.
    SigningKey,
    /// Refresh tokens.
    RefreshToken,
    /// Keys of throttle counters.
    Throttle,
    /// Codes that people type for their devices.
    UserCode,
    /// Sealing secrets that applications sign with.
    ClientSecret,
    /// Sealing what a run of a user flow was started with into a cookie.
    RunUserFlow,
    /// The applications that a browser knows.
    KnownApplication,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Transaction => b"vestibule transaction",
            Self::PageToken => b"vestibule page token",
            Self::Session => b"vestibule session",
            Self::MailedCode => b"vestibule mailed code",
            Self::Pepper => b"vestibule pepper",
            Self::SigningKey => b"vestibule signing key",
            Self::RefreshToken => b"vestibule refresh token",
            Self::Throttle => b"vestibule throttle",
            Self::UserCode => b"vestibule user code",
            Self::ClientSecret => b"vestibule client secret",
            Self::RunUserFlow => b"vestibule run user flow",
            Self::KnownApplication => b"vestibule known application",
        }
    }
}

#[derive(Clone)]
struct MasterKey {
    id: String,
    bytes: [u8; 32],
}

/// The master keys, newest first; never empty.
#[derive(Clone)]
pub struct MasterKeys {
    newest: MasterKey,
    older: Vec<MasterKey>,
}

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "MasterKeys({})", self.newest.id)
    }
}

impl MasterKeys {
    /// Reads the value of `MASTER_KEY`.
    ///
    /// # Errors
    /// A clause that goes on after the variable's name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut keys: Vec<MasterKey> = Vec::new();
        for part in text.split_ascii_whitespace() {
            let key = read_key(part).ok_or(
                "holds a key that is not `id:base64url of 32 bytes` (id: letters and digits)",
            )?;
            if keys.iter().any(|known| known.id == key.id) {
                return Err(format!("holds two keys with the id {}", key.id));
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let newest = keys.next().ok_or("is not set; it is `id:base64url of 32 random bytes`")?;
        Ok(Self { newest, older: keys.collect() })
    }

    fn all(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    /// Whether a key is one that documentation shows: an id that says so, or all bytes the same.
    pub fn are_samples(&self) -> bool {
        self.all().any(|key| {
            key.id.starts_with("sample")
                || key.bytes.windows(2).all(|pair| pair.first() == pair.last())
        })
    }

    /// Whether what the key `id` sealed can still be opened.
    pub fn opens(&self, id: &str) -> bool {
        self.all().any(|key| key.id == id)
    }

    /// The id of the newest key: what is made now names it.
    pub fn newest_id(&self) -> &str {
        &self.newest.id
    }

    /// The newest key's sub-key for `purpose`.
    pub fn newest_key(&self, purpose: Purpose) -> [u8; 32] {
        derive(&self.newest.bytes, purpose)
    }

    /// The sub-key for `purpose` of the key `id`, if it is still here.
    pub fn key(&self, id: &str, purpose: Purpose) -> Option<[u8; 32]> {
        self.all().find(|key| key.id == id).map(|key| derive(&key.bytes, purpose))
    }

    /// HMAC-SHA-256 over `parts`, each preceded by its length, with the newest key.
    pub fn mac(&self, purpose: Purpose, parts: &[&str]) -> [u8; 32] {
        mac(&self.newest_key(purpose), parts)
    }

    /// The same with each key, newest first.
    pub fn macs<'a>(
        &'a self,
        purpose: Purpose,
        parts: &'a [&'a str],
    ) -> impl Iterator<Item = [u8; 32]> + 'a {
        self.all().map(move |key| mac(&derive(&key.bytes, purpose), parts))
    }

    /// The same with the key `id`, if it is still here.
    pub fn mac_with(&self, id: &str, purpose: Purpose, parts: &[&str]) -> Option<[u8; 32]> {
        Some(mac(&self.key(id, purpose)?, parts))
    }
}

fn read_key(text: &str) -> Option<MasterKey> {
    let (id, encoded) = text.split_once(':')?;
    let bytes = base64url::decode(encoded)?.try_into().ok()?;
    let named = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
    named.then(|| MasterKey { id: id.to_owned(), bytes })
}

fn derive(master: &[u8; 32], purpose: Purpose) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below HKDF's limit of 255 hashes, so that expanding can't fail.
    let _ = Hkdf::<Sha256>::new(None, master).expand(purpose.label(), &mut key);
    key
}

fn mac(key: &[u8; 32], parts: &[&str]) -> [u8; 32] {
    // HMAC pads a short key with zeros to its block; padded here, making one can't fail.
    let mut block = GenericArray::default();
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block);
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}
