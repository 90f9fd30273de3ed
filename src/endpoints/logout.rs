//! Signing out (OpenID Connect RP-Initiated Logout §2–3). A hint counts only as an ID token that this issuer
//! signed, expired or not, and whose `sid` is the present session's, or where there is no session. Without
//! one the person is asked, and no redirect follows. Whatever else is wrong with what an application sends, nobody stays signed
//! in for it: they read that they are signed out, here.

use crate::clients::{back_channel, front_channel};
use crate::documents::{Loaded, Registered};
use crate::failure::{Failure, Kind, PersonFailure};
use crate::http::{Form, Method, Response};
use crate::pages::{self, sign_out, signed_out};
use crate::ports::Platform;
use crate::protocol::jwt::TokenType;
use crate::protocol::{Application, redirect_uri};
use crate::request::browser_state::BrowserState;
use crate::request::for_people;
use crate::request::known_applications::is_unknown_stranger;
use crate::request::site::Site;
use crate::request::verified::own_token;
use crate::request::view::View;
use crate::request::{explain, language, page_token, posted, respond, session_cookie};
use crate::route::Route;
use crate::store::logouts::Logout;
use crate::store::sessions::{self, SignOut};
use std::rc::Rc;

/// What the application said.
struct Asked {
    registered: Option<Rc<Loaded<Registered>>>,
    /// The `sid` of a valid hint.
    hinted: Option<String>,
    /// Where to go afterwards: registered, and asked for with a valid hint of that application.
    location: Option<String>,
    /// Languages the application prefers.
    locales: Option<String>,
    /// Why no redirect follows, where what the application sent is wrong.
    wrong: Option<Box<PersonFailure>>,
}

impl Asked {
    /// What a developer wants to know, in development.
    fn details<P: Platform>(&self, site: &Site<P>) -> &[(String, String)] {
        let wrong = self.wrong.as_ref().filter(|_| site.settings.development);
        wrong.map_or(&[], |wrong| &wrong.details)
    }

    /// A page, which says in a header what is wrong.
    fn told(&self, page: Response) -> Response {
        match &self.wrong {
            Some(wrong) => page.with_header("x-vestibule-error", wrong.kind.code()),
            None => page,
        }
    }
}

/// Answers GET and POST.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    if site.request.method == Method::Post {
        return answer_post(site).await;
    }
    if let Some(language) = language::chosen(site) {
        return Ok(language::switch(site, language));
    }
    let asked = read(site, &site.request.query_form()).await?;
    let Some(secret) = session_cookie::presented(site) else {
        return signed_out(site, &asked, Vec::new()).await;
    };
    if let Some(hinted) = &asked.hinted {
        let ended = sessions::sign_out(site.platform, &secret, Some(hinted), site.now).await?;
        if let SignOut::SignedOut(logouts) = ended {
            let response = signed_out(site, &asked, logouts).await?;
            return Ok(without_session(site, response));
        }
    }
    match sessions::look(site.platform, &secret, site.now).await? {
        Some((_, email)) => confirm_page(site, &asked, &secret, email.as_deref()).await,
        None => Ok(without_session(site, signed_out(site, &asked, Vec::new()).await?)),
    }
}

/// Our own form ends the session; an application's POST, which comes without cookies, is repeated as GET.
async fn answer_post<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let form = posted::form(site)?;
    if form.first("logout-confirm").is_empty() {
        return posted::as_get(site, &Route::Logout, form);
    }
    posted::check_origin(site)?;
    let asked = read(site, &site.request.query_form()).await?;
    let Some(secret) = session_cookie::presented(site) else {
        return signed_out(site, &asked, Vec::new()).await;
    };
    page_token::check(site, &["logout", &secret], &form)?;
    let logouts = match sessions::sign_out(site.platform, &secret, None, site.now).await? {
        SignOut::SignedOut(logouts) => logouts,
        SignOut::AnotherSession => Vec::new(),
    };
    let response = signed_out(site, &asked, logouts).await?;
    Ok(without_session(site, response))
}

/// The browser forgets the session, and its applications see that it did.
fn without_session<P: Platform>(site: &Site<P>, response: Response) -> Response {
    let response = response.with_cookie(&session_cookie::forget(site));
    BrowserState::fresh(site).kept_by(site, response)
}

