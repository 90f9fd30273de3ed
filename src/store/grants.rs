//! Grants and their refresh families (RFC 9700 §4.14.2: rotation, and the family's end on reuse). An answer can get lost: while
//! the successor was never used, its parent gets that same successor again.

use super::batch::{Added, Batch, Returned, write};
use super::people::{object, person, select_person};
use super::proofs::{proofs_count, providers};
use super::wanted_resource::{WantedResource, within_resource};
use super::{nothing_disabled, words};
use crate::flow::Person;
use crate::ports::{BatchError, Database, Value};
use crate::protocol::{Cause, Granted, RefreshRotation, Scope, lifetime};
use serde::Deserialize;
use serde_json::Map;

#[derive(Deserialize)]
pub(super) struct GrantRow {
    id: String,
    session: String,
    scopes: String,
    nonce: Option<String>,
    proofs: String,
    authenticated_at: i64,
    #[serde(deserialize_with = "object")]
    answers: Map<String, serde_json::Value>,
    details: String,
    jkt: Option<String>,
}

/// Selects a [`GrantRow`] `g`. Goes on with JOIN or WHERE.
macro_rules! select_grant {
    () => {
        concat!(
            "SELECT g.id, g.session, g.scopes, g.nonce, g.proofs, g.authenticated_at, g.answers, g.details, g.jkt",
            " FROM grants g"
        )
    };
}
pub(super) use select_grant;

/// The grant, and its person with what they answered for this grant alone.
pub(super) fn granted(row: GrantRow, mut person: Person) -> Result<(Granted, Person), BatchError> {
    person.account.attributes.extend(row.answers);
    let names: Vec<String> = words::json(&row.scopes, "grants.scopes")?;
    let granted = Granted {
        grant: row.id,
        session: row.session,
        scopes: names.iter().filter_map(|name| Scope::named(name)).collect(),
        api_scopes: names.into_iter().filter(|name| Scope::named(name).is_none()).collect(),
        nonce: row.nonce,
        proofs: words::proofs(&row.proofs, "grants.proofs")?,
        authenticated_at: row.authenticated_at,
        details: words::json(&row.details, "grants.details")?,
        jkt: row.jkt,
    };
    Ok((granted, person))
}

/// A refresh token as it is presented: authentic, and its own application's.
#[derive(Debug, Clone)]
pub struct Refresh<'a> {
    /// The family.
    pub family: &'a str,
    /// The token's generation.
    pub generation: i64,
    /// The authenticated application.
    pub client_id: &'a str,
    /// SHA-256 of the secret it proved itself with.
    pub secret: Option<&'a str>,
    /// Whether a successor replaces it.
    pub rotation: RefreshRotation,
    /// How long it may come again, in seconds, where the family is bound to no key; none for as long as the family lives.
    pub repeat: Option<i64>,
    /// The thumbprint of the key that it proved it has.
    pub jkt: Option<&'a str>,
    /// The scopes asked for, as a JSON array; none for all of the grant's.
    pub scopes: Option<&'a str>,
    /// The API that the access token is to be for, if the request says one.
    pub resource: Option<&'a WantedResource<'a>>,
    /// The flows that the application still names, as a JSON array.
    pub flows: &'a str,
    /// The time.
    pub now: i64,
}

impl Refresh<'_> {
    /// How many generations on the token is that comes of it.
    fn step(&self) -> i64 {
        i64::from(self.rotation == RefreshRotation::EachUse)
    }

    /// The times from when on its successor must have been made: of a family that is bound to a key, and of another.
    fn repeat_since(&self) -> (i64, i64) {
        let grace = self.now - lifetime::REFRESH_GRACE;
        match self.rotation {
            RefreshRotation::EachUse => {
                (0, self.repeat.map_or(0, |seconds| grace.min(self.now - seconds)))
            }
            RefreshRotation::Never => (grace, grace),
        }
    }
}

