//! Mailing a code: eight random digits, counted before they are recorded, handed over before the page
//! answers, for every address alike.

use super::limit;
use crate::encode::base64url;
use crate::encode::email::EmailAddress;
use crate::failure::{Failure, Kind};
use crate::flow::{Intent, Stage};
use crate::http::Response;
use crate::journey::walk::Walk;
use crate::pages::Problems;
use crate::pages::mail::Rendered;
use crate::pages::mail::code::{self, CodeMail};
use crate::ports::{Platform, Randomness};
use crate::protocol::lifetime;
use crate::request::mail;
use crate::secrets::Purpose;
use crate::store::Throttled;
use crate::store::mailed_codes::{self, Mailed, NewCode};

/// What became of it.
pub enum Sent {
    /// It is on its way.
    Mailed,
    /// It could not be handed over; it does not count.
    Failed,
    /// Too many already.
    Throttled(Throttled),
}

/// Mails a code and goes on to its page; where none was mailed, the page that asked, made by `show`, says why.
///
/// # Errors
/// A page, when the run is over.
pub async fn send_and_go_on<P: Platform>(
    walk: &Walk<'_, P>,
    intent: Intent,
    email: &EmailAddress,
    keep_signed_in: bool,
    show: impl FnOnce(u16, Problems) -> Response,
) -> Result<Response, Failure> {
    Ok(match send(walk, intent, email, keep_signed_in).await? {
        Sent::Mailed => walk.go_to(&Stage::Code),
        Sent::Failed => show(503, Problems::whole(walk.view.words.text("mail.failed"))),
        Sent::Throttled(throttled) => {
            limit::response(show(429, limit::problems(walk, throttled)), throttled)
        }
    })
}

/// Mails a code that proves `email` for this run.
///
/// # Errors
/// A page, when the run is over.
pub async fn send<P: Platform>(
    walk: &Walk<'_, P>,
    intent: Intent,
    email: &EmailAddress,
    keep_signed_in: bool,
) -> Result<Sent, Failure> {
    let site = walk.site;
    let digits = eight_digits(site.platform);
    let address = walk.counter("email", &email.key);
    let network = walk.network();
    let new = NewCode {
        run: walk.key(),
        intent,
        email: &email.address,
        email_key: &email.key,
        hmac: &hmac(walk, intent.purpose(), &digits),
        address: &address,
        network: network.as_deref(),
        expires_at: site.now + lifetime::MAILED_CODE,
        keep_signed_in,
        passwordless: !walk.flow.identity_providers.has_password(),
    };
    let to = match mailed_codes::record(site.platform, &new).await? {
        Mailed::Recorded { to } => to,
        Mailed::Throttled(throttled) => {
            walk.note("refused", "throttled");
            return Ok(Sent::Throttled(throttled));
        }
        Mailed::NoRun => return Err(Failure::person(Kind::Finished)),
    };
    let tenant = &walk.registered.directory.tenant;
    let rendered = render(walk, &digits);
    let letter = mail::letter(site, tenant, &walk.view.tenant, &to, rendered);
    if mail::hand_over(site.platform, letter).await.is_err() {
        mailed_codes::give_send_back(site.platform, &new).await?;
        walk.note("failed", "mail");
        return Ok(Sent::Failed);
    }
    walk.note("done", "mailed");
    Ok(Sent::Mailed)
}

fn render<P: Platform>(walk: &Walk<'_, P>, digits: &str) -> Rendered {
    let home = walk.registered.application.home(walk.site.issuer());
    code::mail(
        &walk.view.words,
        &CodeMail {
            application: walk.view.application.as_deref().unwrap_or_default(),
            tenant: &walk.view.tenant,
            code: digits,
            minutes: u32::try_from(lifetime::MAILED_CODE / 60).unwrap_or_default(),
            home: home.as_deref().filter(|home| home.starts_with("http")),
            colors: walk.view.brand.mail,
        },
    )
}

/// How a code is kept and compared: keyed, and salted with the transaction; its row names the address.
pub fn hmac<P: Platform>(walk: &Walk<'_, P>, purpose: &str, digits: &str) -> String {
    let parts = [walk.transaction.id.as_str(), purpose, digits];
    base64url::encode(&walk.site.settings.master_keys.mac(Purpose::MailedCode, &parts))
}

/// Eight digits, each code as likely as any other.
fn eight_digits(randomness: &impl Randomness) -> String {
    const CODES: u32 = 100_000_000;
    loop {
        let number = u32::from_be_bytes(randomness.random_bytes());
        if number < u32::MAX - u32::MAX % CODES {
            return format!("{:08}", number % CODES);
        }
    }
}
