//! Codes sent by mail: eight digits, ten minutes, five tries, the newest alone (NIST SP 800-63B-4 §3.1.3).

use super::audit::{hour, hourly};
use super::batch::{Batch, write};
use super::counters::{
    CODE_TRIES, MAILS_FROM_IP, MAILS_TO_ADDRESS, MAILS_TO_ADDRESS_A_DAY, Throttled, batch_counted,
    count, forget_guesses, take_back, within,
};
use super::identities::is_address;
use super::proofs::unproven;
use super::runs::{Found, ReadRun, RunKey, address_proven, as_its_owner, its_owner, this_run};
use crate::flow::Intent;
use crate::ports::{BatchError, Database};
use serde::Deserialize;

/// A code about to be mailed. The same statements run whether or not the address has an account.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// The run it is for; begun here if it has no row yet.
    pub run: RunKey<'a>,
    /// Where the run began.
    pub intent: Intent,
    /// The address, as typed.
    pub email: &'a str,
    /// The address for comparison.
    pub email_key: &'a str,
    /// HMAC over transaction, purpose and code.
    pub hmac: &'a str,
    /// The counters' key for the address.
    pub address: &'a str,
    /// The counters' key for the caller's network; none where it is not counted.
    pub network: Option<&'a str>,
    /// When the code ends.
    pub expires_at: i64,
    /// Whether the person asked to be kept signed in.
    pub keep_signed_in: bool,
    /// Whether a new account has no password anyway, since the flow offers none.
    pub passwordless: bool,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mailed {
    /// It is to be handed over now; any earlier code is void.
    Recorded {
        /// The address as its account has it, if it has one; otherwise as typed.
        to: String,
    },
    /// Too many mails already.
    Throttled(Throttled),
    /// The run is over, or another browser's.
    NoRun,
}

/// The counters of a mail.
macro_rules! counted {
    () => {
        concat!(
            "((kind IN ('mail-address', 'mail-address-day') AND subject = :address)",
            " OR (kind = 'mail-ip' AND subject = :network))"
        )
    };
}

/// Counts the mail and records its code.
pub async fn record(database: &impl Database, new: &NewCode<'_>) -> Result<Mailed, BatchError> {
    let now = new.run.now;
    let mut parameters = new.run.parameters();
    parameters.extend([
        ("intent", new.intent.name().into()),
        ("email", new.email.into()),
        ("email_key", new.email_key.into()),
        ("hmac", new.hmac.into()),
        ("address", new.address.into()),
        ("network", new.network.into()),
        ("purpose", new.intent.purpose().into()),
        ("expires", new.expires_at.into()),
        ("keep", new.keep_signed_in.into()),
        ("passwordless", new.passwordless.into()),
    ]);
    let allowed = format!(
        "{} AND {} AND {}",
        within("address", MAILS_TO_ADDRESS),
        within("address", MAILS_TO_ADDRESS_A_DAY),
        within("network", MAILS_FROM_IP)
    );
    let mut counts = vec![
        count(MAILS_TO_ADDRESS, new.address, now).of_address(new.email_key),
        count(MAILS_TO_ADDRESS_A_DAY, new.address, now).of_address(new.email_key),
    ];
    counts.extend(new.network.map(|network| count(MAILS_FROM_IP, network, now)));
    let [uncount, count_less] = NOT_SENT;
    let mut batch = Batch::with(&parameters);
    batch.add(&begin(&allowed));
    let code = batch.add(&keep(&allowed));
    batch.add_all(&[uncount, count_less]);
    let stored = batch.add(STORED_ADDRESS);
    let (returned, throttled) = batch_counted(database, counts, now, batch).await?;
    if returned.any(code)? {
        let stored: Option<Stored> = returned.first(stored)?;
        let to = stored.map_or_else(|| new.email.to_owned(), |stored| stored.email);
        return Ok(Mailed::Recorded { to });
    }
    Ok(throttled.map_or(Mailed::NoRun, Mailed::Throttled))
}

/// Begins the run, or has it be about this address, where `allowed` holds.
fn begin(allowed: &str) -> String {
    format!(
        "INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, passwordless,
           keep_signed_in, created_at, expires_at)
         SELECT :run, :browser, :client, :redirect, :flow, :intent, :email, :email_key, :passwordless,
           :keep, :now, :run_expires WHERE {allowed}
         ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, email = excluded.email,
           email_key = excluded.email_key, keep_signed_in = excluded.keep_signed_in, {},
           password = NULL, pepper_key = NULL, passwordless = excluded.passwordless, answered_pages = 0
         WHERE {} AND runs.done_at IS NULL",
        unproven!(),
        this_run!()
    )
}

/// Keeps the code, where `allowed` holds.
fn keep(allowed: &str) -> String {
    format!(
        "INSERT INTO mailed_codes (run, purpose, browser, email_key, address, hmac, sent_at, expires_at)
         SELECT :run, :purpose, :browser, :email_key, :address, :hmac, :now, :expires FROM runs
         WHERE {} AND done_at IS NULL AND email_key = :email_key AND {allowed}
         ON CONFLICT (run, purpose) DO UPDATE SET browser = excluded.browser, email_key = excluded.email_key,
           address = excluded.address, hmac = excluded.hmac, tries = 0, sent_at = excluded.sent_at,
           expires_at = excluded.expires_at, proven_at = NULL, spent_by = NULL
         RETURNING sent_at",
        this_run!()
    )
}

