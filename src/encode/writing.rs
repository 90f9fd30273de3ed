//! Scripts, as far as a domain's letters need be told apart by them (UAX 24, UTS 39 §5.1).

/// Each kind of writing is a bit; one that is made of several scripts shares theirs.
const LATIN: u64 = 1;
const GREEK: u64 = 1 << 1;
const CYRILLIC: u64 = 1 << 2;
const ARMENIAN: u64 = 1 << 3;
const HEBREW: u64 = 1 << 4;
const ARABIC: u64 = 1 << 5;
const GEORGIAN: u64 = 1 << 6;
const ETHIOPIC: u64 = 1 << 7;
const KHMER: u64 = 1 << 8;
const CHINESE: u64 = 1 << 9;
const JAPANESE: u64 = 1 << 10;
const KOREAN: u64 = 1 << 11;
const MYANMAR: u64 = 1 << 12;
/// From Devanagari to Tibetan each script has a block of 128 code points, but for the last, of 256: their bits follow.
const DEVANAGARI: u32 = 16;

/// Cyrillic letters that look Latin.
const LOOKS_LATIN: &str = "асԁеһіјӏорԗԛѕԝхуъьҽпгѵѡ";

/// Whether a label's letters are of one script, and not all of them Cyrillic ones that look Latin. Digits and hyphens are
/// of every script.
pub fn is_of_one_script(label: &str) -> bool {
    label.chars().map(writings).fold(u64::MAX, |shared, of| shared & of) != 0
        && !label.chars().all(|c| c.is_ascii() || LOOKS_LATIN.contains(c))
}

/// The kinds of writing that a letter belongs to; none where that is not known.
fn writings(c: char) -> u64 {
    match c {
        '0'..='9' | '-' => u64::MAX,
        'a'..='z' | 'ß'..='ö' | 'ø'..='ž' | 'ơ' | 'ư' | 'ș' | 'ț' | 'ḁ'..='ỿ' => LATIN,
        'ͱ'..='Ͽ' | 'ἀ'..='ῼ' => GREEK,
        'а'..='ԯ' => CYRILLIC,
        'ա'..='և' => ARMENIAN,
        '\u{5b0}'..='\u{5f4}' => HEBREW,
        '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => ARABIC,
        '\u{900}'..='\u{fff}' => 1 << (DEVANAGARI + ((u32::from(c) >> 7) - 0x12).min(12)),
        '\u{1000}'..='\u{109f}' => MYANMAR,
        'ა'..='ჿ' => GEORGIAN,
        '\u{1200}'..='\u{137f}' => ETHIOPIC,
        '\u{1780}'..='\u{17e9}' => KHMER,
        '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => {
            CHINESE | JAPANESE | KOREAN
        }
        'ぁ'..='ヿ' => JAPANESE,
        '가'..='힣' => KOREAN,
        _ => 0,
    }
}
