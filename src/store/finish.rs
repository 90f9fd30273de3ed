//! The end of a run: the account, if it is new; what the person answered and agreed to; the enrolment; the
//! session; the authorization code. One batch, whatever the way here. Who repeats it gets a fresh code for
//! the same account and the same session, for ten minutes and not after signing out, never a second account or session.

use super::batch::Batch;
use super::codes::{code_of, insert_code};
use super::consents::{add_to_consent, note_consent};
use super::counters::{GuessKeys, RIGHT_GUESS};
use super::ends::end_sessions;
use super::identities::is_address;
use super::live_session::session_stands;
use super::logouts::{Logout, note_logouts};
use super::new_account::{NEW_ACCOUNT, way_of_new};
use super::nothing_disabled;
use super::people::account_enabled;
use super::proofs::{kinds_known, password_proof, proofs_count, providers};
use super::pushed_requests::{USE_UP, not_used_up};
use super::runs::{
    Found, ReadRun, RunKey, as_inserted, its_session_stands, json, same_run, this_run,
};
use crate::flow::AccountType;
use crate::flow::password::Hashed;
use crate::ports::{BatchError, Database, Value};
use crate::protocol::first_party::RUN_USER_FLOW;
use crate::protocol::{AuthorizationRequest, lifetime};
use serde_json::Map;

/// What shows who the person is, in the same batch.
#[derive(Debug, Clone)]
pub enum Proof<'a> {
    /// A password was right, and is still the account's.
    Password {
        /// The address for comparison.
        email_key: &'a str,
        /// The credential that was judged.
        credential: &'a Hashed,
        /// The address as typed.
        email: &'a str,
        /// The same password under the newest pepper, where that is another.
        renewed: Option<&'a Hashed>,
    },
    /// The run's address is proven and has no account yet: make one.
    NewAccount {
        /// The account's id, if one is made.
        oid: &'a str,
        /// What kind of account.
        account_type: AccountType,
        /// The issuer's host: who vouches for an account with a password.
        host: &'a str,
    },
    /// The run knows its account already.
    Kept,
}

/// Everything one finishing takes.
#[derive(Debug, Clone)]
pub struct Finish<'a> {
    /// The run.
    pub run: RunKey<'a>,
    /// This operation's id.
    pub request_id: &'a str,
    /// Who it is.
    pub proof: Proof<'a>,
    /// The account that the page was shown to; another one is not finished.
    pub expected_account: Option<&'a str>,
    /// Answers of this request: attribute → value; those kept in the run are added.
    pub answers: &'a Map<String, serde_json::Value>,
    /// Terms ticked in this request: id → version.
    pub terms: &'a Map<String, serde_json::Value>,
    /// What an account gets that is new to the flow and has no value: attribute → value.
    pub given: &'a Map<String, serde_json::Value>,
    /// The attributes whose answers the account does not keep, as a JSON array: they are the code's.
    pub unkept: &'a str,
    /// How many pages a new person must have answered before this request.
    pub answered: usize,
    /// Whether the person agreed to what the application asks for.
    pub consented: bool,
    /// A hash of what the flow requires.
    pub requirements: &'a str,
    /// Whether accounts that completed the flow earlier are not asked for what it requires today.
    pub leaves_existing: bool,
    /// Keep the person signed in; `None` as the run says.
    pub keep_signed_in: Option<bool>,
    /// SHA-256 of the session cookie's present value.
    pub present_session: Option<&'a str>,
    /// The id and the SHA-256 of the secret of the session to open; the secret is the same each time.
    pub session: (&'a str, &'a str),
    /// SHA-256 of the code, when one is to be written: everything asked is answered.
    pub code: &'a str,
    /// What the application asked for.
    pub request: &'a AuthorizationRequest,
    /// What the guess at a password was counted by.
    pub guesses: Option<&'a GuessKeys>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Whether the code was written; if not, the run tells why, unless something is switched off.
    pub code_written: bool,
    /// Whether the application, the flow or the way in is switched off.
    pub switched_off: bool,
    /// Who is to be told that another person's session ended.
    pub logouts: Vec<Logout>,
    /// The run and person as they are now.
    pub found: Option<Found>,
}

