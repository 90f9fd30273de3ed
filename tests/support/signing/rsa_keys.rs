//! RSA keys, of which making one takes long: each is made once a process.

use jwt_compact::alg::{ModulusBits, Rsa, RsaPrivateKey};
use rsa::rand_core::OsRng;
use std::sync::Mutex;

static MADE: Mutex<Vec<RsaPrivateKey>> = Mutex::new(Vec::new());

/// The same key for the same `n`, another one for another.
pub fn nth(n: usize) -> RsaPrivateKey {
    let mut made = MADE.lock().unwrap();
    while made.len() <= n {
        let (key, _) = Rsa::generate(&mut OsRng, ModulusBits::TwoKibibytes).unwrap();
        made.push(key.into_inner());
    }
    made[n].clone()
}
