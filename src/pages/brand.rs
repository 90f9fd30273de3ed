//! What a company's look adds to a page's markup.

use super::{Frame, layout, links};
use maud::{Markup, html};

/// A company's look in the page's language; neutral by default.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// The address of its style sheet.
    pub style: Option<String>,
    /// Whether the picture stands on one half of a wide screen.
    pub split: bool,
    /// Above the page.
    pub header: Option<Band>,
    /// Below the page.
    pub footer: Option<Band>,
    /// Below the form of the sign-in page.
    pub sign_in_text: Option<String>,
    /// In the empty field for the address.
    pub username_hint: Option<String>,
}

/// A sentence and links.
#[derive(Debug, Clone, Default)]
pub struct Band {
    /// The sentence.
    pub text: Option<String>,
    /// Labels and addresses.
    pub links: Vec<(String, String)>,
}

/// The company, above the page's content.
pub fn company(frame: &Frame) -> Markup {
    html! {
        header.company {
            span.mark aria-hidden="true" { (layout::initial(frame.tenant)) }
            span { (frame.tenant) }
            (band(frame.brand.header.as_ref()))
        }
    }
}

/// A sentence and links of the header or footer.
pub fn band(band: Option<&Band>) -> Markup {
    html! {
        @if let Some(band) = band {
            div.band {
                @if let Some(text) = &band.text { p { (text) } }
                @if !band.links.is_empty() {
                    ul { @for (label, address) in &band.links { li { (links::anchor(label, address)) } } }
                }
            }
        }
    }
}
