//! What came of a run: the tokens, decoded.

use crate::encode::time;
use crate::pages::layout::{self, Step};
use crate::pages::{Frame, Problems};
use crate::route::Route;
use maud::{Markup, html};
use serde_json::{Map, Value};

/// Claims that are times, in seconds since 1970.
const TIMES: [&str; 5] = ["iat", "exp", "nbf", "auth_time", "updated_at"];

/// A JWT.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its header.
    pub header: Map<String, Value>,
    /// Its claims.
    pub claims: Map<String, Value>,
    /// Itself.
    pub token: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    /// Tokens.
    Tokens {
        /// The ID token.
        id_token: Shown,
        /// The access token.
        access_token: Shown,
        /// What userinfo would answer.
        userinfo: Map<String, Value>,
    },
    /// An error, as the application would be told.
    Error {
        /// Its code.
        code: String,
        /// Its description.
        description: String,
    },
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct RunResult<'a> {
    /// The application that was stood in for.
    pub client_id: &'a str,
    /// What came of it.
    pub came: Came,
}

/// The page.
pub fn page(frame: &Frame, values: &RunResult) -> Markup {
    let (title, lead) = match &values.came {
        Came::Tokens { .. } => {
            ("The run is complete", "would get these tokens, with its own aud and client_id.")
        }
        Came::Error { .. } => ("The run ended with an error", "would be told this."),
    };
    layout::document(
        frame,
        &Step::new("run-result", title, &Problems::default()),
        &html! {
            (layout::heading(title, &html! { "The application " code { (values.client_id) } " " (lead) }))
            (came(&values.came))
            p { a.button href=(Route::RunUserFlow.path()) { "Run another" } }
        },
    )
}

fn came(came: &Came) -> Markup {
    match came {
        Came::Tokens { id_token, access_token, userinfo } => html! {
            (token("ID token", "id", id_token))
            (token("Access token", "access", access_token))
            section #userinfo { h2 { "Userinfo" } (claims(userinfo)) }
        },
        Came::Error { code, description } => html! {
            dl.details { dt { "error" } dd { code { (code) } } dt { "error_description" } dd { (description) } }
        },
    }
}

fn token(title: &str, id: &str, shown: &Shown) -> Markup {
    html! {
        section id={ (id) "-token" } {
            h2 { (title) }
            (claims(&shown.claims))
            details {
                summary { "Header, and as received" }
                (claims(&shown.header))
                pre tabindex="0" { (shown.token) }
            }
        }
    }
}

fn claims(claims: &Map<String, Value>) -> Markup {
    html! {
        dl.details {
            @for (name, value) in claims { dt { code { (name) } } dd { bdi { (told(name, value)) } } }
        }
    }
}

/// A text as it is, a time with its day, anything else as JSON.
fn told(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if TIMES.contains(&name) => {
            format!("{number} ({})", time::iso8601(number.as_i64().unwrap_or_default()))
        }
        other => other.to_string(),
    }
}
