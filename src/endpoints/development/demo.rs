//! The sample company's applications, in development. Elsewhere it is not there.

use crate::failure::{Failure, Kind};
use crate::http::Response;
use crate::pages::demo::{self, Demo, Section};
use crate::ports::Platform;
use crate::request::site::Site;
use crate::request::view;

/// The applications: (name, `client_id`, flow, what the button for new accounts says).
const APPLICATIONS: [(&str, &str, &str, &str); 3] = [
    ("Woodgrove Suppliers", "demo-suppliers", "supplier", "Request your supplier account"),
    ("Woodgrove Shop", "demo-shop", "customer", "Create an account"),
    ("Woodgrove Resellers", "demo-resellers", "reseller", "Apply to resell"),
];

/// Answers GET.
///
/// # Errors
/// A page, outside development.
pub fn answer<P: Platform>(site: &Site<P>) -> Result<Response, Failure> {
    if !site.settings.development {
        return Err(Failure::person(Kind::NotFound));
    }
    let nonce = site.random::<16>();
    let sections = APPLICATIONS
        .iter()
        .map(|(application, client_id, flow, create_label)| Section {
            application,
            client_id,
            flow,
            create_label,
        })
        .collect();
    let markup = demo::page(&Demo { issuer: site.issuer(), sections, nonce: &nonce });
    let policy = view::policy(Some(&nonce), false);
    Ok(Response::html(200, markup.into_string()).with_header("content-security-policy", &policy))
}
