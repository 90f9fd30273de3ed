//! Each port of the world in memory is a part of it.

use super::{NativePlatform, NativeSigning, regions};
use crate::encode::unicode::Tables;
use crate::ports::{
    Background, BatchError, Clock, ConfigStore, Database, FetchError, KvError, Log, Mail,
    MailError, Mailer, NewKey, Outbound, OutboundRequest, OutboundResponse, Platform, Randomness,
    RegionNames, Rows, SentMail, Signing, SigningError, Statement, Unicode, WorkerSecrets, Writes,
};
use crate::protocol::{PublicJwk, SigningAlgorithm};

impl Platform for NativePlatform {
    fn without_writes(self) -> Self {
        Self { writes: Writes::refused(), ..self }
    }
}

impl Background for NativePlatform {
    fn after_response(&self, task: impl Future<Output = ()> + 'static) {
        self.background.put_off(task);
    }
}

impl Clock for NativePlatform {
    fn now(&self) -> i64 {
        self.clock.seconds()
    }
}

impl ConfigStore for NativePlatform {
    async fn read(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError> {
        self.kv.read(keys)
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, KvError> {
        self.kv.list(prefix)
    }

    async fn read_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, KvError> {
        self.kv.read_bytes(key)
    }
}

impl Database for NativePlatform {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, BatchError> {
        self.database.batch(&statements, &self.writes).await
    }

    fn writes(&self) -> &Writes {
        &self.writes
    }
}

impl Log for NativePlatform {
    fn log(&self, line: &str) {
        self.log.write(line);
    }
}

impl Mailer for NativePlatform {
    async fn send_email(&self, mail: &Mail) -> Result<(), MailError> {
        self.mail.send(mail)
    }

    fn put_in_outbox(&self, mail: &Mail) {
        self.mail.put_in_outbox(mail, self.now());
    }

    async fn outbox(&self, to: Option<&str>) -> Result<Vec<SentMail>, MailError> {
        Ok(self.mail.outbox(to))
    }
}

impl Outbound for NativePlatform {
    async fn fetch(&self, request: OutboundRequest) -> Result<OutboundResponse, FetchError> {
        self.outbound.fetch(&request)
    }
}

impl Randomness for NativePlatform {
    fn random(&self, bytes: &mut [u8]) {
        self.randomness.fill(bytes);
    }
}

/// A few countries, in English whatever the language.
impl RegionNames for NativePlatform {
    fn region_names(&self, codes: &[&str], _language: &str) -> Vec<(String, String)> {
        regions::named(codes)
    }
}

impl Signing for NativePlatform {
    type Key = <NativeSigning as Signing>::Key;

    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError> {
        self.signing.generate(algorithm, wrapping_key).await
    }

    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<Self::Key, SigningError> {
        self.signing.unwrap(algorithm, wrapped, wrapping_key).await
    }

    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &Self::Key,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        self.signing.sign(algorithm, key, message).await
    }

    async fn verify(
        &self,
        algorithm: SigningAlgorithm,
        public: &PublicJwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, SigningError> {
        self.signing.verify(algorithm, public, message, signature).await
    }
}

impl Unicode for NativePlatform {
    fn nfkc(&self, text: &str) -> String {
        Tables.nfkc(text)
    }

    fn domain_to_ascii(&self, domain: &str) -> Option<String> {
        Tables.domain_to_ascii(domain)
    }
}

impl WorkerSecrets for NativePlatform {
    fn worker_secret(&self, name: &str) -> Option<String> {
        self.secrets.get(name)
    }
}
