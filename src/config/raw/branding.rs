//! The field `branding` of documents `tenant`, `flow/…` and `app/…`.

use super::Label;
use crate::branding::{Font, Layout};
use schemars::JsonSchema;
use serde::Deserialize;

/// How pages look. What an application says counts before its flow's, and that before the tenant's, field by field.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Branding {
    /// In place of the company's mark and name: an image of `image/`, `logo.png`. PNG, JPEG or WebP, up to 300 KB and
    /// 1000 by 400 pixels; it is shown 36 pixels high.
    pub logo: Option<String>,
    /// The same where the device asks for dark colours; `logo` if left out.
    pub logo_dark: Option<String>,
    /// In place of the company's mark, where there is no `logo`: a square image of up to 512 pixels.
    pub square_logo: Option<String>,
    /// The same where the device asks for dark colours; `squareLogo` if left out.
    pub square_logo_dark: Option<String>,
    /// In the browser's tab: a square image of up to 512 pixels. `squareLogo` if left out.
    pub favicon: Option<String>,
    /// Behind the card, or beside the page in the layout `split`: an image of up to 1920 by 1080 pixels.
    pub background_image: Option<String>,
    /// Colours; what is left out follows from the others.
    pub colors: Option<Colors>,
    /// Of buttons, fields and boxes, in pixels: 0 to 24.
    pub corner_radius: Option<u32>,
    /// A stack of fonts that devices have; none is loaded.
    pub font_family: Option<Font>,
    /// `centered`: a card in the middle. `split`: the picture on one half, on wide screens.
    pub layout: Option<Layout>,
    /// Above every page.
    pub header: Option<Band>,
    /// Below every page: the place of privacy notice and terms.
    pub footer: Option<Band>,
    /// Below the form of the sign-in page, up to 1024 characters: `[text](https://…)`, `**bold**`, `*italic*`,
    /// `++underlined++`, line breaks.
    pub sign_in_text: Option<Label>,
    /// In the empty field for the address, up to 64 characters.
    pub username_hint: Option<Label>,
    /// Style rules, up to 25 KB, of the part of CSS that the README lists.
    pub custom_css: Option<String>,
}

/// Colours, each `#rrggbb`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Colors {
    /// Around the card.
    pub background: Option<String>,
    /// The card, and fields.
    pub surface: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Text that matters less.
    pub muted_text: Option<String>,
    /// Edges of fields.
    pub border: Option<String>,
    /// Buttons, links, the focus.
    pub accent: Option<String>,
    /// Text on buttons.
    pub button_text: Option<String>,
    /// What is wrong.
    pub error: Option<String>,
    /// The same where the device asks for dark colours.
    pub dark: Option<DarkColors>,
}

/// Colours where the device asks for dark ones, each `#rrggbb`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DarkColors {
    /// Around the card.
    pub background: Option<String>,
    /// The card, and fields.
    pub surface: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Text that matters less.
    pub muted_text: Option<String>,
    /// Edges of fields.
    pub border: Option<String>,
    /// Buttons, links, the focus.
    pub accent: Option<String>,
    /// Text on buttons.
    pub button_text: Option<String>,
    /// What is wrong.
    pub error: Option<String>,
}

/// What stands above or below every page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    /// A sentence, up to 256 characters.
    pub text: Option<Label>,
    /// Up to 10 links.
    pub links: Option<Vec<Link>>,
}

/// A link.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// What people read, up to 256 characters.
    #[schemars(required)]
    pub label: Option<Label>,
    /// https or mailto, up to 512 characters.
    #[schemars(required)]
    pub url: Option<String>,
}
