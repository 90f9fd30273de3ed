//! The bare host: in development it leads to the demo; a deployment without configuration says what comes next.

use crate::failure::{Failure, Kind};
use crate::http::Response;
use crate::pages::setup;
use crate::ports::Platform;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::view::View;
use crate::route::Route;

/// Answers GET.
///
/// # Errors
/// A page: there is nothing here.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    for_people::directory(site).await?;
    if site.settings.development {
        return Ok(Response::see_other(&Route::Demo.path()));
    }
    Err(Failure::person(Kind::NotFound))
}

/// What an empty KV says on every page.
pub fn setup_page<P: Platform>(site: &Site<P>) -> Response {
    let view = View::bare(site);
    let values = setup::Setup { commands: commands(site.settings.development) };
    view.page(503, setup::page(&view.frame(None), &values))
}

/// The commands that come next.
pub fn commands(development: bool) -> Vec<String> {
    if development {
        return vec!["npm start".to_owned()];
    }
    [
        "cargo run -q --bin vestibule -- new tenant --name \"My company\" --mail-from sign-in@example.com --dir config",
        "cargo run -q --bin vestibule -- new flow customer --account-type member --dir config",
        "cargo run -q --bin vestibule -- new app my-app --type web --redirect https://app.example/callback --flow customer --dir config",
        "cargo run -q --bin vestibule -- check config",
        "npx wrangler kv key put --remote --binding CONFIG tenant --path config/tenant.json",
        "npx wrangler kv key put --remote --binding CONFIG flow/customer --path config/flow/customer.json",
        "npx wrangler kv key put --remote --binding CONFIG app/my-app --path config/app/my-app.json",
    ]
    .map(str::to_owned)
    .to_vec()
}
