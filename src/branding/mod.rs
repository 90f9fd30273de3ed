//! How a company's pages look. Tenant, flow and application each say a part; what the later says counts.

mod color;
mod css;
mod image;
mod mail;
mod palette;
mod roles;
mod sheet;
mod slots;

pub use color::Color;
pub use css::{CssFault, CustomCss};
pub use image::{ImageType, LARGEST as LARGEST_IMAGE, check as check_image, dimensions};
pub use mail::MailColors;
pub use palette::{Low, Palette, Scheme};
pub use roles::{Colors, Role};
pub use sheet::sheet;
pub use slots::{Images, Slot};

use crate::encode::words::words;
use crate::language::Label;

words! {
    /// Where the content stands.
    pub enum Layout {
        /// A card in the middle.
        Centered = "centered",
        /// The picture on one half.
        Split = "split",
    }
}

words! {
    /// A stack of fonts.
    pub enum Font {
        /// The device's own.
        System = "system",
        /// As a pen writes.
        Humanist = "humanist",
        /// Of circles and lines.
        Geometric = "geometric",
        /// With rounded ends.
        Rounded = "rounded",
        /// With serifs.
        Serif = "serif",
    }
}

/// A link of the header or footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandLink {
    /// What people read.
    pub label: Label,
    /// https or mailto.
    pub url: String,
}

/// What stands above or below every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Band {
    /// A sentence.
    pub text: Option<Label>,
    /// Links, in their order.
    pub links: Vec<BandLink>,
}

/// How pages look, as far as a document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branding {
    /// Names of images.
    pub images: Images,
    /// Colours where the device asks for none or for light ones.
    pub light: Colors,
    /// Colours where the device asks for dark ones.
    pub dark: Colors,
    /// Of buttons, fields and boxes, in pixels.
    pub corner_radius: Option<u32>,
    /// Of all text but code.
    pub font: Option<Font>,
    /// Where the content stands.
    pub layout: Option<Layout>,
    /// Above every page.
    pub header: Option<Band>,
    /// Below every page.
    pub footer: Option<Band>,
    /// Below the form of the sign-in page, with marks for links and emphasis.
    pub sign_in_text: Option<Label>,
    /// In the empty field for the address.
    pub username_hint: Option<Label>,
    /// Style rules of the company's own.
    pub custom_css: Option<CustomCss>,
}

impl Branding {
    /// What `self` says, and `below` where it says nothing.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        Self {
            images: self.images.over(&below.images),
            light: self.light.over(below.light),
            dark: self.dark.over(below.dark),
            corner_radius: self.corner_radius.or(below.corner_radius),
            font: self.font.or(below.font),
            layout: self.layout.or(below.layout),
            header: either(self.header.as_ref(), below.header.as_ref()),
            footer: either(self.footer.as_ref(), below.footer.as_ref()),
            sign_in_text: either(self.sign_in_text.as_ref(), below.sign_in_text.as_ref()),
            username_hint: either(self.username_hint.as_ref(), below.username_hint.as_ref()),
            custom_css: either(self.custom_css.as_ref(), below.custom_css.as_ref()),
        }
    }

    /// Whether nothing is said: pages look neutral.
    pub fn is_neutral(&self) -> bool {
        *self == Self::default()
    }

    /// The colours that pages are drawn with.
    pub fn palette(&self, scheme: Scheme) -> Palette {
        match scheme {
            Scheme::Light => Palette::light(self.light),
            Scheme::Dark => Palette::dark(self.dark, self.light),
        }
    }
}

fn either<T: Clone>(above: Option<&T>, below: Option<&T>) -> Option<T> {
    above.or(below).cloned()
}
