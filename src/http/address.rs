//! Addresses of other servers that we ask, or have a browser ask. What an administrator named may be internal. What a
//! stranger named is https at a name that the domain name system has for everybody: at no IP address, however it is
//! written, at no name of this machine or of a network of one's own, and not at the issuer itself (RFC 9700 §4.11,
//! RFC 6761 §6.3, RFC 6762 §3, RFC 8375 §4). Where such a name leads can't be seen in a Worker: the compatibility flag
//! `global_fetch_strictly_public` stands for that.

use super::is_loopback;
use url::{Host, Url};

/// Who named an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// Who writes the documents.
    Administrator,
    /// An application that registered or describes itself.
    Stranger,
}

/// Names of networks of one's own: each ends what is called so there.
const OWN: [&str; 10] = [
    ".localhost",
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".localdomain",
    ".home.arpa",
    ".home",
    ".corp",
    ".private",
];

/// Whether `address` may be asked, as the issuer `issuer` sees it; in `development` this machine may be, too.
///
/// # Errors
/// What is wrong with it, and what is allowed.
pub fn check(
    address: &str,
    named_by: NamedBy,
    issuer: &str,
    development: bool,
) -> Result<Url, String> {
    let allowed = match named_by {
        NamedBy::Administrator => "https",
        NamedBy::Stranger => "https at a domain that everybody reaches",
    };
    judge(address, named_by, issuer, development)
        .map_err(|wrong| format!("{wrong}; allowed: {allowed}"))
}

fn judge(
    address: &str,
    named_by: NamedBy,
    issuer: &str,
    development: bool,
) -> Result<Url, &'static str> {
    let url = Url::parse(address).map_err(|_| "is not a URL")?;
    let here = development && is_loopback(&url);
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        _ => return Err("is not https"),
    }
    if named_by == NamedBy::Stranger {
        if !is_plain(address, &url) {
            return Err("is not written as parsers write it");
        }
        if !here && !is_public(&url) {
            return Err("is not at a domain that everybody reaches");
        }
        if is_of_issuer(&url, issuer) {
            return Err("is an address of the issuer itself");
        }
    }
    Ok(url)
}

/// Whether every parser reads the same host in it: it is written in ASCII, without a user name and escapes.
fn is_plain(address: &str, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let authority = address.split_once("://").map_or("", |(_, rest)| rest);
    let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
    let authority = authority.get(..end).unwrap_or_default().to_ascii_lowercase();
    let port = authority.strip_prefix(host);
    let is_port = |port: &str| {
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
    };
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    address.bytes().all(plain) && port.is_some_and(is_port)
}

fn is_public(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else { return false };
    name.contains('.') && !name.ends_with('.') && !OWN.iter().any(|own| name.ends_with(own))
}

/// On this machine the port tells the issuer from others.
fn is_of_issuer(url: &Url, issuer: &str) -> bool {
    Url::parse(issuer).is_ok_and(|own| {
        own.host() == url.host()
            && (!is_loopback(url) || own.port_or_known_default() == url.port_or_known_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://login.woodgrove.example";

    fn allowed(address: &str, named_by: NamedBy, development: bool) -> bool {
        check(address, named_by, ISSUER, development).is_ok()
    }

    #[test]
    fn what_a_stranger_names_is_at_a_domain_that_everybody_reaches() {
        for address in [
            "https://third.example",
            "https://third.example:8443/keys?a=b#c",
            "HTTPS://Third.Example/keys",
            "https://xn--bcher-kva.example/keys",
            "https://internal.example/keys",
            "https://localhost.example/keys",
        ] {
            assert!(allowed(address, NamedBy::Stranger, false), "{address}");
            assert!(allowed(address, NamedBy::Stranger, true), "{address}");
        }
    }

    /// Spellings of addresses, names of this machine and of networks of one's own, and names that parsers read apart.
    const CLOSED: [&str; 59] = [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "8.8.8.8",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[2001:db8::1]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "a.localhost.",
        "printer.local",
        "Printer.Local.",
        "metadata.google.internal",
        "metadata.google.internal.",
        "router.home.arpa",
        "intranet",
        "hr.corp",
        "nas.lan",
        "third.example.",
        "login.woodgrove.example",
        "LOGIN.woodgrove.example:8443",
        "user@third.example",
        "user:secret@third.example",
        "third.example:@127.0.0.1",
        "%6cocalhost",
        "loc%61lhost.third.example",
        "loc\u{2060}alhost",
        "\u{24db}ocalhost",
        "localho\u{17f}t",
        "127\u{3002}0\u{3002}0\u{3002}1",
        "\u{ff11}27.0.0.1",
        "%EF%BC%9127.0.0.1",
        "third.example\t",
        "third.exa\nmple",
        "",
    ];

    /// What is no https address as every parser reads it.
    const ODD: [&str; 10] = [
        "http://third.example/",
        "https:third.example",
        "https:\\\\third.example",
        "https://third.example\\@127.0.0.1/",
        " https://third.example/",
        "ftp://third.example/",
        "file:///etc/passwd",
        "data:,a",
        "/keys",
        "",
    ];

    #[test]
    fn no_spelling_of_an_address_or_name_of_ones_own_passes() {
        let whole = ODD.map(str::to_owned).into_iter();
        let at = |host: &str| [format!("https://{host}"), format!("https://{host}/keys")];
        for address in CLOSED.into_iter().flat_map(at).chain(whole) {
            assert!(!allowed(&address, NamedBy::Stranger, false), "{address}");
        }
    }

    #[test]
    fn in_development_this_machine_may_be_asked_but_for_the_issuer() {
        let issuer = "http://localhost:8787";
        let allowed = |address| check(address, NamedBy::Stranger, issuer, true).is_ok();
        for address in ["http://127.0.0.1:9000/c", "http://localhost:9000/c", "https://[::1]:1/c"] {
            assert!(allowed(address), "{address}");
            let production = check(address, NamedBy::Stranger, ISSUER, false);
            assert!(production.is_err(), "{address}");
        }
        for address in ["http://localhost:8787/jwks", "http://10.0.0.1/c", "https://10.0.0.1/c"] {
            assert!(!allowed(address), "{address}");
        }
    }

    #[test]
    fn what_an_administrator_names_may_be_internal() {
        for address in ["https://10.0.0.1/keys", "https://mail.corp/send", "https://intranet/"] {
            assert!(allowed(address, NamedBy::Administrator, false), "{address}");
        }
        for address in
            ["http://127.0.0.1:8080/a", "http://localhost", "http://[::1]/", "http://a.localhost"]
        {
            assert!(allowed(address, NamedBy::Administrator, true), "{address}");
            assert!(!allowed(address, NamedBy::Administrator, false), "{address}");
        }
        for address in ["http://idp.example", "http://127.0.0.1.example", "file:///etc", "", "/a"] {
            assert!(!allowed(address, NamedBy::Administrator, true), "{address}");
        }
    }
}
