//! That what a page shows can be read: the colours of a document over those that it adds to.
//!
//! WCAG 2.2, 1.4.3 and 1.4.11.

use crate::branding::{Branding, Low, Palette, Role, Scheme};
use crate::config::fault::At;

/// A fault for each pair of colours that `own` over `below` makes too alike, and `below` alone does not.
pub fn check(own: &Branding, below: &Branding, at: &At<'_>) {
    let both = own.over(below);
    for scheme in [Scheme::Light, Scheme::Dark] {
        let (before, after) = (below.palette(scheme), both.palette(scheme));
        for low in after.too_low().into_iter().filter(|low| !is_same(low, &before, &after)) {
            let given = if scheme == Scheme::Light { own.light } else { own.dark };
            let named = [low.over, low.under].into_iter().find(|role| given.get(*role).is_some());
            place(scheme, named, at).fault(sentence(&low, &after, scheme));
        }
    }
}

/// Whether a pair was drawn like this without the document.
fn is_same(low: &Low, before: &Palette, after: &Palette) -> bool {
    [low.over, low.under].into_iter().all(|role| before.of(role) == after.of(role))
}

fn place<'f>(scheme: Scheme, role: Option<Role>, at: &At<'f>) -> At<'f> {
    let colors = at.field("branding").field("colors");
    match (scheme, role) {
        (_, None) => colors,
        (Scheme::Light, Some(role)) => colors.field(role.name()),
        (Scheme::Dark, Some(role)) => colors.field("dark").field(role.name()),
    }
}

fn sentence(low: &Low, palette: &Palette, scheme: Scheme) -> String {
    let named = |role: Role| format!("`{}` ({})", role.name(), palette.of(role));
    let dark = if scheme == Scheme::Dark { " in dark" } else { "" };
    format!(
        "{} on {} has a contrast of {}.{:02}:1{dark}; needed: {}.{}:1",
        named(low.over),
        named(low.under),
        low.ratio / 100,
        low.ratio % 100,
        low.least / 10,
        low.least % 10
    )
}
