//! Placeholders in a text: `{name}`, and `{name:one|many}` where the number decides the form.
//!
//! In a form `#` is the number. English has two forms (one, other); Arabic has five (one, two, 3–10, 11–99, hundreds),
//! the last of which may be left out where it equals the fourth (Unicode CLDR's plural rules).

/// Splits a text at its placeholders: literal text, and what stands between braces with them.
pub fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, _)) = after.split_once('}') else { break };
        let (literal, tail) = rest.split_at(before.len());
        let (placeholder, next) = tail.split_at(inside.len() + 2);
        parts.extend([literal, placeholder]);
        rest = next;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The placeholder's name and its value, or the part back as literal text.
pub fn resolve<'a>(
    part: &'a str,
    language: &str,
    values: &[(&str, &str)],
) -> Result<(&'a str, String), &'a str> {
    let inside = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).ok_or(part)?;
    let (name, forms) =
        inside.split_once(':').map_or((inside, None), |(name, forms)| (name, Some(forms)));
    let (_, value) = values.iter().find(|(known, _)| *known == name).ok_or(part)?;
    Ok((name, forms.map_or_else(|| (*value).to_owned(), |forms| form(forms, language, value))))
}

/// The form of `forms` for `number`, the number put in.
fn form(forms: &str, language: &str, number: &str) -> String {
    let count = number.parse::<u64>().unwrap_or(0);
    let at = if language.starts_with("ar") {
        match (count, count % 100) {
            (1, _) => 0,
            (2, _) => 1,
            (_, 3..=10) => 2,
            (_, 11..=99) => 3,
            _ => 4,
        }
    } else {
        usize::from(count != 1)
    };
    let chosen = forms.split('|').nth(at).or_else(|| forms.split('|').next_back()).unwrap_or("");
    chosen.replace('#', number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_literals_and_placeholders() {
        assert_eq!(parts("a {b} c{d:x|y}"), ["a ", "{b}", " c", "{d:x|y}"]);
        assert_eq!(parts("{a"), ["{a"]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn the_number_decides_the_form() {
        let arabic = "دقيقة|دقيقتين|# دقائق|# دقيقة";
        assert_eq!(form("# minute|# minutes", "en", "1"), "1 minute");
        assert_eq!(form("# minute|# minutes", "en", "5"), "5 minutes");
        assert_eq!(form(arabic, "ar", "2"), "دقيقتين");
        assert_eq!(form(arabic, "ar", "10"), "10 دقائق");
        assert_eq!(form(arabic, "ar", "15"), "15 دقيقة");
        assert_eq!(form(arabic, "ar", "103"), "103 دقائق");
        assert_eq!(form(arabic, "ar", "100"), "100 دقيقة");
        assert_eq!(form("حرف|حرفان|# أحرف|# حرفًا|# حرف", "ar", "200"), "200 حرف");
    }
}
