//! A mailed code as people type or paste it: eight digits of any script, among whatever was copied with them.
//!
//! Digits that nothing parts but what is not seen are a group. Groups that blanks or marks part, and no letter, stand in a
//! row: `1234 5678`. The code is the group of eight digits. Where there is none, it is the neighbours in a row that have
//! eight digits together. So other digits around do not spoil it: `Valid 15 minutes: 12345678`, `15 12345678`,
//! `1234 5678 15`. The same code may stand there more than once; where different ones do, nobody can tell which is meant.

use crate::encode::typed;

/// How many digits a code has.
const LENGTH: usize = 8;

/// Why no code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is none.
    Missing,
    /// There are different ones.
    Several,
}

/// The code in what was typed, in ASCII digits.
///
/// # Errors
/// Why there is not one.
pub fn read(typed: &str) -> Result<String, Fault> {
    let rows = rows(typed);
    let whole = rows.iter().flatten().filter(|group| group.len() == LENGTH).cloned();
    match one_of(whole) {
        Err(Fault::Missing) => one_of(rows.iter().flat_map(|row| neighbours(row))),
        found => found,
    }
}

/// The groups of digits, row by row.
fn rows(typed: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut group) = (Vec::new(), Vec::new(), String::new());
    for c in typed.chars() {
        if let Some(digit) = typed::digit(c) {
            group.extend(char::from_digit(digit, 10));
        } else if typed::is_space(c) || !typed::is_unseen(c) {
            row.push(std::mem::take(&mut group));
            if typed::is_letter_or_digit(c) {
                rows.push(std::mem::take(&mut row));
            }
        }
    }
    row.push(group);
    rows.push(row);
    for row in &mut rows {
        row.retain(|group| !group.is_empty());
    }
    rows
}

/// Neighbours that have the digits of a code together.
fn neighbours(row: &[String]) -> impl Iterator<Item = String> {
    (0..row.len()).filter_map(|first| {
        let mut code = String::new();
        for group in row.get(first..)? {
            code.push_str(group);
            if code.len() >= LENGTH {
                break;
            }
        }
        (code.len() == LENGTH).then_some(code)
    })
}

fn one_of(codes: impl Iterator<Item = String>) -> Result<String, Fault> {
    let mut one = None;
    for code in codes {
        if one.as_ref().is_some_and(|known| *known != code) {
            return Err(Fault::Several);
        }
        one = Some(code);
    }
    one.ok_or(Fault::Missing)
}

#[cfg(test)]
mod tests {
    use super::{Fault, read};

    #[test]
    fn a_code_is_read_out_of_whatever_it_stands_in() {
        let pasted = include_str!("../../tests/inputs/pasted-codes.jsonl").lines().skip(1);
        let pasted = pasted.map(|line| serde_json::from_str::<String>(line).unwrap());
        let others = [
            "12345678",
            " 1234\r\n5678 ",
            "1-2-3-4-5-6-7-8",
            "12 34 56 78",
            "１２３４５６７８",
            "١٢٣٤٥٦٧٨",
            "๑๒๓๔๕๖๗๘",
            "Valid 15 minutes: 12345678",
            "15 12345678",
            "12345678 15",
            "1234 5678 15",
            "2026-12-01 12345678",
            "12345678 12345678",
            "1234 5678 is your code for 24: enter 12345678.",
            "G-12345678",
            "Code12345678",
            "(1234) [5678]",
        ];
        for typed in pasted.chain(others.map(str::to_owned)) {
            assert_eq!(read(&typed).as_deref(), Ok("12345678"), "{typed:?}");
        }
    }

    #[test]
    fn what_holds_no_code_or_different_ones_is_told_apart() {
        for typed in [
            "",
            "  ",
            "1234567",
            "123456789",
            "1234x5678",
            "123456 789",
            "1234 56789",
            "abcdefgh",
            "²³",
        ] {
            assert_eq!(read(typed), Err(Fault::Missing), "{typed:?}");
        }
        for typed in ["12345678 87654321", "12345678, or 1234567 and 87654321", "12 34 56 78 90"] {
            assert_eq!(read(typed), Err(Fault::Several), "{typed:?}");
        }
    }
}