/// What a refresh came to.
#[derive(Debug, Clone)]
pub enum Refreshed {
    /// The successor's generation, and what it stands for.
    Rotated {
        /// The new token's generation.
        generation: i64,
        /// The grant, and its person.
        found: Box<(Granted, Person)>,
    },
    /// A scope or a resource beyond the grant was asked for; nothing was consumed.
    Exceeded(Cause),
    /// Over, revoked, reused, or switched off.
    Refused(Cause),
}

/// Why a refresh token is not good.
#[derive(Deserialize)]
struct CauseRow {
    cause: String,
}

#[derive(Deserialize)]
struct FamilyRow {
    generation: i64,
    idle_at: i64,
    live: i64,
    within_scope: i64,
    within_resource: i64,
}

/// That family, grant, account and application are all in order.
macro_rules! usable {
    () => {
        "EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.oid = g.account WHERE g.id = :family AND g.client_id = :client \
         AND g.revoked_at IS NULL AND coalesce(g.jkt, :jkt, '') = coalesce(:jkt, '') AND a.enabled = 1 \
         AND g.flow IN (SELECT value FROM json_each(:flows)) AND NOT EXISTS (SELECT 1 FROM disabled x \
         WHERE (x.kind = 'flow' AND x.id = g.flow) OR (x.kind = 'secret' AND x.id = :secret)))"
    };
}

/// That the token's successor was made late enough for the token to come again.
macro_rules! in_time {
    () => {
        "rotated_at >= CASE WHEN (SELECT jkt FROM grants WHERE id = :family) IS NULL THEN :repeat_since \
         ELSE :bound_since END"
    };
}

/// That the token's family goes on, and the token may not come again: its successor was used, it comes too late, or three
/// generations in a row came again. A thief who is one generation behind would not be noticed otherwise.
macro_rules! reused {
    () => {
        concat!(
            "id = :family AND client_id = :client AND ended_at IS NULL AND (generation > :generation + 1",
            " OR (generation = :generation + 1 AND (NOT ",
            in_time!(),
            " OR (repeated = :generation AND repeats >= 3))))"
        )
    };
}

/// That no scope beyond the grant's is asked for.
macro_rules! within_scope {
    () => {
        "NOT EXISTS (SELECT 1 FROM json_each(:scopes) j \
         WHERE j.value NOT IN (SELECT k.value FROM grants g, json_each(g.scopes) k WHERE g.id = :family))"
    };
}

/// Rotates a family. The generation before gets the same successor again while that is unused, and moves no end of the
/// family by it; anything older or later ends the family.
pub async fn refresh(
    database: &impl Database,
    refresh: &Refresh<'_>,
) -> Result<Refreshed, BatchError> {
    let parameters = parameters(refresh);
    let mut batch = Batch::with(&parameters);
    batch.add_all(&[USE, NOTE, END]);
    let read = ReadFamily::add_to(&mut batch);
    let why_not = batch.add(WHY_NOT);
    let returned = batch.run(database).await?;
    let refused = Refreshed::Refused(match returned.first::<CauseRow>(why_not)? {
        Some(row) => words::word(Cause::named(&row.cause), "families")?,
        None => Cause::RefreshTokenUnknown,
    });
    let Some((row, granted, person)) = read.found(&returned)? else {
        return Ok(refused);
    };
    Ok(match row.live == 1 {
        true if row.within_scope == 0 => Refreshed::Exceeded(Cause::ScopeExceeded),
        true if row.within_resource == 0 => Refreshed::Exceeded(Cause::ResourceNotGranted),
        true if row.generation == refresh.generation + refresh.step() => {
            Refreshed::Rotated { generation: row.generation, found: Box::new((granted, person)) }
        }
        _ => refused,
    })
}

