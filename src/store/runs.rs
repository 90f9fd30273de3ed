//! Runs: people on their way through a flow, with their proofs and answers.

use super::counters::FORGET_GUESSES;
use super::finish::PASSWORD_PROOF;
use super::people::{flag, object, person, select_person};
use crate::encode::email::EmailAddress;
use crate::flow::password::Hashed;
use crate::flow::{CodeState, Intent, Method, Person, Run};
use crate::ports::{BatchError, Database, Rows, Statement, Value};
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
        ]
    }
}

/// The run's own row, as long as it is this browser's, this application's and not over.
macro_rules! this_run {
    () => {
        "id = :run AND browser = :browser AND client_id = :client AND redirect_uri = :redirect AND flow = :flow AND expires_at > :now"
    };
}
pub(crate) use this_run;

/// That the run's address is proven by its mailed code.
macro_rules! address_proven {
    () => {
        "EXISTS (SELECT 1 FROM mailed_codes m WHERE m.run = :run AND m.purpose = 'enter' AND m.browser = :browser AND m.email_key = runs.email_key AND m.proven_at IS NOT NULL)"
    };
}
pub(crate) use address_proven;

/// That the session which is the run's proof, if one is, did not end meanwhile.
macro_rules! its_session_stands {
    () => {
        "(runs.session IS NULL OR EXISTS (SELECT 1 FROM sessions s WHERE s.id = runs.session AND s.ended_at IS NULL AND s.idle_at > :now AND s.expires_at > :now))"
    };
}
pub(crate) use its_session_stands;

/// A run and the person it is about.
#[derive(Debug, Clone)]
pub struct Found {
    /// The run.
    pub run: Run,
    /// The account proven, or the one its proven address belongs to.
    pub person: Option<Person>,
    /// When its newest code was mailed.
    pub code_sent_at: Option<i64>,
}

/// Reads a run.
pub async fn read(database: &impl Database, key: &RunKey<'_>) -> Result<Option<Found>, BatchError> {
    let rows = database.batch(select(&key.parameters())).await?;
    found(&rows)
}

/// A proven address needs no password of its own where the person chose none.
#[derive(Debug, Clone)]
pub enum ChosenPassword<'a> {
    /// As its hash.
    Hashed(&'a Hashed),
    /// None: codes by mail alone.
    None,
}

/// Keeps what a new person chose on the password page.
pub async fn choose_password(
    database: &impl Database,
    key: &RunKey<'_>,
    chosen: ChosenPassword<'_>,
) -> Result<Option<Found>, BatchError> {
    let (phc, pepper_key) = match chosen {
        ChosenPassword::Hashed(hashed) => (Some(&hashed.phc), Some(&hashed.pepper_key)),
        ChosenPassword::None => (None, None),
    };
    let mut parameters = key.parameters();
    parameters.extend([
        ("phc", phc.into()),
        ("pepper_key", pepper_key.into()),
        ("passwordless", phc.is_none().into()),
    ]);
    let update = concat!(
        "UPDATE runs SET password = :phc, pepper_key = :pepper_key, passwordless = :passwordless WHERE ",
        this_run!(),
        " AND account IS NULL AND ",
        address_proven!()
    );
    change(database, update, parameters).await
}

/// Whose answers to an attribute page are kept.
#[derive(Debug, Clone, Copy)]
pub enum Answering<'a> {
    /// A new person's, to the page of this number.
    NewPerson(usize),
    /// This account's.
    Account(&'a str),
}

/// Keeps the answers to an attribute page, if the run is still at it.
pub async fn keep_answers(
    database: &impl Database,
    key: &RunKey<'_>,
    answering: Answering<'_>,
    answers: &Map<String, serde_json::Value>,
    terms: &Map<String, serde_json::Value>,
) -> Result<Option<Found>, BatchError> {
    let (page, account) = match answering {
        Answering::NewPerson(page) => (i64::try_from(page).ok(), None),
        Answering::Account(account) => (None, Some(account)),
    };
    let mut parameters = key.parameters();
    parameters.extend([
        ("page", page.into()),
        ("account", account.into()),
        ("answers", json(answers)),
        ("terms", json(terms)),
    ]);
    let update = concat!(
        "UPDATE runs SET answers = json_patch(answers, :answers), terms = json_patch(terms, :terms),",
        " answered_pages = max(answered_pages, coalesce(:page + 1, 0)) WHERE ",
        this_run!(),
        " AND done_at IS NULL AND (account = :account OR (account IS NULL AND ",
        address_proven!(),
        " AND answered_pages >= :page))"
    );
    change(database, update, parameters).await
}

