//! A key of an application's own, and JWTs that are signed with it.

use crate::browser::*;
use crate::support::block_on;
use serde_json::{Value, json};
use vestibule::encode::base64url;
use vestibule::native::NativeSigning;
use vestibule::ports::{Clock, Signing};
use vestibule::protocol::{PublicJwk, SigningAlgorithm};

pub struct Signer {
    algorithm: SigningAlgorithm,
    signing: NativeSigning,
    key: <NativeSigning as Signing>::Key,
    pub public: PublicJwk,
}

impl Signer {
    pub fn new(algorithm: SigningAlgorithm) -> Self {
        Self::of(&NativeSigning::default(), algorithm)
    }

    /// The next key of `signing`, which makes the same RSA keys in the same order in every test.
    pub fn of(signing: &NativeSigning, algorithm: SigningAlgorithm) -> Self {
        let made = block_on(signing.generate(algorithm, &[7; 32])).unwrap();
        let key = block_on(signing.unwrap(algorithm, &made.wrapped, &[7; 32])).unwrap();
        Self { algorithm, signing: signing.clone(), key, public: made.public }
    }

    /// The public key as JSON, with `more` members.
    pub fn jwk(&self, more: &Value) -> Value {
        let mut jwk = serde_json::to_value(&self.public).unwrap();
        jwk.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        jwk
    }

    /// A JWT with this header beside `alg`; null leaves a member out.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let mut all = json!({"alg": self.algorithm.name()});
        all.as_object_mut().unwrap().extend(header.as_object().unwrap().clone());
        let message = message(all, claims.clone());
        let signature = block_on(self.signing.sign(self.algorithm, &self.key, message.as_bytes()));
        format!("{message}.{}", base64url::encode(&signature.unwrap()))
    }
}

/// The deployment's time, which stands still from now on.
pub fn now(deployment: &Deployment) -> i64 {
    deployment.platform.clock.advance(0);
    deployment.platform.now()
}

/// A JWT under a shared secret.
pub fn sign_hs256(secret: &str, header: &Value, claims: &Value) -> String {
    use hmac::{Hmac, Mac};
    let message = message(header.clone(), claims.clone());
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    format!("{message}.{}", base64url::encode(&mac.finalize().into_bytes()))
}

/// Header and claims, without the members that are null.
pub fn message(mut header: Value, mut claims: Value) -> String {
    header.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
    format!("{}.{}", part(&header), part(&claims))
}

/// `base` with the members of `changes`.
pub fn changed(mut base: Value, changes: &Value) -> Value {
    base.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    base
}

/// What a refusal's description names as its cause.
pub fn cause(response: &vestibule::http::Response) -> String {
    let told = json(response);
    let description = told["error_description"].as_str().unwrap_or_default();
    let (_, ending) = description.rsplit_once('(').unwrap_or_default();
    ending.split(',').next().unwrap().to_owned()
}
