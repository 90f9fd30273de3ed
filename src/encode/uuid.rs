//! UUIDs (RFC 9562), for ids that others see; never for secrets.

use std::fmt::Write as _;

/// A version 4 UUID made of 16 random bytes.
pub fn v4(mut bytes: [u8; 16]) -> String {
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = (*version & 0x0f) | 0x40;
    *variant = (*variant & 0x3f) | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether `text` is a UUID in lower case.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_made_uuid_is_one_of_version_4() {
        let made = super::v4([0xff; 16]);
        assert_eq!(made, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert!(super::is_uuid(&made) && !super::is_uuid("FFFF"));
    }
}
