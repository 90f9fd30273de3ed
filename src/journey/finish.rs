//! The end of a walk: account, session and code in one batch, then back to the application.

use super::refused;
use super::transaction_cookies::Came;
use super::walk::Walk;
use crate::clients::back_channel;
use crate::encode::{hash, uuid};
use crate::failure::{Failure, Kind};
use crate::flow::{
    ExistingAccounts, Person, Stage, new_person, refuses_new_person, requirements, settled, show_if,
};
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::{Callback, Cause, OAuthError};
use crate::request::browser_state::BrowserState;
use crate::request::known_applications::remember;
use crate::request::{respond, session_cookie, verified};
use crate::store::GuessKeys;
use crate::store::finish::{self as store, Finish, Finished, Proof};
use crate::store::runs::{self, Found};
use serde_json::{Map, Value};

/// How a walk ends.
pub enum Ending<'a> {
    /// A password was right.
    Password {
        /// The address for comparison, and as typed.
        email: &'a crate::encode::email::EmailAddress,
        /// The credential that was judged.
        credential: &'a crate::flow::password::Hashed,
        /// The same password under the newest pepper, where that is another.
        renewed: Option<crate::flow::password::Hashed>,
    },
    /// A new person has answered everything.
    NewAccount,
    /// The run knows its account, and everything is answered.
    KnownAccount,
}

/// What this very request brings along.
#[derive(Default)]
pub struct Brought<'a> {
    /// Answers: attribute → value.
    pub answers: Map<String, Value>,
    /// Terms ticked: id → version.
    pub terms: Map<String, Value>,
    /// The run before this request, where it was read.
    pub found: Option<&'a Found>,
    /// The new person's page that they are of.
    pub page: Option<usize>,
    /// Whether the person agreed that the application gets their data.
    pub consented: bool,
    /// The account that the page was shown to.
    pub expected_account: Option<&'a str>,
    /// Whether to keep the person signed in; none as the run says.
    pub keep_signed_in: Option<bool>,
    /// What the guess at a password was counted by.
    pub guesses: Option<GuessKeys>,
}

/// Finishes.
///
/// # Errors
/// A page, when the run can't be finished; otherwise the next step is shown.
pub async fn finish<P: Platform>(
    walk: &Walk<'_, P>,
    ending: Ending<'_>,
    brought: Brought<'_>,
) -> Result<Response, Failure> {
    if matches!(ending, Ending::NewAccount)
        && let Some(refusal) = refuses_new_person(&walk.flow, None)
    {
        return Err(refused::page(walk, refusal));
    }
    let site = walk.site;
    let (code, secret) = (site.random::<32>(), walk.transaction.session_secret(site));
    let finished = write(walk, &ending, &brought, &code, &secret).await?;
    back_channel::tell(site, finished.logouts);
    let Some(found) = finished.found else { return Err(walk.no_run(None)) };
    if finished.code_written {
        walk.came.set(Came::Done);
        walk.log("finish", "done", if found.run.made_account { "signed-up" } else { "signed-in" });
        return Ok(back(walk, &found, &code, &secret));
    }
    if finished.switched_off {
        return Err(Failure::person(Kind::Disabled));
    }
    match walk.stage(&found.run, found.person.as_ref(), brought.consented) {
        Stage::Finish if found.run.done => Err(Failure::person(Kind::Finished)),
        // In another tab the run got an account that is not a new one: it goes on with that.
        stage @ Stage::Finish
            if matches!(ending, Ending::NewAccount) && found.run.account.is_some() =>
        {
            Ok(walk.go_to(&stage))
        }
        Stage::Finish => Err(Failure::person(Kind::Disabled)),
        stage => Ok(walk.go_to(&stage)),
    }
}

