//! The authorization endpoint (OpenID Connect Core §3.1.2). It shows no form: who is signed in and lacks
//! nothing gets a code at once; everyone else goes to the flow's pages.

use crate::clients::authorization_request::{Asked, Entrance, Refused, read};
use crate::documents::Registered;
use crate::encode::hash;
use crate::failure::{Failure, Kind};
use crate::flow::{Flow, Run, Stage, Step};
use crate::http::{Form, Method, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::{Walk, flow_of};
use crate::journey::{refused, transaction};
use crate::ports::Platform;
use crate::protocol::jwt::TokenType;
use crate::protocol::{AuthorizationRequest, Callback, Cause, NoCallback, OAuthError};
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::verified::{is_expected, own_token, session_suffices};
use crate::request::view::View;
use crate::request::{explain, known_applications, ours, posted, respond, session_cookie};
use crate::route::Route;
use crate::store::sessions::{SignedIn, SilentSignIn, silent_sign_in};

/// Answers GET and POST. A POST, which another site may send, changes nothing and answers with its own GET,
/// so that the browser brings its cookies.
///
/// # Errors
/// A page while there is no callback, the callback after that.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    if site.request.method == Method::Post {
        return posted::as_get(site, &Route::Authorize, posted::form(site)?);
    }
    let query = site.request.query_form();
    let loaded = for_people::application(site, client_id(&query)?).await?;
    let registered = &loaded.value;
    let read = read(site, &registered.application, query, Entrance::Browser).await;
    let asked = read.map_err(|refused| refuse(site, registered, refused))?;
    begin(site, registered, asked, true).await
}

/// Goes on with a checked request: a code for who is signed in and lacks nothing, a page for everyone else. Without
/// `any_session` nobody counts as signed in.
///
/// # Errors
/// The callback.
pub async fn begin<P: Platform>(
    site: &Site<'_, P>,
    registered: &Registered,
    asked: Asked,
    any_session: bool,
) -> Result<Response, Failure> {
    let Asked { callback, request, .. } = asked;
    let flow = flow_of(registered, &request)?;
    let request = with_hint(site, request).await?;
    let authorize = Authorize { site, registered, flow, callback, any_session };
    match authorize.signed_in(&request).await {
        Ok(Some((found, code))) => authorize.for_session(request, found, &code).await,
        Ok(None) => authorize.for_nobody(request).await,
        // An application that asked for no page must hear that something is down.
        Err(Failure::Us(ours)) if request.prompt.none => {
            ours::note(site, &ours);
            let error = OAuthError::new(Cause::Unavailable, "try again in a moment");
            Err(Failure::callback(&authorize.callback, error))
        }
        Err(failure) => Err(failure),
    }
}

struct Authorize<'a, P: Platform> {
    site: &'a Site<'a, P>,
    registered: &'a Registered,
    flow: &'a Flow,
    callback: Callback,
    any_session: bool,
}

