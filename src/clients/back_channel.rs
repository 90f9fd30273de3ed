//! Telling applications that a session ended (OpenID Connect Back-Channel Logout §2.5, §2.8). Nobody waits for it: each is
//! told after the answer, and again by the cron trigger if it did not answer or failed, until a day is over.

use crate::config::Settings;
use crate::documents::LoadFailure;
use crate::failure::Failure;
use crate::http::Form;
use crate::memory::isolate::Isolate;
use crate::ports::{FetchError, OutboundRequest, Platform, Signing};
use crate::protocol::jwt::TokenType;
use crate::protocol::{lifetime, logout};
use crate::request::signer::Signer;
use crate::request::site::{Site, log_failure};
use crate::store::logouts::{self, Logout};
use std::rc::Rc;

/// How many are told at once; the others wait for the cron trigger.
const MOST: usize = 30;

/// What became of telling an application.
enum Told {
    /// It did what it was told (200 or 204).
    Done(u16),
    /// It will not: telling it again would not help.
    Refused(u16),
    /// It failed or did not answer, and is told again.
    Failed(String),
    /// It is not registered any more, or does not ask to be told.
    Nobody,
}

/// Tells applications that a session ended, after the answer.
pub fn tell<P: Platform>(site: &Site<'_, P>, logouts: Vec<Logout>) {
    tell_each(site.platform, site.settings, site.isolate, logouts);
}

/// Tells again those that have not heard it.
///
/// # Errors
/// When the database can't be asked.
pub async fn tell_again<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Rc<Isolate<<P as Signing>::Key>>,
) -> Result<(), Failure> {
    let due = logouts::take_due(platform, i64::try_from(MOST).unwrap_or(0), platform.now()).await?;
    tell_each(platform, settings, isolate, due);
    Ok(())
}

fn tell_each<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Rc<Isolate<<P as Signing>::Key>>,
    logouts: Vec<Logout>,
) {
    for logout in logouts.into_iter().take(MOST) {
        let (own, settings, isolate) = (platform.clone(), settings.clone(), isolate.clone());
        platform.after_response(async move {
            let told = tell_one(&own, &settings, &isolate, &logout).await;
            let told = told.unwrap_or_else(|failure| Told::Failed(format!("{failure:?}")));
            log(&own, &logout, &told);
            if !matches!(told, Told::Failed(_)) && logouts::settle(&own, &logout).await.is_err() {
                log_failure(&own, "", "logout: what was told can't be forgotten", true);
            }
        });
    }
}

async fn tell_one<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Isolate<<P as Signing>::Key>,
    about: &Logout,
) -> Result<Told, Failure> {
    let now = platform.now();
    let loaded = isolate.application(platform, &about.client_id, &settings.mode(), now).await;
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(LoadFailure::UnknownApplication) => return Ok(Told::Nobody),
        Err(failure) => return Ok(Told::Failed(format!("{failure:?}"))),
    };
    let application = &loaded.value.application;
    let Some(url) = application.backchannel_logout_uri.clone() else { return Ok(Told::Nobody) };
    let (keys, masters) = (&isolate.keys, &settings.master_keys);
    let signer = Signer::of(platform, keys, masters, application.signing_algorithm, now).await?;
    let unique = crate::encode::base64url::encode(&platform.random_bytes::<16>());
    let tenant = &loaded.value.directory.tenant.id;
    let whose = (about.account.as_str(), about.session.as_str());
    let claims = logout::token(&settings.issuer, tenant, application, whose, &unique);
    let token =
        signer.sign(platform, TokenType::Logout, now, lifetime::LOGOUT_TOKEN, claims).await?;
    let content = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    let body = Form(vec![("logout_token".to_owned(), token)]).encode();
    let request = OutboundRequest::post(&url, application.named_by(), &settings.mode());
    // It was registered before such addresses were refused.
    let Ok(mut request) = request else { return Ok(Told::Nobody) };
    request.headers = vec![content];
    request.body = body;
    Ok(match platform.fetch(request).await {
        Ok(answer) if (200..300).contains(&answer.status) => Told::Done(answer.status),
        Ok(answer) if answer.status >= 500 => Told::Failed(answer.status.to_string()),
        Ok(answer) => Told::Refused(answer.status),
        Err(FetchError(reason)) => Told::Failed(reason),
    })
}

fn log<P: Platform>(platform: &P, logout: &Logout, told: &Told) {
    let (outcome, answer) = match told {
        Told::Done(status) => ("told", status.to_string()),
        Told::Refused(status) => ("refused", status.to_string()),
        Told::Failed(reason) => ("failed", reason.clone()),
        Told::Nobody => return,
    };
    let line = serde_json::json!({
        "event": "logout",
        "application": logout.client_id,
        "session": logout.session,
        "outcome": outcome,
        "answer": answer,
    });
    platform.log(&line.to_string());
}