/// A password that was right.
#[derive(Debug, Clone)]
pub struct PasswordProof<'a> {
    /// Whose address.
    pub email: &'a EmailAddress,
    /// The credential that was judged; it must still be the account's.
    pub credential: &'a Hashed,
    /// Whether the person asked to be kept signed in.
    pub keep_signed_in: bool,
    /// The counters' key for guesses at this address's password.
    pub guesses: &'a str,
    /// When the run ends.
    pub expires_at: i64,
}

/// Keeps that a password was right, where the flow still asks for something before the run can finish.
pub async fn keep_password_proof(
    database: &impl Database,
    key: &RunKey<'_>,
    proof: &PasswordProof<'_>,
) -> Result<Option<Found>, BatchError> {
    let mut parameters = key.parameters();
    parameters.extend([
        ("email_key", (&proof.email.key).into()),
        ("email", (&proof.email.address).into()),
        ("phc", (&proof.credential.phc).into()),
        ("run_expires", proof.expires_at.into()),
        ("keep", proof.keep_signed_in.into()),
        ("guesses", proof.guesses.into()),
    ]);
    let keep = "UPDATE runs SET keep_signed_in = :keep WHERE id = :run AND browser = :browser AND account IS NOT NULL";
    let mut statements = vec![
        Statement::new(PASSWORD_PROOF, &parameters),
        Statement::new(keep, &parameters),
        Statement::new(FORGET_GUESSES, &parameters),
    ];
    statements.extend(select(&parameters));
    let rows = database.batch(statements).await?;
    found(rows.get(3..).unwrap_or_default())
}

/// Begins a run whose proof is the session that the person goes on with.
pub async fn go_on_with_session(
    database: &impl Database,
    key: &RunKey<'_>,
    secret_hash: &str,
    expires_at: i64,
) -> Result<Option<Found>, BatchError> {
    let mut parameters = key.parameters();
    parameters.extend([("secret", secret_hash.into()), ("expires", expires_at.into())]);
    let insert = "INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, account, method,
           authenticated_at, session, created_at, expires_at)
         SELECT :run, :browser, :client, :redirect, :flow, 'sign-in', a.email, s.account, s.method,
           s.authenticated_at, s.id, :now, :expires
         FROM sessions s JOIN accounts a ON a.oid = s.account
         WHERE s.secret = :secret AND s.ended_at IS NULL AND s.idle_at > :now AND s.expires_at > :now AND a.enabled = 1
         ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, email = excluded.email, email_key = NULL,
           account = excluded.account, method = excluded.method, authenticated_at = excluded.authenticated_at,
           session = excluded.session,
           answers = CASE WHEN runs.account = excluded.account THEN runs.answers ELSE '{}' END,
           terms = CASE WHEN runs.account = excluded.account THEN runs.terms ELSE '{}' END
         WHERE runs.browser = :browser AND runs.done_at IS NULL";
    change(database, insert, parameters).await
}

/// Goes on as the account that the run's proven address belongs to.
pub async fn go_on_as_owner(
    database: &impl Database,
    key: &RunKey<'_>,
) -> Result<Option<Found>, BatchError> {
    let update = concat!(
        "UPDATE runs SET answers = '{}', terms = '{}',",
        " (account, method, authenticated_at) = (SELECT i.account, 'emailCode', :now FROM identities i",
        " JOIN accounts a ON a.oid = i.account WHERE i.issuer = 'email' AND i.subject = runs.email_key AND a.enabled = 1)",
        " WHERE ",
        this_run!(),
        " AND account IS NULL AND ",
        address_proven!(),
        " AND EXISTS (SELECT 1 FROM identities i JOIN accounts a ON a.oid = i.account",
        " WHERE i.issuer = 'email' AND i.subject = runs.email_key AND a.enabled = 1)"
    );
    change(database, update, key.parameters()).await
}

