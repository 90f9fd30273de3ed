//! Vestibule: self-service sign-up at the edge, as one OpenID Connect issuer.
//!
//! The modules stand in import order: each uses only those above it (`tests/architecture.rs`).
#![expect(
    async_fn_in_trait,
    reason = "one isolate runs one thread: no future here is ever sent to another"
)]

/// Plain encodings: base64url, hashes, times, e-mail addresses.
pub mod encode;
/// The languages that are shipped, and which one a person gets; labels.
pub mod language;
/// How a company's pages look: colours and their contrast, images, its own style rules.
pub mod branding;
/// Requests and responses as values: forms, cookies, headers.
pub mod http;
/// Sub-keys of the master key: sealing, message authentication, passwords' pepper.
pub mod secrets;
/// OAuth and OpenID Connect: words and rules, one rule a file.
pub mod protocol;
/// User flows as a state machine: what to ask, what counts as an answer, what comes next.
pub mod flow;
/// The addresses of this issuer, read and written.
pub mod route;
/// Documents in KV: raw, checked, and every fault named.
pub mod config;
/// The rest of the world, as traits.
pub mod ports;
/// Who must be told of a failure, and how.
pub mod failure;
/// What people see: values in, markup out.
pub mod pages;
/// What is kept in D1, as units of work.
pub mod store;
/// This isolate's checked configuration: loaded, cached, refreshed, or the last good one.
pub mod documents;
/// This isolate's signing keys: read, made, opened, cached.
pub mod keyring;
/// What an isolate remembers between requests.
mod memory;
/// What one request carries: issuer, view, language, forms, cookies.
mod request;
/// Who calls, where that is an application: what it proves and asks for.
mod clients;
/// A person's way through a flow: transaction, steps, end.
mod journey;
/// One file or folder an endpoint.
pub mod endpoints;
/// Request in, response out: the one place that routes, sets headers and logs.
pub mod app;
/// The ports for tests and the command line: `SQLite` in memory, maps, able to fail on order.
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
/// User flows walked by a script of answers, on `native`.
#[cfg(not(target_arch = "wasm32"))]
pub mod simulation;
/// The ports on Cloudflare: fetch event, D1, KV, WebCrypto, mail.
#[cfg(target_arch = "wasm32")]
pub mod cloudflare;
