//! User flows: what to ask, what counts as an answer, what comes next.

mod tenant;
mod user_flow;

pub use tenant::{AttributeDefinition, DataType, MailApi, MailSettings, Tenant};
pub use user_flow::{
    AccountType, AttributePage, ChoiceOption, Flow, Input, InputType, Methods, Pattern, Terms,
};
