//! A `client_id` that is a URL (OAuth Client ID Metadata Document, draft-ietf-oauth-client-id-metadata-document §3): https,
//! with a path, without fragment, user name or dot segments; compared as an exact string. What it is of stands there, as
//! client metadata.

use super::client_id::is_url;
use super::lifetime;
use super::registration::Allowance;
use crate::encode::ascii;
use crate::http::{NamedBy, check_address};
use url::Url;

/// The tenant's policy on applications that are known by such a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientDocuments {
    /// What they get.
    pub allowance: Allowance,
    /// The hosts that their documents may be at; none for any.
    pub hosts: Option<Vec<String>>,
}

/// The host that such a `client_id` names, with its port where that is no default.
pub fn host(client_id: &str) -> Option<String> {
    let url = Url::parse(client_id).ok().filter(|_| is_url(client_id))?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Whether a document may be asked for at `client_id`; in development this machine has some, too.
///
/// # Errors
/// What is wrong with it, and what is allowed.
pub fn check(
    client_id: &str,
    policy: &ClientDocuments,
    issuer: &str,
    development: bool,
) -> Result<(), String> {
    let url = Url::parse(client_id).map_err(|_| "is not a URL".to_owned())?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name".to_owned());
    }
    if url.fragment().is_some() {
        return Err("holds a fragment (`#`)".to_owned());
    }
    // Dot segments, default ports and capital letters in a host are gone from what a parser writes.
    if url.as_str() != client_id {
        return Err(format!("must be written as {url}"));
    }
    if url.path() == "/" {
        return Err("has no path".to_owned());
    }
    check_address(client_id, NamedBy::Stranger, issuer, development)?;
    let host = url.host_str().unwrap_or_default();
    match &policy.hosts {
        Some(hosts) if !hosts.iter().any(|known| known == host) => {
            Err(format!("is at another host; allowed: {}", hosts.join(", ")))
        }
        _ => Ok(()),
    }
}

/// How long a document serves before it is asked for again, in seconds, as its `Cache-Control` says within bounds (RFC
/// 9111 §5.2.2).
pub fn freshness(cache_control: Option<&str>) -> i64 {
    let directives = cache_control.unwrap_or_default().to_ascii_lowercase();
    let directives = directives.split(',').map(ascii::trim);
    let mut seconds = lifetime::CLIENT_DOCUMENT;
    for directive in directives {
        if directive == "no-store" || directive == "no-cache" {
            return lifetime::CLIENT_DOCUMENT_LEAST;
        }
        if let Some(age) = directive.strip_prefix("max-age=") {
            seconds = age.trim_matches('"').parse().unwrap_or(0);
        }
    }
    seconds.clamp(lifetime::CLIENT_DOCUMENT_LEAST, lifetime::CLIENT_DOCUMENT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Scope;
    use crate::protocol::client_id::LONGEST;

    fn policy(hosts: Option<&[&str]>) -> ClientDocuments {
        ClientDocuments {
            allowance: Allowance {
                flows: Vec::new(),
                scopes: Scope::ALL.to_vec(),
                apis: Vec::new(),
                grants: Vec::new(),
                schemes: Vec::new(),
            },
            hosts: hosts.map(|hosts| hosts.iter().map(|host| (*host).to_owned()).collect()),
        }
    }

    fn allowed(url: &str, development: bool) -> bool {
        is_url(url) && check(url, &policy(None), "https://login.example", development).is_ok()
    }

    #[test]
    fn it_is_https_with_a_path_and_as_a_parser_writes_it() {
        for url in
            ["https://a.example/client", "https://a.example:8443/c.json", "https://a.example/c?d=e"]
        {
            assert!(allowed(url, false), "{url}");
        }
        for url in [
            "http://a.example/c",
            "https://a.example",
            "https://a.example/",
            "https://a.example/c#d",
            "https://a.example/c#",
            "https://u@a.example/c",
            "https://u:p@a.example/c",
            "https://a.example/b/../c",
            "https://a.example/./c",
            "https://a.example/b/%2e%2e/c",
            "https://A.example/c",
            "https://a.example:443/c",
            "https://a.example\\c",
            "https://192.0.2.1/c",
            "https://2130706433/c",
            "https://[::1]/c",
            "https://[2001:db8::1]/c",
            "https://localhost/c",
            "https://a.localhost/c",
            "https://intranet/c",
            "https://metadata.google.internal/c",
            "https://printer.local/c",
            "https://localhost./c",
            "https://a.example./c",
            "https://login.example/c",
            "https:a.example/c",
            "ftp://a.example/c",
        ] {
            assert!(!allowed(url, false), "{url}");
        }
        assert!(!allowed(&format!("https://a.example/{}", "c".repeat(LONGEST)), false));
    }

    #[test]
    fn in_development_this_machine_has_documents_too() {
        for url in ["http://127.0.0.1:9000/c", "http://localhost:9000/c", "https://[::1]:1/c"] {
            assert!(allowed(url, true), "{url}");
            assert!(!allowed(url, false), "{url}");
        }
        assert!(!allowed("http://10.0.0.1/c", true));
    }

    #[test]
    fn hosts_that_are_listed_are_the_only_ones() {
        let policy = policy(Some(&["a.example"]));
        let check = |url| check(url, &policy, "https://login.example", false);
        assert_eq!(check("https://a.example/c"), Ok(()));
        let refused = check("https://b.a.example/c").unwrap_err();
        assert_eq!(refused, "is at another host; allowed: a.example");
    }

    #[test]
    fn it_serves_between_a_minute_and_a_day() {
        for (header, seconds) in [
            (None, 3600),
            (Some(""), 3600),
            (Some("public"), 3600),
            (Some("public, max-age=600"), 600),
            (Some("Max-Age=600, must-revalidate"), 600),
            (Some("max-age=0"), 60),
            (Some("max-age=x"), 60),
            (Some("max-age=-5"), 60),
            (Some("max-age=9999999"), 86_400),
            (Some("max-age=99999999999999999999"), 60),
            (Some("max-age=600, no-store"), 60),
            (Some("no-cache"), 60),
        ] {
            assert_eq!(freshness(header), seconds, "{header:?}");
        }
    }
}
