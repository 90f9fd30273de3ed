//! A wrong password leaves a trace, and once guesses at it have to wait, the person hears of them by mail, once a day at
//! most (OWASP ASVS 6.3.5). All of it happens after the answer, whose time does not tell whether there is an account.

use crate::branding::MailColors;
use crate::config::Mode;
use crate::documents::Directory;
use crate::flow::Person;
use crate::journey::walk::Walk;
use crate::language::choose;
use crate::pages::Words;
use crate::pages::mail::wrong_passwords::{self, WrongPasswords};
use crate::ports::Platform;
use crate::protocol::client_id::{is_registered_id, is_url};
use crate::request::mail::{self, Letter};
use crate::request::site::log_failure;
use crate::store::GUESSES_WITHOUT_WAIT;
use crate::store::audit::{self, WrongPassword};

/// What the mail is made of: nothing that who guesses chose.
struct Notice {
    directory: Directory,
    home: Option<String>,
    guesses: i64,
    mode: Mode,
}

/// Notes a wrong password, the last of so many `guesses` in a row; `person` is whose it was to be.
pub fn note<P: Platform>(walk: &Walk<'_, P>, guesses: i64, person: Option<Box<Person>>) {
    let site = walk.site;
    let notice = (guesses >= GUESSES_WITHOUT_WAIT).then(|| Notice {
        directory: walk.registered.directory.clone(),
        home: own_home(walk),
        guesses,
        mode: site.mode(),
    });
    let (platform, correlation, now) =
        (site.platform.clone(), site.correlation.to_owned(), site.now);
    site.platform.after_response(async move {
        let account = person.as_ref().map(|person| person.account.oid.as_str());
        let hears = person.as_ref().filter(|person| person.enabled && person.has_password);
        let hears = hears.filter(|person| person.account.email.is_some()).zip(notice);
        let (tells, request_id) = (hears.is_some(), correlation.as_str());
        let wrong = WrongPassword { account, tells, request_id, now };
        match audit::wrong_password(&platform, wrong).await {
            Ok(told) => {
                if let Some((person, notice)) = hears.filter(|_| told) {
                    drop(mail::hand_over(&platform, notice.letter(person, &correlation)).await);
                }
            }
            Err(error) => log_failure(&platform, &correlation, &format!("audit: {error:?}"), true),
        }
    });
}

/// Where the application is, if the company configured it: others say of themselves where they are.
fn own_home<P: Platform>(walk: &Walk<'_, P>) -> Option<String> {
    let application = &walk.registered.application;
    let id = &application.client_id;
    application.home(walk.site.issuer()).filter(|_| !is_url(id) && !is_registered_id(id))
}

impl Notice {
    /// In the language that the person answered with, else the tenant's own: the browser is not theirs. Only who
    /// completed the application's flow is led there.
    fn letter(&self, person: &Person, correlation: &str) -> Letter {
        let (tenant, account) = (&self.directory.tenant, &person.account);
        let locale = account.attributes.get("locale").and_then(|locale| locale.as_str());
        let wanted: Vec<&str> = locale.into_iter().collect();
        let language = choose(&wanted, &tenant.languages, tenant.default_language);
        let name = tenant.display_name.in_language(language.tag());
        let words = Words::shipped(language).of_tenant(self.directory.strings.get(&language));
        let values = WrongPasswords {
            tenant: name,
            guesses: self.guesses,
            home: self.home.as_deref().filter(|_| person.enrolled.is_some()).unwrap_or_default(),
            colors: MailColors::of(&self.directory.look.branding),
        };
        let (to, rendered) =
            (account.email.as_deref().unwrap_or_default(), wrong_passwords::mail(&words, &values));
        mail::letter_of(self.mode.clone(), correlation, tenant, name, to, rendered)
    }
}
