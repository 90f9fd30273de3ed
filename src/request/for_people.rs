//! Documents, where a person asks for what they say: why they can't be served from is a page.

use super::site::Site;
use crate::config::Fault;
use crate::documents::{Directory, LoadFailure, Loaded, Registered};
use crate::failure::{Failure, Kind, Ours};
use crate::ports::Platform;
use crate::protocol::client_id::is_plain;
use std::rc::Rc;

/// How many faults of an application's own document are told at once.
const TOLD: usize = 5;

/// The application `client_id` with all that it names.
///
/// # Errors
/// A page, when there is none.
pub async fn application<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
) -> Result<Rc<Loaded<Registered>>, Failure> {
    site.registered(client_id).await.map_err(|failure| told(failure, client_id))
}

/// The tenant.
///
/// # Errors
/// A page, when there is none.
pub async fn directory<P: Platform>(site: &Site<'_, P>) -> Result<Rc<Loaded<Directory>>, Failure> {
    site.directory().await.map_err(|failure| told(failure, ""))
}

/// The page that says why the application `client_id`, or the tenant, can't be served.
pub fn told(failure: LoadFailure, client_id: &str) -> Failure {
    match failure {
        LoadFailure::NotConfigured => Failure::person(Kind::NotConfigured),
        LoadFailure::UnknownApplication => unknown_application(client_id),
        LoadFailure::ClientDocument(faults) => details(client_id, &faults)
            .fold(Failure::person(Kind::ClientDocument), |failure, (name, value)| {
                failure.detail(name, value)
            }),
        LoadFailure::Throttled => Failure::person(Kind::Unavailable).because("client_documents"),
        LoadFailure::Faulty(faults) => Failure::person(Kind::NotConfigured).faults(&faults),
        LoadFailure::Unavailable(reason) => Failure::Us(Ours::ForNow(reason)),
    }
}

/// What is wrong with the document that `client_id` is the address of: names and sentences.
pub fn details<'a>(
    client_id: &'a str,
    faults: &'a [Fault],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let fault = |fault: &'a Fault| (fault.pointer.trim_start_matches('/'), fault.sentence.as_str());
    std::iter::once(("client_id", client_id)).chain(faults.iter().take(TOLD).map(fault))
}

fn unknown_application(client_id: &str) -> Failure {
    let failure = Failure::person(Kind::UnknownApplication);
    let received = format!("client_id={client_id}");
    if !is_plain(client_id) {
        let registered = "a client_id is 1 to 64 letters, digits, dots, - and _";
        return failure.explain(&received, registered, "send the client_id of a document app/…");
    }
    failure.explain(
        &received,
        &format!("there is no document app/{client_id}"),
        &format!(
            "send the client_id of an application that there is, or put app/{client_id} into KV; \
             a new document shows within two minutes"
        ),
    )
}
