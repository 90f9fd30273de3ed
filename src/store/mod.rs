//! What is kept in D1. A method is one unit of work: one batch, one round trip, named by intent and
//! answering with what happened; the purge alone takes a batch for each piece. A statement that depends on an earlier one
//! of its batch is guarded by the operation's id (`:req`), which the earlier one wrote. SQL that several statements share
//! is a macro.

mod anybody;
mod batch;
#[cfg(not(target_arch = "wasm32"))]
pub mod attribute_purge;
pub mod attribute_types;
pub mod audit;
pub mod client_documents;
pub mod codes;
pub mod config_history;
pub mod consents;
mod counters;
#[cfg(not(target_arch = "wasm32"))]
pub mod disabled;
pub mod devices;
mod ends;
pub mod faulty_sets;
pub mod finish;
pub mod grants;
mod identities;
pub mod keys;
mod live_session;
pub mod logos;
pub mod logouts;
pub mod looks;
pub mod mailed_codes;
mod new_account;
pub mod own_tokens;
pub mod passwords;
mod people;
mod proofs;
pub mod purge;
pub mod pushed_requests;
pub mod redemption;
pub mod registrations;
pub mod requests;
pub mod reset;
pub mod run_steps;
pub mod runs;
pub mod sessions;
pub mod troubles;
pub mod used_proofs;
pub mod wanted_resource;
mod words;

pub use anybody::Sender;
pub use counters::{GUESSES, GUESSES_WITHOUT_WAIT, GuessKeys, Throttled, wait_after};

/// What is switched off stops here, in the same round trip: `:client`, `:flow`, and identity providers, which a value or
/// a query in SQL names.
macro_rules! nothing_disabled {
    ($providers:expr) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = :client)",
            " OR (d.kind = 'flow' AND d.id = :flow)",
            " OR (d.kind = 'idp' AND d.id IN (",
            $providers,
            ")))"
        )
    };
}
pub(crate) use nothing_disabled;

/// That neither the application `:client` is switched off nor the secret `:secret`, if it proved itself by one.
macro_rules! client_not_disabled {
    () => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM disabled d WHERE (d.kind = 'app' AND d.id = :client)",
            " OR (d.kind = 'secret' AND d.id = :secret))"
        )
    };
}
use client_not_disabled;
