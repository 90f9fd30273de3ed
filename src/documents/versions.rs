//! Who began on a version of a flow finishes on it, whatever became of the document meanwhile.

use super::{Registered, history_scope};
use crate::config::{self, Mode};
use crate::flow::Flow;
use crate::ports::{BatchError, Database};
use crate::store::config_history;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How many versions an isolate remembers.
const MOST: usize = 100;

/// Versions of flows that are not the ones that serve, by application and version; none where it is not known any more.
#[derive(Default)]
pub struct Versions(RefCell<HashMap<Key, Option<Rc<Flow>>>>);

/// Application and version.
type Key = (String, String);

impl Versions {
    /// The version `version` of the flow `current`, for `registered`. What was closed since stays closed. Where it is
    /// not known any more, or does not fit the tenant any more, the current one.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn find(
        &self,
        database: &impl Database,
        registered: &Registered,
        current: &Rc<Flow>,
        version: &str,
        mode: &Mode,
    ) -> Result<Rc<Flow>, BatchError> {
        let client_id = &registered.application.client_id;
        let known = (client_id.clone(), version.to_owned());
        let remembered = self.0.borrow().get(&known).cloned();
        let found = if let Some(found) = remembered {
            found
        } else {
            let key = format!("flow/{}", current.id);
            let text =
                config_history::version(database, history_scope(client_id), &key, version).await?;
            let tenant = &registered.directory.tenant;
            let read = |text: String| config::check_flow(&current.id, &text, tenant, mode).ok();
            let found = text.and_then(read).map(Rc::new);
            self.remember(known, found.clone());
            found
        };
        Ok(match found {
            Some(flow) if flow.sign_up_open && !current.sign_up_open => {
                Rc::new(Flow { sign_up_open: false, ..Flow::clone(&flow) })
            }
            Some(flow) => flow,
            None => current.clone(),
        })
    }

    fn remember(&self, known: Key, found: Option<Rc<Flow>>) {
        let mut versions = self.0.borrow_mut();
        if versions.len() >= MOST {
            versions.clear();
        }
        versions.insert(known, found);
    }
}
