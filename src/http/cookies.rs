//! Cookies (RFC 6265), read strictly: the exact name, once.

use super::Headers;
use crate::encode::ascii;

/// A cookie to set, for the whole host. All but the framed one are `HttpOnly`, and sent along with top-level navigations from
/// other sites (`SameSite=Lax`), as `/authorize` arrives by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its full name, prefix included.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Seconds to keep it; `None` until the browser closes, 0 to delete it.
    pub max_age: Option<i64>,
    /// Whether only over https.
    pub secure: bool,
    /// Whether a script of our own reads it, within pages of other sites, too. Over http no browser takes `SameSite=None`.
    pub framed: bool,
}

impl Cookie {
    /// The value of a `Set-Cookie` header.
    pub fn header(&self) -> String {
        let mut header = format!("{}={}; Path=/", self.name, self.value);
        if !self.framed {
            header.push_str("; HttpOnly");
        }
        if self.secure {
            header.push_str("; Secure");
        }
        let elsewhere = self.framed && self.secure;
        header.push_str(if elsewhere { "; SameSite=None" } else { "; SameSite=Lax" });
        if let Some(seconds) = self.max_age {
            header.push_str("; Max-Age=");
            header.push_str(&seconds.to_string());
        }
        header
    }
}

/// The value of the cookie `name`; none when it is absent or stands there twice.
pub fn cookie<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let mut found = pairs(headers).filter(|(known, _)| *known == name).map(|(_, value)| value);
    let value = found.next()?;
    found.next().is_none().then_some(value)
}

/// Every cookie whose name begins with `prefix`: (rest of the name, value).
pub fn cookies_with_prefix<'a>(headers: &'a Headers, prefix: &str) -> Vec<(&'a str, &'a str)> {
    pairs(headers).filter_map(|(name, value)| Some((name.strip_prefix(prefix)?, value))).collect()
}

fn pairs(headers: &Headers) -> impl Iterator<Item = (&str, &str)> {
    headers
        .all("cookie")
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| ascii::trim(pair).split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_for_frames_is_read_by_scripts_and_over_https_in_other_sites() {
        let header = |secure, framed| {
            let (name, value) = ("a".to_owned(), "b".to_owned());
            Cookie { name, value, max_age: Some(1), secure, framed }.header()
        };
        let kept = "a=b; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=1";
        assert_eq!(header(true, false), kept);
        assert_eq!(header(true, true), "a=b; Path=/; Secure; SameSite=None; Max-Age=1");
        assert_eq!(header(false, true), "a=b; Path=/; SameSite=Lax; Max-Age=1");
    }

    #[test]
    fn a_cookie_that_stands_there_twice_counts_as_none() {
        let headers = Headers(vec![("cookie".into(), "a=1; b=2; a=3; tx-x=4".into())]);
        assert_eq!(cookie(&headers, "a"), None);
        assert_eq!(cookie(&headers, "b"), Some("2"));
        assert_eq!(cookies_with_prefix(&headers, "tx-"), vec![("x", "4")]);
    }
}
