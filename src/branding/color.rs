//! Colours, and how far two of them can be told apart.

use std::fmt;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// `percent` of this colour, the rest of it `other`'s.
    #[must_use]
    pub fn mix(self, percent: u16, other: Self) -> Self {
        let [red, green, blue] = self.0;
        let [red2, green2, blue2] = other.0;
        let part = |one: u8, two: u8| {
            let sum = u16::from(one) * percent + u16::from(two) * (100 - percent);
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([part(red, red2), part(green, green2), part(blue, blue2)])
    }

    /// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn six_digits_are_a_colour_and_nothing_else_is() {
        assert_eq!(Color::parse("#1F4bd8").unwrap().to_string(), "#1f4bd8");
        for text in ["1f4bd8", "#fff", "#1f4bd8ff", "#+1f4bd", "red", "#12345g", "", "#é1234"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_wcags() {
        let grey = Color::parse("#767676").unwrap();
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        assert!((4.54..4.55).contains(&grey.contrast(Color::WHITE)));
        assert!((grey.contrast(grey) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_mix_lies_between() {
        assert_eq!(Color::BLACK.mix(25, Color::WHITE), Color([191; 3]));
        assert_eq!(Color::BLACK.mix(100, Color::WHITE), Color::BLACK);
    }
}
