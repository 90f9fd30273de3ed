//! Devices that wait for a person to sign in elsewhere (RFC 8628). Once the person has, their authorization code becomes the
//! device's: it is kept under the hash of the device code from then on, and only that redeems it, once.

use super::anybody::{PUBLIC_REQUESTS, Sender, batch_within};
use super::audit::{hour, hourly};
use super::batch::{Batch, write};
use super::client_not_disabled;
use super::counters::{Limit, Throttled, batch_counted, count, take_back, within};
use crate::ports::{BatchError, Database};
use crate::protocol::lifetime;
use serde::Deserialize;

/// Wrong user codes from one network.
const WRONG_CODES: Limit = Limit { kind: "user-code", most: 5, window: lifetime::DEVICE_CODE };

/// A device that asks.
#[derive(Debug, Clone)]
pub struct Asking<'a> {
    /// SHA-256 of its device code.
    pub hash: &'a str,
    /// HMAC of its user code.
    pub user_code: &'a str,
    /// Its application.
    pub client_id: &'a str,
    /// SHA-256 of the secret that proved it.
    pub secret: Option<&'a str>,
    /// What it asks for, as parameters of an authorization request.
    pub request: &'a str,
    /// Who sends that.
    pub sender: Sender<'a>,
    /// The time.
    pub now: i64,
}

/// A device that waits.
#[derive(Debug, Clone, Deserialize)]
pub struct Waiting {
    /// SHA-256 of its device code.
    pub hash: String,
    /// Its application.
    pub client_id: String,
    /// What it asked for.
    pub request: String,
}

/// That a device waits for an answer.
macro_rules! unanswered {
    () => {
        "approved_at IS NULL AND denied_at IS NULL"
    };
}

/// Keeps a device that asks, unless too many do; false if its application is switched off.
pub async fn keep(
    database: &impl Database,
    asking: &Asking<'_>,
) -> Result<Result<bool, Throttled>, BatchError> {
    let sql = format!(
        "INSERT INTO device_codes (hash, user_code, client_id, request, pause, created_at, expires_at)
       SELECT :hash, :user_code, :client, :request, :pause, :now, :expires WHERE {} AND {} RETURNING hash",
        client_not_disabled!(),
        asking.sender.may(PUBLIC_REQUESTS)
    );
    let parameters = [
        ("hash", asking.hash.into()),
        ("user_code", asking.user_code.into()),
        ("client", asking.client_id.into()),
        ("secret", asking.secret.into()),
        ("request", asking.request.into()),
        ("pause", lifetime::DEVICE_PAUSE.into()),
        ("now", asking.now.into()),
        ("expires", (asking.now + lifetime::DEVICE_CODE).into()),
    ];
    let parameters = [&parameters[..], &asking.sender.parameters()].concat();
    let mut batch = Batch::with(&parameters);
    let kept = batch.add(&sql);
    let (sender, now) = (asking.sender, asking.now);
    let returned = batch_within(database, PUBLIC_REQUESTS, sender, now, batch).await?;
    match returned {
        Ok(returned) => Ok(Ok(returned.any(kept)?)),
        Err(limit) => Ok(Err(limit)),
    }
}

/// The device that waits under one of `user_codes`, a JSON array of HMACs. A wrong one counts against `network`, and none
/// is looked for beyond the limit.
pub async fn find(
    database: &impl Database,
    user_codes: &str,
    network: &str,
    now: i64,
) -> Result<Result<Option<Waiting>, Throttled>, BatchError> {
    let waiting = format!(
        "FROM device_codes WHERE user_code IN (SELECT value FROM json_each(:codes)) AND expires_at > :now
           AND {} AND {}",
        unanswered!(),
        within("network", WRONG_CODES)
    );
    let parameters = [
        ("codes", user_codes.into()),
        ("network", network.into()),
        ("now", now.into()),
        ("hour", hour(now)),
    ];
    let give_back = take_back!("kind = 'user-code' AND subject = :network")
        .map(|give_back| format!("{give_back} AND EXISTS (SELECT 1 {waiting})"));
    let [uncount, count_less] = &give_back;
    let wrong = format!(
        "{} WHERE NOT EXISTS (SELECT 1 {waiting}) ON CONFLICT DO NOTHING",
        hourly!("'guess-failed'", "'user-code'", "NULL")
    );
    let read = format!("SELECT hash, client_id, request {waiting}");
    let mut batch = Batch::with(&parameters);
    let waiting = batch.add(&read);
    batch.add_all(&[uncount, count_less, &wrong]);
    let counts = vec![count(WRONG_CODES, network, now)];
    let (returned, throttled) = batch_counted(database, counts, now, batch).await?;
    match throttled {
        Some(limit) => Ok(Err(limit)),
        None => Ok(Ok(returned.first(waiting)?)),
    }
}

