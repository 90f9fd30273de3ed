//! Who is still to be told that a session ended (OpenID Connect Back-Channel Logout §2.5): the applications that
//! took part in it and asked to be told, noted in the batch that ends it, until each has answered or a day is over.

use super::batch::{one, write};
use crate::ports::{BatchError, Database};
use crate::protocol::lifetime;
use serde::Deserialize;

/// An application to be told of a session's end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Logout {
    /// The session: the claim `sid`.
    pub session: String,
    /// The application.
    pub client_id: String,
    /// The `oid` of the account whose session it was.
    pub account: String,
}

/// Notes who is to be told that the sessions `s` of the condition ended at `:now`; its rows are [`Logout`]s.
macro_rules! note_logouts {
    ($ended:expr) => {
        concat!(
            "INSERT INTO logouts (session, client_id, account, ended_at, due_at)",
            " SELECT s.id, p.client_id, s.account, :now, :now + 300 FROM sessions s",
            " JOIN participants p ON p.session = s.id WHERE s.ended_at = :now AND ",
            $ended,
            " ON CONFLICT DO NOTHING RETURNING session, client_id, account"
        )
    };
}
pub(crate) use note_logouts;

/// Takes up to `most` that are due again, the longest due first; each waits six times as long as before for its next turn.
/// None was due before its session ended.
pub async fn take_due(
    database: &impl Database,
    most: i64,
    now: i64,
) -> Result<Vec<Logout>, BatchError> {
    let since = now - lifetime::LOGOUT_TOLD;
    let parameters = [("most", most.into()), ("now", now.into()), ("since", since.into())];
    let sql = "UPDATE logouts SET tries = tries + 1,
         due_at = :now + 300 * CASE tries WHEN 1 THEN 6 WHEN 2 THEN 36 ELSE 216 END
       WHERE (session, client_id) IN (SELECT session, client_id FROM logouts WHERE due_at > :since AND due_at <= :now
         AND ended_at > :since ORDER BY due_at LIMIT :most)
       RETURNING session, client_id, account";
    one(database, sql, &parameters).await?.all()
}

/// The application needs to be told no more.
pub async fn settle(database: &impl Database, logout: &Logout) -> Result<(), BatchError> {
    let parameters =
        [("session", (&logout.session).into()), ("client", (&logout.client_id).into())];
    let sql = "DELETE FROM logouts WHERE session = :session AND client_id = :client";
    write(database, &[sql], &parameters).await
}
