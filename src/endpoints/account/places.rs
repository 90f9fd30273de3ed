//! The tenant's own applications as places to go to: those that documents are about, and that people sign in to. An isolate
//! asks KV for them so often and no more, since anybody may look at the page that lists them.

use crate::config::check_application;
use crate::encode::gather::Gather;
use crate::language::Label;
use crate::ports::{KvError, Platform};
use crate::protocol::redirect_uri::origin;
use crate::request::site::Site;
use std::cell::RefCell;
use std::rc::Rc;

/// How many documents are read, the first by `client_id`.
const READ: usize = 50;
/// How many places are listed.
const LISTED: usize = 20;
/// For how many seconds an isolate knows them …
const FRESH: i64 = 600;
/// … and, where KV did not answer, goes on with what it knew.
const PAUSE: i64 = 30;

/// An application's name, and where people begin in it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its name.
    pub name: Label,
    /// Its home, or where a sign-in to it begins.
    pub home: String,
}

/// What an isolate remembers of them, and until when.
#[derive(Default)]
pub struct Places(RefCell<(i64, Rc<[Place]>)>);

/// The places. While KV does not answer, those that were known before.
pub async fn places<P: Platform>(site: &Site<'_, P>) -> Rc<[Place]> {
    let memory = &site.isolate.places.0;
    let (until, known) = memory.borrow().clone();
    if site.now < until {
        return known;
    }
    let (found, seconds) = match read(site).await {
        Ok(found) => (found.into(), FRESH),
        Err(_) => (known, PAUSE),
    };
    *memory.borrow_mut() = (site.now + seconds, Rc::clone(&found));
    found
}

async fn read<P: Platform>(site: &Site<'_, P>) -> Result<Vec<Place>, KvError> {
    let mut keys = site.platform.list("app/").await?;
    keys.truncate(READ);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let texts = site.platform.read(&keys).await?;
    let place = |(key, text): (&String, Option<String>)| {
        let client_id = key.strip_prefix("app/")?;
        let application = check_application(client_id, &text?, &site.mode()).ok()?;
        // A scheme of its own opens nothing where the application is not installed.
        let home = application.home(site.issuer()).filter(|home| origin(home).is_some())?;
        Some(Place { name: application.display_name, home })
    };
    Ok(keys.iter().zip(texts).filter_map(place).take(LISTED).gather())
}
