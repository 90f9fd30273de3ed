//! A person's way through a flow: the transaction in their browser, the step that is shown or taken, and the end. `steps` holds
//! one file a step.

pub mod begin_again;
pub mod dispatch;
pub mod finish;
pub mod made_room;
pub mod refused;
pub mod sealed_transaction;
pub mod shown;
pub mod steps;
pub mod transaction;
pub mod transaction_cookies;
pub mod walk;
