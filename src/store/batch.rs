//! A batch whose statements have names: what a statement returned is asked for by what `add` gave for it, so that one
//! more statement moves no other.

use crate::ports::{BatchError, Database, Rows, Statement, Value};
use serde::de::DeserializeOwned;

/// Parameters by name, which the statements of a batch share.
pub type Parameters = [(&'static str, Value)];

/// Statements that the database runs as one transaction, in one round trip.
#[derive(Debug)]
pub struct Batch<'p> {
    parameters: &'p Parameters,
    statements: Vec<Statement>,
}

/// A statement of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Added(usize);

/// What the statements of a batch returned.
#[derive(Debug)]
pub struct Returned(Vec<Rows>);

impl<'p> Batch<'p> {
    /// A batch without statements.
    pub fn with(parameters: &'p Parameters) -> Self {
        Self { parameters, statements: Vec::new() }
    }

    /// Adds a statement.
    pub fn add(&mut self, sql: &str) -> Added {
        self.push(Statement::new(sql, self.parameters))
    }

    /// Adds statements of which nobody asks what they returned.
    pub fn add_all(&mut self, statements: &[&str]) {
        for sql in statements {
            self.add(sql);
        }
    }

    /// Adds a statement that has its parameters already.
    pub fn push(&mut self, statement: Statement) -> Added {
        self.statements.push(statement);
        Added(self.statements.len() - 1)
    }

    /// Adds such statements, of which nobody asks what they returned.
    pub fn extend(&mut self, statements: Vec<Statement>) {
        self.statements.extend(statements);
    }

    /// Runs it.
    ///
    /// # Errors
    /// When the database refuses or can't be reached; then nothing was done.
    pub async fn run(self, database: &impl Database) -> Result<Returned, BatchError> {
        self.run_behind(Vec::new(), database).await.map(|(_, returned)| returned)
    }

    /// Runs it behind statements of another kind, in one transaction: what those returned, and what its own did.
    ///
    /// # Errors
    /// As [`Batch::run`].
    pub async fn run_behind(
        self,
        mut front: Vec<Statement>,
        database: &impl Database,
    ) -> Result<(Vec<Rows>, Returned), BatchError> {
        let before = front.len();
        front.extend(self.statements);
        let mut rows = database.batch(front).await?;
        let own = rows.split_off(before.min(rows.len()));
        Ok((rows, Returned(own)))
    }
}

/// Runs one statement: its rows.
///
/// # Errors
/// As [`Batch::run`].
pub async fn one(
    database: &impl Database,
    sql: &str,
    parameters: &Parameters,
) -> Result<Rows, BatchError> {
    let rows = database.batch(vec![Statement::new(sql, parameters)]).await?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

/// Runs statements of which nobody asks what they returned.
///
/// # Errors
/// As [`Batch::run`].
pub async fn write(
    database: &impl Database,
    statements: &[&str],
    parameters: &Parameters,
) -> Result<(), BatchError> {
    let mut batch = Batch::with(parameters);
    batch.add_all(statements);
    batch.run(database).await.map(drop)
}

impl Returned {
    /// The rows of a statement.
    ///
    /// # Errors
    /// When the database did not answer it.
    pub fn of(&self, added: Added) -> Result<&Rows, BatchError> {
        let missing =
            || BatchError::Rejected("the database left a statement unanswered".to_owned());
        self.0.get(added.0).ok_or_else(missing)
    }

    /// The first row of a statement, if it returned any.
    ///
    /// # Errors
    /// When the row has another shape.
    pub fn first<T: DeserializeOwned>(&self, added: Added) -> Result<Option<T>, BatchError> {
        self.of(added)?.first()
    }

    /// Every row of a statement.
    ///
    /// # Errors
    /// When a row has another shape.
    pub fn all<T: DeserializeOwned>(&self, added: Added) -> Result<Vec<T>, BatchError> {
        self.of(added)?.all()
    }

    /// Whether a statement returned a row.
    ///
    /// # Errors
    /// When the database did not answer it.
    pub fn any(&self, added: Added) -> Result<bool, BatchError> {
        Ok(!self.of(added)?.is_empty())
    }
}
