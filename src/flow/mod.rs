//! User flows: what to ask, what counts as an answer, what comes next.

pub mod answer;
mod calling_codes;
pub mod countries;
pub mod password;
mod email_domains;
mod person;
mod phone;
pub mod requirements;
mod run;
mod tenant;
mod user_flow;

pub use email_domains::EmailDomains;
pub use person::Person;
pub use requirements::Asking;
pub use run::{
    CodeState, Intent, Method, Refusal, Run, Situation, Stage, needs_consent, next,
    refuses_new_person,
};
pub use tenant::{AttributeDefinition, DataType, MailApi, MailSettings, Tenant};
pub use user_flow::{
    AccountType, AttributePage, ChoiceOption, ExistingAccounts, Flow, Input, InputType, Methods,
    Pattern, Terms,
};
