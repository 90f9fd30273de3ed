//! What is over leaves the database, in pieces, since D1 does one thing at a time and ends what takes 30 seconds. The tables
//! take turns until the time is used up, so that a large one keeps no other waiting. Each piece is a batch of its own, so
//! that a table that fails stops no other.

use super::batch::{Batch, one, write};
use super::counters::LONGEST_WINDOW;
use super::registrations::is_registration;
use crate::ports::{BatchError, Clock, Database, Row};
use crate::protocol::lifetime;
use serde::Deserialize;

/// How long a run goes on, in seconds.
const RUN: i64 = 20;
/// How many pieces it takes at most: a Worker may send D1 1,000 statements, and a piece is two.
const MOST: usize = 400;
/// How many rows a piece takes …
const PIECE: i64 = 1000;
/// … and of a table that failed: what is too much for one piece still gets smaller.
const SMALL_PIECE: i64 = 50;

/// From one run to the next, as `wrangler.toml` has it.
const PAUSE: i64 = 10 * 60;

const DAY: i64 = 24 * 3600;

/// What is over in a table.
struct Rule {
    /// What it is called where it fails.
    name: &'static str,
    table: &'static str,
    /// The columns of its key.
    key: &'static str,
    /// Where it is found. The index is named, since SQLite might take another and read all of it.
    over: &'static str,
    /// For how long a row stays after that.
    stays: i64,
}

const fn rule(table: &'static str, key: &'static str, over: &'static str, stays: i64) -> Rule {
    Rule { name: table, table, key, over, stays }
}

/// The rows of a table that are past their end.
macro_rules! expired {
    ($table:literal) => {
        concat!($table, " INDEXED BY ", $table, "_by_expiry WHERE expires_at < :before")
    };
}

const RULES: [Rule; 19] = [
    rule("runs", "id", expired!("runs"), DAY),
    rule("mailed_codes", "run, purpose", expired!("mailed_codes"), DAY),
    rule("requests", "id", expired!("requests"), 0),
    Rule { name: CONTENT, ..rule("pushed_requests", "id", PUSHED, 10 * 60) },
    // As long as somebody may be on their way with it: that it is used once rests on its row.
    rule("pushed_requests", "id", PUSHED_EMPTIED, 2 * DAY),
    rule("device_codes", "hash", expired!("device_codes"), 10 * 60),
    rule("codes", "hash", expired!("codes"), DAY),
    rule("grants", "id", expired!("grants"), 0),
    rule("sessions", "id", expired!("sessions"), 7 * DAY),
    Rule { name: "sessions (ended)", ..rule("sessions", "id", SESSIONS_ENDED, 7 * DAY) },
    rule("logouts", "session, client_id", LOGOUTS, lifetime::LOGOUT_TOLD),
    rule("used_proofs", "rowid", expired!("used_proofs"), 60),
    rule("revoked_tokens", "id", expired!("revoked_tokens"), 0),
    rule(
        "client_documents",
        "client_id",
        expired!("client_documents"),
        lifetime::CLIENT_DOCUMENT_STALE,
    ),
    // Once no isolate knows the registration any more, nobody consents to its application.
    rule("consents", "account, client_id", CONSENTS, 60),
    rule("registrations", "client_id", REGISTRATIONS, 60),
    rule("disabled", "kind, id", DISABLED, 7 * DAY),
    rule("counters", "kind, subject", COUNTERS, LONGEST_WINDOW),
    Rule { name: "counters (guesses)", ..rule("counters", "kind, subject", GUESSES, 30 * DAY) },
];

/// The content of pushed requests goes first …
const CONTENT: &str = "pushed_requests (content)";
const PUSHED: &str = "pushed_requests INDEXED BY pushed_requests_to_empty
   WHERE parameters <> '' AND expires_at < :before";
/// … and then they.
const PUSHED_EMPTIED: &str = "pushed_requests INDEXED BY pushed_requests_emptied
   WHERE parameters = '' AND expires_at < :before";

const SESSIONS_ENDED: &str = "sessions INDEXED BY sessions_by_end WHERE ended_at < :before";

const LOGOUTS: &str = "logouts INDEXED BY logouts_by_end WHERE ended_at < :before";

/// What people allowed applications whose registration is over.
const CONSENTS: &str = concat!(
    "(SELECT client_id FROM ",
    expired!("registrations"),
    " LIMIT 10 * :piece) CROSS JOIN consents c INDEXED BY consents_by_registration USING (client_id) WHERE ",
    is_registration!("c.client_id")
);

/// Registrations, once nobody's consent names them.
const REGISTRATIONS: &str = concat!(
    expired!("registrations"),
    " AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.client_id = registrations.client_id AND ",
    is_registration!("c.client_id"),
    ")"
);

