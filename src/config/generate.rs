//! The JSON Schemas as the types make them; `vestibule schema` writes them, and a test fails when the shipped ones differ.

use super::raw::{api::Api, app::App, flow::Flow, tenant::Tenant};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// Each schema's file name and text.
pub fn schemas() -> [(&'static str, String); 4] {
    [
        ("tenant.schema.json", schema_of::<Tenant>()),
        ("app.schema.json", schema_of::<App>()),
        ("api.schema.json", schema_of::<Api>()),
        ("flow.schema.json", schema_of::<Flow>()),
    ]
}

/// The JSON Schema of `T`, as text.
pub fn schema_of<T: JsonSchema>() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null as fn(&mut Schema)).transform(&mut schema);
    RecursiveTransform(on_one_line as fn(&mut Schema)).transform(&mut schema);
    format!("{:#}\n", schema.to_value())
}

/// A field is left out, never null.
fn without_null(schema: &mut Schema) {
    let null = Value::from("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| *name != null);
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        branches.retain(|branch| branch.get("type") != Some(&null));
        if let [Value::Object(only)] = branches.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
}

/// Where a comment in the source breaks its lines says nothing.
fn on_one_line(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}
