//! The languages a page is offered in, below it: closed until it is asked for, and without a script.

use super::Frame;
use maud::{Markup, html};

/// The menu; nothing where there is no choice. Each language stands there in its own words.
pub fn menu(frame: &Frame) -> Markup {
    let words = frame.words;
    if frame.languages.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary {
                (globe())
                span.unseen { (words.text("form.language")) " " }
                (words.language.own_name())
            }
            nav aria-label=(words.text("form.language")) {
                ul {
                    @for link in frame.languages {
                        @let tag = link.language.tag();
                        @let current = (link.language == words.language).then_some("true");
                        li {
                            a href=(link.href) lang=(tag) hreflang=(tag) aria-current=[current] {
                                (link.language.own_name())
                            }
                        }
                    }
                }
            }
        }
    }
}

fn globe() -> Markup {
    html! {
        svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" {
            circle cx="10" cy="10" r="7.25" {}
            ellipse cx="10" cy="10" rx="3.25" ry="7.25" {}
            path d="M3 10h14" {}
        }
    }
}
