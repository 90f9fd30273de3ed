//! `application/x-www-form-urlencoded` parameters, of a query or a body.

use url::form_urlencoded;

/// A parameter stood there more than once (RFC 6749 §3.1: it must not).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated(pub String);

/// Parameters in the order sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// Reads `text`; bytes that are not UTF-8 become U+FFFD.
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The value of `name`; an empty value counts as none (RFC 6749 §3.1).
    ///
    /// # Errors
    /// When the parameter is repeated.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Repeated> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
        let first = values.next();
        if values.next().is_some() {
            return Err(Repeated(name.to_owned()));
        }
        Ok(first.map(String::as_str).filter(|value| !value.is_empty()))
    }

    /// The first value of `name`, or the empty string.
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of `name`.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The name of a parameter that is repeated, if one is; `resource` alone may be (RFC 8707 §2).
    pub fn repeated(&self) -> Option<&str> {
        self.0.iter().enumerate().find_map(|(at, (name, _))| {
            let earlier = self.0.get(..at)?;
            let repeated = name != "resource" && earlier.iter().any(|(known, _)| known == name);
            repeated.then_some(name.as_str())
        })
    }

    /// The parameters as a query or body.
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// `uri`, which has no fragment, with the parameters in its query; what it had stays.
    pub fn added_to(&self, uri: &str) -> String {
        let separator = match uri.split_once('?') {
            _ if self.0.is_empty() => "",
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        format!("{uri}{separator}{}", self.encode())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_parameter_is_told_and_an_empty_one_counts_as_none() {
        let form = Form::parse(b"a=1&b=&a=2&c=%C3%A9+x");
        assert_eq!(form.one("a"), Err(Repeated("a".into())));
        assert_eq!(form.one("b"), Ok(None));
        assert_eq!(form.one("c"), Ok(Some("é x")));
        assert_eq!(form.repeated(), Some("a"));
        assert_eq!(Form::parse(b"resource=a&resource=b").repeated(), None);
    }

    #[test]
    fn parameters_are_added_to_a_query_that_stays() {
        let form = Form::parse(b"state=x%26y");
        for (uri, expected) in [
            ("https://a.example/", "https://a.example/?state=x%26y"),
            ("https://a.example/?", "https://a.example/?state=x%26y"),
            ("https://a.example/?a=b", "https://a.example/?a=b&state=x%26y"),
        ] {
            assert_eq!(form.added_to(uri), expected);
        }
        assert_eq!(Form::default().added_to("https://a.example/"), "https://a.example/");
    }
}
