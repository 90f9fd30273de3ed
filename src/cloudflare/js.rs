//! What JavaScript throws.

use wasm_bindgen::{JsCast, JsValue};

/// What `thrown` says of itself.
pub fn message(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        return format!("{}: {}", error.name(), error.message());
    }
    thrown.as_string().unwrap_or_else(|| format!("{thrown:?}"))
}
