//! Placeholders in a text: `{name}`, and `{name:one|many}` where the number decides the form. In a form `#` is the
//! number.
//!
//! The forms stand in this order (Unicode CLDR's plural rules for whole numbers):
//!
//! | languages | forms |
//! |---|---|
//! | en, de, es, it, nl, tr | 1 · others |
//! | fr, pt-BR, hi | 0 and 1 · others |
//! | pl | 1 · 2 to 4, 22 to 24, … · others |
//! | uk | 1, 21, … · 2 to 4, 22 to 24, … · others |
//! | he | 1 · 2 · others |
//! | ar | 1 · 2 · 3 to 10, 103 to 110, … · 11 to 99, 111 to 199, … · hundreds |
//! | ja, ko, zh-Hans | one for all |
//!
//! A last form that equals the one before it may be left out.

use super::Language;

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

/// The names of a text's placeholders.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    let placeholders = parts(text).into_iter().filter_map(inside);
    placeholders.map(|inside| inside.split(':').next().unwrap_or(inside))
}

/// What stands between a placeholder's braces; none of literal text.
fn inside(part: &str) -> Option<&str> {
    part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
}

/// The placeholder's name and its value, or the part back as literal text.
pub fn resolve<'a>(
    part: &'a str,
    language: Language,
    values: &[(&str, &str)],
) -> Result<(&'a str, String), &'a str> {
    let inside = inside(part).ok_or(part)?;
    let (name, forms) =
        inside.split_once(':').map_or((inside, None), |(name, forms)| (name, Some(forms)));
    let (_, value) = values.iter().find(|(known, _)| *known == name).ok_or(part)?;
    Ok((name, forms.map_or_else(|| (*value).to_owned(), |forms| form(forms, language, value))))
}

/// The form of `forms` for `number`, the number put in.
fn form(forms: &str, language: Language, number: &str) -> String {
    let at = place(language, number.parse().unwrap_or(0));
    let chosen = forms.split('|').nth(at).or_else(|| forms.split('|').next_back()).unwrap_or("");
    chosen.replace('#', number)
}

/// Which of a language's forms `number` takes, counted from 0.
fn place(language: Language, number: u64) -> usize {
    use Language::{Ar, De, En, Es, Fr, He, Hi, It, Ja, Ko, Nl, Pl, PtBr, Tr, Uk, ZhHans};
    let (last, last_two) = (number % 10, number % 100);
    let few = (2..=4).contains(&last) && !(12..=14).contains(&last_two);
    match language {
        En | De | Es | It | Nl | Tr => usize::from(number != 1),
        Fr | PtBr | Hi => usize::from(number > 1),
        Pl if number == 1 => 0,
        Uk if last == 1 && last_two != 11 => 0,
        Pl | Uk => {
            if few {
                1
            } else {
                2
            }
        }
        He => match number {
            1 => 0,
            2 => 1,
            _ => 2,
        },
        Ar => match (number, last_two) {
            (1, _) => 0,
            (2, _) => 1,
            (_, 3..=10) => 2,
            (_, 11..=99) => 3,
            _ => 4,
        },
        Ja | Ko | ZhHans => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_literals_and_placeholders() {
        assert_eq!(parts("a {b} c{d:x|y}"), ["a ", "{b}", " c", "{d:x|y}"]);
        assert_eq!(parts("{a"), ["{a"]);
        assert!(parts("").is_empty());
        assert!(names("a {b} c{d:x|y}").eq(["b", "d"]));
    }

    #[test]
    fn the_number_decides_the_form() {
        let places = |language, numbers: &[u64]| -> Vec<usize> {
            numbers.iter().map(|number| place(language, *number)).collect()
        };
        assert_eq!(places(Language::En, &[0, 1, 2, 21]), [1, 0, 1, 1]);
        assert_eq!(places(Language::Fr, &[0, 1, 2]), [0, 0, 1]);
        assert_eq!(places(Language::PtBr, &[0, 1, 2]), [0, 0, 1]);
        assert_eq!(places(Language::Hi, &[0, 1, 2]), [0, 0, 1]);
        let slavic = [0, 1, 2, 4, 5, 11, 12, 14, 15, 21, 22, 25, 101, 102, 112];
        let polish = [2, 0, 1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 1, 2];
        assert_eq!(places(Language::Pl, &slavic), polish);
        let ukrainian = [2, 0, 1, 1, 2, 2, 2, 2, 2, 0, 1, 2, 0, 1, 2];
        assert_eq!(places(Language::Uk, &slavic), ukrainian);
        assert_eq!(places(Language::He, &[0, 1, 2, 3, 20]), [2, 0, 1, 2, 2]);
        assert_eq!(
            places(Language::Ar, &[1, 2, 3, 10, 15, 103, 100, 200]),
            [0, 1, 2, 2, 3, 2, 4, 4]
        );
        assert_eq!(places(Language::Ja, &[0, 1, 2]), [0, 0, 0]);
    }

    #[test]
    fn a_form_holds_its_number_and_the_last_may_stand_for_more() {
        let arabic = "دقيقة|دقيقتين|# دقائق|# دقيقة";
        assert_eq!(form("# minute|# minutes", Language::En, "1"), "1 minute");
        assert_eq!(form(arabic, Language::Ar, "2"), "دقيقتين");
        assert_eq!(form(arabic, Language::Ar, "10"), "10 دقائق");
        assert_eq!(form(arabic, Language::Ar, "100"), "100 دقيقة");
        assert_eq!(form("# 分", Language::Ja, "5"), "5 分");
    }
}
