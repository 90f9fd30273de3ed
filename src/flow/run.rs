//! A run through a flow is a state machine: [`next`] alone decides what comes next, from what the flow
//! requires, what was proven on the server, and what the account lacks. Steps never name steps.

use super::requirements::{self, Demand};
use super::{Asking, Flow, Person, new_person};
use crate::encode::words::words;
use crate::protocol::{Application, AuthorizationRequest, ConsentPolicy, Proofs};
use serde_json::{Map, Value};

words! {
    /// A step: a page, and what its form is answered with. The word stands in the address of the page.
    pub enum Step {
        /// Address and password, or address alone.
        SignIn = "sign-in",
        /// The address of a new account.
        SignUp = "sign-up",
        /// The address of an account whose password was forgotten.
        Reset = "reset",
        /// The mailed code.
        Code = "code",
        /// The address has no account.
        NoAccount = "no-account",
        /// The address has an account.
        Exists = "exists",
        /// The password of a new account.
        Password = "password",
        /// The new password of an account.
        NewPassword = "new-password",
        /// Attributes and terms.
        Attributes = "attributes",
        /// Whether the application gets the person's data.
        Consent = "consent",
        /// Whether who is signed in goes on as themselves.
        Continue = "continue",
        /// Everything is answered.
        Finish = "finish",
        /// The person can't go on.
        Refused = "refused",
        /// Back to the application, which hears that.
        Deny = "deny",
    }
}

words! {
    /// Where a run began. The word stands in D1.
    pub enum Intent {
        /// To sign in.
        SignIn = "sign-in",
        /// To make an account.
        SignUp = "sign-up",
        /// To choose a new password.
        Reset = "reset",
    }
}

impl Intent {
    /// The step that it begins with.
    pub fn step(self) -> Step {
        match self {
            Self::SignIn => Step::SignIn,
            Self::SignUp => Step::SignUp,
            Self::Reset => Step::Reset,
        }
    }

    /// What a mailed code proves its address for: sign-in and sign-up of one transaction are one purpose.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::SignIn | Self::SignUp => "enter",
            Self::Reset => "reset",
        }
    }
}

/// The mailed code of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// None was sent to the run's address.
    None,
    /// One was sent and awaits its tries.
    Sent,
    /// Five wrong tries, or too late, also for what it proved: only a new one helps.
    Spent,
    /// The address is proven.
    Proven,
}

/// A run as the server keeps it.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are true apart from each other")]
pub struct Run {
    /// Where it began.
    pub intent: Intent,
    /// The address it is about.
    pub email: Option<String>,
    /// Its mailed code.
    pub code: CodeState,
    /// The account that was proven.
    pub account: Option<String>,
    /// How it was proven; empty as long as no account was.
    pub proofs: Proofs,
    /// Whether a new person chose a password, or to have none.
    pub password_chosen: bool,
    /// Answers so far: attribute → value.
    pub answers: Map<String, Value>,
    /// Terms ticked so far: id → version.
    pub terms: Map<String, Value>,
    /// How many attribute pages a new person answered.
    pub answered_pages: usize,
    /// Whether the person put off what may be put off.
    pub skipped: bool,
    /// Whether to keep the person signed in.
    pub keep_signed_in: bool,
    /// Whether the proof is a session that was there before.
    pub rests_on_session: bool,
    /// Whether its account was made by this very run.
    pub made_account: bool,
    /// Whether it wrote a code.
    pub done: bool,
}

impl Run {
    /// A run that has an account for its proof, and nothing else yet.
    pub fn of_account(account: &str, proofs: Proofs) -> Self {
        Self {
            intent: Intent::SignIn,
            email: None,
            code: CodeState::None,
            account: Some(account.to_owned()),
            proofs,
            password_chosen: false,
            answers: Map::new(),
            terms: Map::new(),
            answered_pages: 0,
            skipped: false,
            keep_signed_in: false,
            rests_on_session: false,
            made_account: false,
            done: false,
        }
    }
}

/// Why a person can't go on, whatever they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The flow makes no accounts and takes none in.
    SignUpClosed,
    /// The account is switched off.
    AccountDisabled,
    /// The account has no way in that the flow offers.
    NoWayIn,
    /// Addresses of this domain may not sign up.
    EmailDomain,
}

/// What comes next.
#[derive(Debug, Clone)]
pub enum Stage<'a> {
    /// Ask for address and password, or address alone.
    SignIn,
    /// Ask for the address of a new account.
    SignUp,
    /// Ask for the address of an account whose password was forgotten.
    Reset,
    /// Ask for the mailed code.
    Code,
    /// The proven address has no account yet: offer to make one.
    NoAccount,
    /// The proven address has an account: go on with it, by a way of its own that the flow offers.
    AccountExists,
    /// Ask for the password of a new account.
    Password,
    /// Ask for the new password of an account.
    NewPassword,
    /// Ask for attributes.
    Attributes(Asking<'a>),
    /// Ask for consent.
    Consent,
    /// Nothing: make the account, or sign in, and go back to the application.
    Finish,
    /// A page, and `access_denied`.
    Refused(Refusal),
}

impl Stage<'_> {
    /// The step that asks for it.
    pub fn step(&self) -> Step {
        match self {
            Self::SignIn => Step::SignIn,
            Self::SignUp => Step::SignUp,
            Self::Reset => Step::Reset,
            Self::Code => Step::Code,
            Self::NoAccount => Step::NoAccount,
            Self::AccountExists => Step::Exists,
            Self::Password => Step::Password,
            Self::NewPassword => Step::NewPassword,
            Self::Attributes(_) => Step::Attributes,
            Self::Consent => Step::Consent,
            Self::Finish => Step::Finish,
            Self::Refused(_) => Step::Refused,
        }
    }
}

