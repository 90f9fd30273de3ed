//! What a failed request is about, as far as it can still be told: then its error page is in the person's
//! language and leads back to the application.

use crate::documents::{Loaded, Registered};
use crate::journey::transaction::{self, Opened};
use crate::ports::Platform;
use crate::protocol::{AuthorizationRequest, Presented};
use crate::request::site::Site;
use crate::request::stand_in::application_of;
use crate::route::{Callers, Page, Route};
use std::rc::Rc;

/// What a request is about.
#[derive(Default)]
pub struct About {
    /// The application that is named.
    pub application: Option<Rc<Loaded<Registered>>>,
    /// What it asked for.
    pub request: Option<AuthorizationRequest>,
}

/// Looks at transaction, parameters and credentials.
pub async fn about<P: Platform>(site: &Site<'_, P>, route: Option<&Route>) -> About {
    let request = match route {
        Some(Route::Flow { transaction, .. }) => opened(site, transaction).await,
        _ => None,
    };
    let application = match &request {
        Some(request) => application_of(site, request).await.ok(),
        None => match route.and_then(|route| client_id(site, route)) {
            Some(client_id) => site.registered(&client_id).await.ok(),
            None => None,
        },
    };
    About { application, request }
}

async fn opened<P: Platform>(site: &Site<'_, P>, id: &str) -> Option<AuthorizationRequest> {
    match transaction::open(site, id).await {
        Ok(Opened::Live(transaction) | Opened::Late(transaction)) => Some(transaction.request),
        Ok(Opened::Gone) | Err(_) => None,
    }
}

fn client_id<P: Platform>(site: &Site<P>, route: &Route) -> Option<String> {
    if *route == Route::Token {
        let form = site.request.body_form();
        return Presented::read(&site.request.headers, &form)
            .ok()
            .map(|presented| presented.client_id);
    }
    match route.row().callers {
        Callers::People(Page::Entrance | Page::Step | Page::SignOut) => {
            let forms = [site.request.query_form(), site.request.body_form()];
            let mut sent = forms.iter().map(|form| form.first("client_id"));
            sent.find(|client_id| !client_id.is_empty()).map(str::to_owned)
        }
        Callers::People(Page::Plain | Page::Framed | Page::Form)
        | Callers::Programs
        | Callers::Scripts
        | Callers::Bearers
        | Callers::Readers => None,
    }
}
