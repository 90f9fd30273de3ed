//! What an isolate remembers between requests: parsed configuration and opened keys. All of it can be rebuilt;
//! no request waits for what another one began.

use super::client_documents::{Asking, Looked};
use super::faulty_sets::FaultySets;
use super::fetched::Looks;
use super::key_sets::KeySets;
use super::places::Places;
use super::regions::Regions;
use super::request_objects::RequestObjects;
use super::traced::Traced;
use super::wrong_credentials::WrongCredentials;
use crate::config::{Fault, Mode};
use crate::documents::{
    self, Cache, Cached, Directory, Images, LoadFailure, Loaded, Registered, Types, Versions,
};
use crate::keyring::Keyring;
use crate::ports::{ConfigStore, Database, Log, Outbound};
use crate::protocol::client_id::{is_registered_id, is_url};
use std::rc::Rc;

/// The memory of an isolate.
pub struct Isolate<Key> {
    /// Applications with all that they name.
    pub applications: Cache<Registered>,
    /// The tenant.
    pub directory: Cache<Directory>,
    /// The attributes' types, compared with those that were served before.
    pub types: Types,
    /// Images.
    pub images: Images,
    /// Earlier versions of flows, for who began on them.
    pub versions: Versions,
    /// Signing keys.
    pub keys: Keyring<Key>,
    /// The documents of applications that are known by their address.
    pub client_documents: Looked,
    /// The key sets of applications that keep them at a URL.
    pub client_keys: KeySets,
    /// What stood at addresses of request objects.
    pub request_objects: RequestObjects,
    /// How often addresses of others were asked.
    pub looks: Looks,
    /// The countries by language.
    pub regions: Regions,
    /// Wrong credentials of late.
    pub wrong_credentials: WrongCredentials,
    /// Which of its own limits left a trace.
    pub limits: Traced,
    /// The tenant's own applications.
    pub places: Places,
    /// Faults that the cron trigger found.
    pub faulty_sets: FaultySets,
}

impl<Key> Default for Isolate<Key> {
    fn default() -> Self {
        Self {
            applications: Cache::default(),
            directory: Cache::default(),
            types: Types::default(),
            images: Images::default(),
            versions: Versions::default(),
            keys: Keyring::default(),
            client_documents: Looked::default(),
            client_keys: KeySets::default(),
            request_objects: RequestObjects::default(),
            looks: Looks::default(),
            regions: Regions::default(),
            wrong_credentials: WrongCredentials::default(),
            limits: Traced::default(),
            places: Places::default(),
            faulty_sets: FaultySets::default(),
        }
    }
}

impl<Key> Isolate<Key> {
    /// Loads an application and remembers it; the tenant that comes with it serves every other page, too. What it has others
    /// asked is counted for `network`.
    ///
    /// # Errors
    /// When nothing can be served.
    pub async fn load_application(
        &self,
        platform: &(impl ConfigStore + Database + Log + Outbound),
        client_id: &str,
        mode: &Mode,
        network: Option<&str>,
        now: i64,
    ) -> Result<Rc<Loaded<Registered>>, LoadFailure> {
        let loaded = if is_url(client_id) {
            let asking = Asking { world: platform, mode, network, now };
            self.load_described(&asking, client_id).await
        } else if is_registered_id(client_id) {
            documents::load_registered(platform, client_id, mode, &self.types, now).await
        } else {
            documents::load_application(platform, client_id, mode, &self.types).await
        };
        // What could not be found without a write says nothing of the application.
        if loaded.is_err() && platform.writes().were_refused() {
            return loaded.map(Rc::new);
        }
        log_faults(platform, &loaded);
        let loaded = self.applications.put(client_id, loaded, now)?;
        if loaded.faults.is_empty() && loaded.kv_failed.is_none() {
            let mut texts = loaded.texts.clone();
            texts.retain(|key, _| key == "tenant" || key.starts_with("strings/"));
            let value = loaded.value.directory.clone();
            let directory = Loaded { value, faults: Vec::new(), kv_failed: None, texts };
            self.directory.put("", Ok(directory), now)?;
        }
        Ok(loaded)
    }

    async fn load_described<W: ConfigStore + Database + Log + Outbound>(
        &self,
        asking: &Asking<'_, W>,
        client_id: &str,
    ) -> Result<Loaded<Registered>, LoadFailure> {
        let Asking { world, mode, now, .. } = *asking;
        let directory = match self.directory.get("", now) {
            Cached::Fresh(loaded) | Cached::Stale(loaded) => loaded,
            Cached::Missing => return Err(LoadFailure::NotConfigured),
            Cached::Unknown => self.load_directory(world, mode, now).await?,
        };
        let policy = directory.value.tenant.client_documents.as_ref();
        let policy = policy.ok_or(LoadFailure::UnknownApplication)?;
        let application = self.client_documents.find(asking, client_id, policy).await?;
        documents::load_described(world, &application, mode, &self.types).await
    }

    /// The application as it serves, for work after the answer.
    ///
    /// # Errors
    /// When nothing can be served.
    pub async fn application(
        &self,
        platform: &(impl ConfigStore + Database + Log + Outbound),
        client_id: &str,
        mode: &Mode,
        now: i64,
    ) -> Result<Rc<Loaded<Registered>>, LoadFailure> {
        match self.applications.get(client_id, now) {
            Cached::Fresh(loaded) | Cached::Stale(loaded) => Ok(loaded),
            Cached::Missing => Err(LoadFailure::UnknownApplication),
            Cached::Unknown => self.load_application(platform, client_id, mode, None, now).await,
        }
    }

    /// Loads the tenant and remembers it.
    ///
    /// # Errors
    /// When nothing can be served.
    pub async fn load_directory(
        &self,
        platform: &(impl ConfigStore + Database + Log),
        mode: &Mode,
        now: i64,
    ) -> Result<Rc<Loaded<Directory>>, LoadFailure> {
        let loaded = documents::load_directory(platform, mode, &self.types).await;
        log_faults(platform, &loaded);
        self.directory.put("", loaded, now)
    }

    /// Notes in the history which sets serve. Failing costs nothing now: the next load notes them again.
    pub async fn note(&self, database: &impl Database, client_id: &str, now: i64) {
        if let Some(loaded) = self.applications.due(client_id, now) {
            let application = &loaded.value.application;
            let algorithms = application.userinfo_algorithm.into_iter();
            let algorithms: Vec<_> = algorithms.chain([application.signing_algorithm]).collect();
            let noted = documents::confirm(database, client_id, &loaded.texts, &algorithms, now);
            if noted.await.is_err() {
                self.applications.still_due(client_id);
            }
        }
        if let Some(loaded) = self.directory.due("", now)
            && documents::confirm(database, "", &loaded.texts, &[], now).await.is_err()
        {
            self.directory.still_due("");
        }
    }
}

fn log_faults<T>(log: &impl Log, loaded: &Result<Loaded<T>, LoadFailure>) {
    let faults: &[Fault] = match loaded {
        Ok(loaded) => &loaded.faults,
        Err(LoadFailure::Faulty(faults)) => faults,
        Err(_) => &[],
    };
    for fault in faults {
        log_fault(log, fault);
    }
}

/// The log line of a document's fault.
pub fn log_fault(log: &impl Log, fault: &Fault) {
    log.log(&serde_json::json!({"event": "fault", "fault": fault.to_string()}).to_string());
}
