//! The README's guide "Write a user flow", followed word for word: its documents are taken from it.

use crate::help::{sample, vestibule};
use serde_json::Value;
use std::fs;

/// The guide's blocks of JSON, in order.
fn blocks() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let guide = readme.split("\n## Write a user flow\n").nth(1).unwrap();
    let guide = guide.split("\n## ").next().unwrap();
    let blocks = guide.split("```json\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// Members that the guide says to add, as an object.
fn members(block: &str) -> Value {
    serde_json::from_str(&format!("{{{}}}", block.trim_ascii().trim_end_matches(','))).unwrap()
}

fn add(to: &mut Value, members: &Value) {
    to.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
}

#[test]
fn what_the_guide_writes_has_the_fault_it_names_and_none_once_that_is_mended() {
    let blocks = blocks();
    let [attributes, flow, flows, claim] = blocks.as_slice() else { panic!("{blocks:#?}") };
    let price_group = r#""priceGroup": { "dataType": "string", "displayName": "Price group" }"#;
    let mine = |name: &str, more: &str| {
        let folder = sample(name, |key, value| match key {
            "tenant" => {
                add(&mut value["attributes"], &members(attributes));
                add(&mut value["attributes"], &members(more));
            }
            "app/demo-suppliers" => {
                add(value, &members(flows));
                let claim = serde_json::from_str(claim.trim_ascii().trim_end_matches(',')).unwrap();
                value["claims"].as_array_mut().unwrap().push(claim);
            }
            _ => {}
        });
        fs::write(folder.join("flow/fitter.json"), flow).unwrap();
        folder.to_str().unwrap().to_owned()
    };
    let readme = include_str!("../../README.md");

    let faulty = mine("guide-faulty", "");
    let (code, out, err) = vestibule(&["check", &faulty, "--development"]);
    assert_eq!(code, 1);
    let told =
        "flow/fitter /pages/0/inputs/4/attribute: `priceGroup` is not an attribute; allowed: ";
    assert!(out.starts_with(told) && readme.contains(told), "{out}");
    assert!(readme.contains(err.trim_ascii_end()), "{err}");

    assert!(readme.contains(price_group));
    let folder = mine("guide", price_group);
    let (code, out, _) = vestibule(&["check", &folder, "--development"]);
    assert_eq!(code, 0, "{out}");
    let fitter =
        ["simulate", "fitter", "--app", "demo-suppliers", "--dir", &folder, "--development"];
    let (code, script, err) = vestibule(&fitter);
    assert_eq!(code, 0, "{err}");
    let file = format!("{folder}-test.json");
    fs::write(&file, &script).unwrap();
    let (code, out, err) = vestibule(&[&fitter[..], &["--script", &file]].concat());
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("worksAs") && out.contains("\"priceGroup\":\"fitter\""), "{out}");

    let harder = sample("guide-harder", |_, _| {});
    fs::remove_dir_all(&harder).unwrap();
    copy(folder.as_ref(), &harder);
    let file = harder.join("flow/fitter.json");
    let text = fs::read_to_string(&file).unwrap();
    let required = text.replace("\"minimum\": 0,", "\"minimum\": 0, \"required\": true,");
    assert_ne!(text, required);
    fs::write(&file, required).unwrap();
    let arguments = ["diff", harder.to_str().unwrap(), "--with", &folder, "--development"];
    let (_, out, _) = vestibule(&arguments);
    assert!(out.contains("`experience` is newly required: people who completed the flow"), "{out}");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap().path();
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}
