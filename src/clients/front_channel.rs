//! The frames of the sign-out page (OpenID Connect Front-Channel Logout §3): one for each application that took part in the
//! session and asked for it.

use crate::http::check_address;
use crate::ports::Platform;
use crate::protocol::logout;
use crate::request::site::Site;
use crate::store::logouts::Logout;

/// How many frames a page has at most.
const MOST: usize = 30;

/// Their addresses. What can't be loaded is left out: nobody's sign-out fails for it.
pub async fn frames<P: Platform>(site: &Site<'_, P>, logouts: &[Logout]) -> Vec<String> {
    let development = site.settings.development;
    let mut frames = Vec::new();
    for about in logouts.iter().take(MOST) {
        let Ok(loaded) = site.registered(&about.client_id).await else { continue };
        let application = &loaded.value.application;
        if let Some(uri) = &application.frontchannel_logout_uri
            && check_address(uri, application.named_by(), site.issuer(), development).is_ok()
        {
            frames.push(logout::frame(uri, site.issuer(), &about.session));
        }
    }
    frames
}
