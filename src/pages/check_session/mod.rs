//! A page that nobody sees: applications ask it, from another frame, whether the session has changed.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const SCRIPT: &str = include_str!("check_session.js");

/// The page; `nonce` is that of its script.
pub fn page(nonce: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Session state" }
                script nonce=(nonce) { (PreEscaped(SCRIPT)) }
            }
        }
    }
}
