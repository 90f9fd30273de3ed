//! The addresses of this issuer, read and written. Links are built here, never typed.

mod step;

pub use step::Step;

use crate::branding::ImageType;

/// An address that something answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// OpenID Connect Discovery §4.
    Discovery,
    /// RFC 8414 §3.
    ServerMetadata,
    /// RFC 9728 §3.1, of the issuer.
    ResourceMetadata,
    /// The same, of the userinfo endpoint.
    UserinfoMetadata,
    /// The keys.
    Jwks,
    /// The authorization endpoint.
    Authorize,
    /// RFC 9126 §2.
    PushedAuthorizationRequest,
    /// RFC 8628 §3.1.
    DeviceAuthorization,
    /// Where people type the code that a device shows.
    Device,
    /// Where the user flow of a device comes back to.
    DeviceCallback,
    /// The token endpoint.
    Token,
    /// The userinfo endpoint.
    Userinfo,
    /// RFC 7662 §2.
    Introspect,
    /// RFC 7009 §2.
    Revoke,
    /// The registration endpoint (RFC 7591 §3).
    Register,
    /// A registration (RFC 7592 §2), by `client_id`.
    Registration(String),
    /// The end-session endpoint and its pages.
    Logout,
    /// OpenID Connect Session Management §3.2.
    CheckSession,
    /// A page of a running flow.
    Flow {
        /// The transaction's id.
        transaction: String,
        /// The step; none for a page that no step has.
        step: Option<Step>,
    },
    /// A person's own page.
    Account,
    /// How the deployment is.
    Health,
    /// The development outbox.
    Outbox,
    /// The sample application, in development.
    Demo,
    /// Starts runs of user flows.
    RunUserFlow,
    /// Where such runs end.
    RunUserFlowCallback,
    /// A user flow's pages with sample values.
    Preview {
        /// The flow's id.
        flow: String,
        /// One page, by itself; else all of them, framed.
        page: Option<String>,
    },
    /// The bare host.
    Home,
    /// The style sheet of a company's look.
    Sheet,
    /// An image of a company's look, by name.
    Image(String),
    /// The logo of an application that registered itself, by its hash.
    Logo(String),
}

impl Route {
    /// Reads a path.
    pub fn parse(path: &str) -> Option<Self> {
        if let Some(document) = document(path) {
            return Some(document);
        }
        Some(match path {
            "/authorize" => Self::Authorize,
            "/par" => Self::PushedAuthorizationRequest,
            "/device_authorization" => Self::DeviceAuthorization,
            "/device" => Self::Device,
            "/device/callback" => Self::DeviceCallback,
            "/token" => Self::Token,
            "/userinfo" => Self::Userinfo,
            "/introspect" => Self::Introspect,
            "/revoke" => Self::Revoke,
            "/register" => Self::Register,
            "/logout" => Self::Logout,
            "/check-session" => Self::CheckSession,
            "/account" => Self::Account,
            "/health" => Self::Health,
            "/dev/outbox" => Self::Outbox,
            "/demo/" => Self::Demo,
            "/run-user-flow" => Self::RunUserFlow,
            "/run-user-flow/callback" => Self::RunUserFlowCallback,
            "/" => Self::Home,
            "/branding.css" => Self::Sheet,
            _ if path.starts_with("/image/") => {
                let name = path.strip_prefix("/image/")?;
                ImageType::of_name(name)?;
                Self::Image(name.to_owned())
            }
            _ if path.starts_with("/logo/") => {
                let hash = path.strip_prefix("/logo/")?;
                is_segment(hash).then(|| Self::Logo(hash.to_owned()))?
            }
            _ if path.starts_with("/register/") => {
                let client_id = path.strip_prefix("/register/")?;
                is_segment(client_id).then(|| Self::Registration(client_id.to_owned()))?
            }
            _ => {
                if let Some(rest) = path.strip_prefix("/run-user-flow/preview/") {
                    return preview(rest);
                }
                let (transaction, step) = path.strip_prefix("/flow/")?.split_once('/')?;
                if !is_segment(transaction) || !is_segment(step) {
                    return None;
                }
                Self::Flow { transaction: transaction.to_owned(), step: Step::named(step) }
            }
        })
    }

