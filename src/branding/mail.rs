//! The colours of mail, whose card is white, or dark where the program asks for it.
//!
//! WCAG 2.2, 1.4.3: text has a contrast of 4.5:1 to what it stands on.

use super::{Branding, Color, Palette, Scheme};

const DARK_CARD: Color = Color([0x18, 0x1c, 0x23]);
const DARK_INK: Color = Color([0xee, 0xf1, 0xf6]);

/// What follows a company's accent in its mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailColors {
    /// Links.
    pub link: Color,
    /// Behind a code.
    pub code: Color,
    /// Links, in dark.
    pub dark_link: Color,
    /// Behind a code, in dark.
    pub dark_code: Color,
}

impl Default for MailColors {
    fn default() -> Self {
        let (light, dark) = (Palette::LIGHT, Palette::DARK);
        Self { link: light.accent, code: light.tint, dark_link: dark.accent, dark_code: dark.tint }
    }
}

impl MailColors {
    /// The accents of a look, where they can be read in mail.
    pub fn of(branding: &Branding) -> Self {
        let mut colors = Self::default();
        let (light, dark) = (branding.palette(Scheme::Light), branding.palette(Scheme::Dark));
        if light.accent != Palette::LIGHT.accent && reads(light.accent, Color::WHITE) {
            (colors.link, colors.code) = (light.accent, light.accent.mix(10, Color::WHITE));
        }
        let dark_code = dark.accent.mix(15, DARK_CARD);
        if dark.accent != Palette::DARK.accent
            && reads(dark.accent, DARK_CARD)
            && reads(DARK_INK, dark_code)
        {
            (colors.dark_link, colors.dark_code) = (dark.accent, dark_code);
        }
        colors
    }
}

fn reads(over: Color, under: Color) -> bool {
    over.contrast(under) >= 4.5
}

#[cfg(test)]
mod tests {
    use super::MailColors;
    use crate::branding::{Branding, Color, Colors, Role};

    #[test]
    fn an_accent_that_can_not_be_read_on_a_mails_card_is_left_out() {
        let branding = |light: &str, dark: &str| {
            let mut branding = Branding::default();
            let colors = |text| {
                let mut colors = Colors::default();
                colors.set(Role::Accent, Color::parse(text).unwrap());
                colors
            };
            (branding.light, branding.dark) = (colors(light), colors(dark));
            branding
        };
        assert_eq!(MailColors::of(&Branding::default()), MailColors::default());
        assert_eq!(MailColors::of(&branding("#ffe08a", "#222222")), MailColors::default());
        let green = MailColors::of(&branding("#17633f", "#8fd3b0"));
        let written = [green.link, green.code, green.dark_link].map(|color| color.to_string());
        assert_eq!(written, ["#17633f", "#e8efec", "#8fd3b0"]);
    }
}
