//! The surroundings of a page: its words, names, and what its Content-Security-Policy lets it do.

use super::site::Site;
use super::{brand, language};
use crate::documents::{Directory, Look, Registered};
use crate::encode::gather::Gather;
use crate::flow::Flow;
use crate::http::Response;
use crate::language::{Label, Language};
use crate::pages::{ApplicationLinks, Brand, Frame, LanguageLink, Words};
use crate::ports::Platform;
use crate::protocol::first_party::RUN_USER_FLOW;
use crate::protocol::{ApplicationType, AuthorizationRequest, redirect_uri};
use crate::route::Route;
use maud::Markup;
use std::collections::BTreeSet;

/// What a page is put into.
#[derive(Debug, Clone)]
pub struct View {
    /// The words, in the page's language.
    pub words: Words,
    /// The company's name.
    pub tenant: String,
    /// The application's name.
    pub application: Option<String>,
    /// What the application says of itself.
    pub links: ApplicationLinks,
    /// The company's look.
    pub brand: Brand,
    languages: Vec<LanguageLink>,
    outbox: Option<String>,
    /// Whether the answers to its forms may lead to an application, and from there anywhere.
    pub leads_on: bool,
    test_run: bool,
    opened_by_popup: bool,
}

impl View {
    /// For a page on the way to an application.
    pub fn of_application<P: Platform>(
        site: &Site<P>,
        registered: &Registered,
        request: Option<&AuthorizationRequest>,
    ) -> Self {
        let query = site.request.query_form();
        let asked = Some(query.first("ui_locales")).filter(|_| request.is_none());
        let locales = request.and_then(|request| request.ui_locales.as_deref()).or(asked);
        let directory = &registered.directory;
        let client_id = registered.application.client_id.as_str();
        let own = registered.look(request.map(|request| request.flow.as_str()));
        let mut view = match own {
            Some((flow, look)) => {
                let stood_in_for = request.and_then(|request| request.stands_in_for.as_deref());
                let named = [("client_id", stood_in_for.unwrap_or(client_id)), ("flow", flow)];
                Self::with_look(site, directory, locales, Some(client_id), (look, &named))
            }
            None => {
                Self::with_look(site, directory, locales, Some(client_id), (&directory.look, &[]))
            }
        };
        let in_language = |label: &Label| label.in_language(view.words.tag()).to_owned();
        let application = &registered.application;
        view.application = Some(in_language(&application.display_name));
        view.links = ApplicationLinks {
            logo: application.logo.clone().map(|hash| Route::Logo(hash).path()),
            policy: application.policy_uri.as_ref().map(in_language),
            terms: application.tos_uri.as_ref().map(in_language),
        };
        view.leads_on = request.is_some();
        view.test_run = registered.application.client_id == RUN_USER_FLOW;
        view.opened_by_popup = registered.application.application_type == ApplicationType::Spa
            || request.map_or(query.first("display") == "popup", |request| request.popup);
        match request.and_then(|request| registered.flows.get(&request.flow)) {
            Some(flow) => view.in_words_of(flow),
            None => view,
        }
    }

    /// With the words of `flow` before others.
    #[must_use]
    pub fn in_words_of(self, flow: &Flow) -> Self {
        let own = flow.strings.get(&self.words.language);
        Self { words: self.words.of_flow(own), ..self }
    }

    /// For a page that no application is concerned with.
    pub fn of_directory<P: Platform>(
        site: &Site<P>,
        directory: &Directory,
        locales: Option<&str>,
    ) -> Self {
        Self::with_look(site, directory, locales, None, (&directory.look, &[]))
    }

