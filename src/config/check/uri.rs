//! An application's URIs (RFC 9700 §2.1, §2.6; RFC 8252 §7, §8): absolute, no wildcard, fragment, user name or parameter
//! of ours; https, or http on this machine, or a native application's own scheme.

use crate::config::Mode;
use crate::config::fault::At;
use crate::http::is_loopback;
use crate::protocol::ApplicationType;
use url::Url;

/// The longest URI, in characters.
const LONGEST: usize = 256;

/// The parameters that we, or other answers of `/authorize`, add.
const OURS: [&str; 8] = [
    "code",
    "state",
    "iss",
    "error",
    "error_description",
    "error_uri",
    "response",
    "session_state",
];

/// The rules that a URI is checked by.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// The application's kind; none if the document does not say.
    pub application_type: Option<ApplicationType>,
    /// Whether codes or sign-out answers are sent there, or just people.
    pub answers: bool,
    /// Where the document is checked for.
    pub mode: &'a Mode,
    /// What else applications may have that describe themselves.
    pub described: Option<Described<'a>>,
}

/// What applications may have that describe themselves: `localhost` where they are native (OpenID Connect Dynamic Client
/// Registration §2), and schemes that the tenant lists.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    /// Schemes without a dot.
    pub schemes: &'a [String],
    /// The setting that lists them.
    pub setting: &'static str,
}

/// Checks `written` and gives it with `{issuer}` replaced.
pub fn check(written: &str, rules: Rules<'_>, at: &At<'_>) -> String {
    let uri = match written.strip_prefix("{issuer}") {
        Some(rest) if rules.mode.development => format!("{}{rest}", rules.mode.issuer),
        Some(_) => {
            at.fault("{issuer} is for development alone; write the URI out");
            return written.to_owned();
        }
        None => written.to_owned(),
    };
    if written.starts_with("{issuer}") && !written.starts_with("{issuer}/") {
        at.fault("{issuer} must be followed by `/`");
    }
    for sentence in wrong(&uri, rules) {
        at.fault(sentence);
    }
    uri
}

fn wrong(uri: &str, rules: Rules<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let length = uri.chars().count();
    if length > LONGEST {
        sentences.push(format!("is {length} characters long; allowed: up to {LONGEST}"));
    }
    if uri.contains('*') {
        sentences.push("holds a wildcard; URIs are compared as exact strings".to_owned());
    }
    if let Some(character) = uri.chars().find(|character| !is_uri_character(*character)) {
        sentences.push(format!(
            "holds {character:?}, which no URI may hold; write it percent-encoded, in a host as xn--…"
        ));
        return sentences;
    }
    let Ok(url) = Url::parse(uri) else {
        sentences.push(format!("is not an absolute URI; allowed: {}", allowed(rules)));
        return sentences;
    };
    if !scheme_fits(&url, uri, rules) {
        sentences.push(format!("is not allowed; allowed: {}", allowed(rules)));
    }
    if authority(uri).contains('@') {
        sentences.push("holds a user name".to_owned());
    }
    if rules.answers {
        if url.fragment().is_some() {
            sentences.push("holds a fragment (`#`)".to_owned());
        }
        for (name, _) in url.query_pairs().filter(|(name, _)| OURS.contains(&name.as_ref())) {
            sentences.push(format!("its query holds `{name}`, which the issuer's answers use"));
        }
    }
    sentences
}

/// RFC 3986 §2.
fn is_uri_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
}

fn authority(uri: &str) -> &str {
    uri.split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .unwrap_or_default()
}

fn scheme_fits(url: &Url, uri: &str, rules: Rules<'_>) -> bool {
    let native = rules.application_type == Some(ApplicationType::Native);
    match url.scheme() {
        // The parser forgives a missing authority; a string that is compared exactly should not need it to.
        "https" | "http" if authority(uri).is_empty() => false,
        "https" => true,
        "http" if native => is_at_loopback(uri, rules.described.is_some()),
        "http" => is_loopback(url),
        scheme => {
            let is_listed =
                |described: Described<'_>| described.schemes.iter().any(|listed| listed == scheme);
            rules.application_type.is_none_or(|_| native)
                && (scheme.contains('.') || rules.described.is_some_and(is_listed))
        }
    }
}

/// The hosts whose port is free at run time (RFC 8252 §7.3), written just so.
fn is_at_loopback(uri: &str, by_name: bool) -> bool {
    let authority = authority(uri);
    let hosts: &[&str] =
        if by_name { &["127.0.0.1", "[::1]", "localhost"] } else { &["127.0.0.1", "[::1]"] };
    hosts.iter().any(|host| {
        authority.strip_prefix(host).is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })
}

fn allowed(rules: Rules<'_>) -> String {
    let allowed = match rules.application_type {
        Some(ApplicationType::Native) => match rules.described {
            None => {
                "https, http on 127.0.0.1 or [::1], or a scheme that contains a dot (com.example.app:/callback)"
            }
            Some(described) => {
                return format!(
                    "https, http on localhost, 127.0.0.1 or [::1], a scheme that contains a dot (com.example.app:/callback), or one that the tenant's `{}` lists",
                    described.setting
                );
            }
        },
        Some(ApplicationType::Web | ApplicationType::Spa | ApplicationType::Daemon) => {
            "https, or http on localhost or another loopback host"
        }
        None => "https, http on a loopback host, or a native application's own scheme",
    };
    allowed.to_owned()
}
