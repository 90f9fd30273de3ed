//! What a step keeps in its run: a password, answers, a proof. Each answers with the run as it is then; one that the
//! step is not open to stays as it was.

use super::batch::{Batch, one};
use super::counters::{GuessKeys, RIGHT_GUESS};
use super::finish::PASSWORD_PROOF;
use super::live_session::live_session;
use super::runs::{
    Found, ReadRun, RunKey, address_proven, as_inserted, as_its_owner, its_owner, json, this_run,
};
use super::words;
use crate::encode::email::EmailAddress;
use crate::flow::Intent;
use crate::flow::password::Hashed;
use crate::ports::{BatchError, Database, Value};
use serde::Deserialize;
use serde_json::Map;

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
    /// A new person's.
    NewPerson {
        /// To the page of this number.
        page: usize,
        /// How many pages must be answered before it.
        after: usize,
        /// Whether those after it may be asked anew, since they rest on its answers.
        reopens: bool,
    },
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
    let (page, after, reopens, account) = match answering {
        Answering::NewPerson { page, after, reopens } => (Some(page), Some(after), reopens, None),
        Answering::Account(account) => (None, None, false, Some(account)),
    };
    let number = |pages: Option<usize>| pages.and_then(|pages| i64::try_from(pages).ok());
    let mut parameters = key.parameters();
    parameters.extend([
        ("page", number(page).into()),
        ("after", number(after).into()),
        ("reopens", reopens.into()),
        ("account", account.into()),
        ("answers", json(answers)),
        ("terms", json(terms)),
    ]);
    let update = concat!(
        "UPDATE runs SET answers = json_patch(CASE WHEN answers_of IS :account THEN answers ELSE '{}' END, :answers),",
        " terms = json_patch(CASE WHEN answers_of IS :account THEN terms ELSE '{}' END, :terms),",
        " answers_of = :account, answered_pages = CASE WHEN :reopens THEN :page + 1",
        " ELSE max(answered_pages, coalesce(:page + 1, 0)) END WHERE ",
        this_run!(),
        " AND done_at IS NULL AND (account = :account OR (account IS NULL AND ",
        address_proven!(),
        " AND answered_pages >= :after))"
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
    /// What the guess was counted by.
    pub guesses: &'a GuessKeys,
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
        ("keep", proof.keep_signed_in.into()),
        ("guesses", (&proof.guesses.address).into()),
        ("network", proof.guesses.network.as_deref().into()),
    ]);
    let keep = "UPDATE runs SET keep_signed_in = :keep WHERE id = :run AND browser = :browser AND account IS NOT NULL";
    let mut batch = Batch::with(&parameters);
    batch.add_all(&[PASSWORD_PROOF, keep]);
    batch.add_all(&RIGHT_GUESS);
    read_after(batch, database).await
}

/// Begins a run whose proof is the session that the person goes on with.
pub async fn go_on_with_session(
    database: &impl Database,
    key: &RunKey<'_>,
    secret_hash: &str,
) -> Result<Option<Found>, BatchError> {
    let mut parameters = key.parameters();
    parameters.push(("secret", secret_hash.into()));
    let insert = concat!(
        "INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, account, proofs,",
        " method, authenticated_at, session, created_at, expires_at)",
        " SELECT :run, :browser, :client, :redirect, :flow, 'sign-in',",
        " (SELECT email FROM accounts WHERE oid = s.account), s.account, s.proofs,",
        " s.method, s.authenticated_at, s.id, :now, :run_expires FROM sessions s WHERE ",
        live_session!(),
        " ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, ",
        as_inserted!(),
        " WHERE runs.browser = :browser AND runs.done_at IS NULL"
    );
    change(database, insert, parameters).await
}

/// Goes on as the account that the run's proven address belongs to.
pub async fn go_on_as_owner(
    database: &impl Database,
    key: &RunKey<'_>,
) -> Result<Option<Found>, BatchError> {
    let update = concat!(
        "UPDATE runs SET ",
        as_its_owner!(),
        " WHERE ",
        this_run!(),
        " AND account IS NULL AND ",
        address_proven!(),
        " AND ",
        its_owner!(),
        " IS NOT NULL"
    );
    change(database, update, key.parameters()).await
}

