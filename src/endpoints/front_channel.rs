//! The frames of the sign-out page (OpenID Connect Front-Channel Logout §3): one for each application that took part in the
//! session and asked for it.

use super::site::Site;
use crate::ports::Platform;
use crate::protocol::logout;
use crate::store::logouts::Logout;

/// How many frames a page has at most.
const MOST: usize = 30;

/// Their addresses. What can't be loaded is left out: nobody's sign-out fails for it.
pub async fn frames<P: Platform>(site: &Site<'_, P>, logouts: &[Logout]) -> Vec<String> {
    let mut frames = Vec::new();
    for about in logouts.iter().take(MOST) {
        let Ok(loaded) = site.registered(&about.client_id).await else { continue };
        if let Some(uri) = &loaded.value.application.frontchannel_logout_uri {
            frames.push(logout::frame(uri, site.issuer(), &about.session));
        }
    }
    frames
}
