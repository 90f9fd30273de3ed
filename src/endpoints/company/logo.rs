//! The logo of an application that registers itself (OpenID Connect Dynamic Client Registration §2): fetched once and
//! served from here, so that no page of ours has a browser ask another host for anything.

use crate::branding::{self, ImageType};
use crate::failure::Failure;
use crate::http::{NamedBy, Response};
use crate::ports::Platform;
use crate::request::fetched;
use crate::request::site::Site;
use crate::store::logos::{self, Change, Logo};
use serde_json::{Map, Value};

/// The widest and highest logo, in pixels.
const LARGEST: u32 = 2048;

/// Answers GET; the address is of this very image.
///
/// # Errors
/// When the database can't be asked.
pub async fn answer<P: Platform>(site: &Site<'_, P>, hash: &str) -> Result<Response, Failure> {
    let bytes = logos::read(site.platform, hash).await?;
    let image = bytes.and_then(|bytes| Some((ImageType::of_bytes(&bytes)?, bytes)));
    let Some((image_type, bytes)) = image else { return Ok(Response::empty(404)) };
    Ok(Response::image(image_type.media_type(), bytes.into())
        .with_header("cache-control", "public, max-age=31536000, immutable"))
}

/// What becomes of the logo when `metadata` is registered in place of `known`: a new address is fetched. One that can't be
/// shown is taken out, so that it is not registered, as the answer says (RFC 7591 §3.2.1). The look is counted for `network`,
/// where that is counted.
pub async fn change<P: Platform>(
    site: &Site<'_, P>,
    metadata: &mut Map<String, Value>,
    known: Option<&str>,
    network: Option<&String>,
) -> Change {
    let known: Map<String, Value> =
        known.and_then(|known| serde_json::from_str(known).ok()).unwrap_or_default();
    let uri = match metadata.get("logo_uri") {
        same if same == known.get("logo_uri") => return Change::None,
        uri => uri.and_then(Value::as_str).unwrap_or_default(),
    };
    if uri.is_empty() {
        return Change::To(None);
    }
    let (at, accept) = ((uri, NamedBy::Stranger), "image/png, image/jpeg, image/webp");
    let image = match fetched::look(site, at, accept, network.cloned()).await {
        Ok(answer) => fitting(answer.body),
        Err(nothing) => Err(nothing.reason),
    };
    match image {
        Ok(image) => Change::To(Some(Logo::of(&image))),
        Err(reason) => {
            site.log_failure(&format!("logo_uri {uri}: {reason}"), true);
            metadata.remove("logo_uri");
            Change::To(None)
        }
    }
}

fn fitting(image: Vec<u8>) -> Result<Vec<u8>, String> {
    match branding::dimensions(&image) {
        Some((1..=LARGEST, 1..=LARGEST)) => Ok(image),
        Some((width, height)) => Err(format!("it is {width}x{height} pixels")),
        None => Err("it is no PNG, JPEG or WebP".to_owned()),
    }
}