/// Who came to sign in, and whose address has no account, wants one: the run is a sign-up from now on, if it is
/// still about `email`, which may sign up.
pub async fn turn_to_sign_up(
    database: &impl Database,
    key: &RunKey<'_>,
    email: &str,
) -> Result<Option<Found>, BatchError> {
    let mut parameters = key.parameters();
    parameters.push(("email", email.into()));
    let update = concat!(
        "UPDATE runs SET intent = 'sign-up' WHERE ",
        this_run!(),
        " AND account IS NULL AND intent = 'sign-in' AND email = :email AND ",
        address_proven!()
    );
    change(database, update, parameters).await
}

/// Puts off what this account may put off.
pub async fn skip(
    database: &impl Database,
    key: &RunKey<'_>,
    account: &str,
) -> Result<Option<Found>, BatchError> {
    let mut parameters = key.parameters();
    parameters.push(("account", account.into()));
    let update = concat!(
        "UPDATE runs SET skipped = 1, answers_of = :account WHERE ",
        this_run!(),
        " AND account = :account"
    );
    change(database, update, parameters).await
}

/// What a run that was left for too long hands on to the one that begins the same request again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Where it began.
    pub intent: Intent,
    /// The address it was about.
    pub email: Option<String>,
}

/// The answers of a page that was sent too late.
#[derive(Debug, Clone, PartialEq)]
pub struct Late<'a> {
    /// The account that the page asked; none for a new person's.
    pub of: Option<&'a str>,
    /// Attribute → value.
    pub answers: Map<String, serde_json::Value>,
}

/// Begins a run with what was typed into another one of this browser: the address and the answers, no proof.
pub async fn begin_again(
    database: &impl Database,
    left: (&str, &str),
    key: &RunKey<'_>,
    late: Option<&Late<'_>>,
) -> Result<Option<Handed>, BatchError> {
    #[derive(Deserialize)]
    struct Row {
        intent: String,
        email: Option<String>,
    }
    let mut parameters = key.parameters();
    parameters.extend([
        ("left", left.0.into()),
        ("left_browser", left.1.into()),
        ("late", late.is_some().into()),
        ("of", late.and_then(|late| late.of).into()),
        ("answers", late.map_or_else(|| "{}".into(), |late| json(&late.answers))),
    ]);
    let insert = "INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, answers,
           answers_of, keep_signed_in, created_at, expires_at)
         SELECT :run, :browser, :client, :redirect, :flow, intent, email, email_key,
           json_patch(CASE WHEN :late = 0 OR coalesce(account, answers_of) IS :of THEN answers ELSE '{}' END, :answers),
           CASE WHEN :late = 1 THEN :of ELSE coalesce(account, answers_of) END, keep_signed_in, :now, :run_expires
         FROM runs WHERE id = :left AND browser = :left_browser AND client_id = :client AND flow = :flow
           AND done_at IS NULL
         RETURNING intent, email";
    let row: Option<Row> = one(database, insert, &parameters).await?.first()?;
    let Some(row) = row else { return Ok(None) };
    let intent = words::word(Intent::named(&row.intent), "runs.intent")?;
    Ok(Some(Handed { intent, email: row.email }))
}

async fn change(
    database: &impl Database,
    sql: &str,
    parameters: Vec<(&'static str, Value)>,
) -> Result<Option<Found>, BatchError> {
    let mut batch = Batch::with(&parameters);
    batch.add(sql);
    read_after(batch, database).await
}

/// The run as it is after what `batch` does.
async fn read_after(
    mut batch: Batch<'_>,
    database: &impl Database,
) -> Result<Option<Found>, BatchError> {
    let read = ReadRun::add_to(&mut batch);
    read.found(&batch.run(database).await?)
}
