//! What an application says of itself (OpenID Connect Dynamic Client Registration §2): its logo beside the heading that
//! names it, its policy and terms below. They are named as its own, so that nobody takes them for the company's.

use super::{Frame, layout};
use maud::{Markup, html};

/// The heading of a page on which a person decides about the application.
pub fn heading(frame: &Frame, title: &str, lead: &Markup) -> Markup {
    html! {
        @if let Some(logo) = &frame.links.logo {
            div.introduced {
                img src=(logo) alt=(frame.place());
                (layout::heading(title, lead))
            }
        } @else {
            (layout::heading(title, lead))
        }
    }
}

/// Links to its policy and terms.
pub fn policies(frame: &Frame) -> Markup {
    let links =
        [("application.policy", &frame.links.policy), ("application.terms", &frame.links.terms)];
    html! {
        @if links.iter().any(|(_, address)| address.is_some()) {
            ul.policies {
                @for (key, address) in links {
                    @if let Some(address) = address {
                        li { (link(frame, key, address)) }
                    }
                }
            }
        }
    }
}

/// Opens in a new tab, and vouches for nothing: anybody may have registered it.
fn link(frame: &Frame, key: &'static str, address: &str) -> Markup {
    let words = frame.words.isolate(key, &[("application", frame.place())]);
    html! { a href=(address) target="_blank" rel="noopener noreferrer nofollow" { (words) } }
}