/// That a row of `runs` is the run, which this operation finishes.
macro_rules! taken {
    () => {
        taken!("")
    };
    ($row:literal) => {
        concat!($row, "id = :run AND ", $row, "finished_by = :req")
    };
}

/// The account of the run that this operation finishes.
macro_rules! its_account {
    () => {
        concat!("(SELECT account FROM runs WHERE ", taken!(), ")")
    };
}

/// That this operation finishes the run.
const TAKEN: &str = concat!("EXISTS (SELECT 1 FROM runs WHERE ", taken!(), ")");

/// Finishes a run.
pub async fn finish(database: &impl Database, finish: &Finish<'_>) -> Result<Finished, BatchError> {
    let parameters = parameters(finish);
    let mut batch = Batch::with(&parameters);
    batch.add_all(proof(&finish.proof));
    batch.add_all(&STEPS);
    let logouts = batch.add(NOTE_LOGOUTS);
    let code = batch.add(WRITE_CODE);
    if finish.request.pushed.is_some() {
        batch.add(USE_UP);
    }
    if finish.guesses.is_some() {
        for right in RIGHT_GUESS {
            batch.add(&format!("{right} AND {TAKEN}"));
        }
    }
    if matches!(finish.proof, Proof::Password { renewed: Some(_), .. }) {
        batch.add(&format!("{RENEW_PASSWORD} AND {TAKEN}"));
    }
    if finish.consented {
        batch.add(NOTE_CONSENT);
    }
    let switched_off = batch.add(SWITCHED_OFF);
    let read = ReadRun::add_to(&mut batch);
    let returned = batch.run(database).await?;
    Ok(Finished {
        code_written: returned.any(code)?,
        logouts: returned.all(logouts)?,
        switched_off: returned.any(switched_off)?,
        found: read.found(&returned)?,
    })
}

