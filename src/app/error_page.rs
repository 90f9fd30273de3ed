//! No error page is a dead end: what failed for a while can be tried again, with all that was typed but a
//! password; what belongs to an application leads back to it.

use crate::documents::Registered;
use crate::failure::{Kind, PersonFailure, Retry};
use crate::http::{Method, Response};
use crate::pages::problem;
use crate::ports::Platform;
use crate::request::site::Site;
use crate::request::view::View;
use crate::route::{Callers, Page, Route};

/// The page.
pub fn render<P: Platform>(
    site: &Site<P>,
    route: Option<&Route>,
    registered: Option<&Registered>,
    view: &View,
    person: PersonFailure,
) -> Response {
    let known = registered.and_then(|registered| registered.application.home(site.issuer()));
    let home = person.home.or(known).or_else(|| to_the_demo(site, route));
    // Anybody can read that document, and who wrote it needs to know.
    let public = person.kind == Kind::ClientDocument;
    let values = problem::Problem {
        title: view.words.text(person.kind.title()).to_owned(),
        sentence: person
            .sentence
            .unwrap_or_else(|| view.words.text(person.kind.sentence()).to_owned()),
        code: person.kind.code(),
        correlation: site.correlation,
        details: if site.settings.development || public { person.details } else { Vec::new() },
        home: home.as_deref(),
        retry: person.retry.or_else(|| retry(site, route?, person.kind)),
    };
    view.page(person.kind.status(), problem::page(&view.frame(None), &values))
        .with_header("x-vestibule-error", person.kind.code())
}

/// In development the bare host leads to the demo; elsewhere nothing is there.
fn to_the_demo<P: Platform>(site: &Site<P>, route: Option<&Route>) -> Option<String> {
    let elsewhere = !matches!(route, Some(Route::Home));
    (site.settings.development && elsewhere).then(|| Route::Home.path())
}

/// How this request can be tried again, where that may help.
fn retry<P: Platform>(site: &Site<P>, route: &Route, kind: Kind) -> Option<Retry> {
    let page = match route.row().callers {
        Callers::People(page) => Some(page),
        Callers::Programs | Callers::Scripts | Callers::Bearers | Callers::Readers => None,
    };
    match kind {
        Kind::Server | Kind::Unavailable | Kind::NotConfigured | Kind::Disabled => {
            Some(same(site, route))
        }
        // A new document may take a while to show.
        Kind::ClientDocument => Some(same(site, route)),
        Kind::UnknownApplication if names_an_application(site) => Some(same(site, route)),
        Kind::Forbidden | Kind::TooLarge | Kind::BadRequest if page == Some(Page::Step) => {
            Some(Retry::Link(address(site, route)))
        }
        Kind::Forbidden if page == Some(Page::Form) => Some(Retry::Link(route.path())),
        // Without parameters it asks whether to sign out.
        _ if page == Some(Page::SignOut) => Some(Retry::Link(route.path())),
        _ => None,
    }
}

fn names_an_application<P: Platform>(site: &Site<P>) -> bool {
    !site.request.query_form().first("client_id").is_empty()
}

/// The same request once more.
fn same<P: Platform>(site: &Site<P>, route: &Route) -> Retry {
    let address = address(site, route);
    if site.request.method != Method::Post {
        return Retry::Link(address);
    }
    let mut fields = site.request.body_form().0;
    fields.retain(|(name, _)| name != "password");
    Retry::Form { action: address, fields }
}

/// The request's address, as this issuer writes it.
fn address<P: Platform>(site: &Site<P>, route: &Route) -> String {
    match site.request.query.as_str() {
        "" => route.path(),
        query => format!("{}?{query}", route.path()),
    }
}
