//! A request is for this issuer when it names the issuer's host, which is `ISSUER`'s whatever a request says. A proxy in front
//! of the Worker, which ends TLS, may leave out the port. Where the settings name the header in which it tells the host that it
//! was asked for, that header counts; otherwise anybody could send it past the rules that stand before the issuer's host.

use crate::encode::ascii;
use crate::http::Response;
use crate::ports::Platform;
use crate::request::site::Site;

/// The answer to a request for another host, which is not this issuer; in development it leads there.
pub fn elsewhere<P: Platform>(site: &Site<P>) -> Option<Response> {
    let request = site.request;
    let (scheme, host) = split(&request.origin);
    let named = site.settings.forwarded_host.as_ref();
    let forwarded = named.and_then(|named| request.headers.get(named));
    let forwarded = forwarded.and_then(|hosts| hosts.split(',').next()).map(ascii::trim);
    if is_issuers(host, site.issuer())
        || forwarded.is_some_and(|host| is_issuers(host, site.issuer()))
    {
        return None;
    }
    if !site.settings.development {
        return Some(Response::empty(404));
    }
    // What led to the https issuer from behind its own proxy would lead there for ever.
    if scheme == "http" && site.settings.secure() {
        return None;
    }
    let query =
        if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let location = format!("{}{}{query}", site.issuer(), request.path);
    Some(Response::empty(307).with_header("location", &location))
}

fn is_issuers(host: &str, issuer: &str) -> bool {
    let (_, own) = split(issuer);
    let without_port = own.rsplit_once(':').map_or(own, |(name, _)| name);
    [own, without_port].iter().any(|own| host.eq_ignore_ascii_case(own))
}

fn split(origin: &str) -> (&str, &str) {
    origin.split_once("://").unwrap_or(("", origin))
}
