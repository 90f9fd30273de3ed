//! The authorization response on its way to the application (OpenID Connect Core §3.1.2.5, Form Post §2).

use super::site::Site;
use super::view::{View, form_action};
use crate::http::{Form, Response};
use crate::pages::form_post;
use crate::ports::Platform;
use crate::protocol::{Callback, ResponseMode};

/// Sends `parameters` to the callback: a redirect, or a form that the browser posts.
pub fn callback<P: Platform>(
    site: &Site<P>,
    view: &View,
    callback: &Callback,
    parameters: &Form,
) -> Response {
    match callback.response_mode {
        ResponseMode::Query => Response::see_other(&callback.location(parameters)),
        ResponseMode::FormPost => {
            let nonce = site.random::<16>();
            let values =
                form_post::FormPost { action: &callback.redirect_uri, parameters: &parameters.0 };
            let markup = form_post::page(&view.frame(Some(&nonce)), &values);
            view.page_with_script(&nonce, form_action(&callback.redirect_uri).as_deref(), markup)
        }
    }
}