/// A first use makes the successor. Another counts its generation, once, unless it comes with what requests at once send.
const USE: &str = concat!(
    "UPDATE families SET generation = max(generation, :generation + :step)",
    ", rotated_at = iif(generation = :generation, :now, rotated_at)",
    ", idle_at = iif(generation = :generation, min(:idle, expires_at), idle_at)",
    ", repeats = iif(generation = :generation, repeats, iif(repeated = :generation - 1, repeats + 1, 1))",
    ", repeated = iif(generation = :generation, repeated, :generation)",
    " WHERE id = :family AND client_id = :client AND ended_at IS NULL AND idle_at > :now AND expires_at > :now",
    " AND (generation = :generation OR (generation = :generation + 1 AND repeated IS NOT :generation",
    " AND rotated_at < :grace_since AND ",
    in_time!(),
    ")) AND ",
    usable!(),
    " AND ",
    within_scope!(),
    " AND EXISTS (SELECT 1 FROM grants g WHERE g.id = :family AND ",
    within_resource!("g"),
    " AND ",
    proofs_count!("g"),
    ")"
);

const NOTE: &str = concat!(
    "INSERT INTO audit (id, at, event, account, client_id, flow)",
    " SELECT g.id || coalesce(':refresh-token-repeated:' || e.repeated, ':refresh-token-reused'), :now, ",
    "CASE WHEN e.repeated IS NULL THEN 'refresh-token-reused' ELSE 'refresh-token-repeated' END, account, client_id, flow",
    " FROM (SELECT NULL AS repeated FROM families WHERE ",
    reused!(),
    " UNION ALL SELECT repeated FROM families WHERE id = :family AND client_id = :client AND ended_at IS NULL",
    " AND generation = :generation + 1 AND repeated = :generation) e",
    " JOIN grants g ON g.id = :family WHERE true ON CONFLICT DO NOTHING"
);

const END: &str = concat!("UPDATE families SET ended_at = :now WHERE ", reused!());

/// What the newest refresh token of a family stands for, if it is `refresh`; and when it is over if it is not used.
pub async fn live(
    database: &impl Database,
    refresh: &Refresh<'_>,
) -> Result<Option<(Granted, Person, i64)>, BatchError> {
    let parameters = parameters(refresh);
    let mut batch = Batch::with(&parameters);
    let read = ReadFamily::add_to(&mut batch);
    let found = read.found(&batch.run(database).await?)?;
    let newest = |row: &FamilyRow| row.live == 1 && row.generation == refresh.generation;
    let found = found.filter(|(row, ..)| newest(row));
    Ok(found.map(|(row, granted, person)| (granted, person, row.idle_at)))
}

/// Ends a grant and its family of refresh tokens.
pub async fn revoke(
    database: &impl Database,
    grant: &str,
    client_id: &str,
    now: i64,
) -> Result<(), BatchError> {
    let parameters = [("grant", grant.into()), ("client", client_id.into()), ("now", now.into())];
    let statements = [
        "UPDATE grants SET revoked_at = :now WHERE id = :grant AND client_id = :client AND revoked_at IS NULL",
        "UPDATE families SET ended_at = :now WHERE id = :grant AND client_id = :client AND ended_at IS NULL",
    ];
    write(database, &statements, &parameters).await
}

/// The statements of a batch that read a family, its grant and its person.
struct ReadFamily {
    family: Added,
    grant: Added,
    person: Added,
}

impl ReadFamily {
    fn add_to(batch: &mut Batch<'_>) -> Self {
        let (family, grant) = (batch.add(FAMILY), batch.add(ITS_GRANT));
        Self { family, grant, person: batch.add(ITS_PERSON) }
    }

    fn found(
        &self,
        returned: &Returned,
    ) -> Result<Option<(FamilyRow, Granted, Person)>, BatchError> {
        let row: Option<FamilyRow> = returned.first(self.family)?;
        let grant: Option<GrantRow> = returned.first(self.grant)?;
        let person = person(returned.of(self.person)?)?;
        let granted =
            grant.zip(person).map(|(grant, person)| granted(grant, person)).transpose()?;
        Ok(row.zip(granted).map(|(row, (granted, person))| (row, granted, person)))
    }
}