/// Everything the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// The application.
    pub application: &'a Application,
    /// What it asked for.
    pub request: &'a AuthorizationRequest,
    /// The run so far.
    pub run: &'a Run,
    /// The account that was proven, or that the proven address belongs to.
    pub person: Option<&'a Person>,
    /// Whether consent was given just now.
    pub consented: bool,
    /// The time, in seconds since 1970.
    pub now: i64,
}

/// Decides what comes next.
pub fn next(situation: Situation<'_>) -> Stage<'_> {
    match (&situation.run.account, situation.person) {
        (Some(_), Some(person)) if lets_in(situation) => next_for_account(situation, person),
        (Some(_), _) => Stage::SignIn,
        (None, person) => match (situation.run.code, person) {
            (CodeState::Sent | CodeState::Spent, _) => Stage::Code,
            (CodeState::Proven, Some(person)) => next_for_owner(situation, person),
            (CodeState::Proven, None) => next_for_new_person(situation),
            (CodeState::None, _) => match situation.run.intent {
                Intent::SignIn => Stage::SignIn,
                Intent::SignUp => Stage::SignUp,
                Intent::Reset => Stage::Reset,
            },
        },
    }
}

/// Whether the flow offers one of the ways in which the person proved who they are.
fn lets_in(situation: Situation<'_>) -> bool {
    situation.flow.identity_providers.let_in(&situation.run.proofs)
}

/// The address is proven and has an account, which is not signed in to by that proof alone.
fn next_for_owner<'a>(situation: Situation<'a>, person: &Person) -> Stage<'a> {
    let Situation { flow, run, .. } = situation;
    if let Some(refusal) = refuses_account(flow, person) {
        return Stage::Refused(refusal);
    }
    match run.intent {
        Intent::Reset if flow.identity_providers.has_password() => Stage::NewPassword,
        // What was proven for a new password signs nobody in.
        Intent::Reset => Stage::SignIn,
        Intent::SignIn | Intent::SignUp if flow.identity_providers.know_addresses() => {
            Stage::AccountExists
        }
        Intent::SignIn | Intent::SignUp => Stage::Refused(Refusal::NoWayIn),
    }
}

/// Whether this account may not come in, whatever its owner does.
fn refuses_account(flow: &Flow, person: &Person) -> Option<Refusal> {
    if !person.enabled {
        return Some(Refusal::AccountDisabled);
    }
    let email = person.account.email.as_deref();
    if person.enrolled.is_none() { refuses_new_person(flow, email) } else { None }
}

/// Whether this person, who is new here, may not come in, however far they got.
pub fn refuses_new_person(flow: &Flow, email: Option<&str>) -> Option<Refusal> {
    if !flow.sign_up_open {
        return Some(Refusal::SignUpClosed);
    }
    let let_in = email.is_none_or(|email| flow.email_domains.let_in(email));
    (!let_in).then_some(Refusal::EmailDomain)
}

fn next_for_new_person(situation: Situation<'_>) -> Stage<'_> {
    let Situation { flow, run, .. } = situation;
    if let Some(refusal) = refuses_new_person(flow, run.email.as_deref()) {
        return Stage::Refused(refusal);
    }
    if run.intent != Intent::SignUp {
        return Stage::NoAccount;
    }
    if flow.identity_providers.has_password() && !run.password_chosen {
        return Stage::Password;
    }
    if let Some(page) = new_person::next_page(flow, run.answered_pages, &run.answers) {
        return Stage::Attributes(new_person::page(flow, page, &run.answers));
    }
    if needs_consent(situation, None) { Stage::Consent } else { Stage::Finish }
}

fn next_for_account<'a>(situation: Situation<'a>, person: &Person) -> Stage<'a> {
    if let Some(refusal) = refuses_account(situation.flow, person) {
        return Stage::Refused(refusal);
    }
    if let Some(asking) = lacking(situation, person) {
        return Stage::Attributes(asking);
    }
    if needs_consent(situation, Some(person)) { Stage::Consent } else { Stage::Finish }
}

/// What the flow asks of this person, unless it leaves existing accounts alone, or they put it off.
fn lacking<'a>(situation: Situation<'a>, person: &Person) -> Option<Asking<'a>> {
    let Situation { flow, run, now, .. } = situation;
    let put_off = match requirements::demand(flow, person, now) {
        Demand::Nothing => return None,
        Demand::Must => false,
        Demand::May if run.skipped => return None,
        Demand::May => true,
    };
    let mut person = person.clone();
    for (terms, version) in &run.terms {
        person.terms.insert(terms.clone(), Value::Array(vec![version.clone()]));
    }
    let asking = requirements::lacking(flow, &person, &run.answers)?;
    Some(Asking { may_skip: put_off, ..asking })
}

/// Whether the person must be asked if the application gets their data (OpenID Connect Core §3.1.2.4).
pub fn needs_consent(situation: Situation<'_>, person: Option<&Person>) -> bool {
    let Situation { application, request, consented, .. } = situation;
    if consented {
        return false;
    }
    let agreed = |person: &Person| {
        request
            .told_scopes()
            .iter()
            .all(|scope| person.consented.iter().any(|known| known == scope))
    };
    request.prompt.consent
        || match application.consent {
            ConsentPolicy::Never => false,
            ConsentPolicy::Always => true,
            ConsentPolicy::Once => !person.is_some_and(agreed),
        }
}
