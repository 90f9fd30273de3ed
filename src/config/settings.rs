//! The deployment's own settings: variables and secrets of the Worker, checked once an isolate.
//!
//! Development is honoured only on this machine; elsewhere an http issuer, or a missing or sample master key,
//! answers every request with 503, so that development can't be deployed by accident.

use super::Mode;
use crate::http::is_loopback;
use crate::secrets::MasterKeys;
use url::Url;

/// What stands in `wrangler.toml`, `.dev.vars` and Worker secrets.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// `ISSUER`.
    pub issuer: Option<String>,
    /// `ENVIRONMENT`: `production` or `development`.
    pub environment: Option<String>,
    /// `MASTER_KEY`: `id:base64url of 32 bytes`, several separated by spaces, newest first.
    pub master_key: Option<String>,
}

/// Settings that hold together.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The issuer, without a trailing slash.
    pub issuer: String,
    /// Whether this is development: on a loopback host, and said so.
    pub development: bool,
    /// The master keys.
    pub master_keys: MasterKeys,
}

impl Settings {
    /// Checks `variables`.
    ///
    /// # Errors
    /// Every fault, each a sentence that names its variable and what is allowed.
    pub fn read(variables: &Variables) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let issuer = read_issuer(variables.issuer.as_deref(), &mut faults);
        let development =
            read_environment(variables.environment.as_deref(), issuer.as_ref(), &mut faults);
        if let Some(url) = &issuer
            && url.scheme() != "https"
            && !development
        {
            faults.push("ISSUER must begin with https:// outside development".to_owned());
        }
        let master_keys = match MasterKeys::parse(
            variables.master_key.as_deref().unwrap_or_default(),
        ) {
            Ok(keys) if keys.are_samples() && !development => {
                faults.push(
                        "MASTER_KEY is a sample; make one with: echo k1:$(openssl rand -base64 32 | tr +/ -_ | tr -d =)"
                            .to_owned(),
                    );
                None
            }
            Ok(keys) => Some(keys),
            Err(fault) => {
                faults.push(format!("MASTER_KEY {fault}"));
                None
            }
        };
        match (issuer, master_keys) {
            (Some(issuer), Some(master_keys)) if faults.is_empty() => Ok(Self {
                issuer: issuer.as_str().trim_end_matches('/').to_owned(),
                development,
                master_keys,
            }),
            _ => Err(faults),
        }
    }

    /// How documents are checked here.
    pub fn mode(&self) -> Mode {
        Mode { development: self.development, issuer: self.issuer.clone() }
    }

    /// Whether the issuer is https: cookies are `Secure` and carry `__Host-`.
    pub fn secure(&self) -> bool {
        self.issuer.starts_with("https://")
    }
}

fn read_issuer(issuer: Option<&str>, faults: &mut Vec<String>) -> Option<Url> {
    let Some(issuer) = issuer.filter(|value| !value.is_empty()) else {
        faults.push(
            "ISSUER is not set; it is the URL people and applications reach this Worker by"
                .to_owned(),
        );
        return None;
    };
    let parsed = Url::parse(issuer).ok().filter(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    });
    if parsed.is_none() {
        faults
            .push(format!("ISSUER is {issuer:?}; it must be https://host[:port] and nothing more, a host in other letters as xn--…"));
    }
    parsed
}

fn read_environment(
    environment: Option<&str>,
    issuer: Option<&Url>,
    faults: &mut Vec<String>,
) -> bool {
    match environment {
        Some("development") if issuer.is_some_and(is_loopback) => true,
        Some("development") => {
            if let Some(url) = issuer {
                faults.push(format!(
                    "ENVIRONMENT is development, but {url} is not localhost, under .localhost, or a loopback address"
                ));
            }
            false
        }
        Some("production") | None => false,
        Some(other) => {
            faults.push(format!("ENVIRONMENT is {other:?}; allowed: production, development"));
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

    fn read(issuer: &str, environment: &str, key: &str) -> Result<Settings, Vec<String>> {
        Settings::read(&Variables {
            issuer: Some(issuer.to_owned()),
            environment: Some(environment.to_owned()),
            master_key: Some(key.to_owned()),
        })
    }

    #[test]
    fn development_is_honoured_on_this_machine_alone() {
        for issuer in
            ["http://localhost:8787", "https://x.localhost", "http://127.0.0.1:1", "http://[::1]:2"]
        {
            assert!(read(issuer, "development", KEY).unwrap().development, "{issuer}");
        }
        for issuer in ["https://localhost.example", "https://login.example", "http://10.0.0.1"] {
            assert!(read(issuer, "development", KEY).is_err(), "{issuer}");
        }
    }

    #[test]
    fn production_needs_https_and_a_master_key() {
        assert!(read("https://login.example", "production", KEY).is_ok());
        let issuer = read("https://XN--bcher-kva.example", "production", KEY).unwrap().issuer;
        assert_eq!(issuer, "https://xn--bcher-kva.example");
        assert!(read("https://bücher.example", "production", KEY).is_err());
        assert!(read("http://localhost:8787", "production", KEY).is_err());
        assert!(read("https://login.example", "production", "").is_err());
        assert!(read("https://login.example", "production", "k1:short").is_err());
        assert!(read("https://login.example/path", "production", KEY).is_err());
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = Settings::read(&Variables::default()).unwrap_err();
        assert_eq!(faults.len(), 2, "{faults:?}");
    }
}
