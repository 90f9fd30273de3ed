//! The language of a page: what the application wants (`ui_locales`), then what the person chose on a page before, then
//! what their browser wants, then the tenant's default. A choice on a page of a walk takes the place of what the
//! application wants for that walk, and is kept for a year.

use super::site::Site;
use crate::encode::ascii;
use crate::encode::gather::in_order;
use crate::http::{Cookie, Form, Method, Response, cookie};
use crate::language::{Language, choose};
use crate::pages::LanguageLink;
use crate::ports::Platform;
use crate::route::{Callers, Page, Route};

/// How long a choice is kept, in seconds.
const KEPT: i64 = 365 * 24 * 3600;
/// The query's parameters that a page keeps when its language changes.
const KEPT_PARAMETERS: [&str; 4] = ["client_id", "for", "at", "again"];

/// The language of this request's page. `locales` is the application's `ui_locales`.
pub fn of_page<P: Platform>(
    site: &Site<P>,
    locales: Option<&str>,
    offered: &[Language],
    default: Language,
) -> Language {
    let headers = &site.request.headers;
    let mut wanted: Vec<&str> = ascii::words(locales.unwrap_or_default()).collect();
    wanted.extend(cookie(headers, &site.cookie_name("lang")));
    wanted.extend(accepted(headers.get("accept-language").unwrap_or_default()));
    choose(&wanted, offered, default)
}

/// Links to this page in every language that is offered, if it has an address to come back to.
pub fn links<P: Platform>(
    site: &Site<P>,
    client_id: Option<&str>,
    offered: &[Language],
) -> Vec<LanguageLink> {
    let Some(address) = address(site, client_id).filter(|_| offered.len() > 1) else {
        return Vec::new();
    };
    let link = |language: &Language| LanguageLink {
        language: *language,
        href: format!("{address}lang={}", language.tag()),
    };
    offered.iter().map(link).collect()
}

/// The language that this request chooses.
pub fn chosen<P: Platform>(site: &Site<P>) -> Option<Language> {
    if site.request.method == Method::Post {
        return None;
    }
    Language::of_tag(site.request.query_form().first("lang"))
}

/// Back to the page that `language` was chosen on.
pub fn switch<P: Platform>(site: &Site<P>, language: Language) -> Response {
    let address = address(site, None).unwrap_or_else(|| Route::Home.path());
    let cookie = Cookie {
        name: site.cookie_name("lang"),
        value: language.tag().to_owned(),
        max_age: Some(KEPT),
        secure: site.settings.secure(),
        framed: false,
    };
    Response::see_other(address.trim_end_matches(['?', '&'])).with_cookie(&cookie)
}

/// This page's address, ready for one more parameter.
fn address<P: Platform>(site: &Site<P>, client_id: Option<&str>) -> Option<String> {
    let comes_back =
        |route: &Route| matches!(route.row().callers, Callers::People(Page::Step | Page::SignOut));
    let route = Route::parse(&site.request.path).filter(comes_back)?;
    let mut query = site.request.query_form();
    query.0.retain(|(name, _)| KEPT_PARAMETERS.contains(&name.as_str()));
    if let Some(client_id) = client_id.filter(|_| query.first("client_id").is_empty()) {
        query.0.push(("client_id".to_owned(), client_id.to_owned()));
    }
    let query = Form::encode(&query);
    let end = if query.is_empty() { "" } else { "&" };
    Some(format!("{}?{query}{end}", route.path()))
}

/// The tags of an `Accept-Language`, most wanted first (RFC 9110 §12.5.4).
fn accepted(header: &str) -> impl Iterator<Item = &str> {
    let wanted = header
        .split(',')
        .take(20)
        .map(|part| {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            (thousandths(ascii::trim(quality)), ascii::trim(tag))
        })
        .filter(|(quality, _)| *quality > 0);
    let ranked = in_order(wanted, |(one, _), (other, _)| one > other);
    ranked.into_iter().map(|(_, tag)| tag)
}

/// A quality (RFC 9110 §12.4.2), from 0 to 1000; 0 if it is none.
fn thousandths(quality: &str) -> u16 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    match whole {
        "1" => 1000,
        "0" => format!("{:0<3}", part.get(..3).unwrap_or(part)).parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::accepted;

    #[test]
    fn languages_are_wanted_by_their_quality_and_those_of_none_are_not() {
        let wanted = |header| accepted(header).collect::<Vec<_>>();
        assert_eq!(
            wanted("en;q=0.5, ar, ja;q=0.75, de;q=0.055 ,fr;q=1.0"),
            ["ar", "fr", "ja", "en", "de"]
        );
        assert_eq!(wanted("en;q=0.3333,de;q=0.3"), ["en", "de"]);
        assert!(wanted("en;q=0, de;q=0.000, fr;q=x, it;q=0.x, es;q=-1, nl;q=9").is_empty());
    }
}
