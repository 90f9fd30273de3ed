//! Documents as people write them, checked.

use std::collections::BTreeMap;
use std::path::Path;
use vestibule::config::{
    Mode, check_application, check_flow, check_folder, check_references, check_tenant,
};

fn sample() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let mut documents = BTreeMap::new();
    for folder in ["", "app/", "flow/"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.file_stem().unwrap().to_str().unwrap();
                documents
                    .insert(format!("{folder}{name}"), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    documents
}

fn mode(development: bool) -> Mode {
    Mode { development, issuer: "http://localhost:8787".to_owned() }
}

#[test]
fn the_sample_passes_in_development() {
    let documents = sample();
    assert_eq!(check_folder(&documents, &mode(true)), []);

    let mode = mode(true);
    let tenant = check_tenant(&documents["tenant"], &mode).unwrap();
    let flow = check_flow("supplier", &documents["flow/supplier"], &tenant, &mode).unwrap();
    let app = check_application("demo-suppliers", &documents["app/demo-suppliers"], &mode).unwrap();
    assert_eq!(app.redirect_uris, ["http://localhost:8787/demo/"]);
    assert_eq!(check_references(&app, &[("supplier".to_owned(), flow)].into(), &tenant), []);
}
