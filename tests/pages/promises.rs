//! What scripts, password managers and screen readers rely on, on every page.

use super::samples::{LANGUAGES, samples};
use super::texts::sources;
use std::collections::BTreeSet;
use std::path::Path;
use vestibule::language::Language;
use vestibule::pages::Words;

/// Names of the mails, which are no pages, and of the demo, which is an application.
fn is_page(name: &str) -> bool {
    !name.starts_with("mail") && name != "demo"
}

/// Every page: its name, its language and its markup.
fn pages() -> impl Iterator<Item = (&'static str, Language, String)> {
    LANGUAGES.into_iter().flat_map(|language| {
        samples(language)
            .into_iter()
            .filter(|(name, _)| is_page(name))
            .map(move |(name, markup)| (name, language, markup))
    })
}

/// Every tag of that name, as written.
fn tags<'a>(markup: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}");
    markup
        .match_indices(&open)
        .filter_map(|(at, _)| markup[at..].split_once('>').map(|(tag, _)| tag))
        .filter(|tag| tag[open.len()..].starts_with([' ', '\0']) || tag.len() == open.len())
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn all_tags(markup: &str) -> Vec<&str> {
    markup.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

#[test]
fn a_page_has_a_language_a_title_a_heading_and_its_name() {
    for (name, language, markup) in pages() {
        assert_eq!(tags(&markup, "h1").len(), 1, "{name}");
        assert_eq!(tags(&markup, "main").len(), 1, "{name}");
        assert!(markup.contains("<main data-page=\""), "{name}");
        assert!(markup.matches(" autofocus").count() <= 1, "{name}");
        let html = tags(&markup, "html")[0];
        let expected = (language.tag(), language.direction());
        assert_eq!((attribute(html, "lang").unwrap(), attribute(html, "dir").unwrap()), expected);
        let title = markup.split_once("<title>").unwrap().1.split("</title>").next().unwrap();
        assert!(title.contains(" · "), "{name}: {title}");
    }
}

#[test]
fn every_page_has_a_sample() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"), &mut source);
    let written: BTreeSet<_> =
        source.split("Step::new(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all: Vec<_> = pages().collect();
    let shown: BTreeSet<_> = all
        .iter()
        .filter_map(|(_, _, markup)| attribute(tags(markup, "main")[0], "data-page"))
        .collect();
    assert!(!written.is_empty());
    let lacking: Vec<_> = written.difference(&shown).collect();
    assert!(lacking.is_empty(), "tests/pages/samples lacks {lacking:?}");
}

#[test]
fn an_inputs_id_is_its_name_and_no_id_stands_twice() {
    for (name, _, markup) in pages() {
        for tag in tags(&markup, "input").into_iter().chain(tags(&markup, "select")) {
            if matches!(attribute(tag, "type"), Some("hidden")) {
                continue;
            }
            let (id, field) = (attribute(tag, "id").unwrap(), attribute(tag, "name").unwrap());
            assert!(id == field || id.starts_with(&format!("{field}-")), "{name}: {tag}");
            assert!(markup.contains(&format!("<label for=\"{id}\">")), "{name}: no label for {id}");
        }
        let mut ids: Vec<_> =
            all_tags(&markup).into_iter().filter_map(|tag| attribute(tag, "id")).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}");
    }
}

/// Browsers change what is typed into a field of the type `email`: Chromium sends `max@massanfertigung.example` for
/// `max@maßanfertigung.example`, whose mail is another's.
#[test]
fn browsers_leave_a_typed_address_as_it_is() {
    for (name, language, markup) in pages() {
        for input in tags(&markup, "input") {
            let place = format!("{name} in {}: {input}", language.tag());
            assert_ne!(attribute(input, "type"), Some("email"), "{place}");
            if attribute(input, "inputmode") == Some("email") {
                assert_eq!(attribute(input, "autocapitalize"), Some("none"), "{place}");
                assert_eq!(attribute(input, "spellcheck"), Some("false"), "{place}");
            }
        }
    }
}

#[test]
fn what_is_pointed_to_is_there() {
    for (name, _, markup) in pages() {
        for tag in all_tags(&markup) {
            let described = attribute(tag, "aria-describedby")
                .into_iter()
                .flat_map(str::split_ascii_whitespace);
            let labelled = attribute(tag, "aria-labelledby").into_iter();
            let linked = attribute(tag, "href").and_then(|href| href.strip_prefix('#')).into_iter();
            for id in described.chain(labelled).chain(linked) {
                assert!(
                    markup.contains(&format!(" id=\"{id}\"")),
                    "{name}: nothing has the id {id}"
                );
            }
        }
    }
}

#[test]
fn the_first_submit_button_goes_on() {
    // A person's own page is no step of a flow.
    for (name, _, markup) in pages().filter(|(name, ..)| !name.starts_with("account")) {
        assert!(tags(&markup, "form").len() <= 1, "{name}");
        if let Some(first) = tags(&markup, "button").first() {
            assert!(first.starts_with("<button type=\"submit\""), "{name}: {first}");
            assert!(
                !first.contains("class=") && !first.contains("formnovalidate"),
                "{name}: {first}"
            );
            let named = attribute(first, "name").is_some();
            let asks = ["consent", "sign-out", "device-confirm"];
            assert_eq!(named, asks.iter().any(|page| name.starts_with(page)), "{name}: {first}");
        }
    }
}

