//! The sector of pairwise subject identifiers (OpenID Connect Core §8.1): the host of `sectorIdentifierUri`, without which
//! every redirect URI is at one host.

use super::server_url;
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::{App as Raw, SubjectType};
use crate::encode::gather::Gather;
use std::collections::BTreeSet;
use url::Url;

/// The host that `sectorIdentifierUri` names; none without one.
pub fn check(raw: &Raw, mode: &Mode, at: &At<'_>) -> Option<String> {
    if let Some(uri) = &raw.sector_identifier_uri {
        server_url::check(uri, mode, &at.field("sectorIdentifierUri"));
        return host(uri);
    }
    let uris = raw.redirect_uris.iter().flatten();
    let hosts: BTreeSet<Option<String>> =
        uris.map(|uri| host(&uri.replacen("{issuer}", &mode.issuer, 1))).gather();
    if raw.subject_type == Some(SubjectType::Pairwise) && hosts.len() > 1 {
        at.field("subjectType")
            .fault("`pairwise` with redirect URIs at several hosts needs a sector identifier URI");
    }
    None
}

fn host(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}
