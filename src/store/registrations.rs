//! Applications that registered themselves (RFC 7591, RFC 7592).

use super::anybody::{REGISTRATIONS, Sender, batch_within};
use super::batch::{Batch, one, write};
use super::counters::Throttled;
use super::ends::{end_families, revoke_grants};
use super::logos::{self, Change};
use crate::ports::{BatchError, Database, Value};
use serde::Deserialize;

/// A registration.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    /// What is registered, as JSON.
    pub metadata: String,
    /// SHA-256 of its secret, if it has one.
    pub secret: Option<String>,
    /// Its secret, sealed, where it signs with that.
    pub sealed: Option<String>,
    /// SHA-256 of its registration access token.
    pub token: String,
    /// When it was registered.
    pub created_at: i64,
    /// When it is over; none for never.
    pub expires_at: Option<i64>,
    /// The hash of its logo, if it has one.
    pub logo: Option<String>,
}

/// The registration of `client_id`, unless it is over.
pub async fn read(
    database: &impl Database,
    client_id: &str,
    now: i64,
) -> Result<Option<Row>, BatchError> {
    let sql = "SELECT metadata, secret, sealed, token, created_at, expires_at,
           (SELECT hash FROM logos WHERE client_id = :client) AS logo FROM registrations
         WHERE client_id = :client AND (expires_at IS NULL OR expires_at > :now)";
    let parameters = [("client", client_id.into()), ("now", now.into())];
    one(database, sql, &parameters).await?.first()
}

/// Keeps a new registration, unless too many came.
pub async fn register(
    database: &impl Database,
    client_id: &str,
    row: &Row,
    logo: &Change,
    sender: Sender<'_>,
) -> Result<Result<(), Throttled>, BatchError> {
    let now = row.created_at;
    let sql = format!(
        "INSERT INTO registrations (client_id, metadata, secret, sealed, token, created_at, updated_at, expires_at)
         SELECT :client, :metadata, :secret, :sealed, :token, :now, :now, :expires WHERE {}",
        sender.may(REGISTRATIONS)
    );
    let mut parameters = parameters(client_id, row, now);
    parameters.extend(sender.parameters());
    let mut batch = Batch::with(&parameters);
    batch.add(&sql);
    batch.extend(logos::statements(client_id, &row.token, logo));
    let kept = batch_within(database, REGISTRATIONS, sender, now, batch).await?;
    Ok(kept.map(drop))
}

/// Replaces what is registered (RFC 7592 §2.2).
pub async fn replace(
    database: &impl Database,
    client_id: &str,
    row: &Row,
    logo: &Change,
    now: i64,
) -> Result<(), BatchError> {
    let sql = "UPDATE registrations SET metadata = :metadata, secret = :secret, sealed = :sealed, updated_at = :now
         WHERE client_id = :client AND token = :token";
    let parameters = parameters(client_id, row, now);
    let mut batch = Batch::with(&parameters);
    batch.add(sql);
    batch.extend(logos::statements(client_id, &row.token, logo));
    batch.run(database).await.map(drop)
}

/// That an application registered itself, by its id: indexes of what such applications have ask the same.
macro_rules! is_registration {
    ($client_id:literal) => {
        concat!($client_id, " >= 'dyn-' AND ", $client_id, " < 'dyn.'")
    };
}
pub(super) use is_registration;

/// Its own.
macro_rules! its {
    () => {
        concat!("client_id = :client AND ", is_registration!("client_id"))
    };
}

/// Deletes a registration (RFC 7592 §2.3), and ends all that its application was given. That it is switched off, too,
/// tells isolates that still know it.
pub async fn delete(database: &impl Database, client_id: &str, now: i64) -> Result<(), BatchError> {
    let parameters = [("client", client_id.into()), ("now", now.into())];
    let statements = [
        "DELETE FROM registrations WHERE client_id = :client",
        "INSERT INTO disabled (kind, id, disabled_at) VALUES ('app', :client, :now) ON CONFLICT DO NOTHING",
        end_families!(its!()),
        revoke_grants!(its!()),
        concat!("DELETE FROM codes WHERE ", its!()),
        concat!("DELETE FROM runs WHERE ", its!()),
        concat!("DELETE FROM consents WHERE ", its!()),
    ];
    write(database, &statements, &parameters).await
}

fn parameters(client_id: &str, row: &Row, now: i64) -> Vec<(&'static str, Value)> {
    vec![
        ("client", client_id.into()),
        ("metadata", row.metadata.as_str().into()),
        ("secret", row.secret.as_deref().into()),
        ("sealed", row.sealed.as_deref().into()),
        ("token", row.token.as_str().into()),
        ("expires", row.expires_at.into()),
        ("now", now.into()),
    ]
}