async fn change(
    database: &impl Database,
    sql: &str,
    parameters: Vec<(&'static str, Value)>,
) -> Result<Option<Found>, BatchError> {
    let mut statements = vec![Statement::new(sql, &parameters)];
    statements.extend(select(&parameters));
    let rows = database.batch(statements).await?;
    found(rows.get(1..).unwrap_or_default())
}

/// JSON for a column.
pub(super) fn json(value: &Map<String, serde_json::Value>) -> Value {
    Value::Text(serde_json::Value::Object(value.clone()).to_string())
}

/// Reads the run, then its person.
pub(super) fn select(parameters: &[(&'static str, Value)]) -> Vec<Statement> {
    let run = concat!(
        "SELECT runs.*, m.tries, m.sent_at, m.proven_at, m.expires_at AS code_expires_at, :now AS now, ",
        its_session_stands!(),
        " AS session_stands FROM runs LEFT JOIN mailed_codes m",
        " ON m.run = runs.id AND m.purpose = 'enter' AND m.browser = runs.browser AND m.email_key = runs.email_key",
        " WHERE runs.id = :run AND runs.browser = :browser AND runs.client_id = :client",
        " AND runs.redirect_uri = :redirect AND runs.flow = :flow AND runs.expires_at > :now"
    );
    let person = select_person!(
        "a.oid = (SELECT coalesce(r.account, i.account) FROM runs r
           LEFT JOIN mailed_codes m ON m.run = r.id AND m.purpose = 'enter' AND m.browser = r.browser
             AND m.email_key = r.email_key AND m.proven_at IS NOT NULL
           LEFT JOIN identities i ON i.issuer = 'email' AND i.subject = m.email_key
         WHERE r.id = :run AND r.browser = :browser)"
    );
    vec![Statement::new(run, parameters), Statement::new(person, parameters)]
}

#[derive(Deserialize)]
struct RunRow {
    intent: String,
    email: Option<String>,
    account: Option<String>,
    method: Option<String>,
    session: Option<String>,
    password: Option<String>,
    #[serde(deserialize_with = "flag")]
    passwordless: bool,
    #[serde(deserialize_with = "object")]
    answers: Map<String, serde_json::Value>,
    #[serde(deserialize_with = "object")]
    terms: Map<String, serde_json::Value>,
    answered_pages: usize,
    #[serde(deserialize_with = "flag")]
    keep_signed_in: bool,
    created_by: Option<String>,
    done_at: Option<i64>,
    tries: Option<i64>,
    sent_at: Option<i64>,
    proven_at: Option<i64>,
    code_expires_at: Option<i64>,
    now: i64,
    #[serde(deserialize_with = "flag")]
    session_stands: bool,
}

/// What [`select`] found.
pub(super) fn found(rows: &[Rows]) -> Result<Option<Found>, BatchError> {
    let Some(row) = rows.first().map(Rows::first::<RunRow>).transpose()?.flatten() else {
        return Ok(None);
    };
    let person = rows.get(1).map(person).transpose()?.flatten();
    let code = match (row.proven_at, row.tries, row.code_expires_at) {
        (Some(_), ..) => CodeState::Proven,
        (None, Some(tries), Some(end)) if tries >= 5 || end <= row.now => CodeState::Spent,
        (None, Some(_), _) => CodeState::Sent,
        (None, None, _) => CodeState::None,
    };
    let run = Run {
        intent: if row.intent == "sign-up" { Intent::SignUp } else { Intent::SignIn },
        email: row.email,
        code,
        // A session that ended proves nothing any more.
        account: row.account.filter(|_| row.session_stands),
        method: row.method.as_deref().and_then(Method::named),
        password_chosen: row.password.is_some() || row.passwordless,
        answers: row.answers,
        terms: row.terms,
        answered_pages: row.answered_pages,
        keep_signed_in: row.keep_signed_in,
        rests_on_session: row.session.is_some(),
        made_account: row.created_by.is_some(),
        done: row.done_at.is_some(),
    };
    Ok(Some(Found { run, person, code_sent_at: row.sent_at }))
}
