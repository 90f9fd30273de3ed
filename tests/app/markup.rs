//! What an answer's markup and headers hold.

use regex_lite::Regex;

/// Names and values of the hidden fields.
pub fn hidden(html: &str) -> Vec<(String, String)> {
    let inputs = Regex::new(r#"<input type="hidden" name="([^"]*)" value="([^"]*)">"#).unwrap();
    inputs.captures_iter(html).map(|input| (unescape(&input[1]), unescape(&input[2]))).collect()
}

/// A value of an attribute, as it is meant.
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The headers that another answer like this has, too: all but the id of its request.
pub fn lasting(headers: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    headers.iter().filter(|(name, _)| name != "x-correlation-id")
}
