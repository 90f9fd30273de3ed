//! Images of a company's look.

use crate::config::Fault;
use crate::documents::{Images, Look, image_fault};
use crate::encode::gather::Gather;
use crate::failure::{Failure, Ours};
use crate::http::Response;
use crate::ports::{KvError, Platform};
use crate::request::site::Site;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Answers GET: for good where the hash of the content is the one asked for, else for now.
///
/// # Errors
/// When KV can't be asked.
pub async fn answer<P: Platform>(site: &Site<'_, P>, name: &str) -> Result<Response, Failure> {
    let found = site.isolate.images.get(site.platform, name, site.now).await;
    let found = found.map_err(|KvError(reason)| Failure::Us(Ours::ForNow(reason)))?;
    let Ok(image) = found else { return Ok(Response::empty(404)) };
    let response = Response::image(image.image_type.media_type(), image.bytes);
    Ok(if site.request.query_form().first("v") == image.version {
        response.with_header("cache-control", "public, max-age=31536000, immutable")
    } else {
        response
    })
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
