//! A person's walk through a flow, as one request sees it: transaction, application, flow, and the page's
//! surroundings. Links and page tokens of its steps are made here.

use super::site::Site;
use super::transaction::Transaction;
use super::view::View;
use crate::documents::Registered;
use crate::encode::base64url;
use crate::failure::Failure;
use crate::flow::{Flow, Person, Run, Situation, Stage};
use crate::http::{Form, Response};
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::route::Route;
use crate::secrets::Purpose;
use crate::store::runs::{Found, RunKey};
use subtle::ConstantTimeEq;

/// One request of a walk.
pub struct Walk<'a, P: Platform> {
    /// The request's site.
    pub site: &'a Site<'a, P>,
    /// The application and all that it names.
    pub registered: &'a Registered,
    /// The flow.
    pub flow: &'a Flow,
    /// The transaction.
    pub transaction: &'a Transaction,
    /// The page's surroundings.
    pub view: View,
}

impl<P: Platform> Walk<'_, P> {
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
    pub fn link(&self, step: &str) -> String {
        let route = Route::Flow { transaction: self.transaction.id.clone(), step: step.to_owned() };
        format!("{}?client_id={}", route.path(), self.registered.application.client_id)
    }

    /// The address of a step's form, with what distinguishes one rendering of it from another.
    pub fn variant_link(&self, step: &str, variant: &str) -> String {
        format!("{}&for={variant}", self.link(step))
    }

    /// The page token of a step's form: only who was shown that page, in that variant, can send it.
    pub fn token(&self, step: &str, variant: &str) -> String {
        let parts = [self.transaction.id.as_str(), &self.transaction.browser, step, variant];
        let mac = self.site.settings.master_keys.mac(Purpose::PageToken, &parts);
        base64url::encode(mac.split_at(16).0)
    }

    /// Refuses a form that does not carry the token of its step and variant.
    ///
    /// # Errors
    /// A page that leads back to where the person is.
    pub fn check_token(&self, step: &str, variant: &str, form: &Form) -> Result<(), Failure> {
        let expected = self.token(step, variant);
        if bool::from(expected.as_bytes().ct_eq(form.first("token").as_bytes())) {
            return Ok(());
        }
        Err(self.problem(Kind::Forbidden).because("token").retry(&self.link(step)))
    }

    /// A page with a way back to the application.
    pub fn problem(&self, kind: Kind) -> Failure {
        let name = self.view.application.as_deref().unwrap_or_default();
        Failure::person(kind).home(name, &self.registered.application.home_uri)
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
            flow: self.flow,
            application: &self.registered.application,
            request: &self.transaction.request,
            run,
            person,
            consented,
        }
    }

    /// A redirect to the page of what comes next.
    pub fn go_to(&self, stage: &Stage) -> Response {
        Response::see_other(&self.link(stage.name()))
    }

    /// The key of a counter that concerns an address or a network.
    pub fn counter(&self, kind: &str, subject: &str) -> String {
        base64url::encode(&self.site.settings.master_keys.mac(Purpose::Throttle, &[kind, subject]))
    }

    /// The run was not there, or is over: a page with a way on.
    pub fn no_run(&self, found: Option<&Found>) -> Failure {
        let kind =
            if found.is_some_and(|found| found.run.done) { Kind::Finished } else { Kind::Gone };
        let failure = self.problem(kind);
        if kind == Kind::Gone { failure.retry(&self.link("sign-in")) } else { failure }
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