fn proof(proof: &Proof<'_>) -> &'static [&'static str] {
    match proof {
        Proof::Password { .. } => &[PASSWORD_PROOF],
        Proof::NewAccount { .. } => &NEW_ACCOUNT,
        Proof::Kept => &[],
    }
}

/// A run may begin and end with one password; a new proof replaces an older one. What was typed before the
/// account was known is not written to it.
pub(super) const PASSWORD_PROOF: &str = concat!(
    "INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, email, email_key, account, proofs,",
    " method, authenticated_at, created_at, expires_at)",
    " SELECT :run, :browser, :client, :redirect, :flow, 'sign-in', :email, :email_key, c.account, ",
    password_proof!(":email_key"),
    ", 'password', :now, :now, :run_expires FROM credentials c JOIN identities i ON i.account = c.account WHERE ",
    is_address!(":email_key"),
    " AND c.phc = :phc",
    " ON CONFLICT (id) DO UPDATE SET ",
    as_inserted!(),
    " WHERE ",
    same_run!(),
    " AND (runs.account IS NULL OR runs.account = excluded.account OR runs.done_at IS NULL)"
);

const SWITCHED_OFF: &str = concat!(
    "SELECT id FROM runs WHERE id = :run AND NOT ",
    nothing_disabled!(concat!(
        providers!("runs"),
        " UNION ALL SELECT ",
        way_of_new!(),
        " WHERE runs.account IS NULL"
    ))
);

/// The same password under the newest pepper.
const RENEW_PASSWORD: &str =
    "UPDATE credentials SET phc = :renewed, pepper_key = :renewed_pepper, updated_at = :now
 WHERE phc = :phc AND account = (SELECT account FROM runs WHERE id = :run)";

/// Once for a run, however often its last form is sent.
const NOTE_CONSENT: &str = note_consent!("account", concat!("runs WHERE ", taken!()));

/// The value of a row of `json_each` as JSON.
macro_rules! json_of {
    ($row:literal) => {
        concat!(
            "CASE ",
            $row,
            ".type WHEN 'text' THEN json_quote(",
            $row,
            ".value) WHEN 'true' THEN 'true'",
            " WHEN 'false' THEN 'false' ELSE ",
            $row,
            ".value END"
        )
    };
}

/// When a session ends that is kept, or else after so many seconds.
macro_rules! lasts {
    ($is_kept:literal, $seconds:literal) => {
        concat!(":now + (CASE WHEN ", $is_kept, " THEN :kept ELSE ", $seconds, " END)")
    };
}

const STEPS: [&str; 11] = [
    concat!(
        "UPDATE runs SET finished_by = :req, done_by = coalesce(done_by, :req), done_at = coalesce(done_at, :now),",
        " answers = CASE WHEN done_at IS NULL THEN json_patch(answers, :answers) ELSE answers END,",
        " terms = CASE WHEN done_at IS NULL THEN json_patch(terms, :terms) ELSE terms END,",
        " keep_signed_in = coalesce(:keep, keep_signed_in) WHERE ",
        this_run!(),
        " AND (done_at IS NULL OR (done_at > :repeat_since AND NOT EXISTS (SELECT 1 FROM sessions e",
        " WHERE e.account = runs.account AND e.ended_at > runs.done_at)))",
        " AND (:expected IS NULL OR account = :expected) AND (:new = 0 OR created_by IS NOT NULL) AND ",
        its_session_stands!(),
        " AND ",
        account_enabled!("runs.account"),
        " AND ",
        proofs_count!("runs"),
        " AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.account = runs.account AND e.flow = :flow AND NOT ",
        kinds_known!("e"),
        ")"
    ),
    concat!(
        "UPDATE runs SET answers = json_patch((SELECT json_group_object(g.key, json(",
        json_of!("g"),
        ")) FROM json_each(:given) g WHERE NOT EXISTS (SELECT 1 FROM attributes t WHERE t.account = runs.account",
        " AND t.name = g.key)), answers) WHERE ",
        taken!(),
        " AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.account = runs.account AND e.flow = :flow)"
    ),
    concat!(
        "INSERT INTO attributes (account, name, value, updated_at) SELECT r.account, j.key, ",
        json_of!("j"),
        ", :now FROM runs r, json_each(r.answers) j WHERE ",
        taken!("r."),
        " AND j.key NOT IN (SELECT value FROM json_each(:unkept))",
        " ON CONFLICT (account, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        " WHERE value <> excluded.value"
    ),
    concat!(
        "UPDATE accounts SET updated_at = :now WHERE oid = ",
        its_account!(),
        " AND EXISTS (SELECT 1 FROM attributes t WHERE t.account = oid AND t.updated_at = :now)"
    ),
    concat!(
        "INSERT INTO terms_accepted (account, terms, version, accepted_at, client_id)",
        " SELECT r.account, j.key, j.value, :now, :client FROM runs r, json_each(r.terms) j WHERE ",
        taken!("r."),
        " ON CONFLICT DO NOTHING"
    ),
    add_to_consent!("account", concat!("runs WHERE ", taken!(), " AND :consented")),
    concat!(
        "INSERT INTO enrolments (account, flow, enrolled_at, client_id, proofs, method, requirements)",
        " SELECT account, :flow, :now, :client, proofs, method, :requirements FROM runs WHERE ",
        taken!(),
        " ON CONFLICT (account, flow) DO UPDATE SET requirements = excluded.requirements",
        " WHERE requirements <> excluded.requirements AND :leaves = 0",
        " AND NOT EXISTS (SELECT 1 FROM runs WHERE id = :run AND skipped = 1)"
    ),
    // Another person's session in this browser ends, as by signing out.
    end_sessions!(concat!("secret = :present AND account <> ", its_account!())),
    // The same person's goes on under a new secret, unless the run rests on it.
    concat!(
        "UPDATE sessions AS s SET secret = :secret, proofs = r.proofs, method = r.method,",
        " authenticated_at = r.authenticated_at, persistent = max(s.persistent, r.keep_signed_in), idle_at = ",
        lasts!("s.persistent OR r.keep_signed_in", ":idle"),
        ", expires_at = ",
        lasts!("s.persistent OR r.keep_signed_in", ":life"),
        " FROM runs r WHERE r.id = :run AND r.done_by = :req AND r.session IS NULL AND s.account = r.account",
        " AND s.secret = :present AND ",
        session_stands!()
    ),
    concat!(
        "INSERT INTO sessions (id, secret, account, proofs, method, authenticated_at, persistent, created_at,",
        " idle_at, expires_at)",
        " SELECT :session, :secret, account, proofs, method, authenticated_at, keep_signed_in, :now, ",
        lasts!("keep_signed_in", ":idle"),
        ", ",
        lasts!("keep_signed_in", ":life"),
        " FROM runs WHERE id = :run AND done_by = :req AND session IS NULL",
        " AND NOT EXISTS (SELECT 1 FROM sessions WHERE secret = :secret)"
    ),
    "INSERT INTO audit (id, at, event, account, client_id, flow, run)
     SELECT :req, :now, CASE WHEN created_by = :req THEN 'signed-up' ELSE 'signed-in' END, account, :client, :flow, :run
     FROM runs WHERE id = :run AND done_by = :req",
];

/// Another person's session in this browser ended: who is to be told.
const NOTE_LOGOUTS: &str =
    note_logouts!(concat!("s.secret = :present AND s.account <> ", its_account!()));

const WRITE_CODE: &str = concat!(
    insert_code!(
        "r",
        "s",
        concat!(
            "(SELECT json_group_object(j.key, json(",
            json_of!("j"),
            ")) FROM json_each(r.answers) j WHERE j.key IN (SELECT value FROM json_each(:unkept)))"
        )
    ),
    " FROM runs r JOIN sessions s ON s.account = r.account AND s.ended_at IS NULL",
    " AND (s.id = r.session OR (r.session IS NULL AND s.secret = :secret))",
    " WHERE ",
    taken!("r."),
    " AND ",
    not_used_up!(),
    " RETURNING session"
);

fn parameters(finish: &Finish<'_>) -> Vec<(&'static str, Value)> {
    let now = finish.run.now;
    let mut parameters = finish.run.parameters();
    parameters.extend([
        ("req", finish.request_id.into()),
        ("answers", json(finish.answers)),
        ("terms", json(finish.terms)),
        ("given", json(finish.given)),
        ("unkept", finish.unkept.into()),
        ("answered", i64::try_from(finish.answered).unwrap_or(i64::MAX).into()),
        ("consented", finish.consented.into()),
        ("requirements", finish.requirements.into()),
        ("leaves", finish.leaves_existing.into()),
        ("keep", finish.keep_signed_in.into()),
        ("present", finish.present_session.into()),
        ("session", finish.session.0.into()),
        ("secret", finish.session.1.into()),
        ("repeat_since", (now - lifetime::REPEAT).into()),
        ("idle", lifetime::SESSION_IDLE.into()),
        ("life", lifetime::SESSION.into()),
        ("kept", lifetime::SESSION_KEPT.into()),
        ("guesses", finish.guesses.map(|keys| &keys.address).into()),
        ("network", finish.guesses.and_then(|keys| keys.network.as_deref()).into()),
        ("test_client", RUN_USER_FLOW.into()),
        ("expected", finish.expected_account.into()),
        ("new", matches!(finish.proof, Proof::NewAccount { .. }).into()),
    ]);
    parameters.extend(code_of(finish.request, Some(finish.code), now));
    match &finish.proof {
        Proof::Password { email_key, credential, email, renewed } => parameters.extend([
            ("email_key", (*email_key).into()),
            ("email", (*email).into()),
            ("phc", (&credential.phc).into()),
            ("renewed", renewed.map(|renewed| &renewed.phc).into()),
            ("renewed_pepper", renewed.map(|renewed| &renewed.pepper_key).into()),
        ]),
        Proof::NewAccount { oid, account_type, host } => parameters.extend([
            ("oid", (*oid).into()),
            ("user_type", account_type.name().into()),
            ("host", (*host).into()),
        ]),
        Proof::Kept => {}
    }
    parameters
}
