//! What is wrong with a document, and where.

use std::fmt;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The document's key: `app/woodgrove-shop`.
    pub document: String,
    /// A JSON pointer (RFC 6901) to the value: `/redirectUris/0`; empty for the document itself.
    pub pointer: String,
    /// What is wrong with it, and what is allowed.
    pub sentence: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.pointer.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}: {}", self.document, self.pointer, self.sentence)
    }
}

/// The faults of one document, while it is being checked.
#[derive(Debug)]
pub(super) struct Faults {
    document: String,
    found: Vec<Fault>,
    mends: Mends,
}

/// What was left out of a document so that the rest of it could be read.
#[derive(Debug, Default)]
pub(super) struct Mends {
    /// Pointers to values that are missing or were left out.
    pub absent: Vec<String>,
    /// Items that were left out of arrays: the array's pointer, the item's index. Ascending in each array.
    pub items: Vec<(String, usize)>,
}

impl Faults {
    /// No faults yet.
    pub fn new(document: impl Into<String>) -> Self {
        Self { document: document.into(), found: Vec::new(), mends: Mends::default() }
    }

    /// A fault of the document's text or structure.
    pub fn add_structural(&mut self, pointer: impl Into<String>, sentence: impl Into<String>) {
        self.found.push(Fault {
            document: self.document.clone(),
            pointer: pointer.into(),
            sentence: sentence.into(),
        });
    }

    /// Says what was left out: pointers given to `add` speak of the document without it.
    pub fn set_mends(&mut self, mends: Mends) {
        self.mends = mends;
    }

    /// A fault of what the document means; none where its structure was already at fault.
    pub fn add(&mut self, pointer: impl AsRef<str>, sentence: impl Into<String>) {
        let pointer = self.mends.original(pointer.as_ref());
        if !self.mends.explains(&pointer) {
            self.add_structural(pointer, sentence);
        }
    }

    /// Every fault, in the order it was found.
    pub fn into_vec(self) -> Vec<Fault> {
        self.found
    }
}

impl Mends {
    /// Where in the document as written a pointer into the mended one points.
    fn original(&self, pointer: &str) -> String {
        let mut written = String::with_capacity(pointer.len());
        for segment in pointer.split('/').skip(1) {
            let index = segment.parse::<usize>().ok().map(|at| self.original_index(&written, at));
            written.push('/');
            match index {
                Some(index) => written.push_str(&index.to_string()),
                None => written.push_str(segment),
            }
        }
        written
    }

    fn original_index(&self, array: &str, mended: usize) -> usize {
        self.items
            .iter()
            .filter(|(pointer, _)| pointer == array)
            .fold(mended, |index, (_, left_out)| index + usize::from(*left_out <= index))
    }

    /// Whether something left out at, above or just below `pointer` already says what is wrong there.
    fn explains(&self, pointer: &str) -> bool {
        self.absent.iter().any(|absent| {
            pointer
                .strip_prefix(absent.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }) || self.items.iter().any(|(array, _)| array == pointer)
    }
}

/// `key` as a segment of a JSON pointer.
pub(super) fn segment(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
