//! What a person agreed to that applications get: seen and withdrawn by who is signed in as them.

use super::batch::{Batch, write};
use super::ends::{end_families, revoke_grants};
use super::live_session::live_session;
use super::proofs::kinds_known;
use super::words;
use crate::ports::{BatchError, Database};
use serde::Deserialize;

/// The account agrees to what `:client` asks for; what was agreed to before stays agreed to. `$from` is a FROM with its
/// WHERE.
macro_rules! add_to_consent {
    ($account:literal, $from:expr) => {
        concat!(
            "INSERT INTO consents (account, client_id, scopes, granted_at) SELECT ",
            $account,
            ", :client, :agreed, :now FROM ",
            $from,
            " ON CONFLICT (account, client_id) DO UPDATE SET granted_at = excluded.granted_at,",
            " scopes = (SELECT json_group_array(value) FROM (SELECT value FROM json_each(consents.scopes)",
            " UNION SELECT value FROM json_each(excluded.scopes)))"
        )
    };
}
pub(super) use add_to_consent;

/// Notes that the account agreed, once for a run. `$from` is a FROM with its WHERE.
macro_rules! note_consent {
    ($account:literal, $from:expr) => {
        concat!(
            "INSERT INTO audit (id, at, event, account, client_id, flow, run, detail)",
            " SELECT :run || ':consent-given', :now, 'consent-given', ",
            $account,
            ", :client, :flow, :run, json_object('scopes', json(:agreed)) FROM ",
            $from,
            " ON CONFLICT DO NOTHING"
        )
    };
}
pub(super) use note_consent;

/// What one application was allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The application.
    pub client_id: String,
    /// The scopes, by name.
    pub scopes: Vec<String>,
    /// When that was agreed to last, in seconds since 1970.
    pub granted_at: i64,
}

/// Who is signed in, by their address, and what they agreed to; none for nobody.
pub async fn of_session(
    database: &impl Database,
    secret: &str,
    now: i64,
) -> Result<Option<(Option<String>, Vec<Consent>)>, BatchError> {
    #[derive(Deserialize)]
    struct Whose {
        email: Option<String>,
        proofs: String,
    }
    #[derive(Deserialize)]
    struct Row {
        client_id: String,
        scopes: String,
        granted_at: i64,
    }
    let whose = concat!(
        "SELECT a.email, s.proofs FROM sessions s JOIN accounts a ON a.oid = s.account WHERE ",
        live_session!()
    );
    let consents = concat!(
        "SELECT c.client_id, c.scopes, c.granted_at FROM consents c JOIN sessions s ON s.account = c.account WHERE ",
        live_session!(),
        " ORDER BY c.granted_at DESC, c.client_id LIMIT 200"
    );
    let parameters = [("secret", secret.into()), ("now", now.into())];
    let mut batch = Batch::with(&parameters);
    let (whose, consents) = (batch.add(whose), batch.add(consents));
    let returned = batch.run(database).await?;
    let Some(whose) = returned.first::<Whose>(whose)? else { return Ok(None) };
    words::proofs(&whose.proofs, "sessions.proofs")?;
    let consents: Vec<Row> = returned.all(consents)?;
    let consent = |row: Row| {
        let scopes = words::json(&row.scopes, "consents.scopes")?;
        Ok(Consent { client_id: row.client_id, scopes, granted_at: row.granted_at })
    };
    let consents = consents.into_iter().map(consent).collect::<Result<_, BatchError>>()?;
    Ok(Some((whose.email, consents)))
}

/// Withdraws what who is signed in agreed to: refresh tokens, grants and codes of that application end with it.
pub async fn withdraw(
    database: &impl Database,
    secret: &str,
    client_id: &str,
    request_id: &str,
    now: i64,
) -> Result<(), BatchError> {
    macro_rules! whose {
        () => {
            concat!(
                "(SELECT s.account FROM sessions s WHERE ",
                live_session!(),
                " AND ",
                kinds_known!("s"),
                ")"
            )
        };
    }
    macro_rules! theirs {
        () => {
            concat!("client_id = :client AND account = ", whose!())
        };
    }
    let statements = [
        concat!(
            "INSERT INTO audit (id, at, event, account, client_id)",
            " SELECT :req, :now, 'consent-withdrawn', account, client_id FROM consents WHERE ",
            theirs!()
        ),
        end_families!(theirs!()),
        revoke_grants!(theirs!()),
        concat!(
            "UPDATE codes SET expires_at = :now WHERE redeemed_by IS NULL AND client_id = :client",
            " AND session IN (SELECT id FROM sessions WHERE account = ",
            whose!(),
            ")"
        ),
        concat!("DELETE FROM consents WHERE ", theirs!()),
    ];
    let parameters = [
        ("secret", secret.into()),
        ("client", client_id.into()),
        ("req", request_id.into()),
        ("now", now.into()),
    ];
    write(database, &statements, &parameters).await
}
