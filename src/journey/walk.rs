//! A person's walk through a flow, as one request sees it: transaction, application, flow, and the page's
//! surroundings. Links and page tokens of its steps are made here.

use super::shown::Shown;
use super::transaction::Transaction;
use super::transaction_cookies::Came;
use crate::documents::Registered;
use crate::failure::{Failure, Kind};
use crate::flow::{CodeState, Flow, Intent, Person, Run, Situation, Stage, Step};
use crate::http::{Form, Response};
use crate::ports::Platform;
use crate::protocol::AuthorizationRequest;
use crate::request::page_token;
use crate::request::site::Site;
use crate::request::view::View;
use crate::route::Route;
use crate::store::runs::{self, Found, RunKey};
use std::cell::Cell;
use std::rc::Rc;

/// The value of `again` on a page that begins again, since an earlier one was left for too long …
pub const AGAIN_LATE: &str = "1";
/// … and since it made room for newer ones.
pub const AGAIN_ANEW: &str = "anew";

/// One request of a walk.
pub struct Walk<'a, P: Platform> {
    /// The request's site.
    pub site: &'a Site<'a, P>,
    /// The application and all that it names.
    pub registered: &'a Registered,
    /// The flow, as it was when the person began.
    pub flow: Rc<Flow>,
    /// The transaction.
    pub transaction: &'a Transaction,
    /// The page's surroundings.
    pub view: View,
    /// What the step came to, for its line in the log: outcome and reason.
    pub outcome: Cell<Option<(&'static str, &'static str)>>,
    /// How far the transaction came.
    pub came: Cell<Came>,
}

impl<'a, P: Platform> Walk<'a, P> {
    /// A request's walk through the flow that its transaction names.
    ///
    /// # Errors
    /// A page, when the application does not name that flow any more.
    pub async fn begin(
        site: &'a Site<'a, P>,
        registered: &'a Registered,
        transaction: &'a Transaction,
    ) -> Result<Self, Failure> {
        let mut flow = flow_of(registered, &transaction.request)?.clone();
        if flow.version != transaction.flow_version {
            let (versions, version) = (&site.isolate.versions, &transaction.flow_version);
            let mode = site.mode();
            flow = versions.find(site.platform, registered, &flow, version, &mode).await?;
        }
        let view = View::of_application(site, registered, Some(&transaction.request));
        let view = view.in_words_of(&flow);
        let (outcome, came) = (Cell::new(None), Cell::new(transaction.came));
        Ok(Self { site, registered, flow, transaction, view, outcome, came })
    }

