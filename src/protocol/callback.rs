//! The way back to the application. A [`Callback`] can only be made once client and redirect URI are
//! checked (RFC 6749 §4.1.2.1): before it exists errors are pages, after it exists they are redirects.
//! Every response carries `iss` (RFC 9207 §2) and the request's `state`.

use super::{Application, AuthorizationRequest, Cause, OAuthError, ResponseMode, redirect_uri};
use crate::http::Form;

/// A checked place to send an authorization response to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// The application's id.
    pub client_id: String,
    /// Registered for the application.
    pub redirect_uri: String,
    /// How the response travels.
    pub response_mode: ResponseMode,
    state: Option<String>,
    issuer: String,
}

/// Why there is no callback: the person gets a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCallback {
    /// `redirect_uri` was left out, and is required.
    Missing,
    /// It was sent more than once.
    Repeated,
    /// It is not registered.
    NotRegistered,
}

impl Callback {
    /// Checks `redirect_uri`, then takes `state` and `response_mode` where they can be read.
    ///
    /// # Errors
    /// When nothing may be sent back. An unusable `response_mode` is told by the default mode.
    pub fn check(
        application: &Application,
        parameters: &Form,
        issuer: &str,
    ) -> Result<(Self, Result<ResponseMode, OAuthError>), NoCallback> {
        let sent = parameters.one("redirect_uri").map_err(|_| NoCallback::Repeated)?;
        let sent = sent.ok_or(NoCallback::Missing)?;
        if !redirect_uri::is_registered(application, sent) {
            return Err(NoCallback::NotRegistered);
        }
        let mode = response_mode(application, parameters);
        let response_mode = mode.clone().unwrap_or(default_mode(application));
        Ok((Self { response_mode, ..Self::at(sent, application, parameters, issuer) }, mode))
    }

    /// The callback at `redirect_uri`, which is known to be good: in the query, with `state` where it can be read.
    pub fn at(
        redirect_uri: &str,
        application: &Application,
        parameters: &Form,
        issuer: &str,
    ) -> Self {
        Self {
            client_id: application.client_id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            response_mode: ResponseMode::Query,
            state: parameters.one("state").ok().flatten().map(str::to_owned),
            issuer: issuer.to_owned(),
        }
    }

    /// The callback of a request that was checked before.
    pub fn of(request: &AuthorizationRequest, issuer: &str) -> Self {
        Self {
            client_id: request.client_id.clone(),
            redirect_uri: request.redirect_uri.clone(),
            response_mode: request.response_mode,
            state: request.state.clone(),
            issuer: issuer.to_owned(),
        }
    }

    /// The parameters that bring a code, and the session's state where there is one (OpenID Connect Session Management §2).
    pub fn success(&self, code: &str, session_state: Option<String>) -> Form {
        let mut parameters = vec![("code".to_owned(), code.to_owned())];
        parameters.extend(session_state.map(|state| ("session_state".to_owned(), state)));
        self.finish(parameters)
    }

    /// The parameters that bring an error. No others: clients that check may warn of them.
    pub fn error(&self, error: &OAuthError, correlation: &str) -> Form {
        self.finish(vec![
            ("error".to_owned(), error.code().to_owned()),
            ("error_description".to_owned(), error.description(correlation)),
        ])
    }

    fn finish(&self, mut parameters: Vec<(String, String)>) -> Form {
        if let Some(state) = &self.state {
            parameters.push(("state".to_owned(), state.clone()));
        }
        parameters.push(("iss".to_owned(), self.issuer.clone()));
        Form(parameters)
    }

    /// The redirect URI with `parameters` in its query, where what it had stays, or in its fragment.
    pub fn location(&self, parameters: &Form) -> String {
        if self.response_mode == ResponseMode::Fragment {
            return format!("{}#{}", self.redirect_uri, parameters.encode());
        }
        let separator = match self.redirect_uri.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        format!("{}{separator}{}", self.redirect_uri, parameters.encode())
    }
}

fn default_mode(application: &Application) -> ResponseMode {
    application.response_modes.first().copied().unwrap_or(ResponseMode::Query)
}

fn response_mode(application: &Application, parameters: &Form) -> Result<ResponseMode, OAuthError> {
    match parameters.one("response_mode") {
        Ok(None) => Ok(default_mode(application)),
        Ok(Some(name)) => ResponseMode::named(name)
            .filter(|mode| application.response_modes.contains(mode))
            .ok_or_else(|| {
                let allowed: Vec<_> =
                    application.response_modes.iter().map(|mode| mode.name()).collect();
                let description = format!("response_mode may be: {}", allowed.join(", "));
                OAuthError::new(Cause::ResponseMode, description)
            }),
        Err(_) => {
            Err(OAuthError::new(Cause::ParameterRepeated, "response_mode was sent more than once"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::application::tests::application;

    #[test]
    fn a_registered_query_is_kept_and_state_and_issuer_are_added() {
        let mut app = application();
        app.redirect_uris = vec!["https://app.example/cb?a=b".into()];
        let form = Form::parse(b"redirect_uri=https://app.example/cb%3Fa%3Db&state=x%26y");
        let (callback, _) = Callback::check(&app, &form, "https://issuer.example").unwrap();
        assert_eq!(
            callback.location(&callback.success("c", None)),
            "https://app.example/cb?a=b&code=c&state=x%26y&iss=https%3A%2F%2Fissuer.example"
        );
    }

    #[test]
    fn nothing_is_sent_to_a_place_that_is_not_registered() {
        for (query, reason) in [
            ("", NoCallback::Missing),
            ("redirect_uri=https://evil.example/", NoCallback::NotRegistered),
            ("redirect_uri=https://app.example/callback/", NoCallback::NotRegistered),
            (
                "redirect_uri=https://app.example/callback&redirect_uri=https://app.example/callback",
                NoCallback::Repeated,
            ),
        ] {
            let found = Callback::check(&application(), &Form::parse(query.as_bytes()), "i");
            assert_eq!(found.map(|_| ()), Err(reason), "{query}");
        }
    }
}
