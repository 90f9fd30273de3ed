//! Access tokens that applications get on their own behalf: nothing is kept of them but that one was revoked.

use super::batch::{one, write};
use super::client_not_disabled;
use crate::ports::{BatchError, Database};

/// Whether an application may have one now: neither it nor its secret is switched off.
pub async fn may_have(
    database: &impl Database,
    client_id: &str,
    secret: Option<&str>,
) -> Result<bool, BatchError> {
    let sql = concat!("SELECT 1 AS yes WHERE ", client_not_disabled!());
    let parameters = [("client", client_id.into()), ("secret", secret.into())];
    Ok(!one(database, sql, &parameters).await?.is_empty())
}

/// Whether the token `id` of an application is good still.
pub async fn is_live(
    database: &impl Database,
    id: &str,
    client_id: &str,
) -> Result<bool, BatchError> {
    let sql = "SELECT 1 AS yes WHERE NOT EXISTS (SELECT 1 FROM revoked_tokens WHERE id = :id)
       AND NOT EXISTS (SELECT 1 FROM disabled d WHERE d.kind = 'app' AND d.id = :client)";
    let parameters = [("id", id.into()), ("client", client_id.into())];
    Ok(!one(database, sql, &parameters).await?.is_empty())
}

/// Revokes the token `id`, which is over at `expires_at`.
pub async fn revoke(database: &impl Database, id: &str, expires_at: i64) -> Result<(), BatchError> {
    let sql =
        "INSERT INTO revoked_tokens (id, expires_at) VALUES (:id, :expires) ON CONFLICT DO NOTHING";
    let parameters = [("id", id.into()), ("expires", expires_at.into())];
    write(database, &[sql], &parameters).await
}
