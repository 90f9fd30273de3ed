//! What a request proves itself with counts once, whatever comes of the request. It is noted at the end of the request's
//! first batch: where it was noted before, a constraint forbids it, and with it all that the batch would do. So it costs
//! no round trip, and of two requests at once with one proof one does nothing. A request that ends before it asks the
//! database notes it in a batch of its own.

use crate::ports::{BatchError, Database, Rows, Statement, Writes};
use crate::protocol::{Cause, client_assertion::OneUse};
use std::cell::RefCell;

/// What is still to be noted of one request's proofs.
#[derive(Debug, Default)]
pub struct Proofs(RefCell<Unused>);

#[derive(Debug, Default)]
struct Unused {
    assertion: Option<OneUse>,
    dpop: Option<OneUse>,
}

/// The database as a request sees it that proved itself.
#[derive(Debug, Clone, Copy)]
pub struct Once<'a, D> {
    database: &'a D,
    proofs: &'a Proofs,
}

impl Proofs {
    /// Has a client assertion count once.
    pub fn note_assertion(&self, assertion: OneUse) {
        self.0.borrow_mut().assertion = Some(assertion);
    }

    /// Has a DPoP proof count once.
    pub fn note_dpop(&self, proof: OneUse) {
        self.0.borrow_mut().dpop = Some(proof);
    }

    /// `database`, whose next batch notes them.
    pub fn noted_in<'a, D: Database>(&'a self, database: &'a D) -> Once<'a, D> {
        Once { database, proofs: self }
    }

    /// Notes what no batch has noted. A proof of possession alone, of who is not `known`, is forgotten: it proved
    /// nothing, and anybody could fill the table with those.
    ///
    /// # Errors
    /// When one was used before, or the database can't be asked.
    pub async fn use_up(&self, database: &impl Database, known: bool) -> Result<(), BatchError> {
        let by_key_alone = self.0.borrow().assertion.is_none();
        let note = self.take().filter(|_| known || !by_key_alone);
        let Some(note) = note else { return Ok(()) };
        database.batch(vec![note]).await.map_err(used).map(|_: Vec<Rows>| ())
    }

    fn take(&self) -> Option<Statement> {
        let Unused { assertion, dpop } = self.0.take();
        let expires_at =
            [&assertion, &dpop].into_iter().flatten().map(|used| used.expires_at).max()?;
        let sql = "INSERT INTO used_proofs (assertion, dpop, expires_at) VALUES (:assertion, :dpop, :expires)";
        Some(Statement::new(
            sql,
            &[
                ("assertion", assertion.map(|used| used.id).into()),
                ("dpop", dpop.map(|used| used.id).into()),
                ("expires", expires_at.into()),
            ],
        ))
    }
}

impl<D: Database> Database for Once<'_, D> {
    async fn batch(&self, mut statements: Vec<Statement>) -> Result<Vec<Rows>, BatchError> {
        let Some(note) = self.proofs.take() else { return self.database.batch(statements).await };
        statements.push(note);
        let mut rows = self.database.batch(statements).await.map_err(used)?;
        // It returns nothing, and whoever asked did not add it.
        rows.pop();
        Ok(rows)
    }

    fn writes(&self) -> &Writes {
        self.database.writes()
    }
}

/// A violated constraint names its column.
fn used(error: BatchError) -> BatchError {
    let violates = |column: &str| match &error {
        BatchError::Rejected(reason) => reason.contains(column),
        _ => false,
    };
    if violates("used_proofs.assertion") {
        return BatchError::Used(Cause::AssertionUsed);
    }
    if violates("used_proofs.dpop") {
        return BatchError::Used(Cause::DpopUsed);
    }
    error
}
