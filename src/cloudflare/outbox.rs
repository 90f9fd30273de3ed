//! The development outbox: a table of its own, which no migration makes, 200 rows at most.

use crate::ports::{BatchError, Database, Mail, SentMail, Statement, Value};

const CREATE: &str = "CREATE TABLE IF NOT EXISTS development_outbox (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL COLLATE NOCASE,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    sent_at INTEGER NOT NULL
) STRICT";

const INSERT: &str = "INSERT INTO development_outbox (recipient, subject, text, html, sent_at)
    VALUES (:to, :subject, :text, :html, :now)";

const TRIM: &str = "DELETE FROM development_outbox
    WHERE id <= (SELECT max(id) FROM development_outbox) - 200";

const LIST: &str = "SELECT recipient AS \"to\", subject, text, html, sent_at AS sentAt
    FROM development_outbox
    WHERE :to IS NULL OR recipient = :to
    ORDER BY id DESC";

/// Adds `mail`, sent at `now`.
pub async fn put(database: &impl Database, mail: &Mail, now: i64) -> Result<(), BatchError> {
    let values: [(&'static str, Value); 5] = [
        ("to", (&mail.to).into()),
        ("subject", (&mail.subject).into()),
        ("text", (&mail.text).into()),
        ("html", (&mail.html).into()),
        ("now", now.into()),
    ];
    let statements = [CREATE, INSERT, TRIM].map(|sql| Statement::new(sql, &values));
    database.batch(statements.into()).await.map(|_| ())
}

/// What was sent, newest first; only what went to `to` if given.
pub async fn list(database: &impl Database, to: Option<&str>) -> Result<Vec<SentMail>, BatchError> {
    let values = [("to", to.into())];
    let statements = [CREATE, LIST].map(|sql| Statement::new(sql, &values));
    let rows = database.batch(statements.into()).await?;
    rows.last().map_or_else(|| Ok(Vec::new()), crate::ports::Rows::all)
}
