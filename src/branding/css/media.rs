//! `@media` and its conditions.

use super::declaration::is_number;
use super::pieces::Piece;
use super::reader::Reader;

impl Reader<'_> {
    /// An `@media` with its rules.
    pub fn media(&mut self, within_media: bool) {
        let at = self.place();
        self.take();
        let name = self.take();
        if within_media || name != Some(Piece::Word("media")) {
            self.back_to(at);
            self.fault("no such rule may stand here; allowed: @media, not within another");
            self.skip_to(&['{', ';']);
            if self.takes('{') {
                self.skip_to(&['}']);
            }
            self.take();
            return;
        }
        self.css.push_str("@media ");
        loop {
            self.skip_space();
            if !self.condition() {
                self.fault(format!(
                    "{} is no condition; allowed: (prefers-color-scheme: dark), (prefers-color-scheme: light), \
                     (min-width: 40rem), (max-width: 40rem), several joined by `and`",
                    self.shown()
                ));
                self.skip_to(&['{']);
            }
            self.skip_space();
            if self.peek() == Some(Piece::Word("and")) {
                self.take();
                self.css.push_str(" and ");
            } else {
                break;
            }
        }
        if !self.takes('{') {
            return self.fault(format!("a `{{` is missing before {}", self.shown()));
        }
        self.css.push('{');
        self.rules(true);
    }

    /// One condition of `@media`; whether there was one.
    fn condition(&mut self) -> bool {
        let from = self.place();
        let words: Vec<Piece> = std::iter::from_fn(|| match self.peek() {
            None | Some(Piece::Sign('{' | '}' | ')')) => None,
            _ => self.take(),
        })
        .filter(|piece| *piece != Piece::Space)
        .collect();
        let closed = self.takes(')');
        let condition = match words.as_slice() {
            [
                Piece::Sign('('),
                Piece::Word("prefers-color-scheme"),
                Piece::Sign(':'),
                Piece::Word(scheme @ ("dark" | "light")),
            ] => {
                format!("(prefers-color-scheme:{scheme})")
            }
            [
                Piece::Sign('('),
                Piece::Word(name @ ("min-width" | "max-width")),
                Piece::Sign(':'),
                Piece::Number(number, unit @ ("px" | "rem" | "em")),
            ] if is_number(number) && !number.starts_with('-') => {
                format!("({name}:{number}{unit})")
            }
            _ => String::new(),
        };
        let good = closed && !condition.is_empty();
        if good {
            self.css.push_str(&condition);
        } else {
            self.back_to(from);
        }
        good
    }
}
