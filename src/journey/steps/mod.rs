//! One file a step: `show` shows its page to who comes to it, `answer` takes its form. No step names another; where a person
//! goes next is `flow::next`'s word.

#![expect(
    clippy::unused_async,
    reason = "every step is asked alike, and some have nothing to wait for"
)]

mod address;
mod answers;
mod at;
pub mod attributes;
pub mod code;
pub mod consent;
pub mod continue_as;
mod country;
pub mod deny;
pub mod exists;
pub mod finish;
mod go_on;
mod limit;
pub mod new_password;
pub mod no_account;
pub mod password;
pub mod refused;
pub mod reset;
mod send_code;
pub mod sign_in;
pub mod sign_up;
mod wrong_password;

pub use at::At;

use super::shown::Shown;
use super::walk::Walk;
use crate::failure::Failure;
use crate::flow::Step;
use crate::http::{Form, Response};
use crate::ports::Platform;

/// Which run a step's page needs.
pub enum Needs {
    /// None.
    Nothing,
    /// One that is at this very step.
    Run,
    /// The same, but where it only gives back what was typed.
    RunUnlessTyped,
    /// The same, but where it asks who is signed in already.
    RunUnlessSignedIn,
}

/// The steps: the file that shows a step's page and takes its form, and what the page needs.
macro_rules! steps {
    ($($Step:ident: $file:ident needs $Needs:ident),+ $(,)?) => {
        /// Which run the step's page needs.
        pub fn needs(step: Step) -> Needs {
            match step { $(Step::$Step => Needs::$Needs),+ }
        }

        /// Shows the step's page.
        ///
        /// # Errors
        /// A page, when it can't be shown.
        pub async fn show_step<P: Platform>(
            walk: &Walk<'_, P>,
            step: Step,
            at: At<'_>,
        ) -> Result<Response, Failure> {
            match step { $(Step::$Step => $file::show(walk, at).await),+ }
        }

        /// Takes the step's form.
        ///
        /// # Errors
        /// A page, when there is no way on.
        pub async fn answer_step<P: Platform>(
            walk: &Walk<'_, P>,
            step: Step,
            form: &Form,
            shown: &Shown,
        ) -> Result<Response, Failure> {
            match step { $(Step::$Step => $file::answer(walk, form, shown).await),+ }
        }
    };
}

steps! {
    SignIn: sign_in needs Nothing,
    SignUp: sign_up needs Nothing,
    Reset: reset needs Nothing,
    Code: code needs Run,
    NoAccount: no_account needs Run,
    Exists: exists needs Run,
    Password: password needs Run,
    NewPassword: new_password needs Run,
    Attributes: attributes needs RunUnlessTyped,
    Consent: consent needs RunUnlessSignedIn,
    Continue: continue_as needs Nothing,
    Finish: finish needs Run,
    Refused: refused needs Run,
    Deny: deny needs Nothing,
}
