//! The authorization response on its way to the application (OpenID Connect Core §3.1.2.5, Form Post §2).

use super::browser_state::BrowserState;
use super::known_applications::{is_unknown_stranger, remember};
use super::site::Site;
use super::view::View;
use crate::http::{Form, Method, Response};
use crate::pages::leave::{self, Way};
use crate::pages::{form_post, return_to};
use crate::ports::Platform;
use crate::protocol::{Application, Callback, OAuthError, ResponseMode, redirect_uri};
use crate::route::Route;

/// Tells the application of an error. Who has done nothing here yet is not sent to one that nobody speaks for: they read
/// where it leads.
pub fn error<P: Platform>(
    site: &Site<P>,
    view: &View,
    to: &Callback,
    error: &OAuthError,
) -> Response {
    let parameters = to.error(error, site.correlation);
    if !is_held_back(site, to) {
        return callback(site, view, to, &parameters);
    }
    let location = to.location(&parameters);
    let way = match to.response_mode {
        ResponseMode::Query | ResponseMode::Fragment => Way::Link(&location),
        ResponseMode::FormPost => {
            let (action, parameters) = (to.redirect_uri.as_str(), parameters.0.as_slice());
            Way::Form(form_post::FormPost { action, parameters })
        }
    };
    let place = redirect_uri::place(&to.redirect_uri);
    let (code, correlation) = (error.code(), site.correlation);
    let values = leave::Leave { place: &place, way, code, correlation };
    view.page(400, leave::page(&view.frame(None), &values)).with_header("x-vestibule-error", code)
}

/// Whether an error stays here until the person goes on themselves.
pub fn is_held_back<P: Platform>(site: &Site<P>, to: &Callback) -> bool {
    site.request.path == Route::Authorize.path()
        && is_unknown_stranger(site, &to.client_id, &to.redirect_uri)
}

/// Sends `parameters` to the callback: a redirect, a page that goes on to a scheme of the application's own, or a
/// form that the browser posts.
pub fn callback<P: Platform>(
    site: &Site<P>,
    view: &View,
    callback: &Callback,
    parameters: &Form,
) -> Response {
    match callback.response_mode {
        ResponseMode::Query | ResponseMode::Fragment => {
            go(site, view, &callback.location(parameters))
        }
        ResponseMode::FormPost => {
            let nonce = site.random::<16>();
            let values =
                form_post::FormPost { action: &callback.redirect_uri, parameters: &parameters.0 };
            let markup = form_post::page(&view.frame(Some(&nonce)), &values);
            view.page_that_posts(&nonce, markup)
        }
    }
}

/// Brings a code to an application, from a session that stays as it is.
pub fn code<P: Platform>(
    site: &Site<P>,
    view: &View,
    (application, to): (&Application, &Callback),
    code: &str,
) -> Response {
    let state = BrowserState::present(site);
    let parameters = to.success(code, state.told(site, &to.client_id, to));
    let response = callback(site, view, to, &parameters);
    remember(site, application, &to.redirect_uri, state.kept_by(site, response))
}

/// Sends the browser to a registered place. A scheme of the application's own opens by a tap's redirect, a POST's;
/// without a tap there is a page, and always where any program may have such a scheme.
pub fn go<P: Platform>(site: &Site<P>, view: &View, location: &str) -> Response {
    let tapped = site.request.method == Method::Post;
    let tapped = tapped && redirect_uri::common_scheme(location).is_none();
    if tapped || redirect_uri::origin(location).is_some() {
        return Response::see_other(location);
    }
    view.page(200, return_to::page(&view.frame(None), location))
}
