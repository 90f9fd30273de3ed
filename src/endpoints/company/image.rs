//! Images of a company's look.

use crate::config::Fault;
use crate::documents::{Images, Look, image_fault};
use crate::encode::gather::Gather;
use crate::failure::Failure;
use crate::http::Response;
use crate::memory::isolate::log_fault;
use crate::ports::{KvError, Platform};
use crate::request::site::Site;
use crate::route::Route;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Answers GET: for good where the hash of the content is the one asked for, else for now.
///
/// # Errors
/// When KV can't be asked.
pub async fn answer<P: Platform>(site: &Site<'_, P>, name: &str) -> Result<Response, Failure> {
    let found = site.isolate.images.get(site.platform, name, site.now).await;
    let found = found.map_err(|KvError(reason)| Failure::Us { reason, temporary: true })?;
    let Ok(image) = found else { return Ok(Response::empty(404)) };
    let response = Response::image(image.image_type.media_type(), image.bytes);
    Ok(if site.request.query_form().first("v") == image.version {
        response.with_header("cache-control", "public, max-age=31536000, immutable")
    } else {
        response
    })
}

/// The address of an image: with its hash as soon as this isolate knows it; none if it can't be served.
pub fn address<P: Platform>(site: &Site<P>, name: &str) -> Option<String> {
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

/// The images that the looks of this isolate name and that can't be served.
pub async fn faults<P: Platform>(site: &Site<'_, P>) -> Vec<Fault> {
    let mut looks: Vec<Rc<Look>> = Vec::new();
    for loaded in site.isolate.applications.all() {
        looks.extend(loaded.value.looks.values().cloned());
    }
    looks.extend(site.isolate.directory.all().iter().map(|loaded| loaded.value.look.clone()));
    let names: BTreeSet<&str> = looks.iter().flat_map(|look| look.branding.images.names()).gather();
    let mut faults = Vec::new();
    for name in names.into_iter().take(Images::MOST) {
        if let Ok(Err(sentence)) = site.isolate.images.get(site.platform, name, site.now).await {
            faults.push(image_fault(name, sentence));
        }
    }
    faults
}
