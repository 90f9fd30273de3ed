//! How pages look, as far as one document says.

use super::{label, unique};
use crate::branding::{
    Band, BandLink, Branding, Color, Colors, CustomCss, ImageType, Images, Role, Slot,
};
use crate::config::fault::At;
use crate::config::raw::branding::{Band as RawBand, Colors as RawColors, Link as RawLink};
use crate::config::raw::{self, Branding as Raw};
use crate::encode::email::EmailAddress;
use crate::encode::typed;
use url::Url;

const LARGEST_RADIUS: u32 = 24;
const MOST_LINKS: usize = 10;
const LONGEST_LABEL: usize = 256;
const LONGEST_URL: usize = 512;
const LONGEST_TEXT: usize = 1024;
const LONGEST_HINT: usize = 64;

/// The branding of a document; neutral, if the field is left out.
pub fn check(raw: Option<Raw>, at: &At<'_>) -> Branding {
    let Some(raw) = raw else { return Branding::default() };
    let (light, dark) =
        raw.colors.map(|colors| self::colors(colors, &at.field("colors"))).unwrap_or_default();
    let images = [
        raw.logo,
        raw.logo_dark,
        raw.square_logo,
        raw.square_logo_dark,
        raw.favicon,
        raw.background_image,
    ];
    Branding {
        images: self::images(images, at),
        light,
        dark,
        corner_radius: corner_radius(raw.corner_radius, &at.field("cornerRadius")),
        font: raw.font_family,
        layout: raw.layout,
        header: raw.header.map(|band| self::band(band, &at.field("header"))),
        footer: raw.footer.map(|band| self::band(band, &at.field("footer"))),
        sign_in_text: label::lines(raw.sign_in_text, LONGEST_TEXT, &at.field("signInText")),
        username_hint: username_hint(raw.username_hint, &at.field("usernameHint")),
        custom_css: custom_css(raw.custom_css, &at.field("customCss")),
    }
}

/// Images in the order of `Slot::ALL`.
fn images(raw: [Option<String>; 6], at: &At<'_>) -> Images {
    for (slot, name) in Slot::ALL.into_iter().zip(&raw) {
        if name.as_deref().is_some_and(|name| ImageType::of_name(name).is_none()) {
            at.field(slot.name()).fault(
                "is no image's name; allowed: a-z, 0-9 and -, then .png, .jpg, .jpeg or .webp, up to 64",
            );
        }
    }
    Images(raw)
}

fn colors(raw: RawColors, at: &At<'_>) -> (Colors, Colors) {
    let dark = raw.dark.unwrap_or_default();
    let dark = [
        dark.background,
        dark.surface,
        dark.text,
        dark.muted_text,
        dark.border,
        dark.accent,
        dark.button_text,
        dark.error,
    ];
    let light = [
        raw.background,
        raw.surface,
        raw.text,
        raw.muted_text,
        raw.border,
        raw.accent,
        raw.button_text,
        raw.error,
    ];
    (scheme(light, at), scheme(dark, &at.field("dark")))
}

/// Colours in the order of `Role::ALL`.
fn scheme(raw: [Option<String>; 8], at: &At<'_>) -> Colors {
    let mut colors = Colors::default();
    for (role, text) in Role::ALL.into_iter().zip(raw) {
        match text.as_deref().map(Color::parse) {
            Some(Some(color)) => colors.set(role, color),
            Some(None) => {
                let at = &at.field(role.name());
                at.fault("is no colour; allowed: #rrggbb, such as #1f4bd8");
            }
            None => {}
        }
    }
    colors
}

fn corner_radius(raw: Option<u32>, at: &At<'_>) -> Option<u32> {
    if let Some(pixels) = raw.filter(|pixels| *pixels > LARGEST_RADIUS) {
        at.fault(format!("is {pixels}; allowed: 0 to {LARGEST_RADIUS}"));
    }
    raw
}

fn band(raw: RawBand, at: &At<'_>) -> Band {
    let links = raw.links.unwrap_or_default();
    if links.len() > MOST_LINKS {
        at.field("links").fault(format!("holds {}; allowed: up to {MOST_LINKS}", links.len()));
    }
    let urls = links.iter().map(|link| link.url.as_ref());
    unique::check(urls, |index| at.field("links").item(index).field("url"));
    let text = label::short(raw.text, LONGEST_LABEL, &at.field("text"));
    let link = |(index, raw)| link(raw, &at.field("links").item(index));
    Band { text, links: links.into_iter().enumerate().map(link).collect() }
}

fn link(raw: RawLink, at: &At<'_>) -> BandLink {
    let url = raw.url.unwrap_or_default();
    if !is_link(&url) {
        at.field("url")
            .fault(format!("must be https://… or mailto:…, up to {LONGEST_URL} characters"));
    }
    let label = label::short(raw.label, LONGEST_LABEL, &at.field("label"));
    BandLink { label: label.unwrap_or_default(), url }
}

fn is_link(url: &str) -> bool {
    let plain = !url.chars().any(|c| typed::is_space(c) || c.is_control());
    let address = url.strip_prefix("mailto:").and_then(|to| to.split('?').next());
    let mail = address.is_some_and(|address| EmailAddress::parse_ascii(address).is_some());
    let web = url.starts_with("https://") && Url::parse(url).is_ok();
    plain && url.chars().count() <= LONGEST_URL && (mail || web)
}

fn username_hint(raw: Option<raw::Label>, at: &At<'_>) -> Option<crate::language::Label> {
    let label = label::short(raw, LONGEST_HINT, at)?;
    if label.0.values().any(|text| text.contains("](") || text.contains("://")) {
        at.fault("holds a link; it is shown as plain text");
    }
    Some(label)
}

fn custom_css(raw: Option<String>, at: &At<'_>) -> Option<CustomCss> {
    let found = CustomCss::parse(&raw?).map_err(|found| {
        for fault in found {
            let place = format!("line {}, column {}", fault.line, fault.column);
            at.fault(format!("{place}: {}", fault.sentence));
        }
    });
    found.ok()
}