const FAMILY: &str = concat!(
    "SELECT f.generation, f.idle_at, (f.ended_at IS NULL AND f.idle_at > :now AND f.expires_at > :now AND ",
    usable!(),
    " AND ",
    proofs_count!("g"),
    ") AS live, ",
    within_scope!(),
    " AS within_scope, ",
    within_resource!("g"),
    " AS within_resource",
    " FROM families f JOIN grants g ON g.id = f.id WHERE f.id = :family AND f.client_id = :client"
);

/// The ID token of a refresh has no nonce (OpenID Connect Core §12.2).
const ITS_GRANT: &str =
    "SELECT id, session, scopes, NULL AS nonce, proofs, authenticated_at, answers, details, jkt
 FROM grants WHERE id = :family";

const ITS_PERSON: &str = select_person!("a.oid = (SELECT account FROM grants WHERE id = :family)");

const WHY_NOT: &str = "SELECT CASE
   WHEN generation > :generation AND ended_at IS NOT NULL THEN 'refresh_token_used'
   WHEN (SELECT jkt FROM grants WHERE id = :family) <> coalesce(:jkt, '') THEN 'refresh_token_key_differs'
   WHEN idle_at <= :now OR expires_at <= :now THEN 'refresh_token_expired'
   ELSE 'refresh_token_ended' END AS cause
 FROM families WHERE id = :family AND client_id = :client";

fn parameters(refresh: &Refresh<'_>) -> Vec<(&'static str, Value)> {
    let (bound_since, repeat_since) = refresh.repeat_since();
    vec![
        ("family", refresh.family.into()),
        ("generation", refresh.generation.into()),
        ("client", refresh.client_id.into()),
        ("secret", refresh.secret.into()),
        ("jkt", refresh.jkt.into()),
        ("step", refresh.step().into()),
        ("scopes", refresh.scopes.unwrap_or("[]").into()),
        ("resource", refresh.resource.map(|resource| resource.identifier).into()),
        ("resource_scopes", refresh.resource.map_or("[]", |resource| &resource.scopes).into()),
        ("flows", refresh.flows.into()),
        ("now", refresh.now.into()),
        ("grace_since", (refresh.now - lifetime::REFRESH_GRACE).into()),
        ("repeat_since", repeat_since.into()),
        ("bound_since", bound_since.into()),
        ("idle", (refresh.now + lifetime::REFRESH_IDLE).into()),
    ]
}

/// A live grant of an access token, and its person.
pub async fn read(
    database: &impl Database,
    grant: &str,
    client_id: &str,
) -> Result<Option<(Granted, Person)>, BatchError> {
    let parameters = [("grant", grant.into()), ("client", client_id.into())];
    let read = concat!(
        select_grant!(),
        " JOIN accounts a ON a.oid = g.account AND a.enabled = 1",
        " WHERE g.id = :grant AND g.client_id = :client AND g.revoked_at IS NULL",
        " AND NOT EXISTS (SELECT 1 FROM families f WHERE f.id = g.id AND f.ended_at IS NOT NULL)",
        " AND NOT EXISTS (SELECT 1 FROM disabled x WHERE x.kind = 'flow' AND x.id = g.flow) AND ",
        nothing_disabled!(providers!("g"))
    );
    let whose = select_person!("a.oid = (SELECT account FROM grants WHERE id = :grant)");
    let mut batch = Batch::with(&parameters);
    let (read, whose) = (batch.add(read), batch.add(whose));
    let returned = batch.run(database).await?;
    let row: Option<GrantRow> = returned.first(read)?;
    let person = person(returned.of(whose)?)?;
    row.zip(person).map(|(row, person)| granted(row, person)).transpose()
}
