//! Mail on its way: the outbox in development, the tenant's HTTPS mail API, or the `send_email` binding.

use super::site::{self, Site};
use crate::config::Mode;
use crate::encode::email;
use crate::encode::gather::Gather;
use crate::flow::{MailApi, Tenant};
use crate::http::NamedBy;
use crate::pages::mail::Rendered;
use crate::ports::{Mail, MailError, OutboundRequest, Platform};
use serde_json::Value;

/// A mail and the way it leaves by.
pub struct Letter {
    mail: Mail,
    way: Way,
    correlation: String,
}

enum Way {
    Outbox,
    Api(MailApi, Mode),
    Binding,
}

/// A mail of the tenant's.
pub fn letter<P: Platform>(
    site: &Site<'_, P>,
    tenant: &Tenant,
    from_name: &str,
    to: &str,
    rendered: Rendered,
) -> Letter {
    letter_of(site.mode(), site.correlation, tenant, from_name, to, rendered)
}

/// The same after the answer.
pub fn letter_of(
    mode: Mode,
    correlation: &str,
    tenant: &Tenant,
    from_name: &str,
    to: &str,
    rendered: Rendered,
) -> Letter {
    let mail = Mail {
        from: tenant.mail.from.clone(),
        from_name: from_name.to_owned(),
        to: to.to_owned(),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
    };
    let way = match &tenant.mail.api {
        _ if mode.development => Way::Outbox,
        Some(api) => Way::Api(api.clone(), mode),
        None => Way::Binding,
    };
    Letter { mail, way, correlation: correlation.to_owned() }
}

/// Hands a mail over.
///
/// # Errors
/// When it was not taken.
pub async fn hand_over<P: Platform>(platform: &P, letter: Letter) -> Result<(), MailError> {
    let Letter { mut mail, way, correlation } = letter;
    let address = mail.to.clone();
    if !matches!(way, Way::Outbox) {
        mail.to = email::mailbox(&address);
    }
    let handed = match way {
        Way::Outbox => {
            platform.put_in_outbox(&mail);
            Ok(())
        }
        Way::Api(api, mode) => post(platform, &api, &mode, &mail).await,
        Way::Binding => platform.send_email(&mail).await,
    };
    // A reason may repeat the address that it is about.
    handed.inspect_err(|MailError(reason)| {
        let reason = reason.replace(&mail.to, "the address").replace(&address, "the address");
        let reason = format!("mail: {reason}");
        site::log_failure(platform, &correlation, &reason, true);
    })
}

async fn post<P: Platform>(
    platform: &P,
    api: &MailApi,
    mode: &Mode,
    mail: &Mail,
) -> Result<(), MailError> {
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    for (name, value) in &api.headers {
        headers.push((name.clone(), with_secrets(platform, value)?));
    }
    let body = fill(&api.body, mail).to_string();
    let request = OutboundRequest::post(&api.url, NamedBy::Administrator, mode);
    let mut request = request.map_err(|error| MailError(error.0))?;
    request.headers = headers;
    request.body = body;
    let response = platform.fetch(request).await.map_err(|error| MailError(error.0))?;
    if (200..300).contains(&response.status) {
        Ok(())
    } else {
        Err(MailError(format!("the mail API answered {}", response.status)))
    }
}

/// `{secret:NAME}` in a header is the Worker secret of that name.
fn with_secrets<P: Platform>(platform: &P, value: &str) -> Result<String, MailError> {
    let mut filled = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("{secret:") {
        let (name, next) = after.split_once('}').unwrap_or((after, ""));
        let secret = platform.worker_secret(name);
        filled.push_str(before);
        filled.push_str(
            &secret.ok_or_else(|| MailError(format!("the Worker secret {name} is not set")))?,
        );
        rest = next;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn fill(template: &Value, mail: &Mail) -> Value {
    match template {
        Value::String(text) => Value::String(fill_text(text, mail)),
        Value::Array(items) => Value::Array(items.iter().map(|item| fill(item, mail)).collect()),
        Value::Object(fields) => Value::Object(
            fields.iter().map(|(name, value)| (name.clone(), fill(value, mail))).gather(),
        ),
        other => other.clone(),
    }
}

/// Replaces each placeholder once, from left to right: what is filled in is never read again.
fn fill_text(text: &str, mail: &Mail) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, next)| {
            let value = match name {
                "from" => &mail.from,
                "fromName" => &mail.from_name,
                "to" => &mail.to,
                "subject" => &mail.subject,
                "text" => &mail.text,
                "html" => &mail.html,
                _ => return None,
            };
            Some((value, next))
        });
        if let Some((value, next)) = value {
            filled.push_str(value);
            rest = next;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_filled_once_and_others_stay() {
        let mail = Mail {
            from: "a@b.example".into(),
            from_name: "B".into(),
            to: "{text}@c.example".into(),
            subject: "S".into(),
            text: "T".into(),
            html: "<p>".into(),
        };
        let template = json!({"to": [{"email": "{to}"}], "n": 1, "x": "{ {other} {subject}"});
        let expected = json!({"to": [{"email": "{text}@c.example"}], "n": 1, "x": "{ {other} S"});
        assert_eq!(fill(&template, &mail), expected);
    }
}
