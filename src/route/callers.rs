//! The columns of the table of routes.

use crate::http::Method;

/// What is true of every address of a route.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its name in the log.
    pub name: &'static str,
    /// The methods that it answers, beside OPTIONS.
    pub methods: &'static [Method],
    /// Who calls it.
    pub callers: Callers,
}

/// Who calls a route, and so who reads its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callers {
    /// People, in a browser: an error is a page.
    People(Page),
    /// Programs on servers and devices: an error is JSON.
    Programs,
    /// Programs and scripts of other origins: an error is JSON, and CORS lets everybody call.
    Scripts,
    /// The same, with an access token: what it opens is not told without.
    Bearers,
    /// Programs and scripts that begin with this document. One that has the issuer with a slash at its end writes a slash too
    /// many, before or behind; it reads there how the issuer is written.
    Readers,
}

/// What people meet at a route, and so what its error page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What is opened, and not filled in.
    Plain,
    /// What an application shows in a frame of its own.
    Framed,
    /// A form outside user flows: opened again it is fresh.
    Form,
    /// Where an application sends people.
    Entrance,
    /// A page of a user flow.
    Step,
    /// Where people sign out: without parameters it asks whether to.
    SignOut,
}

impl Callers {
    /// Whether only programs call: their errors are JSON.
    pub fn are_programs(self) -> bool {
        !matches!(self, Self::People(_))
    }

    /// Whether scripts of other origins may call: nowhere else (RFC 9700 §2.6).
    pub fn are_scripts(self) -> bool {
        matches!(self, Self::Scripts | Self::Bearers | Self::Readers)
    }
}
