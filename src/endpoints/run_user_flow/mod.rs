//! *Run user flow*: starts any flow for any of its applications, with chosen parameters, and shows the tokens. Its runs
//! are the first-party application's own: no code or token of the chosen application can be had here.

mod access;
mod callback;
mod choices;
pub mod preview;
mod samples;
mod started;

pub use self::callback::answer as answer_callback;

use self::started::Started;
use super::authorize;
use crate::clients::authorization_request::{Entrance, Refused, read};
use crate::encode::{base64url, typed};
use crate::failure::Failure;
use crate::http::{Form, Method, Response};
use crate::pages::run_user_flow as page;
use crate::ports::Platform;
use crate::protocol::pkce;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::stand_in;
use crate::request::view::View;
use crate::request::{browser_secret, page_token, posted};

/// What its form's token is of, beside this browser.
const PAGE: &str = "run-user-flow";

/// Answers GET with the form, POST by starting a run.
///
/// # Errors
/// A page, for who may not.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let posted = site.request.method == Method::Post;
    if posted {
        posted::check_origin(site)?;
    }
    access::check(site).await?;
    if !posted {
        return show(site, &Form::default(), 200, None).await;
    }
    let form = posted::form(site)?;
    page_token::check(site, &[PAGE, browser_secret::presented(site)], &form)?;
    start(site, &form).await
}

async fn show<P: Platform>(
    site: &Site<'_, P>,
    entered: &Form,
    status: u16,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let directory = for_people::directory(site).await?;
    let tenant = &directory.value.tenant;
    let choices = choices::read(site).await?;
    let view = View::in_english(site, &directory.value);
    let secret = browser_secret::for_page(site);
    let values = page::RunUserFlow {
        token: &page_token::of(site, &[PAGE, &secret]),
        runs: &choices.runs,
        flows: &choices.flows,
        languages: &tenant.languages,
        entered,
        problem,
    };
    let page = view.page(status, page::page(&view.frame(None), &values));
    Ok(browser_secret::bring(site, secret, page))
}

/// Starts a run: what `/authorize` would do for an application with these parameters.
async fn start<P: Platform>(site: &Site<'_, P>, form: &Form) -> Result<Response, Failure> {
    let (client_id, flow) = form.first("run").split_once(' ').unwrap_or_default();
    let stand_in = match stand_in::of(site, client_id).await {
        Ok(found) if found.value.application.flows.iter().any(|id| id == flow) => found,
        Err(failure) if !failure.is_of_no_application() => {
            return Err(for_people::told(failure, client_id));
        }
        _ => {
            let problem = "Choose an application and a user flow that it names.".to_owned();
            return show(site, form, 422, Some(problem)).await;
        }
    };
    let verifier = base64url::encode(&site.platform.random_bytes::<32>());
    let started = Started { client_id: client_id.to_owned(), verifier, state: site.random::<16>() };
    let application = &stand_in.value.application;
    let parameters = parameters(form, flow, &started, &application.redirect_uris);
    let mut asked = match read(site, application, parameters, Entrance::RunUserFlow).await {
        Ok(asked) => asked,
        Err(Refused::Told(_, error)) => {
            let problem = error.description(site.correlation);
            return show(site, form, 422, Some(problem)).await;
        }
        Err(refused) => return Err(refused.for_program(application)),
    };
    asked.request.stands_in_for = Some(client_id.to_owned());
    let any_session = form.first("session") == "any";
    let response = authorize::begin(site, &stand_in.value, asked, any_session).await;
    let response = match response {
        // An answer to the application is one for the page of results.
        Err(Failure::Callback { callback, error }) => {
            Response::see_other(&callback.location(&callback.error(&error, site.correlation)))
        }
        other => other?,
    };
    Ok(response.with_cookie(&started.cookie(site)))
}

fn parameters(form: &Form, flow: &str, started: &Started, redirect_uris: &[String]) -> Form {
    let challenge = pkce::answered_challenge(Some(&started.verifier)).ok().flatten();
    let entered = |name: &'static str| (name, typed::trim(form.first(name)));
    let all = [
        ("response_type", "code"),
        ("redirect_uri", redirect_uris.first().map_or("", String::as_str)),
        ("user_flow", flow),
        ("state", &started.state),
        ("nonce", &started.state),
        ("code_challenge", challenge.as_deref().unwrap_or_default()),
        ("code_challenge_method", "S256"),
        entered("scope"),
        entered("prompt"),
        entered("login_hint"),
        entered("max_age"),
        ("ui_locales", form.first("language")),
    ];
    let sent = all.into_iter().filter(|(_, value)| !value.is_empty());
    Form(sent.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}
