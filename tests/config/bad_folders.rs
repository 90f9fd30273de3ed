//! Bad documents in a folder: `vestibule check` names each as the Worker does.

use crate::bad_documents::all;
use crate::help::{sample, vestibule};
use crate::sample::documents;
use std::fs;

#[test]
fn check_names_each_bad_document_and_push_does_not_begin() {
    for (number, bad) in all(&documents()).into_iter().enumerate() {
        let root = sample(&format!("bad-{number}"), |_, _| {});
        let text = bad.text.replace('\u{fffd}', "\u{1}").into_bytes();
        let bytes: Vec<u8> =
            text.into_iter().map(|byte| if byte == 1 { 0xff } else { byte }).collect();
        fs::create_dir_all(root.join("strings")).unwrap();
        fs::write(root.join(format!("{}.json", bad.key)), bytes).unwrap();
        let root = root.to_str().unwrap();
        let (code, out, err) = vestibule(&["check", root, "--development"]);
        assert_eq!(code, 1, "{}: {out}{err}", bad.what);
        let space = if bad.pointer.is_empty() { "" } else { " " };
        let place = format!("{}{space}{}: ", bad.key, bad.pointer);
        let named =
            |line: &str| line.strip_prefix(&place).is_some_and(|said| said.contains(bad.words));
        assert!(out.lines().any(named), "{}: {out}", bad.what);
        let (code, pushed, _) = vestibule(&["push", root, "--local", "--development"]);
        assert_eq!((code, pushed), (1, out), "{}", bad.what);
    }
}
