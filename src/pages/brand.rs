//! A company's look, as far as a page's markup shows it.

use crate::branding::MailColors;

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
