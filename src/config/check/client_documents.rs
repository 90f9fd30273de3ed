//! Which applications are known by a client ID metadata document (draft-ietf-oauth-client-id-metadata-document): those of
//! any host, or of hosts that are listed.

use super::{registration, unique};
use crate::config::fault::At;
use crate::config::raw::registration::ClientDocuments as Raw;
use crate::protocol::{ClientDocuments, GrantType};
use url::Url;

/// The tenant's `clientIdMetadataDocuments`.
pub fn check(raw: Raw, grants: &[GrantType], at: &At<'_>) -> ClientDocuments {
    let named = (raw.flows, raw.scopes, raw.apis, raw.schemes);
    let allowance = registration::allowance(named, grants, at);
    if let Some(hosts) = &raw.hosts {
        let at = &at.field("hosts");
        unique::list(hosts, at);
        for (index, host) in hosts.iter().enumerate().filter(|(_, host)| !is_host(host)) {
            at.item(index).fault(format!(
                "`{host}` is no host; allowed: app.example, in small letters and ASCII (xn--…)"
            ));
        }
    }
    ClientDocuments { allowance, hosts: raw.hosts }
}

/// A host as it stands in a URL.
fn is_host(host: &str) -> bool {
    !host.contains('*')
        && Url::parse(&format!("https://{host}/")).is_ok_and(|url| url.host_str() == Some(host))
}
