//! Patterns that browsers read as regex-lite does. HTML compiles an input's `pattern` with JavaScript's `v` flag, which
//! knows other classes, escapes and flags; a pattern of literals, simple classes, groups and counts is the same in both.
//! When in doubt it is not: the server checks the answer anyway.

use std::iter::Peekable;
use std::str::Chars;

/// What has to be escaped outside of classes, in `v` mode.
const SYNTAX: &str = r"^$\.*+?()[]{}|";
/// What has to be escaped in classes, in `v` mode.
const CLASS_SYNTAX: &str = r"()[]{}/-\|";
/// What may be escaped in classes beside `SYNTAX` and `/`, in `v` mode.
const CLASS_PUNCTUATION: &str = "&-!#%,:;<=>@`~";

/// Whether a browser's own `pattern` means the same as `source`, which regex-lite has compiled.
pub fn same_in_browsers(source: &str) -> bool {
    let mut reader = Reader { rest: source.chars().peekable() };
    reader.alternatives().is_some() && reader.rest.next().is_none()
}

/// What a class may list.
enum ClassItem {
    One(char),
    Set,
}

/// Each method reads one thing; none where it is not the same.
struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn alternatives(&mut self) -> Option<()> {
        loop {
            while self.rest.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
                self.piece()?;
            }
            if self.rest.next_if_eq(&'|').is_none() {
                return Some(());
            }
        }
    }

    fn piece(&mut self) -> Option<()> {
        match self.rest.next()? {
            '^' | '$' => return Some(()),
            '(' => self.group()?,
            '[' => self.class()?,
            '\\' => self.escape()?,
            literal if SYNTAX.contains(literal) || literal.is_control() => return None,
            _ => {}
        }
        self.count()
    }

    fn group(&mut self) -> Option<()> {
        if self.rest.next_if_eq(&'?').is_some() {
            self.rest.next_if_eq(&':')?;
        }
        self.alternatives()?;
        self.rest.next_if_eq(&')').map(drop)
    }

    fn escape(&mut self) -> Option<()> {
        let escaped = self.rest.next()?;
        (matches!(escaped, 'd' | 'w' | '/') || SYNTAX.contains(escaped)).then_some(())
    }

    fn count(&mut self) -> Option<()> {
        match self.rest.peek() {
            Some('*' | '+' | '?') => drop(self.rest.next()),
            Some('{') => self.braces()?,
            _ => return Some(()),
        }
        self.rest.next_if_eq(&'?');
        Some(())
    }

    fn braces(&mut self) -> Option<()> {
        self.rest.next();
        self.digits()?;
        if self.rest.next_if_eq(&',').is_some() && self.rest.peek() != Some(&'}') {
            self.digits()?;
        }
        self.rest.next_if_eq(&'}').map(drop)
    }

    fn digits(&mut self) -> Option<()> {
        self.rest.next_if(char::is_ascii_digit)?;
        while self.rest.next_if(char::is_ascii_digit).is_some() {}
        Some(())
    }

    /// A class without nesting, ranges between single characters only.
    fn class(&mut self) -> Option<()> {
        self.rest.next_if_eq(&'^');
        self.class_item()?;
        while self.rest.next_if_eq(&']').is_none() {
            self.class_item()?;
        }
        Some(())
    }

    fn class_item(&mut self) -> Option<()> {
        let first = self.class_character()?;
        if self.rest.next_if_eq(&'-').is_some() {
            let last = self.class_character()?;
            return matches!((first, last), (ClassItem::One(_), ClassItem::One(_))).then_some(());
        }
        // Doubled punctuation is set arithmetic, or kept for it.
        match first {
            ClassItem::One(first)
                if first.is_ascii_punctuation() && self.rest.peek() == Some(&first) =>
            {
                None
            }
            _ => Some(()),
        }
    }

    /// A single character, or a set such as `\d`.
    fn class_character(&mut self) -> Option<ClassItem> {
        match self.rest.next()? {
            '\\' => match self.rest.next()? {
                'd' | 'w' => Some(ClassItem::Set),
                escaped
                    if SYNTAX.contains(escaped)
                        || CLASS_PUNCTUATION.contains(escaped)
                        || escaped == '/' =>
                {
                    Some(ClassItem::One(escaped))
                }
                _ => None,
            },
            literal if CLASS_SYNTAX.contains(literal) || literal.is_control() => None,
            literal => Some(ClassItem::One(literal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::same_in_browsers;

    #[test]
    fn literals_simple_classes_groups_and_counts_are_the_same() {
        for source in [
            "[A-Za-z]{2}[0-9]{6}",
            r"\d{4,}-\w*",
            "(?:a|b)+?c?",
            r"(\+|00)[1-9][0-9 ]{5,14}",
            "^[^@ ]+$",
            r"[a-z\-_.]+",
            r"é/\.",
            "",
            "a||b",
        ] {
            assert!(regex_lite::Regex::new(source).is_ok(), "{source}");
            assert!(same_in_browsers(source), "{source}");
        }
    }

    #[test]
    fn what_either_reads_differently_is_not() {
        for source in [
            ".",
            r"\s",
            r"\bx",
            "(?i)a",
            "(?P<x>a)",
            "(?<x>a)",
            "[a-z-]",
            "[-a]",
            "[&&a]",
            "a**",
            "[[:alpha:]]",
            r"\D",
            r"\pL",
            "[]a]",
            "[a]]",
            "a}",
            "[(]",
            r"\-",
            r"[\s]",
            "^*",
            "[a-\\d]",
            "(a",
            "a)",
            "[!!]",
            "a\\",
            "[",
        ] {
            assert!(!same_in_browsers(source), "{source}");
        }
    }
}
