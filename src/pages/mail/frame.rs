//! The HTML around a mail's content. Styles stand on the elements, since mail programs drop sheets;
//! the one sheet there is holds the dark colours.

use super::Rendered;
use crate::branding::MailColors;
use crate::pages::Words;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A mail, but for its frame.
pub struct Letter<'a> {
    /// The company.
    pub tenant: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// What it says.
    pub content: &'a Markup,
    /// What follows the company's accent.
    pub colors: MailColors,
}

const BODY: &str = "margin:0;padding:0;background:#eef1f5;";
const GROUND: &str = "padding:32px 16px;background:#eef1f5;color:#14181f;font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',Arial,sans-serif;";
const CARD: &str =
    "max-width:464px;margin:0 auto;padding:32px;border-radius:16px;background:#ffffff;";
const TENANT: &str = "margin:0 0 24px;font-weight:600;";
/// A heading.
pub const HEADING: &str = "margin:0 0 16px;font-size:22px;line-height:1.35;font-weight:600;";
/// A sentence.
pub const TEXT: &str = "margin:0 0 16px;";
/// A sentence that matters less.
pub const QUIET: &str = "margin:0 0 12px;font-size:14px;color:#525b69;";

/// A code.
pub fn code(colors: MailColors) -> String {
    format!(
        "margin:0 0 20px;padding:16px;border-radius:10px;background:{};color:#14181f;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:4px;text-align:center;",
        colors.code
    )
}

/// A link.
pub fn link(colors: MailColors) -> String {
    format!("color:{};overflow-wrap:anywhere;", colors.link)
}

fn dark(colors: MailColors) -> String {
    format!(
        "@media (prefers-color-scheme:dark){{\
.ground{{background:#0e1116!important;color:#eef1f6!important}}\
.card{{background:#181c23!important}}\
.code{{background:{}!important;color:#eef1f6!important}}\
.quiet{{color:#aab3c1!important}}\
.link{{color:{}!important}}}}",
        colors.dark_code, colors.dark_link
    )
}

/// A mail that tells of something: what happened, and what to do, with a link to the application where that is a web
/// address.
pub fn notice(
    words: &Words,
    letter: (String, &str, MailColors),
    what: &[&str],
    advice: &str,
    home: &str,
) -> Rendered {
    let (subject, tenant, colors) = letter;
    let home = Some(home).filter(|home| super::is_web(home));
    let mut text = what.to_vec();
    text.push(advice);
    text.extend(home);
    text.push(tenant);
    let content = html! {
        h1 style=(HEADING) { (subject) }
        p style=(TEXT) { (what.join(" ")) }
        p class="quiet" style=(QUIET) {
            (advice)
            @if let Some(home) = home {
                " " a class="link" dir="ltr" style=(link(colors)) href=(home) { (home) }
            }
        }
    };
    let text = text.join("\n\n") + "\n";
    let letter = Letter { tenant, subject: &subject, content: &content, colors };
    Rendered { html: document(words, &letter), subject, text }
}

/// The whole document.
pub fn document(words: &Words, letter: &Letter) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(words.tag()) dir=(words.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (letter.subject) }
                style { (PreEscaped(dark(letter.colors))) }
            }
            body class="ground" style=(BODY) {
                // Some programs keep the body's content alone, so language and direction stand here again.
                div class="ground" lang=(words.tag()) dir=(words.direction()) style=(GROUND) {
                    div class="card" style=(CARD) {
                        p style=(TENANT) { (letter.tenant) }
                        (letter.content)
                    }
                }
            }
        }
    };
    markup.into_string()
}
