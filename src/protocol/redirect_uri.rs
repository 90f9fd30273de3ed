//! Redirect URIs are compared as exact strings (RFC 9700 §2.1, §4.1.3). The port of a loopback address
//! is free for native applications (RFC 8252 §7.3). `localhost` is another host than `127.0.0.1`; applications that describe
//! themselves may have it (OpenID Connect Dynamic Client Registration §2).

use super::{Application, ApplicationType};
use crate::http::is_loopback;
use url::Url;

/// The hosts whose port is free.
const LOOPBACK: [&str; 3] = ["http://127.0.0.1", "http://[::1]", "http://localhost"];

/// Whether `sent` is one of the application's redirect URIs.
pub fn is_registered(application: &Application, sent: &str) -> bool {
    let loopback = application.application_type == ApplicationType::Native;
    application
        .redirect_uris
        .iter()
        .any(|registered| registered == sent || (loopback && same_but_for_port(registered, sent)))
}

fn same_but_for_port(registered: &str, sent: &str) -> bool {
    LOOPBACK.iter().any(|host| {
        let (Some(registered), Some(sent)) = (after_port(registered, host), after_port(sent, host))
        else {
            return false;
        };
        registered == sent
    })
}

/// What follows `host` and a port; none if another host, or no port in digits, stands there.
fn after_port<'a>(uri: &'a str, host: &str) -> Option<&'a str> {
    let rest = uri.strip_prefix(host)?;
    let Some(port) = rest.strip_prefix(':') else {
        return (rest.is_empty() || rest.starts_with('/') || rest.starts_with('?')).then_some(rest);
    };
    let end = port.find(|c: char| !c.is_ascii_digit()).unwrap_or(port.len());
    let (digits, rest) = port.split_at(end);
    let ended = rest.is_empty() || rest.starts_with('/') || rest.starts_with('?');
    (ended && digits.parse::<u16>().is_ok()).then_some(rest)
}

/// The origin of a redirect URI with http or https; none for a custom scheme.
pub fn origin(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.origin().ascii_serialization())
}

/// A scheme that is neither the web's nor, as a domain's reverse is, one program's by its name (RFC 8252 §7.1): any may claim
/// it.
pub fn common_scheme(uri: &str) -> Option<String> {
    let (scheme, _) = uri.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    (!scheme.contains('.') && scheme != "http" && scheme != "https").then_some(scheme)
}

/// Whether what is sent there goes to a program on the person's device: at a loopback address, or by a scheme of its own.
pub fn is_on_device(uri: &str) -> bool {
    Url::parse(uri).is_ok_and(|url| !matches!(url.scheme(), "http" | "https") || is_loopback(&url))
}

/// Where it leads, as people can judge it: the host, with a port that is no default, or the scheme.
pub fn place(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else { return String::new() };
    match (url.scheme(), url.host_str(), url.port()) {
        ("http" | "https", Some(host), Some(port)) => format!("{host}:{port}"),
        ("http" | "https", Some(host), None) => host.to_owned(),
        (scheme, _, _) => scheme.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::application::tests::application;

    #[test]
    fn a_loopback_port_is_free_for_native_applications_alone() {
        let mut app = application();
        app.redirect_uris = vec!["http://127.0.0.1/callback".into(), "com.example.app:/cb".into()];
        app.application_type = ApplicationType::Native;
        for sent in
            ["http://127.0.0.1:49152/callback", "http://127.0.0.1/callback", "com.example.app:/cb"]
        {
            assert!(is_registered(&app, sent), "{sent}");
        }
        for sent in [
            "http://127.0.0.1:49152/callback/",
            "http://127.0.0.1:49152/callback?x=1",
            "http://127.0.0.1:99999/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:1@evil.example/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://localhost:49152/callback",
            "https://127.0.0.1:49152/callback",
            "com.example.app:/cb2",
        ] {
            assert!(!is_registered(&app, sent), "{sent}");
        }
        app.application_type = ApplicationType::Web;
        assert!(!is_registered(&app, "http://127.0.0.1:49152/callback"));
    }

    #[test]
    fn a_program_on_the_device_has_a_loopback_address_or_a_scheme_of_its_own() {
        for (uri, on_device, expected) in [
            ("https://app.example/cb", false, "app.example"),
            ("https://app.example:8443/cb", false, "app.example:8443"),
            ("https://xn--bcher-kva.example/cb", false, "xn--bcher-kva.example"),
            ("https://127.0.0.1/cb", true, "127.0.0.1"),
            ("http://127.0.0.1:49152/cb", true, "127.0.0.1:49152"),
            ("http://[::1]:49152/cb", true, "[::1]:49152"),
            ("http://localhost/cb", true, "localhost"),
            ("com.example.app:/cb", true, "com.example.app"),
            ("com.example.app://bank.example/cb", true, "com.example.app"),
        ] {
            assert_eq!((is_on_device(uri), place(uri).as_str()), (on_device, expected), "{uri}");
        }
    }
}