async fn read<P: Platform>(site: &Site<'_, P>, form: &Form) -> Result<Asked, Failure> {
    if let Some(name) = form.repeated() {
        return Err(explain::repeated(form, name));
    }
    let one = |name: &str| Some(form.first(name)).filter(|value| !value.is_empty());
    let hint = match one("id_token_hint") {
        Some(token) => own_token(site, token, TokenType::Id).await?,
        None => None,
    };
    let audience = hint.as_ref().and_then(|hint| hint.text("aud"));
    let mut wrong = of_another(audience, one("client_id"));
    let mut registered = None;
    if let Some(client_id) = audience.or(one("client_id")) {
        match site.registered(client_id).await {
            Ok(loaded) => registered = Some(loaded),
            Err(failure) if failure.is_of_no_application() => {
                wrong = wrong.or(Some(for_people::told(failure, client_id)));
            }
            Err(failure) => return Err(for_people::told(failure, client_id)),
        }
    }
    if let (Some(_), Some(loaded)) = (one("post_logout_redirect_uri"), &registered) {
        wrong = wrong.or_else(|| not_registered(&loaded.value.application, form));
    }
    let hinted = hint.as_ref().and_then(|hint| hint.text("sid")).map(str::to_owned);
    let may_go_on = wrong.is_none() && hinted.is_some() && registered.is_some();
    let state = one("state").map(|state| ("state".to_owned(), state.to_owned()));
    let state = Form(state.into_iter().collect());
    let location = one("post_logout_redirect_uri").filter(|_| may_go_on);
    let location = location.map(|uri| state.added_to(uri));
    let wrong = wrong.and_then(|failure| noted(site, registered.as_deref(), failure));
    let locales = one("ui_locales").map(str::to_owned);
    Ok(Asked { registered, hinted, location, locales, wrong })
}

/// The hint was made for another application than the one that is named (OpenID Connect RP-Initiated Logout §2).
fn of_another(audience: Option<&str>, client_id: Option<&str>) -> Option<Failure> {
    let (audience, client_id) = (audience?, client_id?);
    (audience != client_id).then(|| {
        Failure::person(Kind::BadRequest).because("audience").explain(
            &format!("client_id={client_id}"),
            &format!("the id_token_hint is for {audience}"),
            "send the client_id that the ID token was made for, or none",
        )
    })
}

/// The address is none of the application's (OpenID Connect RP-Initiated Logout §3).
fn not_registered(application: &Application, form: &Form) -> Option<Failure> {
    let uri = form.first("post_logout_redirect_uri");
    let known = &application.post_logout_redirect_uris;
    (!known.iter().any(|known| known == uri)).then(|| {
        let document = format!("postLogoutRedirectUris of app/{}", application.client_id);
        Failure::person(Kind::RedirectUri).because("post_logout").explain(
            &explain::received(form, "post_logout_redirect_uri"),
            &known.join(" "),
            &explain::not_registered(known, uri, &document),
        )
    })
}

/// What is wrong, once it is in the log.
fn noted<P: Platform>(
    site: &Site<P>,
    registered: Option<&Loaded<Registered>>,
    failure: Failure,
) -> Option<Box<PersonFailure>> {
    let Failure::Person(wrong) = failure else { return None };
    let application = registered.map(|loaded| loaded.value.application.client_id.as_str());
    site.log_error(("person", wrong.kind.code(), wrong.reason), application);
    Some(wrong)
}

async fn view<P: Platform>(site: &Site<'_, P>, asked: &Asked) -> Result<View, Failure> {
    let loaded = match &asked.registered {
        Some(loaded) => return Ok(View::of_application(site, &loaded.value, None)),
        None => for_people::directory(site).await?,
    };
    Ok(View::of_directory(site, &loaded.value, asked.locales.as_deref()))
}

async fn confirm_page<P: Platform>(
    site: &Site<'_, P>,
    asked: &Asked,
    secret: &str,
    email: Option<&str>,
) -> Result<Response, Failure> {
    let view = view(site, asked).await?;
    let token = page_token::of(site, &["logout", secret]);
    let client =
        asked.registered.as_ref().map(|loaded| loaded.value.application.client_id.as_str());
    let path = Route::Logout.path();
    let action = client.map_or(path.clone(), |client_id| format!("{path}?client_id={client_id}"));
    let form = pages::Form { action: &action, token: &token, ends_soon: false };
    let values = sign_out::SignOut { form, email, details: asked.details(site) };
    Ok(asked.told(view.page(200, sign_out::page(&view.frame(None), &values))))
}

/// Applications are told; then the person goes on to where the application asked, or reads that they are signed out.
async fn signed_out<P: Platform>(
    site: &Site<'_, P>,
    asked: &Asked,
    logouts: Vec<Logout>,
) -> Result<Response, Failure> {
    let frames = front_channel::frames(site, &logouts).await;
    back_channel::tell(site, logouts);
    let view = view(site, asked).await?;
    let application = asked.registered.as_ref().map(|loaded| &loaded.value.application);
    let unknown = |location: &str| {
        application.is_none_or(|known| is_unknown_stranger(site, &known.client_id, location))
    };
    let (unknown, onward) = match asked.location.as_deref() {
        Some(location) if unknown(location) => (Some(location), None),
        location => (None, location),
    };
    if let (Some(location), true) = (onward, frames.is_empty()) {
        return Ok(respond::go(site, &view, location));
    }
    let home = application.and_then(|application| application.home(site.issuer()));
    let unknown = unknown.map(|location| (redirect_uri::place(location), location));
    let values = signed_out::SignedOut {
        home: home.as_deref(),
        frames: &frames,
        onward,
        unknown,
        details: asked.details(site),
    };
    let markup = signed_out::page(&view.frame(None), &values);
    Ok(asked.told(if frames.is_empty() {
        view.page(200, markup)
    } else {
        view.page_with_frames(&frames, markup)
    }))
}
