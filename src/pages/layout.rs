//! The document around a page's content: head, company, card, errors.

use super::{Form, Frame, Problems, asset, company, field, language_menu};
use crate::encode::{email, typed};
use maud::{DOCTYPE, Markup, html};

/// A page, but for its content.
pub struct Step<'a> {
    /// Its name in `<main data-page>`.
    pub name: &'static str,
    /// Its heading, which its title begins with.
    pub title: &'a str,
    /// Whether its title says that something is wrong.
    pub wrong: bool,
    /// Whether it has a password field.
    pub password: bool,
    /// After how many seconds the browser goes on by itself, and where to.
    pub onward: Option<(u8, &'a str)>,
}

impl<'a> Step<'a> {
    /// A step without a password field, which stays.
    pub fn new(name: &'static str, title: &'a str, problems: &Problems) -> Self {
        Self { name, title, wrong: !problems.is_empty(), password: false, onward: None }
    }
}

/// The whole document.
pub fn document(frame: &Frame, step: &Step, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(frame.words.tag()) dir=(frame.words.direction()) {
            (head(frame, step))
            (company::pictured(frame.brand, &html! {
                (company::header(frame))
                @if frame.test_run { aside.test-run { (frame.words.text("form.testRun")) } }
                main data-page=(step.name) { (content) }
                (below(frame))
            }))
        }
    }
}

/// The languages, and what the company says below every page.
fn below(frame: &Frame) -> Markup {
    let band = frame.brand.footer.as_ref();
    html! {
        @if !frame.languages.is_empty() || band.is_some() {
            footer.languages { (language_menu::menu(frame)) (company::band(band)) }
        }
    }
}

/// A heading and the sentence that belongs to it.
pub fn heading(title: &str, lead: &Markup) -> Markup {
    html! {
        div.heading {
            h1 { (title) }
            @if !lead.0.is_empty() { p { (lead) } }
        }
    }
}

/// What a developer wants to know: names and values.
pub fn details(details: &[(String, String)]) -> Markup {
    html! {
        @if !details.is_empty() {
            dl.details dir="ltr" {
                @for (name, value) in details { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// What is wrong, where the eye and the focus fall first, with a link to each field.
pub fn summary(frame: &Frame, problems: &Problems) -> Markup {
    summary_with(frame, problems, |_| None)
}

/// As [`summary`], where the sentences need the name of their field to be understood.
pub fn summary_with(
    frame: &Frame,
    problems: &Problems,
    label: impl Fn(&str) -> Option<String>,
) -> Markup {
    if problems.is_empty() {
        return html! {};
    }
    let words = frame.words;
    let named = |field: &str, sentence: &str| match label(field) {
        Some(label) => words.fill("form.labelled", &[("label", &label), ("sentence", sentence)]),
        None => sentence.to_owned(),
    };
    let named_field = |name: &str| {
        let own = field::label(words, name).map(str::to_owned);
        own.or_else(|| label(name)).unwrap_or_else(|| name.to_owned())
    };
    let heading = problems.summary.as_deref().unwrap_or_else(|| words.text("form.problem"));
    html! {
        div.problems role="alert" aria-labelledby="problems" tabindex="-1" autofocus {
            h2 #problems { (heading) }
            @if !(problems.about.is_empty() && problems.fields.is_empty()) {
                ul {
                    @for name in &problems.about {
                        li { a href={ "#" (name) } { (named_field(name)) } }
                    }
                    @for (field, sentence) in &problems.fields {
                        li { a href={ "#" (field) } { (named(field, sentence)) } }
                    }
                }
            }
        }
    }
}

/// A page's main form: the server judges what is sent, so a browser's own bubbles stay away.
pub fn form(frame: &Frame, form: &Form, content: &Markup) -> Markup {
    html! {
        form method="post" action=(form.action) novalidate {
            input type="hidden" name="token" value=(form.token);
            (content)
            @if form.ends_soon { (ends_soon(frame)) }
        }
    }
}

/// What the style sheet keeps hidden until the page's time is nearly over (WCAG 2.2, 2.2.1). The live region is
/// there from the start, so that a screen reader tells what appears in it.
fn ends_soon(frame: &Frame) -> Markup {
    let words = frame.words;
    html! {
        div.ends-soon role="status" {
            div {
                p { (words.text("form.endsSoon")) }
                button.secondary type="submit" name="action" value="more-time" formnovalidate {
                    (words.text("form.moreTime"))
                }
            }
        }
    }
}

/// Why the page begins again, by the key of what it says: the focus falls here, before any field.
pub fn again(frame: &Frame, again: Option<&'static str>) -> Markup {
    html! { @if let Some(again) = again { p.again tabindex="-1" autofocus { (frame.words.text(again)) } } }
}

/// Whose account is meant.
pub fn account(email: &str) -> Markup {
    html! {
        p.account {
            span.initial aria-hidden="true" { (typed::initial(email)) }
            bdi dir="ltr" { (email::shown(email)) }
        }
    }
}

fn head(frame: &Frame, step: &Step) -> Markup {
    let title = format!("{} · {}", step.title, frame.place());
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            title {
                @if step.wrong { (frame.words.text("form.errorPrefix")) " " }
                (title)
            }
            @if let Some((seconds, onward)) = step.onward {
                meta http-equiv="refresh" content={ (seconds) ";url=" (onward) };
            }
            @if let Some(icon) = &frame.brand.favicon { link rel="icon" href=(icon); }
            @else { link rel="icon" type="image/svg+xml" href=(asset::icon()); }
            link rel="stylesheet" href=(asset::style());
            @if let Some(style) = &frame.brand.style { link rel="stylesheet" href=(style); }
            @if step.password {
                script src=(asset::show_password()) nonce=[frame.nonce] defer {}
            }
        }
    }
}

/// A link back to the application.
pub fn way_home(frame: &Frame, home: &str) -> Markup {
    html! {
        p { a.button href=(home) { (frame.words.fill("form.home", &[("application", frame.place())])) } }
    }
}

/// The code of an error, and what finds its log line.
pub fn reference(frame: &Frame, code: &str, correlation: &str) -> Markup {
    html! {
        p.note {
            (frame.words.text("problem.reference")) " "
            bdi dir="ltr" { code { (code) } " · " code { (correlation) } }
        }
    }
}
