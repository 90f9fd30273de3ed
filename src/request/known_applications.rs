//! The applications that people went on to from this browser: they signed in for it, agreed, or chose to continue. Before
//! that, nobody is sent to one that no document of the tenant's speaks for (RFC 9700 §4.11.2), and no code goes silently to
//! a program on the device, where any program can say that it is the application (RFC 8252 §8.6).

use super::site::Site;
use crate::encode::base64url;
use crate::http::{Cookie, Response, cookie};
use crate::ports::Platform;
use crate::protocol::{Application, ApplicationType, is_stranger, lifetime, redirect_uri};
use crate::secrets::Purpose;
use subtle::ConstantTimeEq;

/// The cookie's name, but for its prefix.
const NAME: &str = "known";
/// How many it holds, the newest first.
const MOST: usize = 20;
/// The characters of one: 96 bits of a MAC, which nobody else can make.
const LENGTH: usize = 16;

/// Whether a redirect to `uri` would make us an open redirector. A hidden frame, which shows no address, gets its answer.
pub fn is_unknown_stranger<P: Platform>(site: &Site<P>, client_id: &str, uri: &str) -> bool {
    let framed = site.request.headers.get("sec-fetch-dest") == Some("iframe");
    is_stranger(client_id) && !framed && !is_own(site, uri) && !is_known(site, client_id, uri)
}

/// Whether the person must be asked before a code goes to `uri`.
pub fn is_unknown_program<P: Platform>(
    site: &Site<P>,
    application: &Application,
    uri: &str,
) -> bool {
    is_program(site, application, uri) && !is_known(site, &application.client_id, uri)
}

/// Whether what is sent to `uri` goes to a program on the person's device, which may be any.
pub fn is_program<P: Platform>(site: &Site<P>, application: &Application, uri: &str) -> bool {
    let native = application.application_type == ApplicationType::Native;
    (native || is_stranger(&application.client_id)) && is_on_device(site, uri)
}

/// `response`, by which somebody goes on to the application at `uri`.
pub fn remember<P: Platform>(
    site: &Site<P>,
    application: &Application,
    uri: &str,
    response: Response,
) -> Response {
    let client_id = application.client_id.as_str();
    if !is_stranger(client_id) && !is_program(site, application, uri) {
        return response;
    }
    let mut own = entries(site, client_id, uri);
    let others = presented(site).into_iter().filter(|known| !own.iter().any(|own| own == known));
    let others: String = others.take(MOST - 1).collect();
    own.truncate(1);
    response.with_cookie(&Cookie {
        name: site.cookie_name(NAME),
        value: own.concat() + &others,
        max_age: Some(lifetime::KNOWN_APPLICATION),
        secure: site.settings.secure(),
        framed: false,
    })
}

fn is_known<P: Platform>(site: &Site<P>, client_id: &str, uri: &str) -> bool {
    let known = presented(site);
    let is = |own: &String| known.iter().any(|known| own.as_bytes().ct_eq(known.as_bytes()).into());
    entries(site, client_id, uri).iter().any(is)
}

/// What the cookie says of the application, under each master key, the newest first. Who went on to its site did not go on
/// to a program.
fn entries<P: Platform>(site: &Site<P>, client_id: &str, uri: &str) -> Vec<String> {
    let kind = if is_on_device(site, uri) { "program" } else { "site" };
    let parts = [site.issuer(), client_id, kind];
    let macs = site.settings.master_keys.macs(Purpose::KnownApplication, &parts);
    macs.map(|mac| base64url::encode(mac.split_at(12).0)).collect()
}

fn presented<'r, P: Platform>(site: &Site<'r, P>) -> Vec<&'r str> {
    let value = cookie(&site.request.headers, &site.cookie_name(NAME)).unwrap_or_default();
    let entries = value.as_bytes().chunks_exact(LENGTH).take(MOST);
    let entries = entries.filter_map(|entry| std::str::from_utf8(entry).ok());
    // What we would not have written is not repeated in a header.
    entries.filter(|entry| base64url::decode(entry).is_some()).collect()
}

/// Our own pages that a flow comes back to, for devices and test runs, are no program's.
fn is_on_device<P: Platform>(site: &Site<P>, uri: &str) -> bool {
    redirect_uri::is_on_device(uri) && !is_own(site, uri)
}

fn is_own<P: Platform>(site: &Site<P>, uri: &str) -> bool {
    uri.strip_prefix(site.issuer()).is_some_and(|path| path.starts_with('/'))
}