/// The person said no. Nobody knows who it was, so that the trace has a row an hour for each application.
pub async fn deny(database: &impl Database, hash: &str, now: i64) -> Result<(), BatchError> {
    let note = concat!(
        "INSERT INTO audit (id, at, event, client_id)",
        " SELECT 'device-denied:' || :hour || ':' || client_id, :now, 'device-denied', client_id",
        " FROM device_codes WHERE hash = :hash AND ",
        unanswered!(),
        " ON CONFLICT DO NOTHING"
    );
    let deny =
        concat!("UPDATE device_codes SET denied_at = :now WHERE hash = :hash AND ", unanswered!());
    let parameters = [("hash", hash.into()), ("now", now.into()), ("hour", hour(now))];
    write(database, &[note, deny], &parameters).await
}

/// The authorization code of SHA-256 `code`, which was written for the device `hash`, becomes the device's. Gives the
/// application; none where no device waits for it.
pub async fn approve(
    database: &impl Database,
    code: &str,
    hash: &str,
    redirect_uri: &str,
    request_id: &str,
    now: i64,
) -> Result<Option<String>, BatchError> {
    #[derive(Deserialize)]
    struct Approved {
        client_id: String,
    }
    let hand_over = concat!(
        "UPDATE codes SET hash = :hash,",
        " expires_at = (SELECT d.expires_at FROM device_codes d WHERE d.hash = :hash)",
        " WHERE hash = :code AND redirect_uri = :redirect AND code_challenge = :hash AND redeemed_by IS NULL",
        " AND expires_at > :now AND EXISTS (SELECT 1 FROM device_codes d WHERE d.hash = :hash",
        " AND d.client_id = codes.client_id AND d.expires_at > :now AND ",
        unanswered!(),
        ")"
    );
    let note = concat!(
        "INSERT INTO audit (id, at, event, account, client_id, flow)",
        " SELECT :req || ':device-approved', :now, 'device-approved', account, client_id, flow FROM codes",
        " WHERE hash = :hash AND EXISTS (SELECT 1 FROM device_codes WHERE hash = :hash AND ",
        unanswered!(),
        ")"
    );
    let approve = concat!(
        "UPDATE device_codes SET approved_at = :now WHERE hash = :hash AND ",
        unanswered!(),
        " AND EXISTS (SELECT 1 FROM codes WHERE hash = :hash)"
    );
    let read = "SELECT client_id FROM device_codes WHERE hash = :hash AND approved_at IS NOT NULL";
    let parameters = [
        ("code", code.into()),
        ("hash", hash.into()),
        ("redirect", redirect_uri.into()),
        ("req", request_id.into()),
        ("now", now.into()),
    ];
    let mut batch = Batch::with(&parameters);
    batch.add_all(&[hand_over, note, approve]);
    let approved = batch.add(read);
    let approved: Option<Approved> = batch.run(database).await?.first(approved)?;
    Ok(approved.map(|row| row.client_id))
}

/// A device asks whether the person is through: asking sooner than it may makes its pause longer (RFC 8628 §3.5).
pub(super) const POLL: &str = concat!(
    "UPDATE device_codes SET hurried = coalesce(polled_at > :now - pause, 0),",
    " pause = pause + (CASE WHEN polled_at > :now - pause THEN 5 ELSE 0 END), polled_at = :now",
    " WHERE hash = :code AND client_id = :client AND ",
    unanswered!()
);
