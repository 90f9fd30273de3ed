//! Woodgrove, the sample application: it signs people in at this issuer and shows the tokens. Development only,
//! so its words are English alone, and its style and script stand in the page and not among the served files.

mod art;

use crate::language::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("demo.css");
const SCRIPT: &str = include_str!("demo.js");

/// One of the sample company's applications.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    /// Its name.
    pub application: &'a str,
    /// Its `client_id`.
    pub client_id: &'a str,
    /// Its user flow.
    pub flow: &'a str,
    /// What its button for new accounts says.
    pub create_label: &'a str,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Demo<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The applications.
    pub sections: Vec<Section<'a>>,
    /// The nonce of this answer's Content-Security-Policy, for script and style.
    pub nonce: &'a str,
}

/// The page.
pub fn page(values: &Demo) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { "Woodgrove, a sample application" }
                link rel="icon" type="image/svg+xml" href=(crate::pages::asset::icon());
                style nonce=(values.nonce) { (PreEscaped(STYLE)) }
            }
            body {
                (top())
                main.wide data-page="demo" data-issuer=(values.issuer) {
                    (hero(values))
                    (messages())
                    (result())
                    div.cards { @for section in &values.sections { (card(section)) } }
                }
                footer.wide {
                    p { "Woodgrove is made up. Read the mail it sends in the "
                        a href="/dev/outbox" target="_blank" rel="noopener" { "outbox" } ", or "
                        a href="/run-user-flow" { "run a user flow" } " with parameters of your own." }
                }
                script nonce=(values.nonce) { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn top() -> Markup {
    html! {
        header.top {
            div.wide {
                div.brand { (art::logo()) "Woodgrove" }
                div.language {
                    label for="language" { "Pages in" }
                    select id="language" {
                        option value="" { "the browser's language" }
                        @for language in Language::ALL {
                            option value=(language.tag()) lang=(language.tag()) { (language.own_name()) }
                        }
                    }
                }
            }
        }
    }
}

fn hero(values: &Demo) -> Markup {
    html! {
        div.hero {
            h1 { "Good timber, good company" }
            p {
                "A sample application. It signs you in at " code { (values.issuer) }
                " with an authorization code and PKCE, then shows the tokens it gets."
            }
            noscript { p { "This application runs in the browser and needs JavaScript. The pages where you sign in do not." } }
        }
    }
}

fn messages() -> Markup {
    html! {
        p.notice #notice role="status" {}
        div.failure #failure role="alert" hidden {
            h2 { "That did not work" }
            p #failure-text {}
            p { code #failure-code {} }
        }
    }
}

fn result() -> Markup {
    html! {
        section #result hidden aria-labelledby="who" {
            h2 #who tabindex="-1" {}
            p #name {}
            div.buttons {
                button.plain #refresh type="button" { "Refresh" }
                button.plain #sign-out type="button" { "Sign out" }
            }
            div.panels {
                (panel("id", "ID token"))
                (panel("access", "Access token"))
                (panel("userinfo", "Userinfo"))
            }
        }
    }
}

fn panel(id: &str, title: &str) -> Markup {
    html! {
        section.panel {
            h3 { (title) }
            dl id={ (id) "-claims" } {}
            details { summary { "As received" } pre id={ (id) "-raw" } {} }
        }
    }
}

fn card(section: &Section) -> Markup {
    let (picture, sentence) = match section.flow {
        "supplier" => (
            art::timber(),
            "For the companies that supply us: orders, deliveries and invoices. Partners sign up themselves and get a guest account.",
        ),
        "reseller" => (
            art::shop(),
            "For shops that sell what we make: price lists and samples. Fields appear as you answer, over two pages.",
        ),
        _ => (
            art::table(),
            "Tables, shelves and cutting boards from our own workshop. Customers sign up themselves and get an account of their own.",
        ),
    };
    html! {
        section.card {
            (picture)
            div {
                h2 { (section.application) }
                p { (sentence) }
                p.flow { "User flow " code { (section.flow) } ", application " code { (section.client_id) } }
                div.buttons {
                    button type="button" data-client=(section.client_id) data-application=(section.application) {
                        "Sign in"
                    }
                    button.plain type="button" data-create data-client=(section.client_id)
                        data-application=(section.application) { (section.create_label) }
                }
            }
        }
    }
}
