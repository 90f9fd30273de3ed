//! `vestibule check`: every fault of a folder's documents.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{folder, images};
use std::collections::BTreeMap;
use std::path::Path;
use vestibule::config::{Fault, Mode, check_folder, check_images};

/// What `{issuer}` stands for unless `--issuer` says otherwise: where `npm start` serves.
pub const LOCAL_ISSUER: &str = "http://localhost:8787";

/// A folder that was checked.
pub struct CheckedFolder {
    /// Its documents, key → text.
    pub documents: BTreeMap<String, String>,
    /// Its images, name → bytes.
    pub images: BTreeMap<String, Vec<u8>>,
    /// Where they were checked for.
    pub mode: Mode,
    /// Every fault.
    pub faults: Vec<Fault>,
}

/// Prints the faults, one a line.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["issuer"], &["development"])?;
    let folder = faultless(&arguments)?;
    println!("{}, no faults", count(folder.documents.len(), "document"));
    Ok(())
}

/// The folder that `arguments` name, which must have no fault; otherwise the faults are printed.
pub fn faultless(arguments: &Arguments<'_>) -> Result<CheckedFolder, Failure> {
    let folder = read(arguments)?;
    none(&folder.documents, &folder.faults)?;
    Ok(folder)
}

/// That there are no faults; otherwise they are printed.
pub fn none(documents: &BTreeMap<String, String>, faults: &[Fault]) -> Result<(), Failure> {
    if faults.is_empty() {
        return Ok(());
    }
    for fault in faults {
        println!("{fault}");
    }
    let documents = count(documents.len(), "document");
    Err(Failure::Other(format!("{documents}, {}", count(faults.len(), "fault"))))
}

/// The folder that `arguments` name.
pub fn read(arguments: &Arguments<'_>) -> Result<CheckedFolder, Failure> {
    let root = arguments.word("the folder of documents")?;
    let issuer = arguments.one("issuer")?.unwrap_or(LOCAL_ISSUER).trim_end_matches('/');
    let mode = Mode { development: arguments.flag("development"), issuer: issuer.to_owned() };
    let documents = folder::read(Path::new(root))?;
    let images = images::in_folder(Path::new(root))?;
    let mut faults = check_folder(&documents, &mode);
    faults.extend(check_images(&documents, &images, &mode));
    Ok(CheckedFolder { documents, images, mode, faults })
}

/// `1 document`, `2 documents`.
pub fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
