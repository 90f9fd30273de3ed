//! What the tests share.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use vestibule::config::{Fault, Mode};

/// Where documents are checked for.
pub fn mode(development: bool) -> Mode {
    Mode { development, issuer: "http://localhost:8787".to_owned() }
}

/// Production, but for what a test says.
pub fn production() -> Mode {
    Mode { development: false, issuer: "https://login.woodgrove.example".to_owned() }
}

/// `document` with the value at `pointer` set, or, for null, removed.
pub fn with(mut document: Value, pointer: &str, value: Value) -> String {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    let parent = document.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(object), Value::Null) => drop(object.remove(&key)),
        (Value::Object(object), value) => drop(object.insert(key, value)),
        (Value::Array(array), value) => array[key.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    document.to_string()
}

/// Asserts that there is one fault, at `pointer`, whose sentence holds `words`.
#[track_caller]
pub fn assert_only_fault<T>(result: Result<T, Vec<Fault>>, pointer: &str, words: &str) {
    let faults = result.err().unwrap_or_default();
    let fits = matches!(faults.as_slice(), [fault] if fault.pointer == pointer && fault.sentence.contains(words));
    assert!(fits, "expected {pointer}: …{words}…, got {}", lines(&faults));
}

/// The faults, one a line.
pub fn lines(faults: &[Fault]) -> String {
    faults.iter().fold(String::new(), |lines, fault| lines + &format!("\n  {fault}"))
}

/// What a command answered: its exit code, and what it wrote to both outputs.
pub fn vestibule(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The JSON of a file.
pub fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The sample's documents in a folder of this test's own, `edit`ed as values by key.
pub fn sample(name: &str, edit: impl Fn(&str, &mut Value)) -> PathBuf {
    let root = folder(name);
    copy_images(&root);
    for folder in ["", "flow", "api", "app"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(folder);
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap();
                let key = Path::new(folder).join(path.file_stem().unwrap());
                let before = read(&path);
                let mut value = before.clone();
                edit(key.to_str().unwrap(), &mut value);
                let to = root.join(folder).join(name);
                if value == before {
                    fs::copy(&path, to).unwrap();
                } else if !value.is_null() {
                    fs::write(to, value.to_string()).unwrap();
                }
            }
        }
    }
    root
}

fn copy_images(root: &Path) {
    fs::create_dir_all(root.join("image")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/image");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, root.join("image").join(path.file_name().unwrap())).unwrap();
    }
}
