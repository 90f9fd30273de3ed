//! The development outbox: mail that was sent, as a page or as JSON. Elsewhere it is not there.

use crate::encode::time;
use crate::failure::{Failure, Kind};
use crate::http::Response;
use crate::pages::outbox as page;
use crate::ports::{Platform, SentMail};
use crate::request::site::Site;
use crate::request::view::View;

/// Answers GET: newest first; only what went to `to` if the query says so.
///
/// # Errors
/// A page, outside development.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    if !site.settings.development {
        return Err(Failure::person(Kind::NotFound));
    }
    let query = site.request.query_form();
    let to = Some(query.first("to")).filter(|to| !to.is_empty());
    let sent = site.platform.outbox(to).await?;
    let accepts = site.request.headers.get("accept").unwrap_or_default();
    if to.is_some() || accepts.contains("application/json") {
        let list = serde_json::to_value(&sent).unwrap_or_default();
        return Ok(Response::json(200, &list));
    }
    let view = match site.directory().await {
        Ok(loaded) => View::of_directory(site, &loaded.value, None),
        Err(_) => View::bare(site),
    };
    let times: Vec<String> = sent.iter().map(|mail| time::iso8601(mail.sent_at)).collect();
    let mails = sent.iter().zip(&times).map(|(mail, sent_at)| shown(mail, sent_at)).collect();
    let markup = page::page(&view.frame(None), &page::Outbox { mails });
    // Mail is made of inline styles; it is shown in a sandbox, on this machine alone.
    let policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; \
                  form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    Ok(Response::html(200, markup.into_string()).with_header("content-security-policy", policy))
}

fn shown<'a>(mail: &'a SentMail, sent_at: &'a str) -> page::Mail<'a> {
    page::Mail { to: &mail.to, subject: &mail.subject, text: &mail.text, html: &mail.html, sent_at }
}
