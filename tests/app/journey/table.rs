//! The table: rows are what happens, columns the steps where it happens. Each cell begins anew.

use super::person::{End, walk};
use crate::browser::*;
use crate::steps::*;
use std::iter::once;

/// A page and what is typed there.
pub type Sent = (Page, Fields);

/// The pages that something happens to, one after the other.
pub enum Pages {
    /// The one where the person is.
    Last,
    /// Each one before.
    Earlier,
    /// Each.
    All,
}

/// Where the person gets at first.
pub enum Leads {
    /// On, to the application.
    On,
    /// To a page that can only lead home, where the application begins anew.
    Home,
    /// To either.
    OnOrHome,
}

/// What of all that was sent no later page asks for again.
pub enum Kept {
    Nothing,
    /// The address.
    Address,
    All,
}

/// A row.
pub struct Row {
    pub what: &'static str,
    pub pages: Pages,
    /// What happens, and where that leads; further places, such as other tabs, are gone on from after the first.
    pub happens: fn(&mut Step, &Sent) -> Vec<Landed>,
    pub leads: Leads,
    pub kept: Kept,
}

impl Row {
    /// A row that leads on, and forgets nothing.
    pub fn new(
        what: &'static str,
        pages: Pages,
        happens: fn(&mut Step, &Sent) -> Vec<Landed>,
    ) -> Self {
        Self { what, pages, happens, leads: Leads::On, kept: Kept::All }
    }

    /// Asserts that each cell ends well.
    pub fn holds(&self) {
        let without_form: [(&str, Open); 2] = [("refused", refused), ("done", done)];
        let mut wrong = Vec::new();
        for (stage, open) in STEPS.into_iter().chain(without_form) {
            let (mut at, mut pages) = (0, 1);
            while at < pages {
                let step = open(fresh());
                let concerned = self.concerned(&step);
                pages = concerned.len();
                let cell = concerned.get(at).map_or(Ok(()), |sent| self.cell(stage, step, sent));
                if let Err(what) = cell {
                    wrong.push(format!("{}, at {stage} (page {at}): {what}", self.what));
                }
                at += 1;
            }
        }
        assert!(wrong.is_empty(), "{} cells: {wrong:#?}", wrong.len());
    }

    fn concerned(&self, step: &Step) -> Vec<Sent> {
        let last = (step.page.clone(), step.fields.clone());
        match self.pages {
            Pages::Last => vec![last],
            Pages::Earlier => step.before.clone(),
            Pages::All => step.before.iter().cloned().chain(once(last)).collect(),
        }
    }

    fn cell(&self, stage: &str, mut step: Step, sent: &Sent) -> Result<(), String> {
        let landings = (self.happens)(&mut step, sent);
        let mut typed = self.typed(&step);
        for (tab, landed) in landings.into_iter().enumerate() {
            let end = walk(&mut step.browser, &typed, landed)?;
            if !self.may_end(stage, tab, end) {
                return Err(format!("tab {tab} ends at {end:?}"));
            }
            typed.clear();
        }
        let again = step.browser.open(&step.authorize);
        let again = walk(&mut step.browser, &typed, again)?;
        let accounts = step.deployment.sql("SELECT oid FROM accounts").len();
        match (again, accounts) {
            (End::App, 1) => Ok(()),
            (End::Denied, 0) if stage == "refused" => Ok(()),
            _ => Err(format!("the next time ends at {again:?}, with {accounts} accounts")),
        }
    }

    fn typed(&self, step: &Step) -> Fields {
        let kept = |name: &str| match self.kept {
            Kept::Nothing => false,
            Kept::Address => name == "email",
            Kept::All => true,
        };
        step.sent.iter().filter(|(name, _)| kept(name)).cloned().collect()
    }

    fn may_end(&self, stage: &str, tab: usize, end: End) -> bool {
        match (&self.leads, stage) {
            (Leads::Home, _) if tab == 0 => end == End::Home,
            (_, "refused") => end != End::App,
            (Leads::On, "done") => end != End::Denied,
            (Leads::On, _) if tab == 0 => end == End::App,
            _ => end != End::Denied,
        }
    }
}
