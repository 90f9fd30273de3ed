//! The binding `EMAIL`, and the development outbox.

use super::{Edge, outbox};
use crate::ports::{Background, Clock, Mail, MailError, Mailer, SentMail};
use worker::{EmailAddress, SendEmailBuilder, console_error};

impl Mailer for Edge {
    async fn send_email(&self, mail: &Mail) -> Result<(), MailError> {
        let binding =
            self.0.env.send_email("EMAIL").map_err(|fault| MailError(fault.to_string()))?;
        let from = EmailAddress::new(&mail.from_name, &mail.from);
        let message =
            SendEmailBuilder::builder_with_email_address_and_str(&from, &mail.to, &mail.subject)
                .text(&mail.text)
                .html(&mail.html)
                .build();
        binding
            .send_with_builder(&message)
            .await
            .map(|_| ())
            .map_err(|fault| MailError(fault.message().into()))
    }

    fn put_in_outbox(&self, mail: &Mail) {
        let (edge, mail, now) = (self.clone(), mail.clone(), self.now());
        self.after_response(async move {
            if let Err(fault) = outbox::put(&edge, &mail, now).await {
                console_error!("a mail did not reach the outbox: {fault:?}");
            }
        });
    }

    async fn outbox(&self, to: Option<&str>) -> Result<Vec<SentMail>, MailError> {
        outbox::list(self, to).await.map_err(|fault| MailError(format!("{fault:?}")))
    }
}
