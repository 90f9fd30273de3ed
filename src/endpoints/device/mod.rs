//! The page where a person types the code that their device shows (RFC 8628 §3.3). It names the application and shows the code
//! again before anybody signs in, also when the code came in the link (§3.3.1, §5.4). From there on the person goes through
//! the application's user flow, whose end comes back here.

pub mod authorization;
mod callback;

pub use self::callback::answer as answer_callback;

use super::authorize;
use crate::clients::authorization_request::{Entrance, Refused, read};
use crate::encode::{base64url, typed};
use crate::failure::{Failure, Kind};
use crate::http::{Form, Method, Response};
use crate::pages::{self, Problems, device, device_confirm, device_done, sentences};
use crate::ports::Platform;
use crate::protocol::user_code;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::view::View;
use crate::request::{browser_secret, language, page_token, posted, session_cookie};
use crate::route::Route;
use crate::secrets::Purpose;
use crate::store::devices::{self, Waiting};

/// Answers GET and POST.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    if site.request.method == Method::Post {
        return take(site, &posted::form(site)?).await;
    }
    if let Some(language) = language::chosen(site) {
        return Ok(language::switch(site, language));
    }
    let query = site.request.query_form();
    match query.one("user_code") {
        Ok(None) => ask(site, "", 200, |_| Problems::default()).await,
        Ok(Some(typed)) => match find(site, typed).await? {
            Ok(waiting) => confirm(site, &waiting, typed).await,
            Err(refusal) => Ok(refusal),
        },
        Err(_) => Err(Failure::person(Kind::BadRequest)),
    }
}

/// The page that asks for the code.
async fn ask<P: Platform>(
    site: &Site<'_, P>,
    typed: &str,
    status: u16,
    problems: impl FnOnce(&View) -> Problems,
) -> Result<Response, Failure> {
    let directory = for_people::directory(site).await?;
    let view = View::of_directory(site, &directory.value, None);
    let (action, secret) = (Route::Device.path(), browser_secret::for_page(site));
    let token = page_token::of(site, &of_code(&secret));
    let form = pages::Form { action: &action, token: &token, ends_soon: false };
    let values = device::Device { form, typed, problems: problems(&view) };
    let page = view.page(status, device::page(&view.frame(None), &values));
    Ok(browser_secret::bring(site, secret, page))
}

/// The code is not one that a device waits with.
async fn refuse<P: Platform>(site: &Site<'_, P>, typed: &str) -> Result<Response, Failure> {
    let problems =
        |view: &View| Problems::field("user_code", view.words.text("device.refused").to_owned());
    ask(site, typed, 422, problems).await
}

/// The device that waits with the code that was typed; otherwise the page that says what is wrong.
async fn find<P: Platform>(
    site: &Site<'_, P>,
    typed: &str,
) -> Result<Result<Waiting, Response>, Failure> {
    let Some(code) = user_code::read(typed) else { return refuse(site, typed).await.map(Err) };
    let codes = serde_json::json!(hmacs(site, &code)).to_string();
    let network = site.counter("device", &site.callers_network());
    match devices::find(site.platform, &codes, &network, site.now).await? {
        Ok(Some(waiting)) => Ok(Ok(waiting)),
        Ok(None) => refuse(site, typed).await.map(Err),
        Err(throttled) => {
            let seconds = throttled.seconds;
            let problems =
                |view: &View| Problems::whole(sentences::throttled(&view.words, seconds));
            let page = ask(site, typed, 429, problems).await?;
            Ok(Err(page.with_header("retry-after", &seconds.to_string())))
        }
    }
}

/// The page that names the application and shows the code.
async fn confirm<P: Platform>(
    site: &Site<'_, P>,
    waiting: &Waiting,
    typed: &str,
) -> Result<Response, Failure> {
    let loaded = for_people::application(site, &waiting.client_id).await?;
    let view = View::of_application(site, &loaded.value, None);
    let code = user_code::grouped(&user_code::read(typed).unwrap_or_default());
    let (action, secret) = (Route::Device.path(), browser_secret::for_page(site));
    let token = page_token::of(site, &of_answer(waiting, &session(site), &secret));
    let form = pages::Form { action: &action, token: &token, ends_soon: false };
    let values = device_confirm::Confirm { form, code: &code };
    let page = view.page(200, device_confirm::page(&view.frame(None), &values));
    Ok(browser_secret::bring(site, secret, page))
}

/// The forms: a typed code is asked about by GET; an answer to the question is given here.
async fn take<P: Platform>(site: &Site<'_, P>, form: &Form) -> Result<Response, Failure> {
    posted::check_origin(site)?;
    let (typed, secret) = (form.first("user_code"), browser_secret::presented(site));
    if form.first("action").is_empty() {
        page_token::check(site, &of_code(secret), form)?;
        if typed::trim(typed).is_empty() {
            let problems = |view: &View| {
                Problems::field("user_code", view.words.text("device.lead").to_owned())
            };
            return ask(site, "", 422, problems).await;
        }
        let query = Form(vec![("user_code".to_owned(), typed::trim(typed).to_owned())]);
        return Ok(Response::see_other(&format!("{}?{}", Route::Device.path(), query.encode())));
    }
    let waiting = match find(site, typed).await? {
        Ok(waiting) => waiting,
        Err(refusal) => return Ok(refusal),
    };
    page_token::check(site, &of_answer(&waiting, &session(site), secret), form)?;
    if form.first("action") == "approve" {
        return begin(site, &waiting).await;
    }
    devices::deny(site.platform, &waiting.hash, site.now).await?;
    done(site, &waiting.client_id, false).await
}

/// Begins what the device asked for, as if the application had sent this browser.
async fn begin<P: Platform>(site: &Site<'_, P>, waiting: &Waiting) -> Result<Response, Failure> {
    let loaded = for_people::application(site, &waiting.client_id).await?;
    let application = &loaded.value.application;
    let form = Form::parse(waiting.request.as_bytes());
    let asked = match read(site, application, form, Entrance::DevicePage).await {
        Ok(asked) => asked,
        Err(Refused::Told(_, error)) => {
            return Err(Failure::person(Kind::BadRequest).because(error.cause.name()));
        }
        Err(refused) => return Err(refused.for_program(application)),
    };
    authorize::begin(site, &loaded.value, asked, true).await
}

/// The last page.
async fn done<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    approved: bool,
) -> Result<Response, Failure> {
    let loaded = for_people::application(site, client_id).await?;
    let view = View::of_application(site, &loaded.value, None);
    Ok(view.page(200, device_done::page(&view.frame(None), &device_done::Done { approved })))
}

/// Where the user flow comes back to.
fn callback_uri<P: Platform>(site: &Site<P>) -> String {
    Route::DeviceCallback.url(site.issuer())
}

/// A user code as it is kept, under each master key, the newest first.
fn hmacs<P: Platform>(site: &Site<P>, code: &str) -> Vec<String> {
    let keys = &site.settings.master_keys;
    keys.macs(Purpose::UserCode, &[code]).map(|mac| base64url::encode(&mac)).collect()
}

/// What the token of the page that asks for the code is of: this browser.
fn of_code(secret: &str) -> [&str; 2] {
    ["device", secret]
}

/// What the token of the page that asks about a device is of: the device, who is signed in, and this browser.
fn of_answer<'a>(waiting: &'a Waiting, session: &'a str, secret: &'a str) -> [&'a str; 4] {
    ["device", &waiting.hash, session, secret]
}

/// The session of who is signed in here: they answer for themselves.
fn session<P: Platform>(site: &Site<P>) -> String {
    session_cookie::presented(site).unwrap_or_default()
}
