//! What every endpoint is given: the world, the settings, what this isolate remembers, and the request.

use crate::config::{Mode, Settings};
use crate::documents::{self, Cache, Cached, Directory, LoadFailure, Loaded, Registered};
use crate::encode::base64url;
use crate::failure::Failure;
use crate::http::Request;
use crate::keyring::Keyring;
use crate::pages::problem::Kind;
use crate::ports::{Platform, Signing};
use std::rc::Rc;

/// What an isolate remembers between requests: parsed configuration and opened keys. All of it can be
/// rebuilt; no request waits for what another one began.
pub struct Isolate<Key> {
    /// Applications with all that they name.
    pub applications: Cache<Registered>,
    /// The tenant.
    pub directory: Cache<Directory>,
    /// Signing keys.
    pub keys: Keyring<Key>,
}

impl<Key> Default for Isolate<Key> {
    fn default() -> Self {
        Self {
            applications: Cache::default(),
            directory: Cache::default(),
            keys: Keyring::default(),
        }
    }
}

impl<Key> Isolate<Key> {
    /// The tenant that came with an application serves pages that no application is concerned with, too.
    fn share_directory(&self, loaded: &Loaded<Registered>, now: i64) {
        if loaded.faults.is_empty() && loaded.kv_failed.is_none() {
            let mut texts = loaded.texts.clone();
            texts.retain(|key, _| key == "tenant" || key.starts_with("strings/"));
            let value = loaded.value.directory.clone();
            let shared = Loaded { value, faults: Vec::new(), kv_failed: None, texts };
            let _ = self.directory.put("", Ok(shared), now);
        }
    }
}

/// One request and all that answering it may take.
pub struct Site<'a, P: Platform> {
    /// The world.
    pub platform: &'a P,
    /// The deployment's settings.
    pub settings: &'a Settings,
    /// What this isolate remembers.
    pub isolate: &'a Rc<Isolate<<P as Signing>::Key>>,
    /// The request.
    pub request: &'a Request,
    /// When it came, in seconds since 1970.
    pub now: i64,
    /// Its id: in the log, on error pages, and in the rows it writes.
    pub correlation: &'a str,
}

impl<P: Platform> Site<'_, P> {
    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// The full name of one of our cookies.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.settings.secure() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// `N` random bytes, as base64url.
    pub fn random<const N: usize>(&self) -> String {
        base64url::encode(&self.platform.random_bytes::<N>())
    }

    /// The application `client_id` with all that it names.
    ///
    /// # Errors
    /// A page, when there is none.
    pub async fn registered(&self, client_id: &str) -> Result<Rc<Loaded<Registered>>, Failure> {
        if !is_client_id(client_id) {
            return Err(unknown_application(client_id));
        }
        let mode = self.mode();
        let cache = &self.isolate.applications;
        let loaded = match cache.get(client_id, self.now) {
            Cached::Fresh(loaded) => Ok(loaded),
            Cached::Missing => Err(LoadFailure::UnknownApplication),
            Cached::Unknown => {
                let loaded = documents::load_application(self.platform, client_id, &mode).await;
                let loaded = cache.put(client_id, loaded, self.now);
                if let Ok(loaded) = &loaded {
                    self.isolate.share_directory(loaded, self.now);
                    self.confirm_application(client_id, loaded);
                }
                loaded
            }
            Cached::Stale(loaded) => {
                let (platform, isolate) = (self.platform.clone(), self.isolate.clone());
                let (id, now) = (client_id.to_owned(), self.now);
                self.platform.after_response(async move {
                    let fresh = documents::load_application(&platform, &id, &mode).await;
                    let _ = isolate.applications.put(&id, fresh, now);
                });
                Ok(loaded)
            }
        };
        loaded.map_err(|failure| self.load_failure(failure, client_id))
    }

    /// The tenant.
    ///
    /// # Errors
    /// A page, when there is none.
    pub async fn directory(&self) -> Result<Rc<Loaded<Directory>>, Failure> {
        let mode = self.mode();
        let cache = &self.isolate.directory;
        let loaded = match cache.get("", self.now) {
            Cached::Fresh(loaded) => Ok(loaded),
            Cached::Missing => Err(LoadFailure::NotConfigured),
            Cached::Unknown => {
                let loaded = documents::load_directory(self.platform, &mode).await;
                let loaded = cache.put("", loaded, self.now);
                if let Ok(loaded) = &loaded
                    && cache.must_confirm("", self.now)
                {
                    self.confirm("", &loaded.texts);
                }
                loaded
            }
            Cached::Stale(loaded) => {
                let (platform, isolate) = (self.platform.clone(), self.isolate.clone());
                let now = self.now;
                self.platform.after_response(async move {
                    let fresh = documents::load_directory(&platform, &mode).await;
                    let _ = isolate.directory.put("", fresh, now);
                });
                Ok(loaded)
            }
        };
        loaded.map_err(|failure| self.load_failure(failure, ""))
    }

    fn mode(&self) -> Mode {
        Mode { development: self.settings.development, issuer: self.settings.issuer.clone() }
    }

    fn confirm_application(&self, client_id: &str, loaded: &Loaded<Registered>) {
        if self.isolate.applications.must_confirm(client_id, self.now) {
            self.confirm(client_id, &loaded.texts);
        }
    }

    fn confirm(&self, scope: &str, texts: &documents::Texts) {
        let (platform, scope, texts) = (self.platform.clone(), scope.to_owned(), texts.clone());
        let now = self.now;
        self.platform.after_response(async move {
            // Failing costs nothing now: the next load notes it again.
            let _ = documents::confirm(&platform, &scope, &texts, now).await;
        });
    }

    fn load_failure(&self, failure: LoadFailure, client_id: &str) -> Failure {
        match failure {
            LoadFailure::NotConfigured => Failure::person(Kind::NotConfigured),
            LoadFailure::UnknownApplication => unknown_application(client_id),
            LoadFailure::Faulty(faults) => {
                for fault in &faults {
                    self.platform.log(
                        &serde_json::json!({"event": "fault", "fault": fault.to_string()})
                            .to_string(),
                    );
                }
                Failure::person(Kind::NotConfigured).faults(&faults)
            }
            LoadFailure::Unavailable(reason) => Failure::Us { reason, temporary: true },
        }
    }
}

/// Ids have a form: what has another can't be a document's name, and costs no look at KV.
fn is_client_id(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=64).contains(&text.len()) && text.chars().all(allowed)
}

fn unknown_application(client_id: &str) -> Failure {
    let shown: String = client_id.chars().take(80).collect();
    Failure::person(Kind::UnknownApplication).detail("client_id", shown).detail(
        "registered",
        "there is no document app/{client_id}; a new one shows within two minutes",
    )
}
