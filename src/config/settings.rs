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
    /// `HEALTH_TOKEN`: a secret for who watches the deployment.
    pub health_token: Option<String>,
    /// `FORWARDED_HOST_HEADER`: the header in which a proxy names the host that it was asked for.
    pub forwarded_host_header: Option<String>,
    /// `FORWARDED_FOR_HEADER`: the header in which it names who asked.
    pub forwarded_for_header: Option<String>,
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
    /// Who brings it reads all of `/health`.
    pub health_token: Option<String>,
    /// The header, by name in lower case, in which a proxy in front names the host that it was asked for; without one none
    /// is believed. Who reaches the Worker past the proxy can send it, too.
    pub forwarded_host: Option<String>,
    /// The header in which it names the address of who asked.
    pub forwarded_for: Option<String>,
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
        let host = ("FORWARDED_HOST_HEADER", &variables.forwarded_host_header);
        let address = ("FORWARDED_FOR_HEADER", &variables.forwarded_for_header);
        let forwarded_host = read_header(host, &mut faults);
        let forwarded_for = read_header(address, &mut faults);
        match (issuer, master_keys) {
            (Some(issuer), Some(master_keys)) if faults.is_empty() => Ok(Self {
                issuer: issuer.as_str().trim_end_matches('/').to_owned(),
                development,
                master_keys,
                health_token: variables.health_token.clone().filter(|token| !token.is_empty()),
                forwarded_host,
                forwarded_for,
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

/// A header's name (RFC 9110 §5.6.2), in lower case. `Forwarded` (RFC 7239) holds more than one thing, and is not read.
fn read_header(
    (variable, name): (&str, &Option<String>),
    faults: &mut Vec<String>,
) -> Option<String> {
    let name = name.as_deref().filter(|name| !name.is_empty())?;
    let of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.bytes().all(of_token) || name.eq_ignore_ascii_case("forwarded") {
        faults.push(format!("{variable} is {name:?}; it must be the name of a header that holds nothing else, such as X-Forwarded-Host or X-Forwarded-For"));
    }
    Some(name.to_ascii_lowercase())
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
            ..Variables::default()
        })
    }

    fn behind_proxy(host: Option<&str>, address: Option<&str>) -> Result<Settings, Vec<String>> {
        Settings::read(&Variables {
            issuer: Some("https://login.example".to_owned()),
            master_key: Some(KEY.to_owned()),
            forwarded_host_header: host.map(str::to_owned),
            forwarded_for_header: address.map(str::to_owned),
            ..Variables::default()
        })
    }

    #[test]
    fn a_header_of_a_proxy_counts_where_it_is_named() {
        for none in [None, Some("")] {
            let neither = behind_proxy(none, none).unwrap();
            assert_eq!((neither.forwarded_host, neither.forwarded_for), (None, None));
            let host = behind_proxy(Some("X-Forwarded-Host"), none).unwrap();
            let name = "x-forwarded-host".to_owned();
            assert_eq!((host.forwarded_host, host.forwarded_for), (Some(name), None));
            let address = behind_proxy(none, Some("True-Client-IP")).unwrap();
            let name = "true-client-ip".to_owned();
            assert_eq!((address.forwarded_host, address.forwarded_for), (None, Some(name)));
        }
    }

    #[test]
    fn what_is_no_name_of_a_header_is_a_fault_that_names_its_variable() {
        for name in [
            "X Forwarded",
            "X-Forwarded-Host:",
            "x\r\ny",
            " ",
            "a,b",
            "Wärme",
            "Forwarded",
            "forwarded",
        ] {
            let host = behind_proxy(Some(name), Some("X-Forwarded-For")).unwrap_err();
            assert!(host.len() == 1 && host[0].starts_with("FORWARDED_HOST_HEADER is"), "{host:?}");
            let address = behind_proxy(Some("X-Forwarded-Host"), Some(name)).unwrap_err();
            assert!(address[0].starts_with("FORWARDED_FOR_HEADER is"), "{address:?}");
        }
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
