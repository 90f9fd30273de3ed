//! A company's own style rules: a part of CSS that can neither load, nor script, nor cover what is not its own.
//!
//! What is not known to be harmless is a fault. What is served is written anew from what was understood, never echoed.

mod declaration;
mod media;
mod pieces;
mod reader;
mod selector;
mod words;

pub use reader::CssFault;

use pieces::Piece;
use reader::Reader;

/// The most bytes that may be written.
const LONGEST: usize = 25 * 1024;

/// Rules that passed the check, as they are served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomCss(String);

impl CustomCss {
    /// The rules, if nothing is wrong with them.
    ///
    /// # Errors
    /// Every fault.
    pub fn parse(text: &str) -> Result<Self, Vec<CssFault>> {
        if text.len() > LONGEST {
            let sentence = format!("is {} bytes long; allowed: up to {LONGEST}", text.len());
            return Err(vec![CssFault { line: 1, column: 1, sentence }]);
        }
        let mut reader = Reader::new(text);
        reader.rules(false);
        reader.done().map(Self)
    }

    /// The rules.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Reader<'_> {
    /// Every rule up to the end, or up to the end of an `@media`.
    pub fn rules(&mut self, within_media: bool) {
        loop {
            self.skip_space();
            match self.peek() {
                None if within_media => {
                    return self.fault("`@media` is not closed; a `}` is missing");
                }
                None => return,
                Some(Piece::Sign('}')) if within_media => {
                    self.take();
                    return self.css.push_str("}\n");
                }
                Some(Piece::Sign('}')) => {
                    self.fault("this `}` closes nothing");
                    self.take();
                }
                Some(Piece::Sign('@')) => self.media(within_media),
                Some(_) => self.rule(),
            }
        }
    }

    fn rule(&mut self) {
        self.selectors();
        if !self.takes('{') {
            self.skip_to(&['}']);
            self.take();
            return;
        }
        self.css.push('{');
        loop {
            self.skip_space();
            if self.takes(';') {
                continue;
            }
            match self.peek() {
                None => return self.fault("a rule is not closed; a `}` is missing"),
                Some(Piece::Sign('}')) => {
                    self.take();
                    return self.css.push_str("}\n");
                }
                Some(_) => self.declaration(),
            }
        }
    }
}

#[cfg(test)]
mod tests;
