//! The authorization response on its way to the application (OpenID Connect Core §3.1.2.5, Form Post §2).

use super::browser_state::BrowserState;
use super::known_applications::remember;
use super::site::Site;
use super::view::{View, form_action};
use crate::http::{Form, Method, Response};
use crate::pages::{form_post, return_to};
use crate::ports::Platform;
use crate::protocol::{Application, Callback, ResponseMode, redirect_uri};

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
            view.page_with_script(&nonce, form_action(&callback.redirect_uri).as_deref(), markup)
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
/// without a tap there is a page.
pub fn go<P: Platform>(site: &Site<P>, view: &View, location: &str) -> Response {
    let tapped = site.request.method == Method::Post;
    if tapped || redirect_uri::origin(location).is_some() {
        return Response::see_other(location);
    }
    view.page(200, return_to::page(&view.frame(None), location))
}
