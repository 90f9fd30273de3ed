//! User flows: what to ask, what counts as an answer, what comes next.

pub mod answer;
mod asking;
mod calling_codes;
mod condition;
pub mod countries;
mod day;
mod email_domains;
mod identity_providers;
mod input_type;
pub mod mailed_code;
pub mod new_person;
pub mod page_answers;
pub mod password;
mod person;
mod phone;
pub mod requirements;
mod run;
pub mod settled;
pub mod show_if;
mod tenant;
mod user_flow;

pub use asking::Asking;
pub use condition::Condition;
pub use day::Day;
pub use email_domains::EmailDomains;
pub use identity_providers::IdentityProviders;
pub use input_type::InputType;
pub use person::Person;
pub use run::{
    CodeState, Intent, Refusal, Run, Situation, Stage, Step, needs_consent, next,
    refuses_new_person,
};
pub use tenant::{AttributeDefinition, DataType, MailApi, MailSettings, Tenant};
pub use user_flow::{
    Access, AccountType, AttributePage, ChoiceOption, ExistingAccounts, Flow, Input, Pattern, Terms,
};
