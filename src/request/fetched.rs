//! What stands at addresses of others, asked for a request of nobody known. Anybody can bring that about, so it is counted: for
//! the network of who does, in D1, and then for the address, in the isolate.

use super::site::Site;
use crate::http::NamedBy;
use crate::memory::fetched::{Nothing, get};
use crate::ports::{OutboundResponse, Platform};
use crate::store::Throttled;
use crate::store::looks::{self, LookKeys};

/// What stands at `url`. `network` is its counter's key; none where it is not counted.
///
/// # Errors
/// When it may not be asked, or not now; when nobody answers, or not with 200.
pub async fn look<P: Platform>(
    site: &Site<'_, P>,
    (url, named_by): (&str, NamedBy),
    accept: &str,
    network: Option<String>,
) -> Result<OutboundResponse, Nothing> {
    let looks = &site.isolate.looks;
    looks.wait(url, site.now).map_or(Ok(()), |seconds| Err(Nothing::throttled(seconds)))?;
    if let Some(keys) = network.map(|network| keys(site, network, url)) {
        let counted = looks::begin(site.platform, &keys, site.now).await;
        match counted {
            Ok(None) => {}
            Ok(Some(Throttled { seconds })) => return Err(Nothing::throttled(seconds)),
            Err(error) => return Err(Nothing::told(format!("{error:?}"), None)),
        }
    }
    if !looks.may(url, site.now) {
        return Err(Nothing::throttled(60));
    }
    let answer = get(site.platform, (url, named_by), &site.mode(), accept).await;
    looks.ended(url, answer.is_ok(), site.now);
    answer
}

/// What `look` got served its request: it does not count for its network. Nobody waits for that.
pub fn served<P: Platform>(site: &Site<'_, P>, url: &str, network: Option<String>) {
    let Some(keys) = network.map(|network| keys(site, network, url)) else { return };
    let platform = site.platform.clone();
    site.platform.after_response(async move {
        let _ = looks::served(&platform, &keys).await;
    });
}

fn keys<P: Platform>(site: &Site<'_, P>, network: String, url: &str) -> LookKeys {
    LookKeys { at_one: site.counter(&network, url), network }
}
