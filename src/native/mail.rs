//! Mail, kept instead of sent.

use super::NativePlatform;
use crate::ports::{Clock, Mail, MailError, Mailer, SentMail};
use std::cell::{Cell, RefCell};

/// The most mails that the outbox keeps.
const OUTBOX_SIZE: usize = 200;

/// The binding `EMAIL`, unbound until it is bound, and the outbox.
#[derive(Default)]
pub struct NativeMail {
    bound: Cell<bool>,
    failing: Cell<bool>,
    sent: RefCell<Vec<Mail>>,
    outbox: RefCell<Vec<SentMail>>,
    pub(super) count: Cell<usize>,
}

impl NativeMail {
    /// Binds `EMAIL`, or unbinds it.
    pub fn set_bound(&self, bound: bool) {
        self.bound.set(bound);
    }

    /// Has the binding and the outbox refuse every mail, or no more.
    pub fn set_failing(&self, failing: bool) {
        self.failing.set(failing);
    }

    /// What the binding took, oldest first.
    pub fn sent(&self) -> Vec<Mail> {
        self.sent.borrow().clone()
    }
}

impl Mailer for NativePlatform {
    async fn send_email(&self, mail: &Mail) -> Result<(), MailError> {
        if !self.mail.bound.get() {
            return Err(MailError("Binding `EMAIL` is undefined.".to_owned()));
        }
        self.mail.count.set(self.mail.count.get() + 1);
        if self.mail.failing.get() {
            return Err(MailError("the binding refused the mail".to_owned()));
        }
        self.mail.sent.borrow_mut().push(mail.clone());
        Ok(())
    }

    fn put_in_outbox(&self, mail: &Mail) {
        self.mail.count.set(self.mail.count.get() + 1);
        if self.mail.failing.get() {
            return;
        }
        let Mail { to, subject, text, html, .. } = mail.clone();
        let mut outbox = self.mail.outbox.borrow_mut();
        outbox.insert(0, SentMail { to, subject, text, html, sent_at: self.now() });
        outbox.truncate(OUTBOX_SIZE);
    }

    async fn outbox(&self, to: Option<&str>) -> Result<Vec<SentMail>, MailError> {
        let outbox = self.mail.outbox.borrow();
        let wanted = |mail: &&SentMail| to.is_none_or(|to| mail.to.eq_ignore_ascii_case(to));
        Ok(outbox.iter().filter(wanted).cloned().collect())
    }
}
