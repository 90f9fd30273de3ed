//! What is limited is counted here, before anything is judged. Where a limit bites, the batch that counts leaves a trace.

use super::audit::{hour, hourly};
use super::batch::{Batch, Returned};
use super::identities::is_address;
use crate::ports::{BatchError, Database, Rows, Statement, Value};
use serde::Deserialize;
use serde_json::Value as Json;

/// A limit was reached; it ends so many seconds from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Throttled {
    /// Seconds until the next try.
    pub seconds: i64,
}

/// So many events in a window of seconds that begins with the first.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is counted.
    pub kind: &'static str,
    /// How many are let pass.
    pub most: i64,
    /// The window, in seconds; [`LONGEST_WINDOW`] at most.
    pub window: i64,
}

/// Whatever was counted is forgotten after a day, but guesses at passwords.
pub const LONGEST_WINDOW: i64 = 24 * 3600;

/// Mails to one address within a quarter of an hour.
pub const MAILS_TO_ADDRESS: Limit = Limit { kind: "mail-address", most: 3, window: 15 * 60 };
/// Mails to one address within a day.
pub const MAILS_TO_ADDRESS_A_DAY: Limit =
    Limit { kind: "mail-address-day", most: 10, window: 24 * 3600 };
/// Mails asked for from one IP address within an hour.
pub const MAILS_FROM_IP: Limit = Limit { kind: "mail-ip", most: 20, window: 3600 };
/// Looks at addresses of others that requests of nobody known brought about from one IP address within an hour …
pub const LOOKS_FROM_IP: Limit = Limit { kind: "look-ip", most: 600, window: 3600 };
/// … and at one address within a minute: half of what an isolate asks it, so that strangers do not use it up.
pub const LOOKS_AT_ONE_FROM_IP: Limit = Limit { kind: "look-one-ip", most: 5, window: 60 };

/// Tries at one mailed code.
pub const CODE_TRIES: i64 = 5;

/// Guesses at passwords from one IP address within an hour, whoever's. Those that were right are not counted.
pub const GUESSES_FROM_IP: Limit = Limit { kind: "guess-ip", most: 100, window: 3600 };

/// How many seconds another guess waits where there were `n`.
macro_rules! wait {
    () => {
        "(CASE WHEN n < 5 THEN 0 ELSE min(3600, 30 << min(n - 4, 7)) END)"
    };
}

/// That another guess may be judged where there were some.
macro_rules! may_guess {
    () => {
        concat!("n < 100 AND last + ", wait!(), " <= :now")
    };
}

/// When the next mail to the address that a column names may be sent; the past, or nothing, where it may now.
pub(super) fn next_mail_at(column: &str) -> String {
    let (short, long) = (MAILS_TO_ADDRESS, MAILS_TO_ADDRESS_A_DAY);
    format!(
        "(SELECT max(c.since + CASE c.kind WHEN '{}' THEN {} ELSE {} END) FROM counters c WHERE c.subject = {column}
           AND ((c.kind = '{}' AND c.n >= {}) OR (c.kind = '{}' AND c.n >= {})))",
        short.kind, short.window, long.window, short.kind, short.most, long.kind, long.most
    )
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Counted {
    pub since: i64,
    pub n: i64,
}

/// An event that is counted. Only [`batch_counted`] counts it, so that no limit bites without a trace.
#[derive(Debug, Clone)]
#[must_use]
pub struct Count<'a> {
    limit: Limit,
    subject: &'a str,
    email_key: Option<&'a str>,
    statement: Option<Statement>,
}

impl<'a> Count<'a> {
    /// An event that concerns this address: its limit's trace names the account, if there is one.
    pub fn of_address(self, email_key: &'a str) -> Self {
        Self { email_key: Some(email_key), ..self }
    }

    fn json(&self) -> Json {
        let Limit { kind, most, .. } = self.limit;
        Json::Array(vec![kind.into(), self.subject.into(), most.into(), self.email_key.into()])
    }
}

/// Counts an event of `subject`; beyond the limit the window does not move.
pub fn count(limit: Limit, subject: &str, now: i64) -> Count<'_> {
    count_where(limit, subject, now, "true", &[])
}

