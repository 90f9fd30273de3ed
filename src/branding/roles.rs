//! What colours are for.

use super::Color;

/// What a colour is for, by its name in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Around the card.
    Background,
    /// The card, fields.
    Surface,
    /// Text.
    Text,
    /// Text that matters less.
    MutedText,
    /// Edges of fields and boxes.
    Border,
    /// Buttons, links, the focus.
    Accent,
    /// Text on buttons.
    ButtonText,
    /// What is wrong.
    Error,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Background,
        Self::Surface,
        Self::Text,
        Self::MutedText,
        Self::Border,
        Self::Accent,
        Self::ButtonText,
        Self::Error,
    ];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Surface => "surface",
            Self::Text => "text",
            Self::MutedText => "mutedText",
            Self::Border => "border",
            Self::Accent => "accent",
            Self::ButtonText => "buttonText",
            Self::Error => "error",
        }
    }
}

/// Colours by role, as far as they are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Colors([Option<Color>; 8]);

impl Colors {
    /// The colour of a role, where one is given.
    pub fn get(self, role: Role) -> Option<Color> {
        self.0.get(role as usize).copied().flatten()
    }

    /// Gives a role its colour.
    pub fn set(&mut self, role: Role, color: Color) {
        if let Some(place) = self.0.get_mut(role as usize) {
            *place = Some(color);
        }
    }

    /// These colours, and those `below` where none is given.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        let mut both = below;
        for role in Role::ALL {
            if let Some(color) = self.get(role) {
                both.set(role, color);
            }
        }
        both
    }

    /// Whether none is given.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}
