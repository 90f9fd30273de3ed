//! Where an application is told that a session ended (OpenID Connect Back-Channel Logout §2.2, Front-Channel Logout §2).

use super::uri::{self, Rules};
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::App as Raw;
use crate::encode::gather::Gather;
use crate::protocol::{ApplicationType, redirect_uri};
use std::collections::BTreeSet;
use url::Url;

/// The addresses of the back channel and of the front channel.
pub fn check(raw: &Raw, mode: &Mode, at: &At<'_>) -> (Option<String>, Option<String>) {
    let front_at = &at.field("frontchannelLogoutUri");
    let back =
        address(raw.backchannel_logout_uri.as_deref(), mode, &at.field("backchannelLogoutUri"));
    let front = address(raw.frontchannel_logout_uri.as_deref(), mode, front_at);
    if let Some(front) = &front {
        check_front(front, raw.redirect_uris.as_deref().unwrap_or_default(), mode, front_at);
    }
    for (channel, required, uri) in [
        ("backchannel", raw.backchannel_logout_session_required, &back),
        ("frontchannel", raw.frontchannel_logout_session_required, &front),
    ] {
        if required == Some(true) && uri.is_none() {
            let at = &at.field(&format!("{channel}LogoutSessionRequired"));
            at.fault(format!("means nothing without `{channel}LogoutUri`"));
        }
    }
    (back, front)
}

/// https; in development also http on this machine.
fn address(raw: Option<&str>, mode: &Mode, at: &At<'_>) -> Option<String> {
    let written = raw?;
    if written.starts_with("http:") && !mode.development {
        at.fault("is http, which is for development alone; allowed: https");
        return Some(written.to_owned());
    }
    let application_type = Some(ApplicationType::Web);
    Some(uri::check(written, Rules { application_type, answers: true, mode, described: None }, at))
}

/// An application speaks for its own origins alone (OpenID Connect Front-Channel Logout §2).
fn check_front(front: &str, redirect_uris: &[String], mode: &Mode, at: &At<'_>) {
    let whole = |uri: &String| uri.replacen("{issuer}", &mode.issuer, 1);
    let origins: BTreeSet<String> =
        redirect_uris.iter().filter_map(|uri| redirect_uri::origin(&whole(uri))).gather();
    if redirect_uri::origin(front).is_some_and(|origin| !origins.contains(&origin)) {
        let allowed: Vec<String> = origins.into_iter().collect();
        let allowed = if allowed.is_empty() { "none".to_owned() } else { allowed.join(", ") };
        at.fault(format!("is of another origin than `redirectUris`; allowed: {allowed}"));
    }
    let sid = Url::parse(front).is_ok_and(|url| url.query_pairs().any(|(name, _)| name == "sid"));
    if sid {
        at.fault("its query holds `sid`, which the issuer adds");
    }
}
