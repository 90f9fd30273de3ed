//! Links in texts that people read: `[text](https://…)`. A link of another scheme, or one that is not closed, would be
//! read as it is written.

use crate::config::fault::At;
use crate::encode::typed;
use url::Url;

/// The links of a text that may have them.
pub fn check(text: &str, at: &At<'_>) {
    if text.split("](").skip(1).any(|rest| !is_link(rest)) {
        at.fault("holds a link that is not [text](https://…), a host in other letters as xn--…");
    }
}

/// That a text has no link.
pub fn refuse(text: &str, at: &At<'_>) {
    if text.contains("](") {
        at.fault("holds a link, which people would read as it is written; links are for descriptions, help, terms, and the \
             labels of boxes and buttons to choose");
    }
}

/// Whether `rest` begins with the address of a link and its end.
fn is_link(rest: &str) -> bool {
    rest.split_once(')').is_some_and(|(link, _)| {
        link.starts_with("https://") && Url::parse(link).is_ok() && !link.contains(typed::is_space)
    })
}
