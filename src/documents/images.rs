//! This isolate's images: read from KV and hashed once, looked at again as documents are. A page does not wait for one.

use crate::branding::{ImageType, check_image};
use crate::config::Fault;
use crate::encode::{base64url, hash};
use crate::ports::{ConfigStore, KvError};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Served without a look at KV.
const FRESH: i64 = 30;
/// Served while KV is asked again; later it is asked first.
const STALE: i64 = 60;

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What kind it is.
    pub image_type: ImageType,
    /// A hash of its bytes.
    pub version: String,
    /// Its bytes.
    pub bytes: Rc<[u8]>,
}

/// An image, or why there is none.
type Found = Result<Image, String>;

struct Entry {
    found: Found,
    read_at: i64,
    asked_at: i64,
}

/// Images by name.
#[derive(Default)]
pub struct Images(RefCell<HashMap<String, Entry>>);

impl Images {
    /// How many images, and names of none, are remembered: 19 MB at most.
    pub const MOST: usize = 64;

    /// What is known of an image, however old; none if nothing is.
    pub fn known(&self, name: &str) -> Option<Found> {
        self.0.borrow().get(name).map(|entry| entry.found.clone())
    }

    /// Those of `names` that KV should be asked for again; the caller asks.
    pub fn due<'a>(&self, names: impl Iterator<Item = &'a str>, now: i64) -> Vec<String> {
        let mut entries = self.0.borrow_mut();
        let due = names.filter(|name| match entries.get_mut(*name) {
            Some(entry) if now < entry.asked_at + FRESH => false,
            Some(entry) => {
                entry.asked_at = now;
                true
            }
            None => true,
        });
        due.map(str::to_owned).collect()
    }

    /// An image that was read less than a minute ago; otherwise it is read. What is known serves when KV fails.
    ///
    /// # Errors
    /// When KV can't be asked, and nothing is known.
    pub async fn get(
        &self,
        store: &impl ConfigStore,
        name: &str,
        now: i64,
    ) -> Result<Found, KvError> {
        let known = self.0.borrow().get(name).map(|entry| (entry.found.clone(), entry.read_at));
        match known {
            Some((found, read_at)) if now < read_at + STALE => Ok(found),
            Some((found, _)) => Ok(self.read(store, name, now).await.unwrap_or(found)),
            None => self.read(store, name, now).await,
        }
    }

    /// Reads an image and remembers it.
    ///
    /// # Errors
    /// When KV can't be asked.
    pub async fn read(
        &self,
        store: &impl ConfigStore,
        name: &str,
        now: i64,
    ) -> Result<Found, KvError> {
        let found = match store.read_bytes(&format!("image/{name}")).await? {
            Some(bytes) => check_image(name, &bytes).map(|image_type| Image {
                image_type,
                version: base64url::encode(hash::sha256_bytes(&bytes).split_at(12).0),
                bytes: bytes.into(),
            }),
            None => Err("there is no such image".to_owned()),
        };
        let mut entries = self.0.borrow_mut();
        if entries.len() >= Self::MOST && !entries.contains_key(name) {
            entries.retain(|_, entry| entry.found.is_ok() && now < entry.asked_at + STALE);
        }
        if entries.len() < Self::MOST || entries.contains_key(name) {
            entries.insert(
                name.to_owned(),
                Entry { found: found.clone(), read_at: now, asked_at: now },
            );
        }
        Ok(found)
    }
}

/// What `/health` tells of an image that can't be served.
pub fn image_fault(name: &str, sentence: String) -> Fault {
    Fault { document: format!("image/{name}"), pointer: String::new(), sentence }
}
