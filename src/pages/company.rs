//! What a company's look adds to a page's markup.

use super::brand::{Band, Brand, Logo};
use super::{Frame, links};
use crate::encode::typed;
use maud::{Markup, html};

/// The company, above the page's content.
pub fn header(frame: &Frame) -> Markup {
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
