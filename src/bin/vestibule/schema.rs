//! `vestibule schema`: the JSON Schemas of documents and of scripts.

use crate::arguments::Arguments;
use crate::failure::Failure;
use std::fs;
use std::path::Path;

/// Writes them.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["dir"], &[])?;
    arguments.no_word()?;
    let folder = Path::new(arguments.one("dir")?.unwrap_or("assets/schema"));
    for (name, text) in
        vestibule::config::schemas().into_iter().chain([vestibule::simulation::schema()])
    {
        let path = folder.join(name);
        fs::write(&path, text)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
        println!("{}", path.display());
    }
    Ok(())
}
