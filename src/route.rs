//! The addresses of this issuer, read and written: one row a route. Links are built here, never typed.

mod callers;

pub use self::callers::{Callers, Page, Row};

use crate::branding::ImageType;
use crate::flow::Step;
use crate::http::Method;

/// What is only read.
const READ: &[Method] = &[Method::Get, Method::Head];
/// What is read, and filled in.
const FILL: &[Method] = &[Method::Get, Method::Head, Method::Post];
/// What is only asked with a body.
const POST: &[Method] = &[Method::Post];
/// What is read, replaced and deleted.
const MANAGE: &[Method] = &[Method::Get, Method::Head, Method::Put, Method::Delete];

/// Rows of routes with one address: variant, name in the log, path, methods, callers. Then rows of routes with parameters:
/// variant, name, how a path is read and written, methods, callers.
macro_rules! routes {
    (
        one address:
        $($(#[$doc:meta])+ $one:ident, $name:literal, $path:literal, $methods:ident, $callers:expr;)+
        with parameters:
        $($(#[$many_doc:meta])+ $many:ident
            $(($parameter:ident: $type:ty))?
            $({ $($(#[$field_doc:meta])+ $field:ident: $field_type:ty,)+ })?,
            $many_name:literal, $read:ident, $written:expr, $many_methods:ident, $many_callers:expr;)+
    ) => {
        /// An address that something answers.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Route {
            $($(#[$doc])+ $one,)+
            $($(#[$many_doc])+ $many
                $(($type))?
                $({ $($(#[$field_doc])+ $field: $field_type,)+ })?,)+
        }

        impl Route {
            fn with_one_address(path: &str) -> Option<Self> {
                match path {
                    $($path => Some(Self::$one),)+
                    _ => None,
                }
            }

            fn with_parameters(path: &str) -> Option<Self> {
                None$(.or_else(|| $read(path)))+
            }

            /// Writes the path.
            pub fn path(&self) -> String {
                let path = match self {
                    $(Self::$one => $path,)+
                    $(Self::$many $(($parameter))? $({ $($field),+ })? => return $written,)+
                };
                path.to_owned()
            }

            /// Its row.
            pub fn row(&self) -> &'static Row {
                match self {
                    $(Self::$one => &Row { name: $name, methods: $methods, callers: $callers },)+
                    $(Self::$many { .. } => {
                        &Row { name: $many_name, methods: $many_methods, callers: $many_callers }
                    })+
                }
            }
        }
    };
}

routes! {
    one address:
    /// OpenID Connect Discovery §4.
    Discovery, "discovery", "/.well-known/openid-configuration", READ, Callers::Readers;
    /// RFC 8414 §3.
    ServerMetadata, "server-metadata", "/.well-known/oauth-authorization-server", READ, Callers::Readers;
    /// RFC 9728 §3.1, of the issuer.
    ResourceMetadata, "resource-metadata", "/.well-known/oauth-protected-resource", READ, Callers::Readers;
    /// The same, of the userinfo endpoint.
    UserinfoMetadata, "userinfo-metadata", "/.well-known/oauth-protected-resource/userinfo", READ, Callers::Readers;
    /// The keys.
    Jwks, "jwks", "/jwks", READ, Callers::Readers;
    /// The authorization endpoint.
    Authorize, "authorize", "/authorize", FILL, Callers::People(Page::Entrance);
    /// RFC 9126 §2.
    PushedAuthorizationRequest, "par", "/par", POST, Callers::Programs;
    /// RFC 8628 §3.1.
    DeviceAuthorization, "device-authorization", "/device_authorization", POST, Callers::Programs;
    /// Where people type the code that a device shows.
    Device, "device", "/device", FILL, Callers::People(Page::Form);
    /// Where the user flow of a device comes back to.
    DeviceCallback, "device-callback", "/device/callback", READ, Callers::People(Page::Plain);
    /// The token endpoint.
    Token, "token", "/token", POST, Callers::Scripts;
    /// The userinfo endpoint.
    Userinfo, "userinfo", "/userinfo", FILL, Callers::Bearers;
    /// RFC 7662 §2.
    Introspect, "introspect", "/introspect", POST, Callers::Programs;
    /// RFC 7009 §2.
    Revoke, "revoke", "/revoke", POST, Callers::Scripts;
    /// The registration endpoint (RFC 7591 §3).
    Register, "register", "/register", POST, Callers::Scripts;
    /// The end-session endpoint and its pages.
    Logout, "logout", "/logout", FILL, Callers::People(Page::SignOut);
    /// OpenID Connect Session Management §3.2.
    CheckSession, "check-session", "/check-session", READ, Callers::People(Page::Framed);
    /// A person's own page.
    Account, "account", "/account", FILL, Callers::People(Page::Form);
    /// How the deployment is.
    Health, "health", "/health", READ, Callers::People(Page::Plain);
    /// The development outbox.
    Outbox, "outbox", "/dev/outbox", READ, Callers::People(Page::Plain);
    /// The sample application, in development.
    Demo, "demo", "/demo/", READ, Callers::People(Page::Plain);
    /// Starts runs of user flows.
    RunUserFlow, "run-user-flow", "/run-user-flow", FILL, Callers::People(Page::Form);
    /// Where such runs end.
    RunUserFlowCallback, "run-user-flow-callback", "/run-user-flow/callback", READ, Callers::People(Page::Plain);
    /// The bare host.
    Home, "home", "/", READ, Callers::People(Page::Plain);
    /// The style sheet of a company's look.
    Sheet, "sheet", "/branding.css", READ, Callers::People(Page::Plain);

    with parameters:
    /// A registration (RFC 7592 §2), by `client_id`.
    Registration(client_id: String),
        "registration", registration, format!("/register/{client_id}"), MANAGE, Callers::Bearers;
    /// A page of a running flow.
    Flow {
        /// The transaction's id.
        transaction: String,
        /// The step; none for a page that no step has.
        step: Option<Step>,
    },
        "flow", flow, format!("/flow/{transaction}/{}", step.map_or("", Step::name)), FILL, Callers::People(Page::Step);
    /// A user flow's pages with sample values, framed: by the flow's id.
    Preview(flow: String),
        "preview", preview, format!("/run-user-flow/preview/{flow}"), READ, Callers::People(Page::Plain);
    /// One of them by itself.
    PreviewPage {
        /// The flow's id.
        flow: String,
        /// The page's name.
        page: String,
    },
        "preview", preview_page, format!("/run-user-flow/preview/{flow}/{page}"), READ, Callers::People(Page::Plain);
    /// An image of a company's look, by name.
    Image(name: String),
        "image", image, format!("/image/{name}"), READ, Callers::People(Page::Plain);
    /// The logo of an application that registered itself, by its hash.
    Logo(hash: String),
        "logo", logo, format!("/logo/{hash}"), READ, Callers::People(Page::Plain);
}

impl Route {
    /// Reads a path.
    pub fn parse(path: &str) -> Option<Self> {
        let written = [path, without_outer_slashes(path)].into_iter().find_map(|written| {
            let may_be = |route: &Self| written == path || route.row().callers == Callers::Readers;
            Self::with_one_address(written).filter(may_be)
        });
        written.or_else(|| Self::with_parameters(path))
    }

    /// The absolute address.
    pub fn url(&self, issuer: &str) -> String {
        format!("{issuer}{}", self.path())
    }
}

/// `path` with one slash before it and none behind.
fn without_outer_slashes(path: &str) -> &str {
    let mut path = path.trim_end_matches('/');
    while let Some(rest) = path.strip_prefix('/').filter(|rest| rest.starts_with('/')) {
        path = rest;
    }
    path
}

fn registration(path: &str) -> Option<Route> {
    let client_id = path.strip_prefix("/register/")?;
    is_segment(client_id).then(|| Route::Registration(client_id.to_owned()))
}

fn flow(path: &str) -> Option<Route> {
    let (transaction, step) = path.strip_prefix("/flow/")?.split_once('/')?;
    if !is_segment(transaction) || !is_segment(step) {
        return None;
    }
    Some(Route::Flow { transaction: transaction.to_owned(), step: Step::named(step) })
}

fn preview(path: &str) -> Option<Route> {
    let flow = path.strip_prefix("/run-user-flow/preview/")?;
    is_flow(flow).then(|| Route::Preview(flow.to_owned()))
}

fn preview_page(path: &str) -> Option<Route> {
    let (flow, page) = path.strip_prefix("/run-user-flow/preview/")?.split_once('/')?;
    if !is_flow(flow) || !is_segment(page) {
        return None;
    }
    Some(Route::PreviewPage { flow: flow.to_owned(), page: page.to_owned() })
}

fn image(path: &str) -> Option<Route> {
    let name = path.strip_prefix("/image/")?;
    ImageType::of_name(name).map(|_| Route::Image(name.to_owned()))
}

fn logo(path: &str) -> Option<Route> {
    let hash = path.strip_prefix("/logo/")?;
    is_segment(hash).then(|| Route::Logo(hash.to_owned()))
}

fn is_segment(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&text.len()) && text.chars().all(plain)
}

/// A flow's id may have dots, too.
fn is_flow(text: &str) -> bool {
    is_segment(&text.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use super::Route;
    use crate::flow::Step;

    #[test]
    fn what_is_written_is_read_again() {
        let flow = Route::Flow { transaction: "aB-_9".into(), step: Some(Step::SignIn) };
        let page = Route::PreviewPage { flow: "a.b".into(), page: "sign-in".into() };
        let previews = [Route::Preview("a.b".into()), page];
        let image = Route::Image("a-1.png".into());
        let plain = [
            Route::Logo("aB-_9".into()),
            Route::Registration("aB-_9".into()),
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
