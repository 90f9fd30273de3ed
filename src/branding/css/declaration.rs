//! A property and its value.

use super::pieces::Piece;
use super::reader::Reader;
use super::words::{FUNCTIONS, PROPERTIES, UNITS};

impl Reader<'_> {
    /// A property and its value, up to `;` or `}`.
    pub fn declaration(&mut self) {
        let Some(Piece::Word(property)) = self.peek().filter(
            |piece| matches!(piece, Piece::Word(property) if PROPERTIES.contains(property)),
        ) else {
            self.fault(format!(
                "{} can't be set; allowed: {}",
                self.shown(),
                PROPERTIES.join(", ")
            ));
            return self.skip_to(&[';', '}']);
        };
        self.take();
        self.skip_space();
        if !self.takes(':') {
            self.fault(format!("a `:` is missing before {}", self.shown()));
            return self.skip_to(&[';', '}']);
        }
        self.css.push_str(property);
        self.css.push(':');
        self.skip_space();
        let from = self.place();
        loop {
            let spaced = self.skip_space();
            if matches!(self.peek(), None | Some(Piece::Sign(';' | '}'))) {
                break;
            }
            if spaced {
                self.css.push(' ');
            }
            if let Err(sentence) = self.value(property) {
                self.fault(sentence);
                return self.skip_to(&[';', '}']);
            }
        }
        if self.place() == from {
            self.fault(format!("`{property}` has no value"));
        }
        self.css.push(';');
    }

    /// One piece of a value, or what is wrong with it.
    fn value(&mut self, property: &str) -> Result<(), String> {
        match self.peek() {
            Some(Piece::Word(word)) if self.peek_second() == Some(Piece::Sign('(')) => {
                return self.function(word);
            }
            Some(Piece::Word(word)) => self.css.push_str(word),
            Some(Piece::Hash(digits)) if is_color(digits) => {
                self.css.push('#');
                self.css.push_str(digits);
            }
            Some(Piece::Number(number, unit)) => {
                check_number(number, unit, property == "letter-spacing")?;
                self.css.push_str(number);
                self.css.push_str(unit);
            }
            Some(Piece::Sign(sign @ (',' | '/'))) => self.css.push(sign),
            _ => {
                return Err(format!(
                    "{} may not stand in a value; allowed: words, numbers, colours (#rrggbb), rgb(…), hsl(…), commas",
                    self.shown()
                ));
            }
        }
        self.take();
        Ok(())
    }

    /// `rgb(0 0 0 / 50%)`.
    fn function(&mut self, name: &str) -> Result<(), String> {
        if !FUNCTIONS.contains(&name) {
            return Err(format!("`{name}(` may not be called; allowed: {}", FUNCTIONS.join(", ")));
        }
        self.take();
        self.take();
        self.css.push_str(name);
        self.css.push('(');
        loop {
            match self.peek() {
                Some(Piece::Sign(')')) => break,
                Some(Piece::Number(number, unit)) => {
                    check_number(number, unit, false)?;
                    self.css.push_str(number);
                    self.css.push_str(unit);
                }
                Some(Piece::Space) => self.css.push(' '),
                Some(Piece::Sign(sign @ (',' | '/'))) => self.css.push(sign),
                _ => {
                    return Err(format!(
                        "{} may not stand in {name}(…); allowed: numbers",
                        self.shown()
                    ));
                }
            }
            self.take();
        }
        self.css.push(')');
        self.take();
        Ok(())
    }
}

fn is_color(digits: &str) -> bool {
    matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `number` is one, and not written at length.
pub fn is_number(number: &str) -> bool {
    number.matches('.').count() <= 1 && !number.ends_with('.') && number.len() <= 8
}

fn check_number(number: &str, unit: &str, may_be_negative: bool) -> Result<(), String> {
    if !is_number(number) {
        return Err(format!("`{number}` is no number"));
    }
    if number.starts_with('-') && !may_be_negative {
        return Err(format!("`{number}{unit}` is less than nothing; only letter-spacing may be"));
    }
    if !(unit.is_empty() || UNITS.contains(&unit)) {
        return Err(format!("`{unit}` is not a unit; allowed: {}", UNITS.join(", ")));
    }
    Ok(())
}
