//! Texts are shown as they are written: markup in them would be read by people, so that nobody meant it.

/// The first piece of `text` that looks like a tag, a comment or a character reference of HTML.
pub fn first(text: &str) -> Option<&str> {
    text.char_indices().find_map(|(at, c)| {
        let rest = text.get(at..)?;
        match c {
            '<' => tag(rest),
            '&' => reference(rest),
            _ => None,
        }
    })
}

fn tag(rest: &str) -> Option<&str> {
    let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    rest.chars().nth(1).filter(|c| begins(*c))?;
    let end = rest.find('>').map_or(rest.len(), |end| end + 1);
    rest.get(..end)
}

fn reference(rest: &str) -> Option<&str> {
    let (name, _) = rest.get(1..)?.split_once(';')?;
    let plain = name.strip_prefix('#').unwrap_or(name);
    let fits =
        (2..=24).contains(&name.len()) && plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| rest.get(..name.len() + 2)).flatten()
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn tags_and_character_references_are_found() {
        for (text, found) in [
            ("a <b>bold</b> word", "<b>"),
            ("<script>alert(1)</script>", "<script>"),
            ("x</p>", "</p>"),
            ("<!-- no -->", "<!-- no -->"),
            ("<img src=x", "<img src=x"),
            ("Tom &amp; Ann", "&amp;"),
            ("a&nbsp;b", "&nbsp;"),
            ("it&#39;s", "&#39;"),
        ] {
            assert_eq!(first(text), Some(found), "{text}");
        }
    }

    #[test]
    fn what_people_write_is_none() {
        for text in [
            "1 < 2",
            "a <3 b",
            "R&D; and more",
            "Tom & Ann; Lee",
            "a > b",
            "<",
            "&",
            "x <",
            "5 <6>",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
