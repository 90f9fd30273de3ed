//! Sessions: the cookie holds a secret of which D1 keeps the SHA-256; `sid` is another value.

use super::batch::{Batch, one};
use super::codes::{code_of, insert_code};
use super::consents::{add_to_consent, note_consent};
use super::ends::end_sessions;
use super::live_session::live_session;
use super::logouts::{Logout, note_logouts};
use super::people::{person, select_person};
use super::proofs::{kinds_known, providers};
use super::pushed_requests::{USE_UP, not_used_up};
use super::{nothing_disabled, words};
use crate::flow::Person;
use crate::ports::{BatchError, Database, Value};
use crate::protocol::{AuthorizationRequest, Proofs, lifetime};
use serde::Deserialize;

/// A session that is alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The claim `sid`.
    pub id: String,
    /// How the person proved who they are.
    pub proofs: Proofs,
    /// When the person last proved who they are.
    pub authenticated_at: i64,
}

/// A silent sign-in: what the code to write would say.
#[derive(Debug, Clone)]
pub struct SilentSignIn<'a> {
    /// SHA-256 of the session cookie's value.
    pub secret: &'a str,
    /// What the application asked for.
    pub request: &'a AuthorizationRequest,
    /// SHA-256 of the code; none where the request can't be silent and the person is only looked up.
    pub code: Option<&'a str>,
    /// The only account that consent and code are written for, where it matters.
    pub account: Option<&'a str>,
    /// The transaction in which they agreed to what it asks for, if they did.
    pub consented: Option<&'a str>,
    /// The time.
    pub now: i64,
}

/// Who is signed in, and whether a code was written for them. Whether it may be given is decided on what
/// was read; one that is not given expires.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The person.
    pub person: Person,
    /// Whether the code was written.
    pub code_written: bool,
}

#[derive(Deserialize)]
struct SessionRow {
    id: String,
    proofs: String,
    authenticated_at: i64,
}

const READ: &str =
    concat!("SELECT s.id, s.proofs, s.authenticated_at FROM sessions s WHERE ", live_session!());

const PERSON: &str =
    select_person!("a.oid = (SELECT account FROM sessions WHERE secret = :secret)");

const TOUCH: &str = concat!(
    "UPDATE sessions AS s SET idle_at = :idle WHERE s.idle_at < :idle AND s.persistent = 0 AND ",
    live_session!()
);

/// A live session whose proofs this version knows, of the account that it must be of, where it matters.
macro_rules! expected_session {
    () => {
        concat!(
            live_session!(),
            " AND (:account IS NULL OR s.account = :account) AND ",
            kinds_known!("s")
        )
    };
}

const AGREE: &str = add_to_consent!(
    "s.account",
    concat!("sessions s WHERE :run IS NOT NULL AND ", expected_session!())
);

const WRITE_CODE: &str = concat!(
    insert_code!("s", "s", "'{}'"),
    " FROM sessions s JOIN enrolments e ON e.account = s.account AND e.flow = :flow WHERE ",
    expected_session!(),
    " AND ",
    nothing_disabled!(providers!("s")),
    " AND ",
    kinds_known!("e"),
    " AND ",
    not_used_up!(),
    " RETURNING hash"
);

const NOTE_CONSENT: &str =
    note_consent!("s.account", concat!("sessions s WHERE ", expected_session!()));

/// Writes a code for who is signed in, if the account is enrolled in the flow; reads session and person.
pub async fn silent_sign_in(
    database: &impl Database,
    silent: &SilentSignIn<'_>,
) -> Result<Option<SignedIn>, BatchError> {
    let parameters = parameters(silent);
    let mut batch = Batch::with(&parameters);
    let (session, whose) = (batch.add(READ), batch.add(PERSON));
    let mut code = None;
    if silent.code.is_some() {
        batch.add_all(&[TOUCH, AGREE]);
        code = Some(batch.add(WRITE_CODE));
        batch.add(USE_UP);
    }
    if silent.consented.is_some() {
        batch.add(NOTE_CONSENT);
    }
    let returned = batch.run(database).await?;
    let session: Option<SessionRow> = returned.first(session)?;
    let person = person(returned.of(whose)?)?;
    let (Some(row), Some(person)) = (session, person) else { return Ok(None) };
    let session = Session {
        id: row.id,
        proofs: words::proofs(&row.proofs, "sessions.proofs")?,
        authenticated_at: row.authenticated_at,
    };
    let code_written = code.map_or(Ok(false), |code| returned.any(code))?;
    Ok(Some(SignedIn { session, person, code_written }))
}

