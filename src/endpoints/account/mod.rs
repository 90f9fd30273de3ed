//! A person's own page (R15): what they agreed to that applications get. Withdrawing it ends that application's refresh
//! tokens at once; it is asked again the next time.

mod places;

use crate::encode::gather::Gather;
use crate::encode::time;
use crate::failure::Failure;
use crate::http::{Method, Response};
use crate::memory::places::Place;
use crate::pages::consent::allowed_by;
use crate::pages::{self, account as page};
use crate::ports::Platform;
use crate::protocol::client_id::is_url;
use crate::protocol::first_party::RUN_USER_FLOW;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::view::View;
use crate::request::{language, page_token, posted, session_cookie};
use crate::route::Route;
use crate::store::consents::{self, Consent};

/// Answers GET and POST.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    if site.request.method == Method::Post {
        return withdraw(site).await;
    }
    if let Some(language) = language::chosen(site) {
        return Ok(language::switch(site, language));
    }
    let loaded = for_people::directory(site).await?;
    let view = View::of_directory(site, &loaded.value, None);
    let Some(secret) = session_cookie::presented(site) else {
        return Ok(nobody(site, &view).await);
    };
    let found = consents::of_session(site.platform, &secret, site.now).await?;
    let Some((email, consents)) = found else { return Ok(nobody(site, &view).await) };
    let mut allowed = Vec::new();
    for consent in consents.into_iter().filter(|consent| consent.client_id != RUN_USER_FLOW) {
        allowed.push(of_application(site, &view, consent).await);
    }
    let (action, token) = (Route::Account.path(), page_token::of(site, &["account", &secret]));
    let form = pages::Form { action: &action, token: &token, ends_soon: false };
    let values = page::Account { form, email: email.as_deref(), allowed };
    Ok(view.page(200, page::page(&view.frame(None), &values)))
}

/// Who is not signed in can be, in one of the tenant's applications.
async fn nobody<P: Platform>(site: &Site<'_, P>, view: &View) -> Response {
    let places = places::places(site).await;
    let named =
        |place: &Place| (place.name.in_language(view.words.tag()).to_owned(), place.home.clone());
    let places: Vec<(String, String)> = places.iter().map(named).gather();
    view.page(200, page::nobody(&view.frame(None), &places))
}

/// One that is not registered any more is told by its id.
async fn of_application<P: Platform>(
    site: &Site<'_, P>,
    view: &View,
    consent: Consent,
) -> page::Allowed {
    let tag = view.words.tag();
    let scopes: Vec<&str> = consent.scopes.iter().map(String::as_str).collect();
    let mut told = allowed_by(&view.words, &scopes);
    let mut name = consent.client_id.clone();
    // Of one that is known by its address that is what is certain, and it need not be asked for.
    if !is_url(&consent.client_id)
        && let Ok(loaded) = site.registered(&consent.client_id).await
    {
        let application = &loaded.value.application;
        application.display_name.in_language(tag).clone_into(&mut name);
        let of_apis = scopes.iter().filter_map(|scope| application.api_scope(scope));
        told.extend(of_apis.map(|scope| scope.display_name.in_language(tag).to_owned()));
    }
    page::Allowed { client_id: consent.client_id, name, told, since: time::day(consent.granted_at) }
}

async fn withdraw<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    posted::check_origin(site)?;
    let form = posted::form(site)?;
    let back = Response::see_other(&Route::Account.path());
    let Some(secret) = session_cookie::presented(site) else { return Ok(back) };
    page_token::check(site, &["account", &secret], &form)?;
    let (client_id, id) = (form.first("withdraw"), site.correlation);
    consents::withdraw(site.platform, &secret, client_id, id, site.now).await?;
    Ok(back)
}
