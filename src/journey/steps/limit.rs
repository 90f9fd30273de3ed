//! A page at a limit.

use crate::http::Response;
use crate::journey::walk::Walk;
use crate::pages::{Problems, sentences};
use crate::ports::Platform;
use crate::store::Throttled;

/// What a page says at a limit.
pub fn problems<P: Platform>(walk: &Walk<'_, P>, throttled: Throttled) -> Problems {
    Problems::whole(sentences::throttled(&walk.view.words, throttled.seconds))
}

/// The page: 429, and when to try again.
pub fn response(response: Response, throttled: Throttled) -> Response {
    Response { status: 429, ..response }.with_header("retry-after", &throttled.seconds.to_string())
}
