//! Applications whose `client_id` is the URL of their metadata (draft-ietf-oauth-client-id-metadata-document §4): the document
//! is asked for when its copy is due, never where the tenant does not take such applications, and so often from one
//! network. While its address does not answer, the copy serves on; once it is gone or at fault, it does not.

use super::fetched::{self, Looks, MOST};
use super::remembered::Remembered;
use crate::config::{self, Fault, Mode};
use crate::documents::LoadFailure;
use crate::encode::ascii;
use crate::http::NamedBy;
use crate::ports::{Database, Log, Outbound, OutboundResponse};
use crate::protocol::client_document::{check, freshness};
use crate::protocol::lifetime::CLIENT_DOCUMENT_STALE;
use crate::protocol::{Application, ClientDocuments};
use crate::store::Sender;
use crate::store::client_documents::{self, Copy};
use serde_json::{Map, Value, json};
use std::cell::RefCell;

/// The most bytes a document may have.
const LARGEST: usize = 16 * 1024;
/// What is wrong with a document is told for so long without another look, in seconds.
const PAUSE: i64 = 5;

/// What an isolate remembers of such documents.
#[derive(Default)]
pub struct Looked {
    looks: Looks,
    /// What was wrong, and when.
    wrong: RefCell<Remembered<(i64, Vec<Fault>), MOST>>,
}

/// The world, and who asks.
pub struct Asking<'a, W> {
    /// The world.
    pub world: &'a W,
    /// How documents are checked here.
    pub mode: &'a Mode,
    /// The counter's key of the network that looks are counted for, if they are.
    pub network: Option<&'a str>,
    /// When.
    pub now: i64,
}

impl Looked {
    /// The application that the document at `client_id` describes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn find<W: Database + Outbound + Log>(
        &self,
        asking: &Asking<'_, W>,
        client_id: &str,
        policy: &ClientDocuments,
    ) -> Result<Application, LoadFailure> {
        let Asking { world, mode, network, now } = *asking;
        check(client_id, policy, &mode.issuer, mode.development)
            .map_err(|sentence| wrong(client_id, &format!("the client_id {sentence}")))?;
        if let Some(faults) = self.wrong_of_late(client_id, now) {
            return Err(LoadFailure::ClientDocument(faults));
        }
        let describe = |copy: &Copy| {
            let metadata = serde_json::from_str(&copy.body).unwrap_or_default();
            config::describe(client_id, metadata, &policy.allowance, mode)
                .map_err(LoadFailure::ClientDocument)
        };
        let (copy, throttled) =
            client_documents::read(world, client_id, Sender::Anybody(network), now)
                .await
                .map_err(|error| LoadFailure::Unavailable(format!("{error:?}")))?;
        if let Some(copy) = copy.as_ref().filter(|copy| now < copy.expires_at) {
            return describe(copy);
        }
        let copy = copy.filter(|copy| now < copy.expires_at + CLIENT_DOCUMENT_STALE);
        if throttled.is_some() || !self.looks.may(client_id, now) {
            return copy.as_ref().map_or(Err(LoadFailure::Throttled), describe);
        }
        let found = match (look(world, client_id, mode).await, copy) {
            (Look::Document { body, seconds }, _) => {
                let copy = Copy { body, expires_at: now + seconds };
                let application = describe(&copy);
                if application.is_ok() {
                    // Where it can't be kept, the next isolate looks for itself.
                    let _ = client_documents::keep(world, client_id, &copy, now).await;
                }
                application
            }
            (Look::Gone(sentence), _) => {
                let _ = client_documents::forget(world, client_id).await;
                Err(wrong(client_id, &sentence))
            }
            (Look::Silent(_), Some(copy)) => describe(&copy),
            (Look::Silent(sentence), None) => Err(wrong(client_id, &sentence)),
        };
        self.looks.ended(client_id, found.is_ok(), now);
        self.remember(client_id, &found, now);
        found
    }

    fn wrong_of_late(&self, client_id: &str, now: i64) -> Option<Vec<Fault>> {
        let wrong = self.wrong.borrow();
        let (at, faults) = wrong.get(client_id)?;
        (now < at + PAUSE).then(|| faults.clone())
    }

    fn remember(&self, client_id: &str, found: &Result<Application, LoadFailure>, now: i64) {
        let mut wrong = self.wrong.borrow_mut();
        if let Err(LoadFailure::ClientDocument(faults)) = found {
            wrong.put(client_id, (now, faults.clone()));
        } else {
            wrong.forget(client_id);
        }
    }
}

/// What a look at an address came to.
enum Look {
    /// A document, as JSON, and for how many seconds it serves.
    Document { body: String, seconds: i64 },
    /// Its host says that there is none, or what stands there is too much for one.
    Gone(String),
    /// Nothing of use.
    Silent(String),
}

async fn look(world: &(impl Outbound + Log), client_id: &str, mode: &Mode) -> Look {
    let at = (client_id, NamedBy::Stranger);
    let nothing = match fetched::get(world, at, mode, "application/json").await {
        Ok(answer) => return read(&answer),
        Err(nothing) => nothing,
    };
    let reason = nothing.reason;
    let line = json!({"event": "client_document", "client_id": client_id, "reason": reason});
    world.log(&line.to_string());
    match nothing.status {
        Some(404 | 410) => Look::Gone(nothing.told),
        _ => Look::Silent(nothing.told),
    }
}

fn read(answer: &OutboundResponse) -> Look {
    if answer.body.len() > LARGEST {
        return Look::Gone(format!("it has more than {LARGEST} bytes"));
    }
    let media_type = answer.headers.get("content-type").unwrap_or_default();
    let media_type =
        ascii::trim(media_type.split(';').next().unwrap_or_default()).to_ascii_lowercase();
    let is_json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if !is_json {
        return Look::Silent("its content-type is not application/json".to_owned());
    }
    match serde_json::from_slice::<Map<String, Value>>(&answer.body) {
        Ok(metadata) => Look::Document {
            body: Value::Object(metadata).to_string(),
            seconds: freshness(answer.headers.get("cache-control")),
        },
        Err(_) => Look::Silent("it is no JSON object".to_owned()),
    }
}

fn wrong(client_id: &str, sentence: &str) -> LoadFailure {
    LoadFailure::ClientDocument(vec![Fault {
        document: client_id.to_owned(),
        pointer: String::new(),
        sentence: sentence.to_owned(),
    }])
}
