//! What a company's look adds to a page's markup.

use super::{Frame, links};
use crate::branding::MailColors;
use crate::encode::typed;
use maud::{Markup, html};

/// A company's look in the page's language; neutral by default.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// The address of its style sheet.
    pub style: Option<String>,
    /// In place of the company's mark and name.
    pub logo: Option<Logo>,
    /// In place of the company's mark.
    pub square_logo: Option<Logo>,
    /// In the browser's tab.
    pub favicon: Option<String>,
    /// Behind or beside the page.
    pub picture: Option<String>,
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
    /// What follows its accent in mail.
    pub mail: MailColors,
}

/// The addresses of an image.
#[derive(Debug, Clone, Default)]
pub struct Logo {
    /// For light.
    pub light: String,
    /// For dark, where it is another.
    pub dark: Option<String>,
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
            @if let Some(logo) = &frame.brand.logo {
                (image("logo", logo, frame.tenant))
            } @else {
                @if let Some(logo) = &frame.brand.square_logo {
                    (image("square-logo", logo, ""))
                } @else {
                    span.mark aria-hidden="true" { (typed::initial(frame.tenant)) }
                }
                span { (frame.tenant) }
            }
            (band(frame.brand.header.as_ref()))
        }
    }
}

fn image(class: &str, logo: &Logo, alt: &str) -> Markup {
    html! {
        picture class=(class) {
            @if let Some(dark) = &logo.dark {
                source srcset=(dark) media="(prefers-color-scheme: dark)";
            }
            img src=(logo.light) alt=(alt);
        }
    }
}

/// The page with its picture, where it has one.
pub fn pictured(brand: &Brand, page: &Markup) -> Markup {
    let class = if brand.split { "split" } else { "pictured" };
    html! {
        @if brand.split || brand.picture.is_some() {
            body class=(class) {
                div.picture {
                    @if let Some(picture) = &brand.picture { img src=(picture) alt="" loading="lazy"; }
                }
                div.pane { (page) }
            }
        } @else {
            body { (page) }
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
