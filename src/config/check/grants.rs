//! Which grants an application may use, and what it must say of itself for that.

use super::unique;
use crate::config::fault::At;
use crate::config::raw::app::App as Raw;
use crate::protocol::{ApplicationType, GrantType};

/// The grants that any application may use.
pub fn of_tenant(raw: Option<Vec<GrantType>>, at: &At<'_>) -> Vec<GrantType> {
    let Some(grants) = raw else { return GrantType::ALL.to_vec() };
    unique::list(&grants, at);
    if !grants.is_empty() && !grants.contains(&GrantType::AuthorizationCode) {
        at.fault("must hold authorization_code: people sign in by it");
    }
    grants
}

/// The grants: what the document lists, or what is usual for its kind.
pub fn check(raw: &Raw, application_type: Option<ApplicationType>, at: &At<'_>) -> Vec<GrantType> {
    let list = &at.field("grantTypes");
    let daemon = application_type == Some(ApplicationType::Daemon);
    let grants: Vec<GrantType> = match &raw.grant_types {
        Some(listed) => {
            unique::list(listed, list);
            listed.clone()
        }
        None if daemon => vec![GrantType::ClientCredentials],
        None => vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
    };
    let public = application_type.is_some_and(|kind| !kind.keeps_secret());
    for (index, grant) in grants.iter().enumerate() {
        let at = &list.item(index);
        match grant {
            GrantType::ClientCredentials if public => {
                at.fault("spa and native keep no secret to prove themselves with");
            }
            GrantType::ClientCredentials => {}
            _ if daemon => {
                at.fault("nobody signs in to a daemon; allowed: client_credentials");
            }
            GrantType::RefreshToken if !grants.iter().any(|grant| grant.signs_in()) => {
                at.fault("needs a grant by which people sign in beside it");
            }
            _ => {}
        }
    }
    check_places(raw, &grants, daemon, at);
    grants
}

/// Who signs people in says where they come from and go to; nobody else does.
fn check_places(raw: &Raw, grants: &[GrantType], daemon: bool, at: &At<'_>) {
    let signs_in = grants.iter().any(|grant| grant.signs_in());
    let redirects = grants.contains(&GrantType::AuthorizationCode);
    for (field, is_there, needed) in [
        ("redirectUris", raw.redirect_uris.is_some(), redirects),
        ("homeUri", raw.home_uri.is_some(), signs_in && raw.initiate_login_uri.is_none()),
        ("initiateLoginUri", raw.initiate_login_uri.is_some(), false),
        ("flows", raw.flows.is_some(), signs_in),
        ("postLogoutRedirectUris", raw.post_logout_redirect_uris.is_some(), false),
    ] {
        if needed && !is_there {
            at.field(field).fault("is missing; an application that people sign in to needs it");
        }
        if daemon && is_there {
            at.field(field).fault("nobody signs in to a daemon; leave it out");
        }
    }
}
