//! The images of a folder, and those that its documents name.

use super::Mode;
use super::check::{application, flow, tenant};
use super::fault::Fault;
use super::folder::under;
use crate::branding::{Branding, Slot, check_image, dimensions};
use std::collections::BTreeMap;

/// Every fault of `images` (name → bytes) and of what `documents` (key → text) name of them.
pub fn check_images(
    documents: &BTreeMap<String, String>,
    images: &BTreeMap<String, Vec<u8>>,
    mode: &Mode,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, bytes) in images {
        if let Err(sentence) = check_image(name, bytes) {
            faults.push(Fault {
                document: format!("image/{name}"),
                pointer: String::new(),
                sentence,
            });
        }
    }
    for (document, branding) in brandings(documents, mode) {
        for slot in Slot::ALL {
            let sentence = branding.images.get(slot).and_then(|name| misfit(slot, name, images));
            if let Some(sentence) = sentence {
                let pointer = format!("/branding/{}", slot.name());
                faults.push(Fault { document: document.clone(), pointer, sentence });
            }
        }
    }
    faults
}

fn brandings(documents: &BTreeMap<String, String>, mode: &Mode) -> Vec<(String, Branding)> {
    let text = documents.get("tenant").map_or("{}", String::as_str);
    let (tenant, _) = tenant::read(text, mode);
    let mut found = vec![("tenant".to_owned(), tenant.branding.clone())];
    for (id, text) in under(documents, "flow/") {
        found.push((format!("flow/{id}"), flow::read(id, text, &tenant).0.branding));
    }
    for (id, text) in under(documents, "app/") {
        found.push((format!("app/{id}"), application::read(id, text, mode).0.branding));
    }
    found
}

/// Why the image `name` can't stand in a place. What is wrong with it anywhere is not said here.
fn misfit(slot: Slot, name: &str, images: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let Some(bytes) = images.get(name) else {
        return Some(format!("names `{name}`, which is not in the folder image/"));
    };
    check_image(name, bytes).ok()?;
    let Some((width, height)) = dimensions(bytes) else {
        return Some(format!("names `{name}`, whose width and height can't be read"));
    };
    let (square, widest, highest) = match slot {
        Slot::Logo | Slot::LogoDark => (false, 1000, 400),
        Slot::SquareLogo | Slot::SquareLogoDark | Slot::Favicon => (true, 512, 512),
        Slot::BackgroundImage => (false, 1920, 1080),
    };
    let fits = width <= widest && height <= highest && (!square || width == height);
    let shape = if square { ", as wide as high" } else { "" };
    (!fits || width == 0 || height == 0).then(|| {
        format!("names `{name}`, which is {width}x{height} pixels; allowed: up to {widest}x{highest}{shape}")
    })
}
