//! `vestibule check`: every fault of a folder's documents.

use crate::arguments::Arguments;
use crate::{Failure, folder};
use std::path::Path;
use vestibule::config::{Mode, check_folder};

/// What `{issuer}` stands for unless `--issuer` says otherwise: where `npm start` serves.
pub const LOCAL_ISSUER: &str = "http://localhost:8787";

/// Prints the faults, one a line.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["issuer"], &["development"])?;
    let root = arguments.word("the folder of documents")?;
    let issuer = arguments.one("issuer")?.unwrap_or(LOCAL_ISSUER).trim_end_matches('/');
    let mode = Mode { development: arguments.flag("development"), issuer: issuer.to_owned() };

    let documents = folder::read(Path::new(root))?;
    let faults = check_folder(&documents, &mode);
    for fault in &faults {
        println!("{fault}");
    }
    let documents = count(documents.len(), "document");
    if faults.is_empty() {
        println!("{documents}, no faults");
        return Ok(());
    }
    Err(Failure::Other(format!("{documents}, {}", count(faults.len(), "fault"))))
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