    /// The run, as every statement about it names it.
    pub fn key(&self) -> RunKey<'_> {
        RunKey {
            id: &self.transaction.id,
            browser: &self.transaction.browser,
            client_id: &self.registered.application.client_id,
            redirect_uri: &self.transaction.request.redirect_uri,
            flow: &self.flow.id,
            now: self.site.now,
        }
    }

    /// The address of a step.
    pub fn link(&self, step: Step) -> String {
        let route = Route::Flow { transaction: self.transaction.id.clone(), step: Some(step) };
        format!("{}?client_id={}", route.path(), self.registered.application.client_id)
    }

    /// The address of one of a step's pages.
    pub fn link_to(&self, step: Step, shown: &Shown) -> String {
        match shown {
            Shown::Only => self.link(step),
            _ => format!("{}&for={}", self.link(step), shown.written()),
        }
    }

    /// Where a step's form goes, and its token: only who was shown that page can send it.
    pub fn form(&self, step: Step, shown: &Shown) -> (String, String) {
        let of = self.token_of(step, shown);
        (self.link_to(step, shown), page_token::of(self.site, &self.token_parts(step, &of)))
    }

    /// What a token is of. A code is for its purpose; who is asked for consent lacked nothing that this version of the flow
    /// asks.
    fn token_of(&self, step: Step, shown: &Shown) -> String {
        match (step, shown) {
            (Step::Code, Shown::Only) => Intent::SignIn.purpose().to_owned(),
            (Step::Consent, _) => format!("{} {}", shown.written(), self.flow.version),
            _ => shown.written(),
        }
    }

    fn token_parts<'b>(&'b self, step: Step, of: &'b str) -> [&'b str; 4] {
        [&self.transaction.id, &self.transaction.browser, step.name(), of]
    }

    /// Refuses a form that does not carry the token of its page.
    ///
    /// # Errors
    /// A page that leads back to where the person is.
    pub fn check_token(&self, step: Step, shown: &Shown, form: &Form) -> Result<(), Failure> {
        let of = self.token_of(step, shown);
        if page_token::is_of(self.site, &self.token_parts(step, &of), form) {
            return Ok(());
        }
        Err(Failure::person(Kind::Forbidden).because("token").retry(&self.link(step)))
    }

    /// Why this page was begun again, where it was: what it says, by its key.
    pub fn begins_again(&self) -> Option<&'static str> {
        match self.site.request.query_form().first("again") {
            AGAIN_LATE => Some("form.again"),
            AGAIN_ANEW => Some("form.madeRoom"),
            _ => None,
        }
    }

    /// Takes note that the run has a proof, if it has: then its transaction makes room last.
    pub fn note_proof(&self, run: &Run) {
        if self.came.get() == Came::Begun
            && (run.account.is_some() || run.code == CodeState::Proven)
        {
            self.came.set(Came::Proven);
        }
    }

    /// What comes next for this run.
    pub fn stage<'b>(
        &'b self,
        run: &'b Run,
        person: Option<&'b Person>,
        consented: bool,
    ) -> Stage<'b> {
        crate::flow::next(self.situation(run, person, consented))
    }

    /// What the decision rests on.
    pub fn situation<'b>(
        &'b self,
        run: &'b Run,
        person: Option<&'b Person>,
        consented: bool,
    ) -> Situation<'b> {
        Situation {
            flow: &self.flow,
            application: &self.registered.application,
            request: &self.transaction.request,
            run,
            person,
            consented,
            now: self.site.now,
        }
    }

    /// The run of this transaction.
    ///
    /// # Errors
    /// A page, when there is none.
    pub async fn run(&self) -> Result<Found, Failure> {
        let found = runs::read(self.site.platform, &self.key()).await?;
        found.ok_or_else(|| self.no_run(None))
    }

    /// The address known so far: typed before, or hinted at by the application.
    pub fn hint(&self) -> &str {
        self.transaction.request.login_hint.as_deref().unwrap_or_default()
    }

    /// Where somebody begins who is not signed in, or does not want to go on as who is.
    pub fn first_step(&self) -> Step {
        if self.transaction.request.prompt.create { Step::SignUp } else { Step::SignIn }
    }

    /// A redirect to the page of what comes next.
    pub fn go_to(&self, stage: &Stage) -> Response {
        Response::see_other(&self.link(stage.step()))
    }

    /// The key of a counter that concerns an address or a network.
    pub fn counter(&self, kind: &str, subject: &str) -> String {
        self.site.counter(kind, subject)
    }

    /// The key of a counter that concerns the caller's network; none in development, where it is not counted.
    pub fn network(&self) -> Option<String> {
        self.site.network()
    }

    /// The run was not there, or is over: a page with a way on.
    pub fn no_run(&self, found: Option<&Found>) -> Failure {
        let kind =
            if found.is_some_and(|found| found.run.done) { Kind::Finished } else { Kind::Gone };
        let failure = Failure::person(kind);
        if kind == Kind::Gone { failure.retry(&self.link(self.first_step())) } else { failure }
    }

    /// Says what the step came to, where its answer does not: refused, and why.
    pub fn note(&self, outcome: &'static str, reason: &'static str) {
        self.outcome.set(Some((outcome, reason)));
    }

    /// The log line of a step.
    pub fn log(&self, step: &str, outcome: &str, reason: &str) {
        let line = serde_json::json!({
            "event": "step",
            "correlation": self.site.correlation,
            "run": self.transaction.id,
            "flow": self.flow.id,
            "flowVersion": self.flow.version,
            "application": self.registered.application.client_id,
            "step": step,
            "outcome": outcome,
            "reason": reason,
        });
        self.site.platform.log(&line.to_string());
    }
}

/// The flow that a request runs through, as long as its application names it.
///
/// # Errors
/// A page, when it does not.
pub fn flow_of<'a>(
    registered: &'a Registered,
    request: &AuthorizationRequest,
) -> Result<&'a Rc<Flow>, Failure> {
    registered.flows.get(&request.flow).ok_or_else(|| Failure::person(Kind::Disabled))
}
