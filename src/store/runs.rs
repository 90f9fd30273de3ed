//! Runs: people on their way through a flow, with their proofs and answers.

use super::batch::{Added, Batch, Returned};
use super::counters::{CODE_TRIES, next_mail_at};
use super::identities::is_address;
use super::people::{flag, object, person, select_person};
use super::words;
use crate::flow::{CodeState, Intent, Person, Run};
use crate::ports::{BatchError, Database, Value};
use crate::protocol::{Proofs, lifetime};
use serde::Deserialize;
use serde_json::Map;

/// Which run, seen by whom: every statement about a run names all of it.
#[derive(Debug, Clone)]
pub struct RunKey<'a> {
    /// The transaction's id.
    pub id: &'a str,
    /// SHA-256 of the browser's secret.
    pub browser: &'a str,
    /// The application.
    pub client_id: &'a str,
    /// Where its answer goes.
    pub redirect_uri: &'a str,
    /// The flow.
    pub flow: &'a str,
    /// The time.
    pub now: i64,
}

impl RunKey<'_> {
    /// The named parameters of a statement about this run.
    pub(super) fn parameters(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("run", self.id.into()),
            ("browser", self.browser.into()),
            ("client", self.client_id.into()),
            ("redirect", self.redirect_uri.into()),
            ("flow", self.flow.into()),
            ("now", self.now.into()),
            ("run_expires", (self.now + lifetime::RUN).into()),
        ]
    }
}

/// That a row of `runs` is the run's own, this browser's and this application's; it may be over.
macro_rules! same_run {
    () => {
        concat!(
            "runs.id = :run AND runs.browser = :browser AND runs.client_id = :client",
            " AND runs.redirect_uri = :redirect AND runs.flow = :flow"
        )
    };
}
pub(super) use same_run;

/// The same of one that is not over.
macro_rules! this_run {
    () => {
        concat!($crate::store::runs::same_run!(), " AND runs.expires_at > :now")
    };
}
pub(super) use this_run;

/// What the answers kept in a run become once it is of the account `who` says: they stay where it gave them.
macro_rules! answers_kept_of {
    ($who:expr) => {
        concat!(
            "answers = CASE WHEN answers_of IS ",
            $who,
            " THEN answers ELSE '{}' END,",
            " terms = CASE WHEN answers_of IS ",
            $who,
            " THEN terms ELSE '{}' END,",
            " skipped = CASE WHEN answers_of IS ",
            $who,
            " THEN skipped ELSE 0 END"
        )
    };
}
pub(super) use answers_kept_of;

/// The account that the run's address belongs to, if it may be used.
macro_rules! its_owner {
    () => {
        concat!(
            "(SELECT i.account FROM identities i JOIN accounts a ON a.oid = i.account WHERE ",
            $crate::store::identities::is_address!("runs.email_key"),
            " AND a.enabled = 1)"
        )
    };
}
pub(super) use its_owner;

/// What a run becomes that goes on as its address's owner, whom the mailed code proved.
macro_rules! as_its_owner {
    () => {
        concat!(
            "account = ",
            $crate::store::runs::its_owner!(),
            ", proofs = ",
            $crate::store::proofs::mailed_code_proof!("email_key"),
            ", method = 'emailCode', authenticated_at = :now, ",
            $crate::store::runs::answers_kept_of!($crate::store::identities::account_of_address!(
                "runs.email_key"
            ))
        )
    };
}
pub(super) use as_its_owner;

/// What a run becomes that an INSERT finds there: the proofs of the row to insert replace its own.
macro_rules! as_inserted {
    () => {
        concat!(
            "email = excluded.email, email_key = excluded.email_key, account = excluded.account,",
            " proofs = excluded.proofs, method = excluded.method, authenticated_at = excluded.authenticated_at,",
            " session = excluded.session, ",
            $crate::store::runs::answers_kept_of!("excluded.account")
        )
    };
}
pub(super) use as_inserted;

/// That the run's address is proven by its mailed code, of which `$more` may ask for more.
macro_rules! address_proven {
    () => {
        $crate::store::runs::address_proven!("")
    };
    ($more:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM mailed_codes m WHERE m.run = :run AND m.purpose = 'enter'",
            " AND m.browser = :browser AND m.email_key = runs.email_key AND m.proven_at IS NOT NULL",
            $more,
            ")"
        )
    };
}
pub(super) use address_proven;

/// That `m` is the run's mailed code, for what the run needs one.
macro_rules! its_mailed_code {
    () => {
        concat!(
            "m.run = runs.id AND m.browser = runs.browser AND m.email_key = runs.email_key",
            " AND m.purpose = CASE runs.intent WHEN 'reset' THEN 'reset' ELSE 'enter' END"
        )
    };
}

/// That the session which is the run's proof, if one is, did not end meanwhile.
macro_rules! its_session_stands {
    () => {
        concat!(
            "(runs.session IS NULL OR EXISTS (SELECT 1 FROM sessions s WHERE s.id = runs.session AND ",
            $crate::store::live_session::session_stands!(),
            "))"
        )
    };
}
pub(super) use its_session_stands;

