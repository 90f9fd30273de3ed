//! Names of a few countries, in English whatever the language; any other is called by its code.

const NAMES: [(&str, &str); 12] = [
    ("AX", "Åland Islands"),
    ("CI", "Côte d’Ivoire"),
    ("DE", "Germany"),
    ("EG", "Egypt"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("NO", "Norway"),
    ("PT", "Portugal"),
    ("SA", "Saudi Arabia"),
    ("US", "United States"),
];

/// The codes with their names, in the order of the names.
pub fn named(codes: &[&str]) -> Vec<(String, String)> {
    let name = |code: &str| {
        NAMES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| *name).to_owned()
    };
    let mut named: Vec<_> = codes.iter().map(|code| ((*code).to_owned(), name(code))).collect();
    named.sort_by(|(_, one), (_, other)| one.cmp(other));
    named
}
