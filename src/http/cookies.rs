//! Cookies (RFC 6265), read strictly: the exact name, once.

use super::Headers;

/// A cookie to set. All are `HttpOnly`, for the whole host, and sent along with top-level navigations from other sites
/// (`SameSite=Lax`), as `/authorize` arrives by one.
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
}

impl Cookie {
    /// The value of a `Set-Cookie` header.
    pub fn header(&self) -> String {
        let mut header = format!("{}={}; Path=/; HttpOnly", self.name, self.value);
        if self.secure {
            header.push_str("; Secure");
        }
        header.push_str("; SameSite=Lax");
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
        .filter_map(|pair| pair.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_stands_there_twice_counts_as_none() {
        let headers = Headers(vec![("cookie".into(), "a=1; b=2; a=3; tx-x=4".into())]);
        assert_eq!(cookie(&headers, "a"), None);
        assert_eq!(cookie(&headers, "b"), Some("2"));
        assert_eq!(cookies_with_prefix(&headers, "tx-"), vec![("x", "4")]);
    }
}
