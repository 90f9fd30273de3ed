//! The redemption of an authorization code, in one batch (RFC 6749 §4.1.2, §4.1.3). A code that was redeemed before loses what it
//! got. A good one is used up, once, by whom it was given to, as long as its account, session, application, flow and proofs
//! stand; one that is not good consumes nothing. What was granted begins, and with `offline_access` a family of refresh tokens.
//! Then the grant and its person are read, and why the code was refused, if it was.

use super::batch::Batch;
use super::grants::{GrantRow, granted, select_grant};
use super::people::{person, select_person};
use super::proofs::proofs_count;
use super::wanted_resource::{WantedResource, within_resource};
use super::{devices, words};
use crate::flow::Person;
use crate::ports::{BatchError, Database, Value};
use crate::protocol::{Cause, Granted, lifetime};
use serde::Deserialize;

/// A code as it is presented.
#[derive(Debug, Clone)]
pub struct Redemption<'a> {
    /// SHA-256 of the code.
    pub code: &'a str,
    /// The authenticated application.
    pub client_id: &'a str,
    /// Its redirect URI.
    pub redirect_uri: &'a str,
    /// The challenge that its verifier answers.
    pub code_challenge: Option<&'a str>,
    /// Whether a device presents it, which may ask before there is one.
    pub of_device: bool,
    /// SHA-256 of the secret it proved itself with.
    pub secret: Option<&'a str>,
    /// The thumbprint of the key that it proved it has.
    pub jkt: Option<&'a str>,
    /// The same, where the refresh tokens are bound to it, too.
    pub binds: Option<&'a str>,
    /// The grant's id, if the code is good.
    pub grant: &'a str,
    /// The API that the access token is to be for, if the request says one.
    pub resource: Option<&'a WantedResource<'a>>,
    /// When a refresh family idles out and ends, where one may begin.
    pub refresh: Option<(i64, i64)>,
    /// Whether the application is to be told when the session ends.
    pub takes_part: bool,
    /// When the access token is over at the latest.
    pub expires_at: i64,
    /// The flows that the application still names, as a JSON array.
    pub flows: &'a str,
    /// This operation's id.
    pub request_id: &'a str,
    /// The time.
    pub now: i64,
}

/// What became of a code.
pub enum Redeemed {
    /// It was good.
    Good(Box<(Granted, Person)>),
    /// It was not, and why: for the application that proved who it is.
    Refused(Cause),
}

/// Why a code is not good.
#[derive(Deserialize)]
struct CodeRow {
    cause: String,
    proofs: Option<String>,
}

/// Redeems a code.
pub async fn redeem(
    database: &impl Database,
    redemption: &Redemption<'_>,
) -> Result<Redeemed, BatchError> {
    let parameters = parameters(redemption);
    // A device that did not hear the answer asks again: that is no theft.
    let (before, why_not, unknown) = if redemption.of_device {
        (devices::POLL, WHY_NOT_YET, Cause::DeviceCodeUnknown)
    } else {
        (REVOKE_REPLAYED, WHY_NOT, Cause::CodeUnknown)
    };
    let mut batch = Batch::with(&parameters);
    batch.add_all(&[before, USE_UP, BEGIN_GRANT, BEGIN_FAMILY]);
    let (grant, whose) = (batch.add(READ_GRANT), batch.add(READ_PERSON));
    let why_not = batch.add(why_not);
    if redemption.takes_part {
        batch.add(TAKE_PART);
    }
    if !redemption.of_device {
        batch.add(NOTE_REPLAYED);
    }
    let returned = batch.run(database).await?;
    let row: Option<GrantRow> = returned.first(grant)?;
    let person = person(returned.of(whose)?)?;
    if let (Some(row), Some(person)) = (row, person) {
        return Ok(Redeemed::Good(Box::new(granted(row, person)?)));
    }
    let row: Option<CodeRow> = returned.first(why_not)?;
    let Some(CodeRow { cause, proofs }) = row else { return Ok(Redeemed::Refused(unknown)) };
    if let Some(proofs) = proofs {
        words::proofs(&proofs, "codes.proofs")?;
    }
    Ok(Redeemed::Refused(words::word(Cause::named(&cause), "codes")?))
}

/// The code, as presented by whom it was given to.
macro_rules! presented {
    () => {
        "hash = :code AND client_id = :client AND redirect_uri = :redirect \
         AND coalesce(code_challenge, '') = coalesce(:challenge, '') AND coalesce(jkt, :jkt, '') = coalesce(:jkt, '')"
    };
}

/// What a code that comes again got is revoked.
const REVOKE_REPLAYED: &str = concat!(
    "UPDATE grants SET revoked_at = coalesce(revoked_at, :now) WHERE code = :code",
    " AND EXISTS (SELECT 1 FROM codes WHERE ",
    presented!(),
    " AND redeemed_by IS NOT NULL)"
);

