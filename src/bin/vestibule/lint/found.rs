//! Warnings, as they are found.

use vestibule::config::Fault;

/// Warnings, in the form of faults.
#[derive(Default)]
pub struct Found(pub Vec<Fault>);

impl Found {
    /// One more.
    pub fn add(&mut self, document: &str, pointer: &str, sentence: impl Into<String>) {
        let (document, pointer) = (document.to_owned(), pointer.to_owned());
        self.0.push(Fault { document, pointer, sentence: sentence.into() });
    }
}