/// A run and the person it is about.
#[derive(Debug, Clone)]
pub struct Found {
    /// The run.
    pub run: Run,
    /// The account proven, or the one its proven address belongs to.
    pub person: Option<Person>,
    /// When its newest code was mailed.
    pub code_sent_at: Option<i64>,
    /// When the next mail to its address may be sent, if not now.
    pub next_mail_at: Option<i64>,
}

/// Reads a run.
pub async fn read(database: &impl Database, key: &RunKey<'_>) -> Result<Option<Found>, BatchError> {
    let parameters = key.parameters();
    let mut batch = Batch::with(&parameters);
    let read = ReadRun::add_to(&mut batch);
    read.found(&batch.run(database).await?)
}

/// JSON for a column.
pub(super) fn json(value: &Map<String, serde_json::Value>) -> Value {
    Value::Text(serde_json::Value::Object(value.clone()).to_string())
}

/// The statements of a batch that read a run and its person.
pub(super) struct ReadRun {
    run: Added,
    person: Added,
}

impl ReadRun {
    /// Adds them.
    pub fn add_to(batch: &mut Batch<'_>) -> Self {
        let (run, person) = (batch.add(&run()), batch.add(PERSON));
        Self { run, person }
    }

    /// What they found.
    pub fn found(&self, returned: &Returned) -> Result<Option<Found>, BatchError> {
        let Some(row) = returned.first::<RunRow>(self.run)? else { return Ok(None) };
        found(row, person(returned.of(self.person)?)?).map(Some)
    }
}

fn run() -> String {
    let run = concat!(
        its_session_stands!(),
        " AS session_stands FROM runs LEFT JOIN mailed_codes m ON ",
        its_mailed_code!(),
        " WHERE ",
        this_run!()
    );
    let columns = "SELECT runs.*, m.tries, m.sent_at, m.proven_at, m.expires_at AS code_expires_at, :now AS now";
    format!("{columns}, {} AS next_mail_at, {run}", next_mail_at("m.address"))
}

const PERSON: &str = select_person!(concat!(
    "a.oid = (SELECT coalesce(runs.account, i.account) FROM runs LEFT JOIN mailed_codes m ON ",
    its_mailed_code!(),
    " AND m.proven_at IS NOT NULL LEFT JOIN identities i ON ",
    is_address!("m.email_key"),
    " WHERE runs.id = :run AND runs.browser = :browser)"
));

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "a row's columns")]
struct RunRow {
    intent: String,
    email: Option<String>,
    account: Option<String>,
    proofs: String,
    session: Option<String>,
    password: Option<String>,
    #[serde(deserialize_with = "flag")]
    passwordless: bool,
    #[serde(deserialize_with = "object")]
    answers: Map<String, serde_json::Value>,
    #[serde(deserialize_with = "object")]
    terms: Map<String, serde_json::Value>,
    answers_of: Option<String>,
    answered_pages: usize,
    #[serde(deserialize_with = "flag")]
    skipped: bool,
    #[serde(deserialize_with = "flag")]
    keep_signed_in: bool,
    created_by: Option<String>,
    done_at: Option<i64>,
    tries: Option<i64>,
    sent_at: Option<i64>,
    proven_at: Option<i64>,
    code_expires_at: Option<i64>,
    next_mail_at: Option<i64>,
    now: i64,
    #[serde(deserialize_with = "flag")]
    session_stands: bool,
}

fn found(row: RunRow, person: Option<Person>) -> Result<Found, BatchError> {
    let intent = words::word(Intent::named(&row.intent), "runs.intent")?;
    let proofs = match &row.account {
        Some(_) => words::proofs(&row.proofs, "runs.proofs")?,
        None => Proofs::default(),
    };
    // A proof for a new password does not last as long as its run.
    let over = |proven_at| intent == Intent::Reset && proven_at <= row.now - lifetime::RESET;
    let code = match (row.proven_at, row.tries, row.code_expires_at) {
        (Some(proven_at), ..) if over(proven_at) => CodeState::Spent,
        (Some(_), ..) => CodeState::Proven,
        (None, Some(tries), Some(end)) if tries >= CODE_TRIES || end <= row.now => CodeState::Spent,
        (None, Some(_), _) => CodeState::Sent,
        (None, None, _) => CodeState::None,
    };
    // What an account answered is not shown to somebody new.
    let new_person_sees = row.account.is_some() || row.answers_of.is_none();
    let seen = |answers| if new_person_sees { answers } else { Map::new() };
    let run = Run {
        intent,
        email: row.email,
        code,
        // A session that ended proves nothing any more.
        account: row.account.filter(|_| row.session_stands),
        proofs,
        password_chosen: row.password.is_some() || row.passwordless,
        answers: seen(row.answers),
        terms: seen(row.terms),
        answered_pages: row.answered_pages,
        skipped: row.skipped,
        keep_signed_in: row.keep_signed_in,
        rests_on_session: row.session.is_some(),
        made_account: row.created_by.is_some(),
        done: row.done_at.is_some(),
    };
    let next_mail_at = row.next_mail_at.filter(|at| *at > row.now);
    Ok(Found { run, person, code_sent_at: row.sent_at, next_mail_at })
}
