//! An attribute's type is for ever: what a tenant says is compared with what was served before it.

use super::Texts;
use crate::ports::Database;
use crate::store::attribute_types;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Id → data type of the attributes that were ever served.
pub type KnownTypes = BTreeMap<String, String>;

/// The text of the tenant that was compared last.
#[derive(Default)]
pub struct Types(RefCell<Option<String>>);

impl Types {
    /// What to compare the tenant with: nothing if this very text was compared before, or if the database does not answer;
    /// then it is asked again with the next load.
    pub(super) async fn known(
        &self,
        database: &impl Database,
        texts: &Texts,
    ) -> Option<KnownTypes> {
        if self.0.borrow().as_ref() == texts.get("tenant") {
            return None;
        }
        attribute_types::known(database).await.ok()
    }

    /// The tenant among `texts` was compared and is good.
    pub(super) fn compared(&self, texts: &Texts) {
        *self.0.borrow_mut() = texts.get("tenant").cloned();
    }
}