fn parameters(silent: &SilentSignIn<'_>) -> Vec<(&'static str, Value)> {
    let request = silent.request;
    let mut parameters = vec![
        ("secret", silent.secret.into()),
        ("client", (&request.client_id).into()),
        ("redirect", (&request.redirect_uri).into()),
        ("flow", (&request.flow).into()),
        ("account", silent.account.into()),
        ("run", silent.consented.into()),
        ("now", silent.now.into()),
        ("idle", (silent.now + lifetime::SESSION_IDLE).into()),
    ];
    parameters.extend(code_of(request, silent.code, silent.now));
    parameters
}

/// Who is signed in, for the sign-out page: session id and e-mail address.
pub async fn look(
    database: &impl Database,
    secret: &str,
    now: i64,
) -> Result<Option<(String, Option<String>)>, BatchError> {
    #[derive(Deserialize)]
    struct Look {
        id: String,
        email: Option<String>,
    }
    let parameters = [("secret", secret.into()), ("now", now.into())];
    let sql = concat!(
        "SELECT s.id, (SELECT email FROM accounts WHERE oid = s.account) AS email FROM sessions s WHERE ",
        live_session!()
    );
    let found: Option<Look> = one(database, sql, &parameters).await?.first()?;
    Ok(found.map(|look| (look.id, look.email)))
}

/// The account that is signed in.
pub async fn whose(
    database: &impl Database,
    secret: &str,
    now: i64,
) -> Result<Option<String>, BatchError> {
    #[derive(Deserialize)]
    struct Whose {
        account: String,
        proofs: String,
    }
    let parameters = [("secret", secret.into()), ("now", now.into())];
    let sql = concat!("SELECT s.account, s.proofs FROM sessions s WHERE ", live_session!());
    let found: Option<Whose> = one(database, sql, &parameters).await?.first()?;
    let Some(Whose { account, proofs }) = found else { return Ok(None) };
    words::proofs(&proofs, "sessions.proofs")?;
    Ok(Some(account))
}

/// What signing out came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOut {
    /// The session ended, or there was none; and who is to be told.
    SignedOut(Vec<Logout>),
    /// The hint is of another session than the present one: the person must be asked.
    AnotherSession,
}

/// Ends the session of the cookie; with `hinted`, only if that is its id.
pub async fn sign_out(
    database: &impl Database,
    secret: &str,
    hinted: Option<&str>,
    now: i64,
) -> Result<SignOut, BatchError> {
    let parameters = [("secret", secret.into()), ("sid", hinted.into()), ("now", now.into())];
    let end = end_sessions!("secret = :secret AND (:sid IS NULL OR id = :sid)");
    let audit = "INSERT INTO audit (id, at, event, account)
         SELECT id || ':' || 'signed-out', :now, 'signed-out', account FROM sessions
         WHERE secret = :secret AND ended_at = :now ON CONFLICT DO NOTHING";
    let left = concat!("SELECT s.id FROM sessions s WHERE ", live_session!());
    let note = note_logouts!("s.secret = :secret");
    let mut batch = Batch::with(&parameters);
    batch.add_all(&[end, audit]);
    let (logouts, left) = (batch.add(note), batch.add(left));
    let returned = batch.run(database).await?;
    if returned.any(left)? {
        return Ok(SignOut::AnotherSession);
    }
    Ok(SignOut::SignedOut(returned.all(logouts)?))
}
