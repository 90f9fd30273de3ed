//! The colours of a page: those given, and the rest derived from them.
//!
//! WCAG 2.2, 1.4.3: text has a contrast of 4.5:1 to what it stands on; 1.4.11: what shows a control or the focus, 3:1.

use super::{Color, Colors, Role};

/// Which of the two sets of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// For light.
    Light,
    /// For dark.
    Dark,
}

/// Two colours that can't be told apart well enough where one stands on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Low {
    /// What stands there.
    pub over: Role,
    /// What it stands on.
    pub under: Role,
    /// Their contrast in hundredths, rounded down.
    pub ratio: u32,
    /// The least it must be, in tenths.
    pub least: u32,
}

/// Every colour of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// `background`.
    pub ground: Color,
    /// `surface`.
    pub surface: Color,
    /// `text`.
    pub ink: Color,
    /// `mutedText`.
    pub quiet: Color,
    /// `border`.
    pub edge: Color,
    /// `accent`.
    pub accent: Color,
    /// `buttonText`.
    pub on_accent: Color,
    /// `error`.
    pub danger: Color,
    /// Lines that only divide.
    pub line: Color,
    /// The accent under the pointer.
    pub accent_strong: Color,
    /// Behind what is chosen.
    pub tint: Color,
    /// Behind what is wrong.
    pub danger_tint: Color,
}

const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

/// What stands on what, by the names of documents; what is derived holds where these do.
const PAIRS: [(Role, Role, u32); 9] = [
    (Role::Text, Role::Surface, 45),
    (Role::Text, Role::Background, 45),
    (Role::MutedText, Role::Surface, 45),
    (Role::MutedText, Role::Background, 45),
    (Role::Accent, Role::Surface, 45),
    (Role::Accent, Role::Background, 45),
    (Role::ButtonText, Role::Accent, 45),
    (Role::Error, Role::Surface, 45),
    (Role::Border, Role::Surface, 30),
];

impl Palette {
    /// The neutral colours for light.
    pub const LIGHT: Self = Self {
        ground: Color([0xee, 0xf1, 0xf5]),
        surface: Color::WHITE,
        ink: Color([0x14, 0x18, 0x1f]),
        quiet: Color([0x52, 0x5b, 0x69]),
        edge: Color([0x7d, 0x87, 0x96]),
        accent: Color([0x1f, 0x4b, 0xd8]),
        on_accent: Color::WHITE,
        danger: Color([0xb3, 0x26, 0x1e]),
        line: Color([0xd7, 0xdc, 0xe4]),
        accent_strong: Color([0x17, 0x3a, 0xab]),
        tint: Color([0xed, 0xf2, 0xff]),
        danger_tint: Color([0xfd, 0xf1, 0xf0]),
    };

    /// The neutral colours for dark.
    pub const DARK: Self = Self {
        ground: Color([0x0e, 0x11, 0x16]),
        surface: Color([0x18, 0x1c, 0x23]),
        ink: Color([0xee, 0xf1, 0xf6]),
        quiet: Color([0xaa, 0xb3, 0xc1]),
        edge: Color([0x7c, 0x87, 0x98]),
        accent: Color([0x9d, 0xb8, 0xff]),
        on_accent: Color([0x0d, 0x1a, 0x3d]),
        danger: Color([0xff, 0x9b, 0x93]),
        line: Color([0x2d, 0x34, 0x40]),
        accent_strong: Color([0xbc, 0xcf, 0xff]),
        tint: Color([0x1f, 0x2a, 0x44]),
        danger_tint: Color([0x35, 0x1d, 0x1c]),
    };

    /// The colours for light.
    pub fn light(given: Colors) -> Self {
        if given.is_empty() { Self::LIGHT } else { Self::derive(given, Self::LIGHT, None) }
    }

    /// The colours for dark; an accent that is given for light alone is made light enough for dark.
    pub fn dark(given: Colors, light: Colors) -> Self {
        let accent = light.get(Role::Accent);
        if given.is_empty() && accent.is_none() {
            return Self::DARK;
        }
        Self::derive(given, Self::DARK, accent)
    }

