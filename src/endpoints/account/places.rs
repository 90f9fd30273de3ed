//! The tenant's own applications as places to go to: those that documents are about, and that people sign in to. An isolate
//! asks KV for them so often and no more, since anybody may look at the page that lists them.

use crate::config::check_application;
use crate::encode::gather::Gather;
use crate::memory::places::Place;
use crate::ports::{KvError, Platform};
use crate::protocol::redirect_uri::origin;
use crate::request::site::Site;
use std::rc::Rc;

/// How many documents are read, the first by `client_id`.
const READ: usize = 50;
/// How many places are listed.
const LISTED: usize = 20;
/// For how many seconds an isolate knows them …
const FRESH: i64 = 600;
/// … and, where KV did not answer, goes on with what it knew.
const PAUSE: i64 = 30;

/// The places. While KV does not answer, those that were known before.
pub async fn places<P: Platform>(site: &Site<'_, P>) -> Rc<[Place]> {
    let memory = &site.isolate.places;
    let (until, known) = memory.known();
    if site.now < until {
        return known;
    }
    let (found, seconds) = match read(site).await {
        Ok(found) => (found.into(), FRESH),
        Err(_) => (known, PAUSE),
    };
    memory.remember(&found, site.now + seconds);
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
