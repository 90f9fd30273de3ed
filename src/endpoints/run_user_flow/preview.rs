//! The pages of a user flow with sample values, as people will see them, without running it.

use super::{access, choices, samples};
use crate::failure::{Failure, Kind};
use crate::http::Response;
use crate::language::Language;
use crate::pages::run_user_flow::preview as page;
use crate::ports::Platform;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::view::{View, policy};

/// What a sample page may do: nothing. It is framed by the page that lists it alone.
const SAMPLE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

/// Answers GET with one sample page by itself.
///
/// # Errors
/// A page, for who may not, and for what is not there.
pub async fn answer_page<P: Platform>(
    site: &Site<'_, P>,
    flow: &str,
    sample: &str,
) -> Result<Response, Failure> {
    access::check(site).await?;
    let query = site.request.query_form();
    let mut response =
        samples::page(site, query.first("app"), flow, query.first("language"), sample)
            .await?
            .ok_or_else(|| Failure::person(Kind::NotFound))?;
    response.status = 200;
    response.headers.retain(|(name, _)| name != "content-security-policy");
    Ok(response
        .with_header("content-security-policy", SAMPLE_POLICY)
        .with_header("x-frame-options", "SAMEORIGIN"))
}

/// Answers GET with the page that frames them.
///
/// # Errors
/// A page, for who may not, and for what is not there.
pub async fn answer<P: Platform>(site: &Site<'_, P>, flow: &str) -> Result<Response, Failure> {
    access::check(site).await?;
    let query = site.request.query_form();
    let directory = for_people::directory(site).await?;
    let tenant = &directory.value.tenant;
    let applications = choices::read(site).await?.naming(flow);
    let asked = query.first("app");
    let chosen = applications.iter().find(|(client_id, _)| client_id == asked);
    let samples = match chosen.or(applications.first()) {
        Some((client_id, _)) => Some((client_id, samples::names(site, client_id, flow).await?)),
        None => None,
    };
    let language = Language::of_tag(query.first("language")).unwrap_or(tenant.default_language);
    let values = page::Preview {
        flow,
        applications: &applications,
        languages: &tenant.languages,
        language,
        samples: samples.as_ref().map(|(client_id, names)| (client_id.as_str(), names.as_slice())),
        sample: query.first("page"),
    };
    let view = View::in_english(site, &directory.value);
    let markup = page::page(&view.frame(None), &values);
    let framing = format!("{}; frame-src 'self'", policy(None, false));
    Ok(Response::html(200, markup.into_string()).with_header("content-security-policy", &framing))
}
