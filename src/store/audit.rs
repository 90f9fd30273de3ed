//! The trace: what the owner of a deployment and its auditors must hear of. The README says what each event means. A row
//! is written by the batch that sees its event, under an id that follows from it: what happens once is one row however
//! many requests see it, and what strangers bring about is one row an hour for each kind and account.

use super::batch::{Batch, one, write};
use crate::ports::{BatchError, Database, Value};
use serde::Deserialize;

/// A person hears of guesses at their password once in so many seconds.
const BETWEEN_NOTICES: i64 = 24 * 3600;

/// `:hour`, as a text: a number would get a decimal point.
pub(super) fn hour(now: i64) -> Value {
    (now / 3600).to_string().into()
}

/// Writes a row an hour for each kind and account; goes on with FROM or WHERE, and leaves rows that are there.
macro_rules! hourly {
    ($event:literal, $kind:literal, $account:literal) => {
        concat!(
            "INSERT INTO audit (id, at, event, account, detail) SELECT ",
            $event,
            " || ':' || :hour || ':' || ",
            $kind,
            " || ':' || coalesce(",
            $account,
            ", ''), :now, ",
            $event,
            ", ",
            $account,
            ", json_object('kind', ",
            $kind,
            ")"
        )
    };
}
pub(super) use hourly;

/// A password that was wrong.
#[derive(Debug, Clone, Copy)]
pub struct WrongPassword<'a> {
    /// Whose it was to be, if the address has an account.
    pub account: Option<&'a str>,
    /// Whether the account's person is to hear of it.
    pub tells: bool,
    /// This operation's id.
    pub request_id: &'a str,
    /// The time.
    pub now: i64,
}

/// Notes it. Whether the person is to be told now: they were not within a day.
pub async fn wrong_password(
    database: &impl Database,
    wrong: WrongPassword<'_>,
) -> Result<bool, BatchError> {
    let note = concat!(
        hourly!("'guess-failed'", "'password'", ":account"),
        " WHERE true ON CONFLICT DO NOTHING"
    );
    let tell = "INSERT INTO audit (id, at, event, account)
       SELECT :req || ':guesses-mailed', :now, 'guesses-mailed', :account WHERE :tells
         AND NOT EXISTS (SELECT 1 FROM audit WHERE account = :account AND at > :since AND event = 'guesses-mailed')
       RETURNING id";
    let parameters = [
        ("account", wrong.account.into()),
        ("tells", wrong.tells.into()),
        ("req", wrong.request_id.into()),
        ("hour", hour(wrong.now)),
        ("now", wrong.now.into()),
        ("since", (wrong.now - BETWEEN_NOTICES).into()),
    ];
    let mut batch = Batch::with(&parameters);
    batch.add(note);
    let told = batch.add(tell);
    batch.run(database).await?.any(told)
}

/// Notes that a limit bit which an isolate counts by itself.
pub async fn limit_reached(
    database: &impl Database,
    kind: &str,
    now: i64,
) -> Result<(), BatchError> {
    let sql =
        concat!(hourly!("'limit-reached'", ":kind", "NULL"), " WHERE true ON CONFLICT DO NOTHING");
    let parameters = [("kind", kind.into()), ("hour", hour(now)), ("now", now.into())];
    write(database, &[sql], &parameters).await
}

/// The kinds of limits that bit in this hour of the clock or the one before.
pub async fn limits_of_late(database: &impl Database, now: i64) -> Result<Vec<String>, BatchError> {
    #[derive(Deserialize)]
    struct Limit {
        kind: String,
    }
    let sql = "SELECT DISTINCT json_extract(detail, '$.kind') AS kind FROM audit
       WHERE id >= 'limit-reached:' || :from AND id < 'limit-reached:' || :until ORDER BY kind";
    let parameters = [("from", hour(now - 3600)), ("until", hour(now + 3600))];
    let limits: Vec<Limit> = one(database, sql, &parameters).await?.all()?;
    Ok(limits.into_iter().map(|limit| limit.kind).collect())
}
