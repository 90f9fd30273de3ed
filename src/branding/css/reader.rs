//! Goes through the pieces of a text, writes what is understood, and notes what is wrong.

use super::pieces::{Piece, pieces};

/// What is wrong, and where: lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CssFault {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// What is wrong and what is allowed.
    pub sentence: String,
}

/// So many faults are told.
const MOST_FAULTS: usize = 20;

/// A text that is being read.
pub struct Reader<'a> {
    /// What was understood so far.
    pub css: String,
    text: &'a str,
    pieces: Vec<(usize, Piece<'a>)>,
    next: usize,
    faults: Vec<CssFault>,
}

impl<'a> Reader<'a> {
    /// At the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { css: String::new(), text, pieces: pieces(text), next: 0, faults: Vec::new() }
    }

    /// What was understood, or all that is wrong.
    pub fn done(self) -> Result<String, Vec<CssFault>> {
        if self.faults.is_empty() { Ok(self.css) } else { Err(self.faults) }
    }

    /// How many pieces were read.
    pub fn place(&self) -> usize {
        self.next
    }

    /// Reads on from an earlier place.
    pub fn back_to(&mut self, place: usize) {
        self.next = place;
    }

    /// The piece that comes next.
    pub fn peek(&self) -> Option<Piece<'a>> {
        self.pieces.get(self.next).map(|(_, piece)| *piece)
    }

    /// The piece after the one that comes next.
    pub fn peek_second(&self) -> Option<Piece<'a>> {
        self.pieces.get(self.next + 1).map(|(_, piece)| *piece)
    }

    /// Reads a piece.
    pub fn take(&mut self) -> Option<Piece<'a>> {
        let piece = self.peek();
        self.next += 1;
        piece
    }

    /// Reads `sign`, if it comes next: whether it did.
    pub fn takes(&mut self, sign: char) -> bool {
        let is = self.peek() == Some(Piece::Sign(sign));
        self.next += usize::from(is);
        is
    }

    /// Whether there was any.
    pub fn skip_space(&mut self) -> bool {
        let from = self.next;
        while self.peek() == Some(Piece::Space) {
            self.next += 1;
        }
        self.next > from
    }

    /// Goes on before the next of `signs`.
    pub fn skip_to(&mut self, signs: &[char]) {
        while let Some(piece) = self.peek() {
            if matches!(piece, Piece::Sign(sign) if signs.contains(&sign)) {
                return;
            }
            self.next += 1;
        }
    }

    /// A fault at the piece that comes next.
    pub fn fault(&mut self, sentence: impl Into<String>) {
        let at = self.pieces.get(self.next).map_or(self.text.len(), |(at, _)| *at);
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(CssFault { line, column, sentence: sentence.into() });
        }
    }

    /// What comes next, as it is written.
    pub fn shown(&self) -> String {
        let from = self.pieces.get(self.next).map_or(self.text.len(), |(at, _)| *at);
        let to = self.pieces.get(self.next + 1).map_or(self.text.len(), |(at, _)| *at);
        let written = self.text.get(from..to).unwrap_or_default();
        if written.is_empty() { "the end".to_owned() } else { format!("`{written}`") }
    }
}
