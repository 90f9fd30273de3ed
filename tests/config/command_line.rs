//! `vestibule check`, `new` and `schema`, as they are called.

use crate::help::{folder, read, vestibule};
use std::fs;
use std::path::Path;

#[test]
fn check_passes_the_sample_in_development_alone() {
    let (code, out, _) = vestibule(&["check", "assets/sample", "--development"]);
    assert_eq!((code, out.as_str()), (0, "13 documents, no faults\n"));

    let (code, out, err) = vestibule(&["check", "assets/sample"]);
    assert_eq!((code, out.lines().count()), (1, 12));
    assert_eq!(err, "13 documents, 12 faults\n");
}

/// Calls `vestibule` with these words, the last of which is `--dir`, for `dir`.
fn call(words: &str, dir: &str) -> (i32, String, String) {
    let arguments: Vec<&str> = words.split(' ').chain([dir]).collect();
    vestibule(&arguments)
}

#[test]
fn what_new_makes_passes_its_check() {
    let dir = folder("new");
    let dir_text = dir.to_str().unwrap();
    let tenant = "new tenant --name Fabrikam --mail-from a@fabrikam.example --dir";
    let flow = "new flow partner --account-type=guest --dir";
    let web = "new app shop --type web --redirect https://shop.example/cb --dir";
    let native = "new app phone --type native --redirect com.fabrikam.shop:/cb --redirect http://127.0.0.1/cb --flow partner --dir";
    assert_eq!(call(tenant, dir_text).0, 0);
    assert_eq!(call(flow, dir_text).0, 0);
    let (code, shown, _) = call(web, dir_text);
    assert_eq!(code, 0);
    assert_eq!(call(native, dir_text).0, 0);
    assert_eq!(vestibule(&["check", dir_text]).1, "4 documents, no faults\n");

    let web_document = read(&dir.join("app/shop.json"));
    let secret = shown.lines().last().unwrap().trim_ascii();
    assert_eq!(secret.len(), 43);
    assert_eq!(web_document["clientSecrets"][0]["sha256"], vestibule::encode::hash::sha256(secret));
    assert_eq!(web_document["pkce"], "required");
    assert_eq!(web_document["flows"][0], "partner");
    assert_eq!(web_document["homeUri"], "https://shop.example/");
    assert!(shown.contains(&format!("push {dir_text} --remote")));

    let daemon = "new app robot --type daemon --api orders:read,write --api stock:read --dir";
    assert_eq!(call(daemon, dir_text).0, 0);
    let daemon = read(&dir.join("app/robot.json"));
    assert_eq!(
        daemon["apis"],
        serde_json::json!([
            {"id": "orders", "applicationScopes": ["read", "write"]},
            {"id": "stock", "applicationScopes": ["read"]},
        ])
    );
    assert!(daemon["clientSecrets"][0]["sha256"].is_string());

    let phone = read(&dir.join("app/phone.json"));
    assert_eq!(phone["homeUri"], "com.fabrikam.shop:/");
    assert!(phone.get("clientSecrets").is_none());

    let before = fs::read_to_string(dir.join("app/shop.json")).unwrap();
    let (code, _, err) = call(web, dir_text);
    assert_eq!(code, 1);
    assert!(err.contains("is there already"), "{err}");
    assert_eq!(fs::read_to_string(dir.join("app/shop.json")).unwrap(), before);
}

#[test]
fn new_writes_nothing_that_has_a_fault() {
    let dir = folder("refused");
    let dir_text = dir.to_str().unwrap();
    for (id, redirect) in [("../admin", "https://a.example/"), ("shop", "http://a.example/")] {
        let (code, _, err) = vestibule(&[
            "new",
            "app",
            id,
            "--type",
            "spa",
            "--redirect",
            redirect,
            "--flow",
            "x",
            "--dir",
            dir_text,
        ]);
        assert_eq!(code, 1);
        assert!(err.contains(&format!("app/{id}")), "{err}");
    }
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn schema_writes_what_is_shipped() {
    let dir = folder("schema");
    assert_eq!(vestibule(&["schema", "--dir", dir.to_str().unwrap()]).0, 0);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema/app.schema.json");
    assert_eq!(read(&dir.join("app.schema.json")), read(&shipped));
}

#[test]
fn a_wrong_call_says_what_is_allowed() {
    for (arguments, words) in [
        (&[][..], "a command is needed"),
        (&["chekc"], "there is no command chekc"),
        (&["check"], "the folder of documents is needed"),
        (&["check", "a", "b"], "b is one word too many"),
        (&["check", "no-such-folder"], "is not a folder"),
        (&["check", "assets/sample", "--dev"], "allowed: --issuer, --development"),
        (&["check", "assets/sample", "--issuer"], "--issuer needs a value"),
        (&["funnel", "--text"], "allowed: --json"),
        (&["new", "thing"], "tenant, flow, app"),
        (&["new", "flow", "x", "--account-type", "boss"], "guest, member"),
        (&["new", "app", "x", "--type", "robot"], "web, spa, native, daemon"),
        (&["new", "app", "x", "--type", "daemon"], "--api ID:SCOPE"),
        (&["new", "app", "x", "--type", "daemon", "--api", "orders"], "--api ID:SCOPE"),
        (&["new", "app", "x", "--type", "daemon", "--flow", "a"], "nobody signs in to a daemon"),
        (&["new", "app", "x", "--type", "web", "--api", "orders:read"], "only a daemon"),
        (&["new", "app", "x", "--type", "web"], "--redirect is needed"),
        (&["new", "app", "x", "--type", "web", "--type", "spa"], "--type is allowed once"),
        (
            &[
                "new",
                "app",
                "x",
                "--type",
                "web",
                "--redirect",
                "https://a.example/",
                "--dir",
                "/nowhere",
            ],
            "--flow is needed",
        ),
    ] {
        let (code, _, err) = vestibule(arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
    }
}
