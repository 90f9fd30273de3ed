//! Bodies, read whole but not without end.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// The bytes of `stream`; none if there are more than `limit`: the rest is not read.
pub async fn read_at_most(
    stream: &ReadableStream,
    limit: usize,
) -> Result<Option<Vec<u8>>, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let part = reader.read().await?;
        if Reflect::get(&part, &"done".into())?.is_truthy() {
            return Ok(Some(bytes));
        }
        let chunk = Uint8Array::new(&Reflect::get(&part, &"value".into())?).to_vec();
        if bytes.len() + chunk.len() > limit {
            // Nobody waits for the sender to be told; that it can fail changes nothing.
            let _ = reader.cancel().await;
            return Ok(None);
        }
        bytes.extend(chunk);
    }
}