    /// Its name in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::ServerMetadata => "server-metadata",
            Self::ResourceMetadata => "resource-metadata",
            Self::UserinfoMetadata => "userinfo-metadata",
            Self::Jwks => "jwks",
            Self::Authorize => "authorize",
            Self::PushedAuthorizationRequest => "par",
            Self::DeviceAuthorization => "device-authorization",
            Self::Device => "device",
            Self::DeviceCallback => "device-callback",
            Self::Token => "token",
            Self::Userinfo => "userinfo",
            Self::Introspect => "introspect",
            Self::Revoke => "revoke",
            Self::Register => "register",
            Self::Registration(_) => "registration",
            Self::Logout => "logout",
            Self::CheckSession => "check-session",
            Self::Flow { .. } => "flow",
            Self::Account => "account",
            Self::Health => "health",
            Self::Outbox => "outbox",
            Self::Demo => "demo",
            Self::RunUserFlow => "run-user-flow",
            Self::RunUserFlowCallback => "run-user-flow-callback",
            Self::Preview { .. } => "preview",
            Self::Home => "home",
            Self::Sheet => "sheet",
            Self::Image(_) => "image",
            Self::Logo(_) => "logo",
        }
    }

    /// Writes the path.
    pub fn path(&self) -> String {
        match self {
            Self::Discovery => "/.well-known/openid-configuration".to_owned(),
            Self::ServerMetadata => "/.well-known/oauth-authorization-server".to_owned(),
            Self::ResourceMetadata => "/.well-known/oauth-protected-resource".to_owned(),
            Self::UserinfoMetadata => "/.well-known/oauth-protected-resource/userinfo".to_owned(),
            Self::Jwks => "/jwks".to_owned(),
            Self::Authorize => "/authorize".to_owned(),
            Self::PushedAuthorizationRequest => "/par".to_owned(),
            Self::DeviceAuthorization => "/device_authorization".to_owned(),
            Self::Device => "/device".to_owned(),
            Self::DeviceCallback => "/device/callback".to_owned(),
            Self::Token => "/token".to_owned(),
            Self::Userinfo => "/userinfo".to_owned(),
            Self::Introspect => "/introspect".to_owned(),
            Self::Revoke => "/revoke".to_owned(),
            Self::Register => "/register".to_owned(),
            Self::Registration(client_id) => format!("/register/{client_id}"),
            Self::Logout => "/logout".to_owned(),
            Self::CheckSession => "/check-session".to_owned(),
            Self::Flow { transaction, step } => {
                format!("/flow/{transaction}/{}", step.map_or("", Step::name))
            }
            Self::Account => "/account".to_owned(),
            Self::Health => "/health".to_owned(),
            Self::Outbox => "/dev/outbox".to_owned(),
            Self::Demo => "/demo/".to_owned(),
            Self::RunUserFlow => "/run-user-flow".to_owned(),
            Self::RunUserFlowCallback => "/run-user-flow/callback".to_owned(),
            Self::Preview { flow, page: None } => format!("/run-user-flow/preview/{flow}"),
            Self::Preview { flow, page: Some(page) } => {
                format!("/run-user-flow/preview/{flow}/{page}")
            }
            Self::Home => "/".to_owned(),
            Self::Sheet => "/branding.css".to_owned(),
            Self::Image(name) => format!("/image/{name}"),
            Self::Logo(hash) => format!("/logo/{hash}"),
        }
    }

    /// The absolute address.
    pub fn url(&self, issuer: &str) -> String {
        format!("{issuer}{}", self.path())
    }
}

/// The documents that programs begin with. One that has the issuer with a slash at its end writes a slash too many, before
/// or behind; it reads there how the issuer is written.
fn document(path: &str) -> Option<Route> {
    Some(match path.trim_matches('/') {
        ".well-known/openid-configuration" => Route::Discovery,
        ".well-known/oauth-authorization-server" => Route::ServerMetadata,
        ".well-known/oauth-protected-resource" => Route::ResourceMetadata,
        ".well-known/oauth-protected-resource/userinfo" => Route::UserinfoMetadata,
        "jwks" => Route::Jwks,
        _ => return None,
    })
}

fn is_segment(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&text.len()) && text.chars().all(plain)
}

/// A flow's id may have dots, too.
fn preview(rest: &str) -> Option<Route> {
    let (flow, page) = rest.split_once('/').map_or((rest, None), |(flow, page)| (flow, Some(page)));
    if !is_segment(&flow.replace('.', "-")) || !page.is_none_or(is_segment) {
        return None;
    }
    Some(Route::Preview { flow: flow.to_owned(), page: page.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::{Route, Step};

    #[test]
    fn what_is_written_is_read_again() {
        let flow = Route::Flow { transaction: "aB-_9".into(), step: Some(Step::SignIn) };
        let preview = |page| Route::Preview { flow: "a.b".into(), page };
        let previews = [preview(None), preview(Some("sign-in".into()))];
        let image = Route::Image("a-1.png".into());
        let plain = [
            Route::Logo("aB-_9".into()),
            Route::Discovery,
            Route::Token,
            Route::CheckSession,
            Route::RunUserFlow,
            Route::Sheet,
            image,
            flow,
        ];
        for route in plain.into_iter().chain(previews) {
            assert_eq!(Route::parse(&route.path()), Some(route));
        }
        for path in [
            "/run-user-flow/preview/a/../b",
            "/flow/",
            "/flow/a",
            "/flow/a/b/c",
            "/flow/a/..%2f",
            "/Token",
            "/demo",
            "/image/a.svg",
            "/image/a/b.png",
            "",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }
}
