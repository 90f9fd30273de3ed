//! What a `scope` parameter asks for, at every endpoint. What is no scope, or none that the application may ask for, is left
//! out, and the answer's `scope` says what is left (RFC 6749 §3.3, OpenID Connect Core §3.1.2.1).
//!
//! A request spells the scopes of APIs by name, or as applications written for Entra do, by the API's identifier and
//! the name, `api://orders/orders.read`, and `api://orders/.default` for all that the application may ask of it. The
//! answer spells them as the request does (RFC 6749 §5.1).

use super::{Api, ApiAccess, Application, Cause, OAuthError};
use crate::encode::ascii;

/// For whom scopes are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBehalf {
    /// The person who signs in.
    OfPerson,
    /// The application itself.
    OfItself,
}

/// The scopes of a request.
#[derive(Debug, Default)]
pub struct ScopeNames {
    /// Their names, none twice.
    pub names: Vec<String>,
    /// Names, and how they were spelled in place of that.
    spelled: Vec<(String, String)>,
}

impl ScopeNames {
    /// Reads a `scope` parameter of which something must be left, unless it asks for nothing.
    ///
    /// # Errors
    /// `invalid_scope`.
    pub fn asked(
        application: &Application,
        sent: &str,
        behalf: OnBehalf,
    ) -> Result<Self, OAuthError> {
        let read = Self::read(application, sent, behalf);
        if read.names.is_empty() && ascii::words(sent).next().is_some() {
            let allowed = all(application, behalf).join(" ");
            let description =
                format!("none of these scopes is allowed for this application; allowed: {allowed}");
            return Err(OAuthError::new(Cause::ScopeNotAllowed, description));
        }
        Ok(read)
    }

    /// Reads a `scope` parameter.
    pub fn read(application: &Application, sent: &str, behalf: OnBehalf) -> Self {
        let mut read = Self::default();
        let all = all(application, behalf);
        for token in ascii::words(sent) {
            let names = application.resources.iter().find_map(|api| {
                let (prefix, name) = split(token, api)?;
                let mut names = allowed(application, api, behalf).to_vec();
                names.retain(|known| name == ".default" || known == name);
                (!names.is_empty()).then_some((prefix, names))
            });
            match names {
                Some((prefix, names)) => {
                    for name in &names {
                        read.add(name, &format!("{prefix}{name}"));
                    }
                }
                None if all.contains(&token) => read.add(token, token),
                None => {}
            }
        }
        read
    }

    fn add(&mut self, name: &str, spelled: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        if name != spelled {
            self.spelled.push((name.to_owned(), spelled.to_owned()));
        }
    }

    /// Their names as they are compared.
    pub fn as_strs(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// A `scope` of the answer, spelled as in the request.
    pub fn spell(&self, names: &[&str]) -> String {
        let spell = |name: &&str| {
            let known = self.spelled.iter().find(|(known, _)| known == name);
            known.map_or_else(|| (*name).to_owned(), |(_, spelled)| spelled.clone())
        };
        names.iter().map(spell).collect::<Vec<_>>().join(" ")
    }
}

/// `token` as the identifier of `api` with a slash, and what follows it.
fn split<'t>(token: &'t str, api: &Api) -> Option<(&'t str, &'t str)> {
    let rest = token.strip_prefix(api.identifier.trim_end_matches('/'))?;
    let name = rest.trim_start_matches('/');
    (name.len() < rest.len()).then(|| token.split_at(token.len() - name.len()))
}

fn allowed<'a>(application: &'a Application, api: &Api, behalf: OnBehalf) -> &'a [String] {
    let access = application.apis.iter().find(|access| access.id == api.id);
    access.map_or(&[], |access| of_api(access, behalf))
}

fn of_api(access: &ApiAccess, behalf: OnBehalf) -> &[String] {
    match behalf {
        OnBehalf::OfPerson => &access.delegated_scopes,
        OnBehalf::OfItself => &access.application_scopes,
    }
}

/// Every scope that the application may ask for.
fn all(application: &Application, behalf: OnBehalf) -> Vec<&str> {
    let of_apis = application.apis.iter().flat_map(|access| of_api(access, behalf));
    let of_person = match behalf {
        OnBehalf::OfPerson => application.scopes.as_slice(),
        OnBehalf::OfItself => &[],
    };
    of_person.iter().map(|scope| scope.name()).chain(of_apis.map(String::as_str)).collect()
}