impl<P: Platform> Authorize<'_, P> {
    /// Who is signed in, and the code that was written for them, where the request can be silent.
    async fn signed_in(
        &self,
        request: &AuthorizationRequest,
    ) -> Result<Option<(SignedIn, String)>, Failure> {
        if request.prompt.login || !self.any_session {
            return Ok(None);
        }
        let Some(secret) = session_cookie::presented(self.site) else { return Ok(None) };
        let code = self.site.random::<32>();
        let code_hash = hash::sha256(&code);
        let asks = request.prompt.asks_for_a_page() || self.is_unknown_program();
        let silent = SilentSignIn {
            secret: &secret,
            request,
            code: (!asks).then_some(code_hash.as_str()),
            account: None,
            consented: None,
            now: self.site.now,
        };
        let found = silent_sign_in(self.site.platform, &silent).await?;
        let Some(found) = found else { return Ok(None) };
        let suffices = session_suffices(self.flow, request, &found.session, self.site.now)
            && is_expected(self.registered, request, &found.person.account);
        Ok(suffices.then_some((found, code)))
    }

    /// Whether a code would go to a program on the device that nobody in this browser has gone on to yet.
    fn is_unknown_program(&self) -> bool {
        let application = &self.registered.application;
        known_applications::is_unknown_program(self.site, application, &self.callback.redirect_uri)
    }

    /// Somebody is signed in, recently enough: a code, or the page that is still needed.
    async fn for_session(
        &self,
        request: AuthorizationRequest,
        found: SignedIn,
        code: &str,
    ) -> Result<Response, Failure> {
        let mut run = Run::of_account(&found.person.account.oid, found.session.proofs.clone());
        // What may be put off is asked when the person signs in, and is no reason to interrupt them.
        run.skipped = true;
        let situation = crate::flow::Situation {
            flow: self.flow,
            application: &self.registered.application,
            request: &request,
            run: &run,
            person: Some(&found.person),
            consented: false,
            now: self.site.now,
        };
        let stage = crate::flow::next(situation);
        let enrolled = found.person.enrolled.is_some();
        let (step, cause) = match stage {
            Stage::Refused(refusal) => (Step::Continue, refused::cause(refusal)),
            _ if request.prompt.select_account || request.prompt.create || !enrolled => {
                (Step::Continue, Cause::PageNeeded)
            }
            Stage::Consent => (Step::Consent, Cause::ConsentNeeded),
            _ if self.is_unknown_program() => (Step::Continue, Cause::PageNeeded),
            Stage::Finish if found.code_written => {
                let view = View::of_application(self.site, self.registered, Some(&request));
                let to = (&self.registered.application, &self.callback);
                return Ok(respond::code(self.site, &view, to, code));
            }
            Stage::Finish if request.prompt.none => (Step::Continue, Cause::SwitchedOff),
            Stage::Finish => return Err(Failure::person(Kind::Disabled)),
            _ => (Step::Continue, Cause::PageNeeded),
        };
        if request.prompt.none {
            let error = OAuthError::new(cause, "prompt was none, and the person would see a page");
            return Err(Failure::callback(&self.callback, error));
        }
        self.go_to(request, step, true).await
    }

    /// Nobody is signed in, or not recently enough.
    async fn for_nobody(&self, request: AuthorizationRequest) -> Result<Response, Failure> {
        if request.prompt.none {
            let error = OAuthError::new(Cause::NotSignedIn, "nobody is signed in");
            return Err(Failure::callback(&self.callback, error));
        }
        let step = if request.prompt.create { Step::SignUp } else { Step::SignIn };
        self.go_to(request, step, false).await
    }

    async fn go_to(
        &self,
        request: AuthorizationRequest,
        step: Step,
        signed_in: bool,
    ) -> Result<Response, Failure> {
        let (site, registered) = (self.site, self.registered);
        if site.request.is_no_navigation() {
            let description = "a page is needed, and the request says that it is no navigation of a \
                browser's; open it in a tab or in a frame";
            let error = OAuthError::new(Cause::PageNeeded, description);
            return Err(Failure::Client { error, status: 403, challenge: None });
        }
        let transaction = transaction::begin(site, request, self.flow);
        let cookies = transaction::cookies(site, &transaction, signed_in).await?;
        let walk = Walk::begin(site, registered, &transaction).await?;
        walk.log("authorize", "begun", step.name());
        let link = match step {
            Step::Consent => walk.link_to(step, &Shown::Session(None)),
            step => walk.link(step),
        };
        let link = format!("{link}&at={}", site.now);
        Ok(cookies.iter().fold(Response::see_other(&link), Response::with_cookie))
    }
}

/// With the subject that `id_token_hint` names, if it is an ID token of ours; where it is not, nobody is expected, and
/// whoever is signed in does not suffice.
async fn with_hint<P: Platform>(
    site: &Site<'_, P>,
    mut request: AuthorizationRequest,
) -> Result<AuthorizationRequest, Failure> {
    let Some(hint) = request.id_token_hint.take() else { return Ok(request) };
    match own_token(site, &hint, TokenType::Id).await? {
        Some(token) => request.subject = token.text("sub").map(str::to_owned),
        None if request.prompt.none => request.subject = Some(String::new()),
        None => request.prompt.login = true,
    }
    Ok(request)
}

fn client_id(parameters: &Form) -> Result<&str, Failure> {
    match parameters.one("client_id") {
        Ok(Some(client_id)) => Ok(client_id),
        Ok(None) => Err(Failure::person(Kind::UnknownApplication).because("missing").explain(
            "no client_id",
            "each application is a document app/{client_id}",
            "send client_id",
        )),
        Err(_) => Err(explain::repeated(parameters, "client_id")),
    }
}

/// Before it is known what is asked, the query itself may name a registered callback.
fn refuse<P: Platform>(site: &Site<P>, registered: &Registered, refused: Refused) -> Failure {
    match refused {
        Refused::Told(callback, error) => Failure::Callback { callback, error },
        Refused::NoCallback(reason, parameters) => no_callback(registered, &parameters, reason),
        Refused::Unread(Failure::Client { error, .. }) => {
            let query = site.request.query_form();
            match Callback::check(&registered.application, &query, site.issuer()) {
                Ok((callback, _)) => Failure::callback(&callback, error),
                Err(_) => no_request(&query, &error.description(site.correlation), &error),
            }
        }
        Refused::Unread(failure) => failure,
    }
}

fn no_request(query: &Form, told: &str, error: &OAuthError) -> Failure {
    Failure::person(Kind::BadRequest).because(error.cause.name()).explain(
        &format!("request_uri={}", query.first("request_uri")),
        "a pushed request of the last 90 seconds, or a request object that the application signed",
        told,
    )
}

fn no_callback(registered: &Registered, parameters: &Form, reason: NoCallback) -> Failure {
    let known = &registered.application.redirect_uris;
    let document = format!("redirectUris of app/{}", registered.application.client_id);
    let (reason, change) = match reason {
        NoCallback::Missing => ("missing", "send redirect_uri, one of those registered".to_owned()),
        NoCallback::Repeated => ("repeated", "send redirect_uri once".to_owned()),
        NoCallback::NotRegistered => {
            let sent = parameters.first("redirect_uri");
            ("not_registered", explain::not_registered(known, sent, &document))
        }
    };
    Failure::person(Kind::RedirectUri).because(reason).explain(
        &explain::received(parameters, "redirect_uri"),
        &known.join(" "),
        &change,
    )
}
