//! Woodgrove, the sample application: it signs people in at this issuer and shows the tokens. Development only.

use maud::{DOCTYPE, Markup, PreEscaped, html};

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
            body { main data-page="demo" data-issuer=(values.issuer) {
                @for section in &values.sections { (section.application) }
            } }
        }
    }
}
