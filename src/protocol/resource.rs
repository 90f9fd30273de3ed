//! Resource indicators (RFC 8707): which API an access token is for. An API is asked for by its identifier or by one of its
//! scopes. One token is for one resource and holds that one's scopes alone; where no API is asked for, it is for the issuer,
//! whose userinfo it opens.

use super::{Api, ApiAccess, ApiScope, Application, Cause, Granted, OAuthError, Target, lifetime};

/// What a token request asks its access token to be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// It does not say.
    Any,
    /// The issuer.
    Issuer,
    /// An API.
    Api(&'a Api),
}

impl Application {
    /// The API of this identifier, if it names one.
    pub fn api(&self, identifier: &str) -> Option<&Api> {
        self.resources.iter().find(|api| is_same(&api.identifier, identifier))
    }

    /// The API that the scope `name` is of: one of which it may ask for it, before others that it names.
    pub fn api_of_scope(&self, name: &str) -> Option<&Api> {
        let asks = |access: &&ApiAccess| {
            let mut scopes = access.delegated_scopes.iter().chain(&access.application_scopes);
            scopes.any(|known| known == name)
        };
        match self.apis.iter().find(asks) {
            Some(access) => self.resources.iter().find(|api| api.id == access.id),
            None => self.resources.iter().find(|api| api.has_scope(name)),
        }
    }

    /// The API's scope `name`.
    pub fn api_scope(&self, name: &str) -> Option<&ApiScope> {
        self.api_of_scope(name)?.scopes.iter().find(|scope| scope.name == name)
    }

    /// Whether it may ask for the API's scope `name` on behalf of people.
    pub fn may_delegate(&self, name: &str) -> bool {
        self.apis.iter().any(|access| access.delegated_scopes.iter().any(|known| known == name))
    }

    /// The scopes of `api` that it may ask for on behalf of people.
    pub fn delegated_scopes(&self, api: &Api) -> &[String] {
        let access = self.apis.iter().find(|access| access.id == api.id);
        access.map_or(&[], |access| &access.delegated_scopes)
    }
}

impl Api {
    /// Whether the scope `name` is one of its.
    pub fn has_scope(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.name == name)
    }
}

/// The resources that an authorization request names, each known.
///
/// # Errors
/// `invalid_target`.
pub fn named(
    application: &Application,
    issuer: &str,
    sent: &[&str],
) -> Result<Vec<String>, OAuthError> {
    let mut known: Vec<String> = Vec::new();
    for resource in sent.iter().filter(|resource| !resource.is_empty()) {
        let name = match find(application, issuer, resource)? {
            Wanted::Api(api) => &api.identifier,
            _ => issuer,
        };
        if !known.iter().any(|other| other == name) {
            known.push(name.to_owned());
        }
    }
    Ok(known)
}

/// What a token request asks for by its `resource` and `scope`.
///
/// # Errors
/// `invalid_target`, also for more than one.
pub fn wanted<'a>(
    application: &'a Application,
    issuer: &str,
    resources: &[&str],
    scopes: &[&str],
) -> Result<Wanted<'a>, OAuthError> {
    let mut wanted = match scopes {
        [] => Wanted::Any,
        _ => Wanted::Issuer,
    };
    let by_scope = scopes.iter().filter_map(|name| application.api_of_scope(name)).map(Wanted::Api);
    let named = resources.iter().filter(|resource| !resource.is_empty());
    let named = named.map(|resource| find(application, issuer, resource));
    let mut asked = named.collect::<Result<Vec<_>, _>>()?;
    asked.extend(by_scope);
    for one in &asked {
        if asked.first() != Some(one) {
            let description = "one access token is for one resource and its scopes";
            return Err(OAuthError::new(Cause::ResourcesSeveral, description));
        }
        wanted = *one;
    }
    Ok(wanted)
}

impl Wanted<'_> {
    /// How long an access token lasts that is asked for so, in seconds; at most, where the request leaves it open what it is for.
    pub fn longest(&self, application: &Application) -> i64 {
        let apis = application.resources.iter().map(|api| api.access_token_lifetime);
        match self {
            Wanted::Api(api) => api.access_token_lifetime,
            Wanted::Issuer => lifetime::ACCESS_TOKEN,
            Wanted::Any => apis.fold(lifetime::ACCESS_TOKEN, i64::max),
        }
    }
}

