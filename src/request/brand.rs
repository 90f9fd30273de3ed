//! What a company's look gives to a page.

use super::image_address;
use super::site::Site;
use crate::branding::{self, MailColors, Slot};
use crate::documents::Look;
use crate::http::Form;
use crate::language::Label;
use crate::pages::{Band, Brand, Logo};
use crate::ports::Platform;
use crate::route::Route;

/// The brand of `look` in a language; `path` names application and flow.
pub fn of<P: Platform>(
    site: &Site<P>,
    look: &Look,
    language: &str,
    path: &[(&str, &str)],
) -> Brand {
    image_address::refresh(site, look);
    let branding = &look.branding;
    let text = |label: &Option<Label>| Some(label.as_ref()?.in_language(language).to_owned());
    let band = |band: &Option<branding::Band>| {
        let band = band.as_ref()?;
        let link = |link: &branding::BandLink| {
            (link.label.in_language(language).to_owned(), link.url.clone())
        };
        Some(Band { text: text(&band.text), links: band.links.iter().map(link).collect() })
    };
    let image = |slot| image_address::of(site, branding.images.get(slot)?);
    let logo = |light, dark| Some(Logo { light: image(light)?, dark: image(dark) });
    Brand {
        logo: logo(Slot::Logo, Slot::LogoDark),
        square_logo: logo(Slot::SquareLogo, Slot::SquareLogoDark),
        favicon: image(Slot::Favicon).or_else(|| image(Slot::SquareLogo)),
        picture: image(Slot::BackgroundImage),
        style: (!look.sheet.is_empty()).then(|| address(look, path)),
        split: branding.layout == Some(branding::Layout::Split),
        header: band(&branding.header),
        footer: band(&branding.footer),
        sign_in_text: text(&branding.sign_in_text),
        username_hint: text(&branding.username_hint),
        mail: MailColors::of(branding),
    }
}

fn address(look: &Look, path: &[(&str, &str)]) -> String {
    let version = ("v", look.version.as_str());
    let named = path.iter().chain([&version]);
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    format!("{}?{}", Route::Sheet.path(), Form(named.map(owned).collect()).encode())
}