    /// The first candidate that holds everywhere stands for what is not given, else the last one.
    fn derive(given: Colors, neutral: Self, brand: Option<Color>) -> Self {
        let or = |role, otherwise| given.get(role).unwrap_or(otherwise);
        let ground = or(Role::Background, neutral.ground);
        let surface = or(Role::Surface, neutral.surface);
        let readable = |color: Color| reads(color, surface) && reads(color, ground);
        let contrary = if reads(Color::BLACK, surface) { Color::BLACK } else { Color::WHITE };
        let ink =
            given.get(Role::Text).unwrap_or_else(|| first(readable, &[neutral.ink, contrary]));
        let quiet = given.get(Role::MutedText).unwrap_or_else(|| {
            first(readable, &[neutral.quiet, ink.mix(70, surface), ink.mix(85, surface), ink])
        });
        let accent = given.get(Role::Accent).or_else(|| lightened(brand?, readable));
        let accent = accent.unwrap_or_else(|| first(readable, &[neutral.accent, ink]));
        let on_accent = given.get(Role::ButtonText).unwrap_or_else(|| {
            let white = accent.contrast(Color::WHITE) >= accent.contrast(Color::BLACK);
            let same = accent == neutral.accent;
            if same {
                neutral.on_accent
            } else if white {
                Color::WHITE
            } else {
                Color::BLACK
            }
        });
        let holds_button = |color: Color| readable(color) && reads(on_accent, color);
        let danger = given.get(Role::Error).unwrap_or_else(|| {
            first(
                |color| reads(color, surface),
                &[neutral.danger, Self::LIGHT.danger, Self::DARK.danger, ink],
            )
        });
        let edge = given.get(Role::Border).unwrap_or_else(|| {
            let shows = |color: Color| color.contrast(surface) >= CONTROL;
            first(shows, &[neutral.edge, ink.mix(50, surface), quiet, ink])
        });
        let plain = (ink, surface) == (neutral.ink, neutral.surface);
        let under = |over: Color, tint: Color| reads(ink, tint) && reads(over, tint);
        Self {
            ground,
            surface,
            ink,
            quiet,
            edge,
            accent,
            on_accent,
            danger,
            line: if plain { neutral.line } else { ink.mix(16, surface) },
            accent_strong: first(holds_button, &[accent.mix(78, ink), accent]),
            tint: first(
                |tint| under(accent, tint),
                &[accent.mix(10, surface), accent.mix(5, surface), surface],
            ),
            danger_tint: if plain && danger == neutral.danger {
                neutral.danger_tint
            } else {
                first(|tint| under(danger, tint), &[danger.mix(7, surface), surface])
            },
        }
    }

    /// The colour of a role.
    pub fn of(&self, role: Role) -> Color {
        match role {
            Role::Background => self.ground,
            Role::Surface => self.surface,
            Role::Text => self.ink,
            Role::MutedText => self.quiet,
            Role::Border => self.edge,
            Role::Accent => self.accent,
            Role::ButtonText => self.on_accent,
            Role::Error => self.danger,
        }
    }

    /// Every pair whose contrast is too low.
    pub fn too_low(&self) -> Vec<Low> {
        let low = |(over, under, least)| {
            let ratio = self.of(over).contrast(self.of(under));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 21")]
            let ratio = (ratio * 100.0) as u32;
            (ratio < least * 10).then_some(Low { over, under, ratio, least })
        };
        PAIRS.into_iter().filter_map(low).collect()
    }
}

fn reads(over: Color, under: Color) -> bool {
    over.contrast(under) >= TEXT
}

fn first(holds: impl Fn(Color) -> bool, candidates: &[Color]) -> Color {
    let fits = candidates.iter().copied().find(|color| holds(*color));
    fits.or(candidates.last().copied()).unwrap_or(Color::BLACK)
}

/// The brand's colour with as much white as it needs.
fn lightened(brand: Color, holds: impl Fn(Color) -> bool) -> Option<Color> {
    (0..=8).map(|step| brand.mix(100 - 10 * step, Color::WHITE)).find(|color| holds(*color))
}
