//! The SQL that the store holds.

use regex_lite::Regex;
use std::fs;
use std::path::Path;

/// Every piece of SQL in `src/store`, with the file it stands in: texts between macros and what is formatted in.
pub fn pieces() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let sql = Regex::new(
        r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|AND|OR|SET|WHEN|EXISTS|RETURNING|CONFLICT)\b",
    )
    .unwrap();
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let formatted = Regex::new(r"\{[^}]*\}").unwrap();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| line.split("//").next().unwrap());
        let code = lines.collect::<Vec<_>>().join("\n");
        for literal in literal.captures_iter(&code).filter(|text| sql.is_match(&text[1])) {
            let text = literal[1].replace("\\\n", " ").replace("\\\"", "\"");
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            let pieces = formatted.split(&text).map(plain).filter(|piece| piece.len() > 5);
            found.extend(pieces.map(|piece| (file.clone(), piece)));
        }
    }
    found
}

/// A text without its line breaks and the names of its parameters.
pub fn plain(text: &str) -> String {
    let parameter = Regex::new(r":[a-z_]+|\?[0-9]+").unwrap();
    let text = parameter.replace_all(text, "?");
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ").trim_matches(':').to_owned()
}
