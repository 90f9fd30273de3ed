//! What a rule is about.

use super::pieces::Piece;
use super::reader::Reader;
use super::words::{CLASSES, ELEMENTS, STATES};

/// The most elements that one selector may lead through.
const DEEPEST: usize = 4;

impl Reader<'_> {
    /// One selector or several, up to the `{`.
    pub fn selectors(&mut self) {
        loop {
            if !self.selector() {
                return self.skip_to(&['{', '}']);
            }
            self.skip_space();
            if !self.takes(',') {
                break;
            }
            self.css.push(',');
            self.skip_space();
        }
        if self.peek() != Some(Piece::Sign('{')) {
            self.fault(format!("{} may not stand in a selector; a `{{` is missing", self.shown()));
            self.skip_to(&['{', '}']);
        }
    }

    /// `a`, `.button:hover`, `.field > label`, `.heading p`: whether it is one that is allowed.
    fn selector(&mut self) -> bool {
        let mut depth = 1;
        loop {
            if !self.compound() {
                let allowed = [
                    format!("elements {}", ELEMENTS.join(", ")),
                    format!("classes .{}", CLASSES.join(", .")),
                    format!("states :{}", STATES.join(", :")),
                ];
                self.fault(format!(
                    "{} can't be selected; allowed: {}",
                    self.shown(),
                    allowed.join("; ")
                ));
                return false;
            }
            let spaced = self.skip_space();
            let child = self.takes('>');
            self.skip_space();
            match self.peek() {
                Some(Piece::Word(_) | Piece::Sign('.')) if spaced || child => {}
                _ if child => {
                    self.fault(format!("nothing follows `>`, but {}", self.shown()));
                    return false;
                }
                _ => return true,
            }
            depth += 1;
            if depth > DEEPEST {
                self.fault(format!("leads through more than {DEEPEST} elements"));
                return false;
            }
            self.css.push(if child { '>' } else { ' ' });
        }
    }

    /// An element, classes and states of one thing; whether there was one, and all of it is allowed.
    fn compound(&mut self) -> bool {
        let from = self.place();
        if let Some(Piece::Word(element)) = self.peek() {
            if !ELEMENTS.contains(&element) {
                return false;
            }
            self.css.push_str(element);
            self.take();
        }
        while let Some(Piece::Sign(sign @ ('.' | ':'))) = self.peek() {
            let known: &[&str] = if sign == '.' { &CLASSES } else { &STATES };
            self.take();
            match self.peek() {
                Some(Piece::Word(name)) if known.contains(&name) => {
                    self.css.push(sign);
                    self.css.push_str(name);
                    self.take();
                }
                _ => return false,
            }
        }
        self.place() > from
    }
}
