//! Links in texts that people read.

use crate::config::fault::{Faults, segment};
use crate::language::Label;
use url::Url;

/// `[text](https://…)`: a link of another scheme, or one that is not closed, is not shown as a link.
pub fn check_links(label: &Label, pointer: &str, faults: &mut Faults) {
    for (language, text) in &label.0 {
        if text.split("](").skip(1).any(|rest| !is_link(rest)) {
            let slash = if language.is_empty() { "" } else { "/" };
            let pointer = format!("{pointer}{slash}{}", segment(language));
            faults.add(
                pointer,
                "holds a link that is not [text](https://…), a host in other letters as xn--…",
            );
        }
    }
}

/// Whether `rest` begins with the address of a link and its end.
fn is_link(rest: &str) -> bool {
    rest.split_once(')').is_some_and(|(link, _)| {
        link.starts_with("https://")
            && Url::parse(link).is_ok()
            && !link.contains(char::is_whitespace)
    })
}
