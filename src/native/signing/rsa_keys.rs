//! RSA keys, of which making one takes long: each is made once a process.

use super::fault::fault;
use crate::ports::SigningError;
use jwt_compact::alg::{ModulusBits, Rsa, RsaPrivateKey};
use rsa::rand_core::OsRng;
use std::sync::{Mutex, PoisonError};

static MADE: Mutex<Vec<RsaPrivateKey>> = Mutex::new(Vec::new());

/// The same key for the same `n`, another one for another.
pub fn nth(n: usize) -> Result<RsaPrivateKey, SigningError> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    while made.len() <= n {
        let (key, _) = Rsa::generate(&mut OsRng, ModulusBits::TwoKibibytes).map_err(fault)?;
        made.push(key.into_inner());
    }
    made.get(n).cloned().ok_or_else(|| fault("no key was made"))
}
