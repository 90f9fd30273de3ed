//! Where a page's images are.

use super::site::Site;
use crate::documents::{Look, image_fault};
use crate::memory::isolate::log_fault;
use crate::ports::Platform;
use crate::route::Route;

/// The address of an image: with its hash as soon as this isolate knows it; none if it can't be served.
pub fn of<P: Platform>(site: &Site<P>, name: &str) -> Option<String> {
    let path = Route::Image(name.to_owned()).path();
    match site.isolate.images.known(name) {
        Some(Ok(image)) => Some(format!("{path}?v={}", image.version)),
        Some(Err(_)) => None,
        None => Some(path),
    }
}

/// Has the images of a look read after the response, those that were not of late.
pub fn refresh<P: Platform>(site: &Site<P>, look: &Look) {
    let now = site.now;
    let due = site.isolate.images.due(look.branding.images.names(), now);
    if due.is_empty() {
        return;
    }
    let (platform, isolate) = (site.platform.clone(), site.isolate.clone());
    site.platform.after_response(async move {
        for name in due {
            if let Ok(Err(sentence)) = isolate.images.read(&platform, &name, now).await {
                log_fault(&platform, &image_fault(&name, sentence));
            }
        }
    });
}