/// What the access token of a grant is for; where the request leaves it open, the first resource that was granted.
pub fn target(
    application: &Application,
    issuer: &str,
    granted: &Granted,
    wanted: Wanted<'_>,
) -> Target {
    let api = match wanted {
        Wanted::Api(api) => Some(api),
        Wanted::Issuer => None,
        Wanted::Any => first(application, issuer, granted),
    };
    let Some(api) = api else {
        let audience = issuer.to_owned();
        return Target { audience, scopes: Vec::new(), lifetime: lifetime::ACCESS_TOKEN };
    };
    let allowed = application.delegated_scopes(api);
    let scopes = granted.api_scopes.iter().filter(|name| allowed.contains(name));
    Target::of_api(api, scopes.cloned().collect())
}

fn first<'a>(application: &'a Application, issuer: &str, granted: &Granted) -> Option<&'a Api> {
    for resource in &granted.details.resources {
        if resource == issuer {
            return None;
        }
        if let Some(api) = application.api(resource) {
            return Some(api);
        }
    }
    let mut scopes = granted.api_scopes.iter().filter(|name| application.may_delegate(name));
    scopes.find_map(|name| application.api_of_scope(name))
}

fn find<'a>(
    application: &'a Application,
    issuer: &str,
    resource: &str,
) -> Result<Wanted<'a>, OAuthError> {
    if is_issuers(issuer, resource) {
        return Ok(Wanted::Issuer);
    }
    application.api(resource).map(Wanted::Api).ok_or_else(|| {
        let known = application.resources.iter().map(|api| api.identifier.as_str());
        let known: Vec<&str> = known.chain([issuer]).collect();
        let description = format!("resource may be: {}", known.join(", "));
        OAuthError::new(Cause::ResourceUnknown, description)
    })
}

/// Whether `sent` is the identifier `known`. One without a path may end with the slash that a URL parser writes there
/// (RFC 3986 §6.2.3).
fn is_same(known: &str, sent: &str) -> bool {
    let pathless = known.contains("://") && known.matches('/').count() == 2;
    known == sent || (pathless && sent.strip_suffix('/') == Some(known))
}

/// The issuer, or its userinfo endpoint: one audience.
fn is_issuers(issuer: &str, resource: &str) -> bool {
    resource.strip_prefix(issuer).is_some_and(|rest| matches!(rest, "" | "/" | "/userinfo"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Label;
    use crate::protocol::ApiScope;
    use crate::protocol::application::tests::application;

    fn api(id: &str, scope: &str) -> Api {
        let scope =
            ApiScope { name: scope.into(), display_name: Label::default(), description: None };
        Api {
            id: id.into(),
            display_name: Label::default(),
            identifier: format!("https://{id}.example"),
            scopes: vec![scope],
            access_token_lifetime: 300,
            applications: Vec::new(),
        }
    }

    fn client() -> Application {
        let access = |id: &str, scope: &str| ApiAccess {
            id: id.into(),
            delegated_scopes: vec![scope.into()],
            application_scopes: Vec::new(),
        };
        Application {
            apis: vec![access("a", "a.read"), access("b", "b.read")],
            resources: vec![api("a", "a.read"), api("b", "b.read")],
            ..application()
        }
    }

    fn word(resources: &[&str], scopes: &[&str]) -> Result<String, Cause> {
        let client = client();
        match wanted(&client, "https://i.example", resources, scopes) {
            Ok(Wanted::Any) => Ok("any".into()),
            Ok(Wanted::Issuer) => Ok("issuer".into()),
            Ok(Wanted::Api(api)) => Ok(api.id.clone()),
            Err(error) => Err(error.cause),
        }
    }

    #[test]
    fn a_resource_or_a_scope_names_the_api_and_nothing_names_two() {
        let (a, b) = ("https://a.example", "https://b.example");
        for (resources, scopes, expected) in [
            (&[][..], &[][..], "any"),
            (&[], &["openid"], "issuer"),
            (&[], &["openid", "b.read"], "b"),
            (&[a], &[], "a"),
            (&[a, a], &["a.read"], "a"),
            (&["https://a.example/", a], &["a.read"], "a"),
            (&["https://i.example/userinfo"], &[], "issuer"),
        ] {
            assert_eq!(word(resources, scopes), Ok(expected.into()), "{resources:?} {scopes:?}");
        }
        for (resources, scopes, cause) in [
            (&[a, b][..], &[][..], Cause::ResourcesSeveral),
            (&[a], &["b.read"], Cause::ResourcesSeveral),
            (&[], &["a.read", "b.read"], Cause::ResourcesSeveral),
            (&["https://i.example"], &["a.read"], Cause::ResourcesSeveral),
            (&["https://a.example//"], &[], Cause::ResourceUnknown),
            (&["https://a.example/a"], &[], Cause::ResourceUnknown),
            (&["x"], &[], Cause::ResourceUnknown),
        ] {
            assert_eq!(word(resources, scopes), Err(cause), "{resources:?} {scopes:?}");
        }
    }
}
