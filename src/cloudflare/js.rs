//! What JavaScript holds and throws.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A property of an object.
pub fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
}

/// What `thrown` says of itself.
pub fn message(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        return format!("{}: {}", error.name(), error.message());
    }
    thrown.as_string().unwrap_or_else(|| format!("{thrown:?}"))
}