/// What was counted for a mail that is not sent is given back, so that a short limit does not use up a long
/// one. The answer was read before.
const NOT_SENT: [&str; 2] = take_back!(concat!(
    counted!(),
    " AND NOT EXISTS (SELECT 1 FROM mailed_codes WHERE run = :run AND purpose = :purpose AND hmac = :hmac)"
));

/// Mail goes to the address that its account was made with, however it is spelled today.
const STORED_ADDRESS: &str = concat!(
    "SELECT a.email FROM identities i JOIN accounts a ON a.oid = i.account WHERE ",
    is_address!(":email_key"),
    " AND a.email IS NOT NULL"
);

#[derive(Deserialize)]
struct Stored {
    email: String,
}

/// The mail could not be handed over: its send does not count, and nobody can have its code.
pub async fn give_send_back(database: &impl Database, new: &NewCode<'_>) -> Result<(), BatchError> {
    let parameters = [
        ("run", new.run.id.into()),
        ("hmac", new.hmac.into()),
        ("tries", CODE_TRIES.into()),
        ("address", new.address.into()),
        ("network", new.network.into()),
    ];
    let spend = "UPDATE mailed_codes SET tries = :tries WHERE run = :run AND hmac = :hmac";
    let [uncount, count_less] = take_back!(counted!());
    write(database, &[spend, uncount, count_less], &parameters).await
}

/// What a try at a code came to.
#[derive(Debug, Clone)]
pub enum Tried {
    /// It is right: the address is proven for this run.
    Proven(Box<Found>),
    /// It is wrong, late, used up, or another run's: one answer for all, and the run, if there is one.
    Refused(Option<Box<Found>>),
}

/// Whoever reads the address's mail owns it: guesses at its password count from nothing again.
const FORGIVE_GUESSES: &str = forget_guesses!(
    "(SELECT address FROM mailed_codes WHERE run = :run AND purpose = :purpose AND browser = :browser
       AND hmac = :hmac AND proven_at = :now)"
);

/// A wrong code is a failed guess; where it was the last that may be tried, a limit is reached, too.
const NOTE_WRONG: &str = concat!(
    hourly!("e.value", "'mailed-code'", "i.account"),
    " FROM mailed_codes m CROSS JOIN json_each('[\"guess-failed\",\"limit-reached\"]') e",
    " LEFT JOIN identities i ON ",
    is_address!("m.email_key"),
    " WHERE m.run = :run AND m.purpose = :purpose AND m.browser = :browser AND m.hmac <> :hmac",
    " AND (e.value = 'guess-failed' OR m.tries >= :tries) ON CONFLICT DO NOTHING"
);

#[derive(Deserialize)]
struct Judged {
    right: i64,
}

/// What is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    /// HMAC over transaction, purpose and what was typed.
    pub hmac: &'a str,
    /// What the code is to prove the address for.
    pub purpose: &'a str,
    /// Whether the proof signs in to the account that the address belongs to, where the run began at sign-in.
    pub signs_in: bool,
}

/// Judges a code by its HMAC; a right one stays right for its run.
pub async fn prove(
    database: &impl Database,
    key: &RunKey<'_>,
    tried: Try<'_>,
) -> Result<Tried, BatchError> {
    let mut parameters = key.parameters();
    parameters.extend([
        ("hmac", tried.hmac.into()),
        ("purpose", tried.purpose.into()),
        ("tries", CODE_TRIES.into()),
        ("sign_in", tried.signs_in.into()),
        ("hour", hour(key.now)),
    ]);
    let judge = concat!(
        "UPDATE mailed_codes SET tries = tries + (hmac <> :hmac),
           proven_at = CASE WHEN hmac = :hmac THEN coalesce(proven_at, :now) ELSE proven_at END
         WHERE run = :run AND purpose = :purpose AND browser = :browser AND expires_at > :now
           AND (tries < :tries OR proven_at IS NOT NULL)
           AND EXISTS (SELECT 1 FROM runs WHERE ",
        this_run!(),
        " AND runs.email_key = mailed_codes.email_key)
         RETURNING hmac = :hmac AS right"
    );
    let sign_in = concat!(
        "UPDATE runs SET ",
        as_its_owner!(),
        " WHERE id = :run AND browser = :browser AND account IS NULL AND intent = 'sign-in' AND :sign_in = 1",
        " AND ",
        address_proven!(" AND m.hmac = :hmac"),
        " AND ",
        its_owner!(),
        " IS NOT NULL"
    );
    let mut batch = Batch::with(&parameters);
    let judged = batch.add(judge);
    batch.add_all(&[sign_in, FORGIVE_GUESSES]);
    let read = ReadRun::add_to(&mut batch);
    batch.add(NOTE_WRONG);
    let returned = batch.run(database).await?;
    let judged: Option<Judged> = returned.first(judged)?;
    let found = read.found(&returned)?.map(Box::new);
    Ok(match (judged.map(|judged| judged.right == 1), found) {
        (Some(true), Some(found)) => Tried::Proven(found),
        (_, found) => Tried::Refused(found),
    })
}