    /// With the links to other languages, for `client_id` where one is known, and with a look and what names it.
    fn with_look<P: Platform>(
        site: &Site<P>,
        directory: &Directory,
        locales: Option<&str>,
        client_id: Option<&str>,
        (look, named): (&Look, &[(&str, &str)]),
    ) -> Self {
        let tenant = &directory.tenant;
        let language = language::of_page(site, locales, &tenant.languages, tenant.default_language);
        let words = Words::shipped(language).of_tenant(directory.strings.get(&language));
        Self {
            tenant: tenant.display_name.in_language(language.tag()).to_owned(),
            application: None,
            links: ApplicationLinks::default(),
            brand: brand::of(site, look, language.tag(), named),
            languages: language::links(site, client_id, &tenant.languages),
            outbox: site.settings.development.then(|| Route::Outbox.path()),
            leads_on: false,
            test_run: false,
            opened_by_popup: false,
            words,
        }
    }

    /// For a page of a deployment that has no tenant yet, or can't read it.
    pub fn bare<P: Platform>(site: &Site<P>) -> Self {
        let language = language::of_page(site, None, Language::ALL, Language::En);
        Self {
            words: Words::shipped(language),
            tenant: "Vestibule".to_owned(),
            application: None,
            links: ApplicationLinks::default(),
            brand: Brand::default(),
            languages: Vec::new(),
            outbox: None,
            leads_on: false,
            test_run: false,
            opened_by_popup: false,
        }
    }

    /// For a page of those who administer: in English alone.
    pub fn in_english<P: Platform>(site: &Site<P>, directory: &Directory) -> Self {
        let view = Self::of_directory(site, directory, Some(Language::En.tag()));
        Self { words: Words::shipped(Language::En), languages: Vec::new(), ..view }
    }

    /// What the page's markup is made with.
    pub fn frame<'a>(&'a self, nonce: Option<&'a str>) -> Frame<'a> {
        Frame {
            words: &self.words,
            tenant: &self.tenant,
            brand: &self.brand,
            application: self.application.as_deref(),
            links: &self.links,
            languages: &self.languages,
            outbox: self.outbox.as_deref(),
            test_run: self.test_run,
            nonce,
        }
    }

    /// The page as a response.
    pub fn page(&self, status: u16, markup: Markup) -> Response {
        self.with_policy(status, &policy(None, self.leads_on), markup)
    }

    /// A page that posts its form to an application, by a script of its own that its nonce names.
    pub fn page_that_posts(&self, nonce: &str, markup: Markup) -> Response {
        self.with_policy(200, &policy(Some(nonce), true), markup)
    }

    /// A page with frames, which come from their own origins and no other.
    pub fn page_with_frames(&self, frames: &[String], markup: Markup) -> Response {
        let origins: BTreeSet<String> =
            frames.iter().filter_map(|frame| redirect_uri::origin(frame)).gather();
        let origins: Vec<String> = origins.into_iter().collect();
        let policy = policy(None, self.leads_on);
        self.with_policy(200, &format!("{policy}; frame-src {}", origins.join(" ")), markup)
    }

    /// Applications that run in a browser open these pages in a window of their own and watch it, and so do those that say
    /// `display=popup`.
    fn with_policy(&self, status: u16, policy: &str, markup: Markup) -> Response {
        let opener = if self.opened_by_popup { "unsafe-none" } else { "same-origin" };
        Response::html(status, markup.into_string())
            .with_header("content-security-policy", policy)
            .with_header("content-language", self.words.tag())
            .with_header("cross-origin-opener-policy", opener)
    }
}

/// The Content-Security-Policy of a page. Browsers apply `form-action` to each redirect that follows a POST (CSP Level 3 §6.4.1).
/// A page whose form `leads_on` to an application has none: no list can name where the application's own redirects go.
pub fn policy(nonce: Option<&str>, leads_on: bool) -> String {
    let script =
        nonce.map_or_else(|| "'self'".to_owned(), |nonce| format!("'self' 'nonce-{nonce}'"));
    let action = if leads_on { "" } else { " form-action 'self';" };
    format!(
        "default-src 'none'; script-src {script}; style-src {script}; img-src 'self' data:; font-src 'self'; \
         connect-src 'self';{action} base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
}