#[test]
fn the_policy_for_content_holds() {
    for (name, _, markup) in pages() {
        for tag in all_tags(&markup) {
            assert!(attribute(tag, "style").is_none(), "{name}: {tag}");
            let handler = tag.split('"').step_by(2).any(|outside| outside.starts_with(" on"));
            assert!(!handler, "{name}: {tag}");
            if tag.starts_with("script") {
                assert!(attribute(tag, "nonce").is_some(), "{name}: {tag}");
            }
        }
    }
}

/// The field with that id can take focus, is invalid, and says what is wrong; of radio buttons, their group is.
fn is_marked_wrong(markup: &str, id: &str) {
    let fields = ["input", "select", "textarea"].into_iter().flat_map(|name| tags(markup, name));
    let field = fields.into_iter().find(|tag| attribute(tag, "id") == Some(id));
    assert!(field.is_some(), "the summary leads to no field: {id}");
    let field = field.unwrap();
    let before = &markup[..field.as_ptr() as usize - markup.as_ptr() as usize];
    let group = before.rfind("<fieldset").filter(|at| !before[*at..].contains("</fieldset>"));
    let group = group.and_then(|at| before[at..].split('>').next());
    let holds = |name, tag: &str| attribute(tag, name).is_some();
    assert!(
        [Some(field), group].into_iter().flatten().any(|tag| holds("aria-invalid", tag)),
        "{id}"
    );
    let described = |tag| attribute(tag, "aria-describedby").unwrap_or_default().to_owned();
    let described = described(field) + " " + &group.map(described).unwrap_or_default();
    assert!(described.contains(&format!("{id}-error")) || described.contains("problems"), "{id}");
}

#[test]
fn a_wrong_answer_is_told_in_title_summary_and_field() {
    for (name, language, markup) in
        pages().filter(|(name, ..)| name.contains("refused") || name.contains("invalid"))
    {
        let title = markup.split_once("<title>").unwrap().1;
        let prefix = format!("{} ", Words::shipped(language).text("form.errorPrefix"));
        assert!(title.starts_with(&prefix), "{name}");
        assert!(
            markup
                .contains("role=\"alert\" aria-labelledby=\"problems\" tabindex=\"-1\" autofocus"),
            "{name}"
        );
        assert_eq!(markup.matches(" autofocus").count(), 1, "{name}");
        let own = markup.matches("class=\"wrong\"").count();
        let summary = markup.split_once("id=\"problems\"").unwrap().1;
        let links: Vec<_> = tags(summary.split("<form").next().unwrap(), "a").into_iter().collect();
        assert!(own == 0 || own == links.len(), "{name}");
        for link in links {
            is_marked_wrong(&markup, attribute(link, "href").unwrap().trim_start_matches('#'));
        }
    }
}

#[test]
fn english_pages_say_what_scripts_look_for() {
    let text = |wanted: &str| {
        let (_, markup) =
            samples(Language::En).into_iter().find(|(name, _)| *name == wanted).unwrap();
        markup.split_once("<main").unwrap().1.to_owned()
    };
    assert!(text("sign-in").contains(">Sign in<"));
    assert!(text("sign-out").contains(">Sign out<"));
    assert!(text("signed-out").contains("signed out"));
    assert!(text("problem").contains(">Error<"));
    for name in
        ["sign-in", "sign-up", "code", "password", "attributes.supplier", "consent", "continue"]
    {
        assert!(!text(name).contains("Error"), "{name}");
    }
}

#[test]
fn a_page_that_goes_on_by_itself_has_a_link_to_the_same_place() {
    for (name, _, markup) in
        pages().filter(|(name, ..)| *name == "return" || *name == "signed-out.frames")
    {
        let refresh = tags(&markup, "meta").into_iter().find(|tag| tag.contains("http-equiv"));
        let refresh = attribute(refresh.unwrap(), "content").unwrap();
        let link = attribute(tags(&markup, "a")[0], "href").unwrap();
        let (seconds, place) = refresh.split_once(";url=").unwrap();
        assert_eq!(place, link, "{name}");
        assert_eq!(seconds, if name == "return" { "0" } else { "2" });
    }
}

#[test]
fn the_notice_that_a_page_ends_is_in_its_form_and_no_first_button() {
    let shown: Vec<_> = pages().filter(|(_, _, markup)| markup.contains("more-time")).collect();
    assert_eq!(shown.len(), LANGUAGES.len());
    for (name, _, markup) in shown {
        let form = markup.split_once("<form").unwrap().1.split("</form>").next().unwrap();
        let buttons = tags(form, "button");
        assert_eq!(attribute(buttons.last().unwrap(), "value"), Some("more-time"), "{name}");
        assert!(buttons.len() > 1, "{name}");
    }
}

#[test]
fn a_mail_begins_with_its_code_and_holds_no_link_that_acts() {
    for language in LANGUAGES {
        let all = samples(language);
        let mail = |wanted: &str| &all.iter().find(|(name, _)| *name == wanted).unwrap().1;
        let (subject, body) = mail("mail.code.text").split_once("\n\n").unwrap();
        assert!(body.starts_with("48151623 "), "{body}");
        assert!(!subject.contains("48151623"));
        let html = mail("mail.code");
        let links: Vec<_> =
            tags(html, "a").into_iter().filter_map(|tag| attribute(tag, "href")).collect();
        assert_eq!(links, ["http://localhost:3000/"]);
        assert!(html.contains("48151623") && !html.contains("ana."));
    }
}
