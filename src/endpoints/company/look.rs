//! A company's look: what it gives to a page, and its style sheet.

use super::image;
use crate::branding::{self, MailColors, Slot};
use crate::documents::Look;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::language::Label;
use crate::pages::{Band, Brand, Logo};
use crate::ports::Platform;
use crate::request::site::Site;
use crate::route::Route;

/// Answers GET for a style sheet: for good where its hash is the one asked for; an older page gets the newest, once.
///
/// # Errors
/// A page, when there is no such application.
pub async fn sheet<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let query = site.request.query_form();
    let look = match query.first("client_id") {
        "" => site.directory().await?.value.look.clone(),
        client_id => {
            let loaded = site.registered(client_id).await?;
            match loaded.value.look(Some(query.first("flow"))) {
                Some((_, look)) => look.clone(),
                None => loaded.value.directory.look.clone(),
            }
        }
    };
    let response = Response::css(&look.sheet);
    Ok(if query.first("v") == look.version {
        response.with_header("cache-control", "public, max-age=31536000, immutable")
    } else {
        response
    })
}

/// What `look` gives to a page in a language; `path` names application and flow.
pub fn brand<P: Platform>(
    site: &Site<P>,
    look: &Look,
    language: &str,
    path: &[(&str, &str)],
) -> Brand {
    image::refresh(site, look);
    let branding = &look.branding;
    let text = |label: &Option<Label>| Some(label.as_ref()?.in_language(language).to_owned());
    let band = |band: &Option<branding::Band>| {
        let band = band.as_ref()?;
        let link = |link: &branding::BandLink| {
            (link.label.in_language(language).to_owned(), link.url.clone())
        };
        Some(Band { text: text(&band.text), links: band.links.iter().map(link).collect() })
    };
    let image = |slot| image::address(site, branding.images.get(slot)?);
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
