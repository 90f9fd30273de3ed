//! The end of a run: its code is redeemed here, in process, and the tokens are shown.

use super::access;
use super::started::{self, Started};
use crate::encode::base64url;
use crate::endpoints::token::grants::authorization_code;
use crate::endpoints::token::issue;
use crate::endpoints::token::request::TokenRequest;
use crate::failure::{Failure, Kind};
use crate::http::{Form, Response};
use crate::pages::run_user_flow::result::{self, Came, Shown};
use crate::ports::Platform;
use crate::protocol::{Party, Scope};
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::stand_in;
use crate::request::view::View;
use crate::route::Route;
use crate::store::used_proofs::Proofs;
use serde_json::{Map, Value};

/// Answers GET.
///
/// # Errors
/// A page, for who may not, and where no run is under way in this browser.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    access::check(site).await?;
    let query = site.request.query_form();
    let started = Started::of(site).filter(|started| started.state == query.first("state"));
    let Some(started) = started else {
        return Err(Failure::person(Kind::Gone).home(&Route::RunUserFlow.path()));
    };
    let stand_in = stand_in::of(site, &started.client_id)
        .await
        .map_err(|failure| for_people::told(failure, &started.client_id))?;
    let registered = &stand_in.value;
    let view = View::in_english(site, &registered.directory);
    let came = match query.first("error") {
        "" => redeemed(site, &stand_in.value, &started, query.first("code")).await?,
        error => Came::Error {
            code: error.to_owned(),
            description: query.first("error_description").to_owned(),
        },
    };
    let values = result::RunResult { client_id: &started.client_id, came };
    let response = view.page(200, result::page(&view.frame(None), &values));
    Ok(response.with_cookie(&started::forget(site)))
}

async fn redeemed<P: Platform>(
    site: &Site<'_, P>,
    registered: &crate::documents::Registered,
    started: &Started,
    code: &str,
) -> Result<Came, Failure> {
    let redirect_uri = Route::RunUserFlowCallback.url(site.issuer());
    let pairs =
        [("code", code), ("redirect_uri", &redirect_uri), ("code_verifier", &started.verifier)];
    let owned = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let form = Form(owned.into());
    let proofs = Proofs::default();
    let database = proofs.noted_in(site.platform);
    let request = TokenRequest { site, registered, form: &form, secret: None, jkt: None, database };
    let issue = match authorization_code::redeem(&request).await {
        Ok(issue) => issue,
        Err(Failure::Client { error, .. }) => {
            let description = error.description(site.correlation);
            return Ok(Came::Error { code: error.code().to_owned(), description });
        }
        Err(failure) => return Err(failure),
    };
    let tokens = issue::of_person(&request, &issue).await?;
    let token =
        |name: &str| tokens.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let party = Party {
        issuer: site.issuer(),
        tenant: &registered.directory.tenant.id,
        application: &registered.application,
        account: &issue.person.account,
    };
    let scopes: &[Scope] = &issue.granted.scopes;
    Ok(Came::Tokens {
        id_token: shown(token("id_token")),
        access_token: shown(token("access_token")),
        userinfo: party.userinfo(scopes, &issue.granted.details),
    })
}

/// A JWT that was just made, in parts.
fn shown(token: String) -> Shown {
    let mut parts = token.split('.').map(|part| {
        let text = String::from_utf8(base64url::decode(part).unwrap_or_default());
        match serde_json::from_str(&text.unwrap_or_default()) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    });
    let (header, claims) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    Shown { header, claims, token }
}