/// Switched off because it was deleted: ids of registrations are not given twice.
const DISABLED: &str = concat!(
    "disabled INDEXED BY disabled_registrations WHERE kind = 'app' AND ",
    is_registration!("id"),
    " AND disabled_at < :before AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.client_id = disabled.id)"
);

const AUDIT: &str = "audit INDEXED BY audit_by_time WHERE at < :before";

const COUNTERS: &str =
    "counters INDEXED BY counters_by_window WHERE kind <> 'guess' AND since < :before";
const GUESSES: &str =
    "counters INDEXED BY counters_by_guess WHERE kind = 'guess' AND last < :before";

impl Rule {
    fn sql(&self) -> String {
        let Self { name, table, key, over, .. } = self;
        let (verb, change) = match *name {
            CONTENT => ("UPDATE ", " SET parameters = ''"),
            _ => ("DELETE FROM ", ""),
        };
        format!("{verb}{table}{change} WHERE ({key}) IN (SELECT {key} FROM {over} LIMIT :piece)")
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Purged {
    /// How many rows went, without those that went with them.
    pub rows: i64,
    /// What failed, and why.
    pub failed: Vec<(&'static str, BatchError)>,
    /// Of what some is left that is over.
    pub unfinished: Vec<&'static str>,
}

/// What fails, by name, and since when, in seconds since 1970 (`table`, `since`).
pub const FAILING: &str = "SELECT name AS \"table\", since FROM failing_purges ORDER BY name";

/// What fails, as [`FAILING`] tells it.
async fn failing(database: &impl Database) -> Result<Vec<Row>, BatchError> {
    Ok(one(database, FAILING, &[]).await?.0)
}

/// Deletes what is over, until it is gone or the time is used up. The trace goes after `audit_days`; none of it where those
/// are not known.
pub async fn purge(
    platform: &(impl Clock + Database),
    audit_days: Option<u32>,
) -> Result<Purged, BatchError> {
    let began = platform.now();
    let audit = audit_days.map(|days| rule("audit", "id", AUDIT, i64::from(days) * DAY));
    let rules: Vec<&Rule> = RULES.iter().chain(&audit).collect();
    let failing = failing(platform).await?;
    let fails = |rule: &Rule| failing.iter().any(|row| row.get("table") == Some(&rule.name.into()));
    // Each run begins with another table: where few pieces fit into one, none is always too late.
    let first = usize::try_from(began / PAUSE).unwrap_or_default() % rules.len();
    let mut turns: Vec<(&Rule, i64)> = Vec::new();
    for piece in [PIECE, SMALL_PIECE] {
        let in_turn = rules.iter().copied().cycle().skip(first).take(rules.len());
        let in_turn = in_turn.filter(|rule| fails(rule) == (piece == SMALL_PIECE));
        turns.extend(in_turn.map(|rule| (rule, piece)));
    }
    let (mut purged, mut done) = (Purged::default(), 0);
    while let Some(&(rule, piece)) = turns.get(done) {
        if done == MOST || platform.now() - began >= RUN {
            break;
        }
        done += 1;
        match take(platform, rule, piece, began).await {
            Ok(rows) => {
                purged.rows += rows;
                if rows >= piece {
                    turns.push((rule, piece));
                }
            }
            Err(error) => {
                note_failure(platform, rule, began).await;
                purged.failed.push((rule.name, error));
            }
        }
    }
    purged.unfinished = turns.iter().skip(done).map(|(rule, _)| rule.name).collect();
    Ok(purged)
}

#[derive(Deserialize)]
struct Taken {
    taken: i64,
}

/// Takes a piece of what is over; how many rows it was.
async fn take(
    database: &impl Database,
    rule: &Rule,
    piece: i64,
    now: i64,
) -> Result<i64, BatchError> {
    let parameters = [
        ("name", rule.name.into()),
        ("before", (now - rule.stays).into()),
        ("piece", piece.into()),
    ];
    let mut batch = Batch::with(&parameters);
    batch.add(&rule.sql());
    let taken = batch.add("SELECT changes() AS taken");
    if piece == SMALL_PIECE {
        batch.add("DELETE FROM failing_purges WHERE name = :name");
    }
    let taken: Option<Taken> = batch.run(database).await?.first(taken)?;
    Ok(taken.map_or(0, |row| row.taken))
}

/// Notes that the purge of a table fails. Where that can't be noted either, the database is not there, which is told anyway.
async fn note_failure(database: &impl Database, rule: &Rule, now: i64) {
    let sql =
        "INSERT INTO failing_purges (name, since) VALUES (:name, :now) ON CONFLICT DO NOTHING";
    let parameters = [("name", rule.name.into()), ("now", now.into())];
    let _ = write(database, &[sql], &parameters).await;
}
