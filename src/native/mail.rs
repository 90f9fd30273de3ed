//! Mail, kept instead of sent.

use crate::ports::{Mail, MailError, SentMail};
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

    /// Hands a mail to the binding.
    ///
    /// # Errors
    /// When it is not bound, or refuses every mail.
    pub fn send(&self, mail: &Mail) -> Result<(), MailError> {
        if !self.bound.get() {
            return Err(MailError("Binding `EMAIL` is undefined.".to_owned()));
        }
        self.count.set(self.count.get() + 1);
        if self.failing.get() {
            return Err(MailError("the binding refused the mail".to_owned()));
        }
        self.sent.borrow_mut().push(mail.clone());
        Ok(())
    }

    /// Puts a mail into the outbox.
    pub fn put_in_outbox(&self, mail: &Mail, now: i64) {
        self.count.set(self.count.get() + 1);
        if self.failing.get() {
            return;
        }
        let Mail { to, subject, text, html, .. } = mail.clone();
        let mut outbox = self.outbox.borrow_mut();
        outbox.insert(0, SentMail { to, subject, text, html, sent_at: now });
        outbox.truncate(OUTBOX_SIZE);
    }

    /// What is in the outbox, for one address or for all.
    pub fn outbox(&self, to: Option<&str>) -> Vec<SentMail> {
        let outbox = self.outbox.borrow();
        let wanted = |mail: &&SentMail| to.is_none_or(|to| mail.to.eq_ignore_ascii_case(to));
        outbox.iter().filter(wanted).cloned().collect()
    }
}