/// Writes account, session and code, as far as they may be written.
async fn write<P: Platform>(
    walk: &Walk<'_, P>,
    ending: &Ending<'_>,
    brought: &Brought<'_>,
    code: &str,
    secret: &str,
) -> Result<Finished, Failure> {
    let site = walk.site;
    let request = &walk.transaction.request;
    let session = site.random::<16>();
    let oid = uuid::v4(site.platform.random_bytes());
    // A test run leaves whoever is signed in here as they are.
    let tests = request.stands_in_for.is_some();
    let present = session_cookie::presented(site).filter(|_| !tests);
    let page = brought.page.unwrap_or_else(|| new_person::pages(&walk.flow));
    let settled = settle(walk, brought).await?;
    let finish = Finish {
        run: walk.key(),
        request_id: site.correlation,
        proof: match ending {
            Ending::Password { email, credential, renewed } => Proof::Password {
                email_key: &email.key,
                email: &email.address,
                credential,
                renewed: renewed.as_ref(),
            },
            Ending::NewAccount => Proof::NewAccount {
                oid: &oid,
                account_type: walk.flow.account_type,
                host: site.issuer().split_once("://").map_or(site.issuer(), |(_, host)| host),
            },
            Ending::KnownAccount => Proof::Kept,
        },
        expected_account: brought.expected_account,
        answers: &settled.answers,
        terms: &brought.terms,
        given: &settled.given,
        unkept: &serde_json::json!(settled::unkept(&walk.flow)).to_string(),
        answered: new_person::answered_before(&walk.flow, page, &settled.known),
        consented: brought.consented,
        requirements: &requirements::fingerprint(&walk.flow),
        leaves_existing: walk.flow.existing_accounts == ExistingAccounts::Leave,
        keep_signed_in: brought.keep_signed_in,
        present_session: present.as_deref(),
        session: (&session, &hash::sha256(secret)),
        code: &hash::sha256(code),
        request,
        guesses: brought.guesses.as_ref(),
    };
    Ok(store::finish(site.platform, &finish).await?)
}

struct Settled {
    known: Map<String, Value>,
    answers: Map<String, Value>,
    given: Map<String, Value>,
}

/// What becomes of all that was answered. The run is read only where fields rest on answers to other pages.
async fn settle<P: Platform>(
    walk: &Walk<'_, P>,
    brought: &Brought<'_>,
) -> Result<Settled, Failure> {
    let flow = &walk.flow;
    let read = if brought.found.is_none() && show_if::needs_other_pages(flow) {
        runs::read(walk.site.platform, &walk.key()).await?
    } else {
        None
    };
    let found = brought.found.or(read.as_ref());
    let earlier = found.map(|found| found.run.answers.clone()).unwrap_or_default();
    let person = found.and_then(|found| found.person.as_ref());
    let mut all = earlier.clone();
    all.extend(brought.answers.clone());
    let known = settled::known(flow, person, &all);
    Ok(Settled {
        answers: settled::kept(flow, &known, &earlier, brought.answers.clone()),
        given: settled::given(flow, &known),
        known,
    })
}

/// Back to the application: with the code, or with an error where it expects somebody else, who is signed in all the
/// same.
fn back<P: Platform>(walk: &Walk<'_, P>, found: &Found, code: &str, secret: &str) -> Response {
    let (site, request, run) = (walk.site, &walk.transaction.request, &found.run);
    let callback = Callback::of(request, site.issuer());
    // A run that rests on a session leaves it as it is, and a test run whoever is signed in here.
    let same_session = run.rests_on_session || request.stands_in_for.is_some();
    let state = if same_session { BrowserState::present(site) } else { BrowserState::fresh(site) };
    let is_expected =
        |person: &Person| verified::is_expected(walk.registered, request, &person.account);
    let parameters = if found.person.as_ref().is_none_or(is_expected) {
        callback.success(code, state.told(site, &request.client_id, &callback))
    } else {
        let description = "another person signed in than the one who was hinted at";
        callback.error(&OAuthError::new(Cause::AnotherPerson, description), site.correlation)
    };
    let response = respond::callback(site, &walk.view, &callback, &parameters);
    let response = state.kept_by(site, response);
    let response = remember(site, &walk.registered.application, &request.redirect_uri, response);
    if same_session {
        return response;
    }
    response.with_cookie(&session_cookie::bring(site, secret, run.keep_signed_in))
}
