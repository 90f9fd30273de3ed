//! What countries are called.

/// Names countries in people's languages.
pub trait RegionNames {
    /// Each of `codes` (ISO 3166-1 alpha-2) with its name in `language` (BCP 47), in the order of that language's names.
    fn region_names(&self, codes: &[&str], language: &str) -> Vec<(String, String)>;
}
