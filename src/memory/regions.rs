//! The countries as this isolate knows them: named by the platform once a language.

use super::remembered::Remembered;
use crate::flow::countries;
use crate::language::Language;
use crate::ports::RegionNames;
use std::cell::RefCell;
use std::rc::Rc;

/// Countries' codes and names, in the order of a list.
pub type Named = Rc<[(String, String)]>;

/// The lists that were made so far, by language.
#[derive(Default)]
pub struct Regions(RefCell<Remembered<Named, { Language::ALL.len() }>>);

impl Regions {
    /// Every country in a language that is shipped.
    pub fn in_language(&self, platform: &impl RegionNames, language: &str) -> Named {
        if let Some(known) = self.0.borrow().get(language) {
            return known.clone();
        }
        let codes: Vec<_> = countries::codes().collect();
        let named: Named = platform.region_names(&codes, language).into();
        self.0.borrow_mut().put(language, named.clone());
        named
    }
}
