//! The pages of a running flow: GET shows where the person is, POST takes a step's form. What they may see
//! is decided by the run, not by the address: a step that is not theirs redirects to the one that is.

use super::explain;
use super::site::Site;
use super::steps::{
    attributes, code, consent, continue_as, exists, finish, password, refused, sign_in, sign_up,
};
use super::transaction::{self, Opened};
use super::view::View;
use super::walk::Walk;
use crate::documents::Registered;
use crate::encode::email::EmailAddress;
use crate::failure::Failure;
use crate::flow::{Flow, Stage};
use crate::http::{Body, Form, Method, Response};
use crate::pages::Problems;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::AuthorizationRequest;
use crate::store::runs::{self, Found};

/// Answers GET and POST.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(
    site: &Site<'_, P>,
    id: &str,
    step: &str,
) -> Result<Response, Failure> {
    if site.request.method == Method::Post {
        check_origin(site)?;
    }
    match transaction::open(site, id).await? {
        Opened::Live(transaction) => {
            let loaded = site.registered(&transaction.request.client_id).await?;
            let registered = &loaded.value;
            let flow = flow_of(registered, &transaction.request)?;
            let view = View::of_application(site, registered, Some(&transaction.request));
            let walk = Walk { site, registered, flow, transaction: &transaction, view };
            match site.request.method {
                Method::Post => take(&walk, step).await,
                _ => show(&walk, step).await,
            }
        }
        Opened::Late(request) => begin_again(site, request, step).await,
        Opened::Gone => Err(Failure::person(Kind::Gone)),
    }
}

/// The flow that a request runs through, as long as its application names it.
pub fn flow_of<'a>(
    registered: &'a Registered,
    request: &AuthorizationRequest,
) -> Result<&'a Flow, Failure> {
    registered.flows.get(&request.flow).ok_or_else(|| Failure::person(Kind::Disabled))
}

async fn show<P: Platform>(walk: &Walk<'_, P>, step: &str) -> Result<Response, Failure> {
    let hint = walk.transaction.request.login_hint.as_deref().unwrap_or_default();
    let query = walk.site.request.query_form();
    match step {
        "sign-in" => Ok(sign_in::show(walk, 200, hint, false, Problems::default())),
        "sign-up" if walk.flow.sign_up_open => {
            Ok(sign_up::show(walk, 200, hint, Problems::default()))
        }
        "sign-up" => Err(refused::page(walk, crate::flow::Refusal::SignUpClosed)),
        "continue" => continue_as::show(walk).await,
        "deny" => Err(refused::tell_application(walk, query.first("for"))),
        "consent" if consent::is_by_session(query.first("for")) => {
            consent::show_by_session(walk).await
        }
        "code" | "password" | "attributes" | "consent" | "exists" | "finish" | "refused" => {
            let found = runs::read(walk.site.platform, &walk.key()).await?;
            match found {
                Some(found) if found.run.done => Err(walk.problem(Kind::Finished)),
                Some(found) => show_stage(walk, step, &found),
                None => Ok(Response::see_other(&walk.link("sign-in"))),
            }
        }
        _ => Err(walk.problem(Kind::NotFound)),
    }
}

/// Shows the step the run is at, if it is the one asked for.
fn show_stage<P: Platform>(
    walk: &Walk<'_, P>,
    step: &str,
    found: &Found,
) -> Result<Response, Failure> {
    let email = found.run.email.as_deref().unwrap_or_default();
    let stage = walk.stage(&found.run, found.person.as_ref(), false);
    match (&stage, step) {
        (Stage::Code, "code") => Ok(code::show(walk, 200, found, Problems::default())),
        (Stage::Password, "password") => Ok(password::show(walk, 200, email, Problems::default())),
        (Stage::Attributes(asking), "attributes") => Ok(attributes::show(walk, found, asking)),
        (Stage::Consent, "consent") => Ok(consent::show(walk, found)),
        (Stage::AccountExists, "exists") => Ok(exists::show(walk, found)),
        (Stage::Refused(refusal), "refused") => Err(refused::page(walk, *refusal)),
        (Stage::Finish, "finish") => Ok(finish::show(walk, found)),
        _ => Ok(walk.go_to(&stage)),
    }
}

async fn take<P: Platform>(walk: &Walk<'_, P>, step: &str) -> Result<Response, Failure> {
    if !walk.site.request.is_form() {
        return Err(explain::no_form(walk.site.request));
    }
    if walk.site.request.body == Body::TooLarge {
        return Err(walk.problem(Kind::TooLarge));
    }
    let form = walk.site.request.body_form();
    let query = walk.site.request.query_form();
    let variant = query.first("for");
    match step {
        "sign-in" => sign_in::answer(walk, &form).await,
        "sign-up" if walk.flow.sign_up_open => sign_up::answer(walk, &form).await,
        "sign-up" => Err(refused::page(walk, crate::flow::Refusal::SignUpClosed)),
        "code" => code::answer(walk, &form).await,
        "password" => password::answer(walk, &form).await,
        "attributes" => attributes::answer(walk, &form, variant).await,
        "consent" => consent::answer(walk, &form, variant).await,
        "continue" => continue_as::answer(walk, &form, variant).await,
        "exists" => exists::answer(walk, &form).await,
        "finish" => finish::answer(walk, &form).await,
        _ => Err(walk.problem(Kind::NotFound)),
    }
}

/// State changes only by a POST from our own pages.
pub fn check_origin<P: Platform>(site: &Site<P>) -> Result<(), Failure> {
    let headers = &site.request.headers;
    let own = match (headers.get("sec-fetch-site"), headers.get("origin")) {
        (Some(fetch_site), _) => fetch_site == "same-origin",
        (None, Some(origin)) => origin == site.issuer(),
        (None, None) => true,
    };
    if own { Ok(()) } else { Err(explain::foreign(site.request, site.issuer())) }
}

/// The transaction ran out within the last day: the same request begins again, with what was typed.
async fn begin_again<P: Platform>(
    site: &Site<'_, P>,
    mut request: AuthorizationRequest,
    step: &str,
) -> Result<Response, Failure> {
    let typed = if site.request.method == Method::Post {
        site.request.body_form()
    } else {
        Form::default()
    };
    let email = typed.first("email");
    if (1..=EmailAddress::LONGEST).contains(&email.len()) {
        request.login_hint = Some(email.to_owned());
    }
    let loaded = site.registered(&request.client_id).await?;
    let first = if step == "sign-in" || !request.prompt.create { "sign-in" } else { "sign-up" };
    let (transaction, cookies) = transaction::begin(site, request).await?;
    let flow = flow_of(&loaded.value, &transaction.request)?;
    let view = View::of_application(site, &loaded.value, Some(&transaction.request));
    let walk = Walk { site, registered: &loaded.value, flow, transaction: &transaction, view };
    let response = Response::see_other(&walk.link(first));
    Ok(cookies.iter().fold(response, Response::with_cookie))
}
