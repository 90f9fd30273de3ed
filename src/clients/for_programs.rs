//! Why documents can't be served from, where a program asks for what they say.

use crate::documents::LoadFailure;
use crate::failure::{Failure, Ours};
use crate::protocol::{Cause, OAuthError};
use crate::request::for_people::details;

/// What a program is told that needs the application `client_id`, or the tenant.
pub fn told(failure: LoadFailure, client_id: &str) -> Failure {
    let (cause, description) = match failure {
        LoadFailure::NotConfigured | LoadFailure::Faulty(_) => {
            (Cause::NotConfigured, "the documents have faults")
        }
        LoadFailure::Throttled => (Cause::Unavailable, "try again in a moment"),
        LoadFailure::UnknownApplication => {
            let description = "there is no such application";
            return Failure::client(OAuthError::new(Cause::UnknownApplication, description));
        }
        LoadFailure::ClientDocument(faults) => {
            let wrong = details(client_id, &faults);
            let wrong: Vec<String> =
                wrong.map(|(name, value)| format!("{name}: {value}")).collect();
            return Failure::client(OAuthError::new(Cause::ClientDocument, wrong.join("; ")));
        }
        LoadFailure::Unavailable(reason) => return Failure::Us(Ours::ForNow(reason)),
    };
    let error = OAuthError::new(cause, description);
    Failure::Client { error, status: 503, challenge: None }
}
