//! Whether the application gets the person's data (OpenID Connect Core §3.1.2.4). The page is reached with
//! nothing else left to answer, which its token says; agreeing is the last step.

use super::at::At;
use super::continue_as::{Agreed, signed_in};
use crate::encode::hash;
use crate::failure::Failure;
use crate::flow::{Run, Stage, Step};
use crate::http::{Form, Response};
use crate::journey::finish::{Brought, Ending, finish};
use crate::journey::shown::Shown;
use crate::journey::transaction_cookies::Came;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, consent};
use crate::ports::Platform;
use crate::protocol::client_document::host;
use crate::protocol::{Callback, Cause, ClaimSource, OAuthError, Scope};
use crate::request::known_applications::is_program;
use crate::request::respond;
use crate::store::runs::Found;

/// Shows the page.
///
/// # Errors
/// A page, when the run is over.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    match at.shown {
        Shown::Session(_) => show_by_session(walk).await,
        _ => Ok(page(walk, at.found(walk)?)),
    }
}

/// The page for where the run is.
pub fn page<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let shown = Shown::of(found.run.account.as_ref());
    render(walk, &shown, found.run.email.as_deref().unwrap_or_default())
}

/// The page for who is signed in already.
async fn show_by_session<P: Platform>(walk: &Walk<'_, P>) -> Result<Response, Failure> {
    let Some(found) = signed_in(walk, None).await? else {
        return Ok(Response::see_other(&walk.link(walk.first_step())));
    };
    let run = Run::of_account(&found.person.account.oid, found.session.proofs.clone());
    match walk.stage(&run, Some(&found.person), false) {
        Stage::Consent | Stage::Finish => {
            let email = found.person.account.email.as_deref().unwrap_or_default();
            let shown = Shown::Session(Some(found.person.account.oid.clone()));
            Ok(render(walk, &shown, email))
        }
        _ => Ok(Response::see_other(&walk.link(Step::Continue))),
    }
}

fn render<P: Platform>(walk: &Walk<'_, P>, shown: &Shown, email: &str) -> Response {
    let form = walk.form(Step::Consent, shown);
    let request = &walk.transaction.request;
    let definitions = &walk.registered.directory.tenant.attributes;
    let words = &walk.view.words;
    let claims =
        walk.registered.application.claims.iter().filter_map(|claim| match &claim.source {
            ClaimSource::Attribute(id) => {
                Some(pages::attributes::name(words, id, definitions.get(id)))
            }
            _ => None,
        });
    let scopes = request.told_scopes();
    let api_scopes = api_scopes(walk, words.tag());
    let values = consent::Consent {
        form: pages::Form::of_step(&form),
        email,
        host: host(&request.client_id),
        on_device: is_program(walk.site, &walk.registered.application, &request.redirect_uri),
        scopes,
        api_scopes,
        claims: claims.collect(),
        offline: request.asks_for(Scope::OfflineAccess),
        problems: Problems::default(),
    };
    walk.view.page(200, consent::page(&walk.view.frame(None), &values))
}

/// The scopes of APIs that are asked for: what people agree to, and more about it.
fn api_scopes<'w, P: Platform>(
    walk: &'w Walk<'_, P>,
    language: &str,
) -> Vec<(&'w str, Option<&'w str>)> {
    let application = &walk.registered.application;
    let scope = |name: &String| {
        let scope = application.api_scope(name)?;
        let description = scope.description.as_ref().map(|label| label.in_language(language));
        Some((scope.display_name.in_language(language), description))
    };
    walk.transaction.request.scopes.iter().filter_map(scope).collect()
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    walk.check_token(Step::Consent, shown, form)?;
    match (form.first("action"), shown) {
        ("approve", Shown::Session(Some(account))) => approve_by_session(walk, account).await,
        ("approve", Shown::Account(account)) => {
            let brought = Brought { expected_account: Some(account), ..agreed() };
            finish(walk, Ending::KnownAccount, brought).await
        }
        ("approve", Shown::NewPerson(None)) => finish(walk, Ending::NewAccount, agreed()).await,
        ("deny", _) => {
            let callback = Callback::of(&walk.transaction.request, walk.site.issuer());
            let error = OAuthError::new(Cause::ConsentRefused, "the person did not agree");
            Err(Failure::callback(&callback, error))
        }
        _ => Ok(Response::see_other(&walk.link_to(Step::Consent, shown))),
    }
}

fn agreed<'a>() -> Brought<'a> {
    Brought { consented: true, ..Brought::default() }
}

async fn approve_by_session<P: Platform>(
    walk: &Walk<'_, P>,
    account: &str,
) -> Result<Response, Failure> {
    let code = walk.site.random::<32>();
    let agreed = Agreed { account, code: &hash::sha256(&code) };
    let found = signed_in(walk, Some(agreed)).await?;
    let Some(found) = found else { return Ok(Response::see_other(&walk.link(walk.first_step()))) };
    if found.person.account.oid != account {
        return Ok(Response::see_other(&walk.link_to(Step::Consent, &Shown::Session(None))));
    }
    let run = Run::of_account(&found.person.account.oid, found.session.proofs.clone());
    match walk.stage(&run, Some(&found.person), true) {
        Stage::Finish if found.code_written => {
            walk.came.set(Came::Done);
            walk.log("finish", "done", "session");
            let callback = Callback::of(&walk.transaction.request, walk.site.issuer());
            let to = (&walk.registered.application, &callback);
            Ok(respond::code(walk.site, &walk.view, to, &code))
        }
        _ => Ok(Response::see_other(&walk.link(Step::Continue))),
    }
}
