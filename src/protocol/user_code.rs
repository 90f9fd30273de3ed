//! The code that a person types for a device (RFC 8628 §6.1): eight letters of twenty, without vowels, so that they make
//! no word, in two groups.

use crate::encode::typed;

const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// A code of random bytes; none if too few of them can be used.
pub fn of_random(bytes: &[u8]) -> Option<String> {
    // Each letter is as likely as any other.
    let fair = bytes.iter().filter(|byte| **byte < 240);
    let letters = fair.filter_map(|byte| LETTERS.get(usize::from(byte % 20)));
    let code: String = letters.take(LENGTH).map(|letter| char::from(*letter)).collect();
    (code.len() == LENGTH).then_some(code)
}

/// What was typed, as a code: capitals, without whatever parts its letters. None if it can't be one.
pub fn read(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| typed::is_letter_or_digit(*c)).map(narrow);
    let code: String = letters.take(LENGTH + 1).map(|c| c.to_ascii_uppercase()).collect();
    let fits = code.len() == LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte));
    fits.then_some(code)
}

/// A full-width letter in ASCII.
fn narrow(c: char) -> char {
    match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// The code in its groups: `WDJB-MJHT`.
pub fn grouped(code: &str) -> String {
    let (first, second) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = of_random(&[0, 255, 19, 20, 39, 240, 1, 2, 3, 4]).unwrap();
        assert_eq!((code.as_str(), grouped(&code).as_str()), ("BZBZCDFG", "BZBZ-CDFG"));
        for typed in [
            "BZBZ-CDFG",
            "bzbzcdfg",
            " bzbz cdfg ",
            "BZBZ–CDFG",
            "BZBZ\u{2011}CDFG",
            "BZBZ_CDFG",
            "\u{feff}B Z B Z\u{200b} · c.d.f.g",
            "“ＢＺＢＺ－ｃｄｆｇ”",
        ] {
            assert_eq!(read(typed).as_deref(), Some("BZBZCDFG"), "{typed}");
        }
        for typed in
            ["", "BZBZ-CDF", "BZBZ-CDFGH", "BZBZ-CDFA", "ÄZBZ-CDFG", "BZBZ-CDF6", "code BZBZ"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(of_random(&[0; 7]), None);
    }
}
