//! Text that people type, in any script: the one place that asks Unicode what a space, a letter or a capital is. What
//! programs send is in `ascii`.
#![expect(clippy::disallowed_methods, reason = "people type every script's spaces and letters")]

/// Whether people take it for a space.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether nothing is seen of it: spaces, controls, what Unicode tells programs to show nothing of where they don't know it
/// (`Default_Ignorable_Code_Point`), and the blanks that it counts as letters or symbols.
pub fn is_unseen(c: char) -> bool {
    is_space(c)
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether nothing of it is seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Whether it is a letter or a digit of any script.
pub fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric()
}

/// Where the ten digits of a script begin, in order (Unicode, `Nd`).
const ZEROS: [u16; 21] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
];

/// What a digit of any script counts.
pub fn digit(c: char) -> Option<u32> {
    let of = |zero: &u16| u32::from(c).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10);
    c.to_digit(10).or_else(|| ZEROS.iter().find_map(of))
}

/// With every digit in ASCII.
pub fn in_ascii_digits(text: &str) -> String {
    let ascii = |c: char| digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
    text.chars().map(ascii).collect()
}

/// Without the spaces at both ends.
pub fn trim(text: &str) -> &str {
    text.trim()
}

/// In lower case.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The first letter or digit, as a capital.
pub fn initial(text: &str) -> String {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.map(|c| c.to_uppercase().collect()).unwrap_or_default()
}