/// The same where `condition` holds, which names `parameters`.
pub fn count_where<'a>(
    limit: Limit,
    subject: &'a str,
    now: i64,
    condition: &str,
    parameters: &[(&'static str, Value)],
) -> Count<'a> {
    debug_assert!(limit.window <= LONGEST_WINDOW, "the purge forgets {} too early", limit.kind);
    let sql = format!(
        "INSERT INTO counters (kind, subject, since, last, n) SELECT :kind, :subject, :now, :now, 1 WHERE {condition}
         ON CONFLICT (kind, subject) DO UPDATE SET
           n = CASE WHEN since <= :over THEN 1 ELSE n + 1 END,
           since = CASE WHEN since <= :over THEN :now ELSE since END,
           last = :now
         RETURNING since, n"
    );
    let counted = [
        ("kind", limit.kind.into()),
        ("subject", subject.into()),
        ("now", now.into()),
        ("over", (now - limit.window).into()),
    ];
    let statement = Some(Statement::new(&sql, &[&counted, parameters].concat()));
    Count { limit, subject, email_key: None, statement }
}

/// Takes an event back from the counters of the condition, where it came to nothing: one that counted nothing else is
/// deleted, and others count one less. Each goes on with a guard.
macro_rules! take_back {
    ($counters:expr) => {
        [
            concat!("DELETE FROM counters WHERE n <= 1 AND ", $counters),
            concat!("UPDATE counters SET n = n - 1 WHERE n > 1 AND ", $counters),
        ]
    };
}
pub(super) use take_back;

/// A condition that holds while the counter is within its limit; `:kind` and `:subject` are spelled out.
pub fn within(parameter: &str, limit: Limit) -> String {
    format!(
        "coalesce((SELECT n FROM counters WHERE kind = '{}' AND subject = :{parameter}), 0) <= {}",
        limit.kind, limit.most
    )
}

/// Counts, leaves a trace of each limit that bites, and runs what is guarded: what that returned, and how long the limit
/// lasts that was passed and lasts longest.
pub async fn batch_counted(
    database: &impl Database,
    counts: Vec<Count<'_>>,
    now: i64,
    guarded: Batch<'_>,
) -> Result<(Returned, Option<Throttled>), BatchError> {
    let (limits, statements) = counting(counts, now);
    let (counted, returned) = guarded.run_behind(statements, database).await?;
    Ok((returned, passed(&limits, &counted, now)?))
}

/// The limits in the order of the statements that count, and these, with the trace behind them.
fn counting(counts: Vec<Count<'_>>, now: i64) -> (Vec<Limit>, Vec<Statement>) {
    let trace = (!counts.is_empty()).then(|| trace(&counts, now));
    let mut counting = (Vec::new(), Vec::new());
    for count in counts {
        if let Some(statement) = count.statement {
            counting.0.push(count.limit);
            counting.1.push(statement);
        }
    }
    counting.1.extend(trace);
    counting
}

/// How long the limit that was passed and lasts longest does; the rows are those of the limits, in their order.
fn passed(limits: &[Limit], rows: &[Rows], now: i64) -> Result<Option<Throttled>, BatchError> {
    let mut longest = None;
    for (limit, rows) in limits.iter().zip(rows) {
        longest = longest.max(throttled(*limit, rows, now)?);
    }
    Ok(longest)
}

