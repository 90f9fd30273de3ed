//! What is wrong with a document, and where.

use std::cell::RefCell;
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

/// The most faults of one document that are told.
const MOST: usize = 100;

/// The faults of one document, while it is being checked.
#[derive(Debug)]
pub(super) struct Faults {
    document: String,
    found: RefCell<Vec<Fault>>,
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
        Self { document: document.into(), found: RefCell::default(), mends: Mends::default() }
    }

    /// The document itself.
    pub fn root(&self) -> At<'_> {
        self.at(String::new())
    }

    /// What a JSON pointer points to.
    pub fn at(&self, pointer: String) -> At<'_> {
        At { faults: self, pointer }
    }

    /// Says what was left out: pointers given from now on speak of the document without it.
    pub fn set_mends(&mut self, mends: Mends) {
        self.mends = mends;
    }

    fn add(&self, pointer: String, sentence: String) {
        let mut found = self.found.borrow_mut();
        // One more than are told shows that there are more.
        if found.len() <= MOST {
            found.push(Fault { document: self.document.clone(), pointer, sentence });
        }
    }

    /// Every fault, in the order it was found; of very many the first, and that there are more.
    pub fn into_vec(self) -> Vec<Fault> {
        let mut found = self.found.into_inner();
        if found.len() > MOST {
            found.truncate(MOST);
            found.push(Fault {
                document: self.document,
                pointer: String::new(),
                sentence: format!("has more faults than the {MOST} that are told"),
            });
        }
        found
    }
}

/// A value of a document that is being checked, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct At<'f> {
    faults: &'f Faults,
    /// A JSON pointer.
    pub pointer: String,
}

impl At<'_> {
    /// The member `name` of it.
    pub fn field(&self, name: &str) -> Self {
        Self { faults: self.faults, pointer: format!("{}/{}", self.pointer, segment(name)) }
    }

    /// Its item `index`.
    pub fn item(&self, index: usize) -> Self {
        Self { faults: self.faults, pointer: format!("{}/{index}", self.pointer) }
    }

    /// A fault of the document's structure.
    pub fn fault_of_structure(&self, sentence: impl Into<String>) {
        self.faults.add(self.pointer.clone(), sentence.into());
    }

    /// A fault of what it means; passed over where its structure was already at fault.
    pub fn fault(&self, sentence: impl Into<String>) {
        let pointer = self.faults.mends.original(&self.pointer);
        if self.is_full() || !self.faults.mends.lacks(&pointer) {
            self.faults.add(pointer, sentence.into());
        }
    }

    /// A fault of it as a whole, such as that it is empty; passed over where a part of it was left out, too.
    pub fn fault_of_whole(&self, sentence: impl Into<String>) {
        if !self.faults.mends.lacks_part_of(&self.faults.mends.original(&self.pointer)) {
            self.fault(sentence);
        }
    }

    /// Whether no more faults of the document are told.
    pub fn is_full(&self) -> bool {
        self.faults.found.borrow().len() >= MOST
    }
}

impl Mends {
    /// Where in the document as written a pointer into the mended one points.
    fn original(&self, pointer: &str) -> String {
        let mut written = String::with_capacity(pointer.len());
        for segment in pointer.split('/').skip(1) {
            let index = self.original_index(&written, segment);
            written.push('/');
            written.push_str(index.as_deref().unwrap_or(segment));
        }
        written
    }

    /// The index that the item `segment` of `array` had; none if it has it still.
    fn original_index(&self, array: &str, segment: &str) -> Option<String> {
        let mut left_out = self
            .items
            .iter()
            .filter(|(pointer, _)| pointer == array)
            .map(|(_, index)| index)
            .peekable();
        left_out.peek()?;
        let mended = segment.parse::<usize>().ok()?;
        Some(left_out.fold(mended, |at, index| at + usize::from(*index <= at)).to_string())
    }

    /// Whether what `pointer` points to was left out, or what it is in.
    fn lacks(&self, pointer: &str) -> bool {
        self.absent.iter().any(|absent| {
            pointer
                .strip_prefix(absent.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether something directly in it was left out.
    fn lacks_part_of(&self, pointer: &str) -> bool {
        self.absent
            .iter()
            .any(|absent| absent.rsplit_once('/').is_some_and(|(whole, _)| whole == pointer))
    }
}

/// `key` as a segment of a JSON pointer.
pub(super) fn segment(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::{Faults, MOST, Mends};

    #[test]
    fn a_place_is_told_as_it_stands_in_the_document_that_was_written() {
        let mut faults = Faults::new("app/shop");
        let items = vec![("/list".to_owned(), 0)];
        faults.set_mends(Mends { absent: vec!["/list/0".to_owned()], items });
        let list = faults.root().field("list");
        list.item(0).field("a/b~c").fault("is wrong");
        list.fault_of_whole("is empty");
        let told: Vec<_> = faults.into_vec().iter().map(ToString::to_string).collect();
        assert_eq!(told, ["app/shop /list/1/a~1b~0c: is wrong"]);
    }

    #[test]
    fn of_very_many_the_first_are_told_and_that_there_are_more() {
        for (count, told) in [(MOST, MOST), (MOST + 5, MOST + 1)] {
            let faults = Faults::new("tenant");
            (0..count).for_each(|index| faults.root().item(index).fault("is wrong"));
            assert_eq!(faults.into_vec().len(), told);
        }
    }
}
