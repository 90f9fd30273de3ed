//! The database: `SQLite` in memory, the migrations applied, a batch one transaction.

use super::executor::give_way;
use super::sqlite;
use crate::ports::{BatchError, Rows, Statement, Writes};
use rusqlite::Connection;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/migrations");

/// What goes wrong with a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does not reach the database.
    Unreached,
    /// The connection is lost at its statement of this number, the first being 1: all is rolled back.
    AtStatement(usize),
    /// It is committed, but the answer is lost.
    AnswerLost,
}

/// `SQLite` in memory, and the faults it was told to have.
pub struct NativeDatabase {
    connection: Connection,
    pub(super) count: Cell<usize>,
    pub(super) statements: Cell<usize>,
    /// Batches still to go, and what goes wrong then.
    faults: RefCell<Vec<(usize, Fault)>>,
    unavailable: Cell<bool>,
    /// The statements that were run, each with the most steps that it took.
    pub work: RefCell<BTreeMap<String, i32>>,
}

impl NativeDatabase {
    /// A database with every migration of `assets/migrations` applied, in the order of their names.
    ///
    /// # Errors
    /// When a migration can't be read or is refused.
    pub fn open() -> Result<Self, BatchError> {
        let connection = sqlite::open().map_err(sqlite::rejected)?;
        let notes = "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE)";
        connection.execute_batch(notes).map_err(sqlite::rejected)?;
        for path in migrations() {
            let told = |fault: String| BatchError::Rejected(format!("{}: {fault}", path.display()));
            let sql = fs::read_to_string(&path).map_err(|fault| told(fault.to_string()))?;
            connection.execute_batch(&sql).map_err(|fault| told(fault.to_string()))?;
            // As wrangler does.
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let note = "INSERT INTO d1_migrations (name) VALUES (?1)";
            connection.execute(note, [name]).map_err(sqlite::rejected)?;
        }
        Ok(Self {
            connection,
            count: Cell::default(),
            statements: Cell::default(),
            faults: RefCell::default(),
            unavailable: Cell::default(),
            work: RefCell::default(),
        })
    }

    /// Has the `nth` batch from now, the next being 1, go wrong as `fault` says.
    pub fn fail_batch(&self, nth: usize, fault: Fault) {
        self.faults.borrow_mut().push((nth, fault));
    }

    /// Has every batch fail, or no more.
    pub fn set_unavailable(&self, unavailable: bool) {
        self.unavailable.set(unavailable);
    }

    fn note(&self, sql: &str, steps: i32) {
        let mut work = self.work.borrow_mut();
        match work.get_mut(sql) {
            Some(most) => *most = steps.max(*most),
            None => drop(work.insert(sql.to_owned(), steps)),
        }
    }

    fn next_fault(&self) -> Option<Fault> {
        let mut faults = self.faults.borrow_mut();
        for (to_go, _) in faults.iter_mut() {
            *to_go -= 1;
        }
        let due = faults.iter().position(|(to_go, _)| *to_go == 0)?;
        Some(faults.swap_remove(due).1)
    }

    /// Runs `statements` as one transaction, where `writes` lets them.
    ///
    /// # Errors
    /// When one is refused, or as a fault was ordered.
    pub async fn batch(
        &self,
        statements: &[Statement],
        writes: &Writes,
    ) -> Result<Vec<Rows>, BatchError> {
        give_way().await;
        writes.check(statements)?;
        self.run(statements)
    }

    fn run(&self, statements: &[Statement]) -> Result<Vec<Rows>, BatchError> {
        let lost = || Err(BatchError::Unavailable("Network connection lost.".to_owned()));
        self.count.set(self.count.get() + 1);
        self.statements.set(self.statements.get() + statements.len());
        let fault = self.next_fault();
        if self.unavailable.get() || fault == Some(Fault::Unreached) {
            return lost();
        }
        // Dropped before it is committed, it is rolled back.
        let transaction = self.connection.unchecked_transaction().map_err(sqlite::rejected)?;
        let mut answers = Vec::with_capacity(statements.len());
        for (at, statement) in statements.iter().enumerate() {
            if fault == Some(Fault::AtStatement(at + 1)) {
                return lost();
            }
            let (rows, steps) = sqlite::run(&transaction, statement)?;
            self.note(&statement.sql, steps);
            answers.push(rows);
        }
        transaction.commit().map_err(sqlite::rejected)?;
        if fault == Some(Fault::AnswerLost) { lost() } else { Ok(answers) }
    }
}

fn migrations() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(MIGRATIONS)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests;