/// A row for each limit that was passed just now; one an hour for each kind and account.
fn trace(counts: &[Count<'_>], now: i64) -> Statement {
    let counted: Vec<Json> = counts.iter().map(Count::json).collect();
    let sql = concat!(
        hourly!("'limit-reached'", "c.kind", "i.account"),
        " FROM json_each(:counted) l CROSS JOIN counters c LEFT JOIN identities i",
        " ON ",
        is_address!("json_extract(l.value, '$[3]')"),
        " WHERE c.kind = json_extract(l.value, '$[0]') AND c.subject = json_extract(l.value, '$[1]')",
        " AND CASE c.kind WHEN 'guess' THEN NOT (",
        may_guess!(),
        ") ELSE c.n > json_extract(l.value, '$[2]') AND c.last = :now END ON CONFLICT DO NOTHING"
    );
    let counted = Json::Array(counted).to_string();
    let parameters = [("counted", counted.into()), ("now", now.into()), ("hour", hour(now))];
    Statement::new(sql, &parameters)
}

/// How long the limit still holds, if it was passed.
fn throttled(limit: Limit, rows: &Rows, now: i64) -> Result<Option<Throttled>, BatchError> {
    let counted: Option<Counted> = rows.first()?;
    Ok(counted
        .filter(|counted| counted.n > limit.most)
        .map(|counted| Throttled { seconds: (counted.since + limit.window - now).max(1) }))
}

/// After so many guesses only another way in helps: it forgets them (NIST SP 800-63B-4 §3.2.2).
pub const GUESSES: i64 = 100;
/// So many guesses don't wait. From then on each does, and the person is told.
pub const GUESSES_WITHOUT_WAIT: i64 = 5;

/// The counters' keys of a guess at a password.
#[derive(Debug, Clone)]
pub struct GuessKeys {
    /// Of the typed address, whether or not it has an account.
    pub address: String,
    /// Of the caller's network; none where it is not counted.
    pub network: Option<String>,
}

/// Counts a guess at a password before it is judged, unless its network has made too many. From the fifth on each waits
/// twice as long as the one before, an hour at most; after [`GUESSES`] none is judged.
pub fn count_guess(keys: &GuessKeys, now: i64) -> Statement {
    let sql = format!(
        "INSERT INTO counters (kind, subject, since, last, n) SELECT 'guess', :subject, :now, :now, 1 WHERE {}
         ON CONFLICT (kind, subject) DO UPDATE SET n = n + 1, last = :now WHERE {}
         RETURNING since, n",
        within("network", GUESSES_FROM_IP),
        may_guess!()
    );
    let (subject, network) = (keys.address.as_str(), keys.network.as_deref());
    Statement::new(
        &sql,
        &[("subject", subject.into()), ("network", network.into()), ("now", now.into())],
    )
}

/// The limits of a guess. Their trace looks at the guesses before it, so that [`count_guess`] comes later in the batch.
pub fn guesses_counted<'a>(keys: &'a GuessKeys, email_key: &'a str, now: i64) -> Vec<Count<'a>> {
    let limit = Limit { kind: "guess", most: GUESSES, window: 0 };
    let address = Count { limit, subject: &keys.address, email_key: None, statement: None };
    let network = keys.network.as_deref().map(|network| count(GUESSES_FROM_IP, network, now));
    network.into_iter().chain([address.of_address(email_key)]).collect()
}

/// How long the next guess must wait.
pub fn guess_wait(subject: &str) -> Statement {
    Statement::new(
        concat!(
            "SELECT last, n, CASE WHEN n >= 100 THEN 86400 ELSE ",
            wait!(),
            " END AS seconds FROM counters WHERE kind = 'guess' AND subject = :subject"
        ),
        &[("subject", subject.into())],
    )
}

/// How many seconds the guess after this many in a row waits, as [`guess_wait`] has it.
pub fn wait_after(guesses: i64) -> i64 {
    match guesses {
        ..GUESSES_WITHOUT_WAIT => 0,
        GUESSES.. => LONGEST_WINDOW,
        some => (30 << (some - 4).min(7)).min(3600),
    }
}

/// Guesses at the address whose counter's key `$subject` is in SQL count from nothing again. Goes on with a guard.
macro_rules! forget_guesses {
    ($subject:expr) => {
        concat!("DELETE FROM counters WHERE kind = 'guess' AND subject = ", $subject)
    };
}
pub(super) use forget_guesses;

/// The guess was right: those at this address are forgotten, and it does not count against its network. Each goes on
/// with a guard.
pub const RIGHT_GUESS: [&str; 3] = {
    let [uncount, count_less] = take_back!("kind = 'guess-ip' AND subject = :network");
    [forget_guesses!(":guesses"), uncount, count_less]
};
