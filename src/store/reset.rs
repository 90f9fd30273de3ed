//! A forgotten password (NIST SP 800-63B-4 §4.2; OWASP ASVS 6.4.3, 7.4.3): the mailed code proves the address once and for
//! a while, the new password replaces the old one, and whatever rested on that ends: sessions, refresh families, grants, codes,
//! other runs of the account, and other proofs of its address.

use super::batch::Batch;
use super::counters::forget_guesses;
use super::ends::{end_families, end_sessions, revoke_grants};
use super::identities::is_address;
use super::logouts::{Logout, note_logouts};
use super::nothing_disabled;
use super::people::account_enabled;
use super::proofs::{password_proof, unproven};
use super::runs::{Found, ReadRun, RunKey, answers_kept_of, this_run};
use crate::flow::password::Hashed;
use crate::ports::{BatchError, Database};
use crate::protocol::lifetime;
use serde::Deserialize;

/// What came of it.
#[derive(Debug, Clone)]
pub struct Reset {
    /// The address to tell, where the password was changed by this very request.
    pub changed_for: Option<String>,
    /// Who is to be told that sessions ended.
    pub logouts: Vec<Logout>,
    /// The run, signed in with the new password.
    pub found: Option<Found>,
}

/// That this operation used up the proof.
macro_rules! spent {
    () => {
        "EXISTS (SELECT 1 FROM mailed_codes WHERE run = :run AND purpose = 'reset' AND spent_by = :req)"
    };
}

/// The account that the proven address belongs to.
macro_rules! whose {
    () => {
        concat!(
            "(SELECT i.account FROM runs r JOIN identities i ON ",
            is_address!("r.email_key"),
            " WHERE r.id = :run)"
        )
    };
}

/// That a row is of that account, once this operation used up the proof.
macro_rules! theirs {
    () => {
        concat!("account = ", whose!(), " AND ", spent!())
    };
}

const SPEND: &str = concat!(
    "UPDATE mailed_codes SET spent_by = :req WHERE run = :run AND purpose = 'reset' AND browser = :browser",
    " AND proven_at > :proven_after AND spent_by IS NULL",
    " AND email_key = (SELECT email_key FROM runs WHERE ",
    this_run!(),
    " AND intent = 'reset' AND account IS NULL AND done_at IS NULL)",
    " AND ",
    account_enabled!(whose!()),
    " AND (:open = 1 OR EXISTS (SELECT 1 FROM enrolments e WHERE e.flow = :flow AND e.account = ",
    whose!(),
    ")) AND ",
    nothing_disabled!("'emailPassword'"),
    " RETURNING (SELECT a.email FROM accounts a WHERE a.oid = ",
    whose!(),
    ") AS email"
);

const STEPS: [&str; 10] = [
    concat!(
        "INSERT INTO credentials (account, phc, pepper_key, created_at, updated_at) SELECT ",
        whose!(),
        ", :phc, :pepper_key, :now, :now WHERE ",
        spent!(),
        " ON CONFLICT (account) DO UPDATE SET phc = excluded.phc, pepper_key = excluded.pepper_key, updated_at = :now"
    ),
    end_sessions!(theirs!()),
    end_families!(theirs!()),
    revoke_grants!(theirs!()),
    concat!(
        "DELETE FROM codes WHERE redeemed_by IS NULL AND session IN (SELECT id FROM sessions WHERE ",
        theirs!(),
        ")"
    ),
    concat!(
        "UPDATE runs SET ",
        unproven!(),
        ", created_by = NULL WHERE id <> :run AND ",
        theirs!()
    ),
    concat!(
        "DELETE FROM mailed_codes WHERE run <> :run AND email_key = (SELECT email_key FROM runs WHERE id = :run) AND ",
        spent!()
    ),
    concat!(
        forget_guesses!(
            "(SELECT address FROM mailed_codes WHERE run = :run AND purpose = 'reset')"
        ),
        " AND ",
        spent!()
    ),
    concat!(
        "UPDATE runs SET account = ",
        whose!(),
        ", proofs = ",
        password_proof!("email_key"),
        ", method = 'password', authenticated_at = :now, session = NULL, ",
        answers_kept_of!(whose!()),
        " WHERE id = :run AND ",
        spent!()
    ),
    concat!(
        "INSERT INTO audit (id, at, event, account, client_id, flow, run)",
        " SELECT :req || ':reset', :now, 'password-reset', ",
        whose!(),
        ", :client, :flow, :run WHERE ",
        spent!()
    ),
];

const NOTE_LOGOUTS: &str = note_logouts!(concat!("s.account = ", whose!(), " AND ", spent!()));

/// Replaces the password of the account that the proven address belongs to; once for a proof. With sign-up closed,
/// only for who is enrolled.
pub async fn reset(
    database: &impl Database,
    key: &RunKey<'_>,
    request_id: &str,
    new: &Hashed,
    sign_up_open: bool,
) -> Result<Reset, BatchError> {
    #[derive(Deserialize)]
    struct Changed {
        email: Option<String>,
    }
    let mut parameters = key.parameters();
    parameters.extend([
        ("req", request_id.into()),
        ("phc", (&new.phc).into()),
        ("pepper_key", (&new.pepper_key).into()),
        ("open", sign_up_open.into()),
        ("proven_after", (key.now - lifetime::RESET).into()),
    ]);
    let mut batch = Batch::with(&parameters);
    let changed = batch.add(SPEND);
    batch.add_all(&STEPS);
    let logouts = batch.add(NOTE_LOGOUTS);
    let read = ReadRun::add_to(&mut batch);
    let returned = batch.run(database).await?;
    let changed: Option<Changed> = returned.first(changed)?;
    Ok(Reset {
        changed_for: changed.and_then(|changed| changed.email),
        logouts: returned.all(logouts)?,
        found: read.found(&returned)?,
    })
}