/// A code that comes again is told by its own row, which outlives a grant without a refresh family.
const NOTE_REPLAYED: &str = concat!(
    "INSERT INTO audit (id, at, event, account, client_id, flow)",
    " SELECT redeemed_by || ':code-replayed', :now, 'code-replayed', account, client_id, flow FROM codes WHERE ",
    presented!(),
    " AND redeemed_by <> :req ON CONFLICT DO NOTHING"
);

/// A good code is used up.
const USE_UP: &str = concat!(
    "UPDATE codes SET redeemed_by = :req WHERE ",
    presented!(),
    " AND redeemed_by IS NULL AND expires_at > :now",
    " AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = codes.account AND a.enabled = 1)",
    " AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = codes.session AND s.ended_at IS NULL)",
    " AND codes.flow IN (SELECT value FROM json_each(:flows))",
    " AND NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'flow' AND d.id = codes.flow)",
    " OR (d.kind = 'secret' AND d.id = :secret))",
    " AND ",
    within_resource!("codes"),
    " AND ",
    proofs_count!("codes")
);

/// That refresh tokens come of the code.
macro_rules! refreshable {
    () => {
        ":refresh_expires IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(scopes) WHERE value = 'offline_access')"
    };
}

/// What was granted stays until the last access token is over: where there are refresh tokens, that of the last refresh.
const BEGIN_GRANT: &str = concat!(
    "INSERT INTO grants (id, code, client_id, account, session, flow, scopes, nonce, proofs, method, authenticated_at, answers,",
    " details, jkt, created_at, expires_at)",
    " SELECT :grant, hash, client_id, account, session, flow, scopes, nonce, proofs, method, authenticated_at, answers,",
    " details, :binds, :now, CASE WHEN ",
    refreshable!(),
    " THEN :refresh_expires + :longest ELSE :expires END",
    " FROM codes WHERE hash = :code AND redeemed_by = :req"
);

/// Its refresh tokens begin.
const BEGIN_FAMILY: &str = concat!(
    "INSERT INTO families (id, client_id, rotated_at, idle_at, expires_at)",
    " SELECT :grant, client_id, :now, :refresh_idle, :refresh_expires FROM codes",
    " WHERE hash = :code AND redeemed_by = :req AND ",
    refreshable!()
);

/// The application is to hear of the session's end.
const TAKE_PART: &str = "INSERT INTO participants (session, client_id)
 SELECT session, client_id FROM grants WHERE id = :grant ON CONFLICT DO NOTHING";

const READ_GRANT: &str = concat!(select_grant!(), " WHERE g.id = :grant");

const READ_PERSON: &str = select_person!("a.oid = (SELECT account FROM grants WHERE id = :grant)");

const WHY_NOT: &str = concat!(
    "SELECT CASE
   WHEN redirect_uri <> :redirect THEN 'code_redirect_uri_differs'
   WHEN coalesce(code_challenge, '') <> coalesce(:challenge, '') THEN 'code_verifier_wrong'
   WHEN coalesce(jkt, :jkt, '') <> coalesce(:jkt, '') THEN 'code_key_differs'
   WHEN redeemed_by IS NOT NULL THEN 'code_used'
   WHEN expires_at <= :now THEN 'code_expired'
   WHEN NOT ",
    within_resource!("codes"),
    " THEN 'resource_not_granted'
   ELSE 'code_ended' END AS cause, proofs
 FROM codes WHERE hash = :code AND client_id = :client"
);

const WHY_NOT_YET: &str = concat!("SELECT CASE
   WHEN d.denied_at IS NOT NULL THEN 'device_denied'
   WHEN c.redeemed_by IS NOT NULL THEN 'device_code_used'
   WHEN d.expires_at <= :now THEN 'device_code_expired'
   WHEN c.hash IS NULL AND d.hurried = 1 THEN 'device_asks_too_soon'
   WHEN c.hash IS NULL THEN 'device_pending'
   WHEN NOT ", within_resource!("c"), " THEN 'resource_not_granted'
   ELSE 'code_ended' END AS cause, c.proofs
 FROM device_codes d LEFT JOIN codes c ON c.hash = d.hash WHERE d.hash = :code AND d.client_id = :client");

fn parameters(redemption: &Redemption<'_>) -> Vec<(&'static str, Value)> {
    vec![
        ("code", redemption.code.into()),
        ("client", redemption.client_id.into()),
        ("redirect", redemption.redirect_uri.into()),
        ("challenge", redemption.code_challenge.into()),
        ("secret", redemption.secret.into()),
        ("jkt", redemption.jkt.into()),
        ("binds", redemption.binds.into()),
        ("grant", redemption.grant.into()),
        ("resource", redemption.resource.map(|resource| resource.identifier).into()),
        ("resource_scopes", redemption.resource.map_or("[]", |resource| &resource.scopes).into()),
        ("refresh_idle", redemption.refresh.map(|(idle, _)| idle).into()),
        ("refresh_expires", redemption.refresh.map(|(_, end)| end).into()),
        ("expires", redemption.expires_at.into()),
        ("longest", lifetime::ACCESS_TOKEN_MOST.into()),
        ("flows", redemption.flows.into()),
        ("req", redemption.request_id.into()),
        ("now", redemption.now.into()),
    ]
}
