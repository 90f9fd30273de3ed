//! A person's browser, on the way from the application and back to it.

use super::page::Page;
use super::world::World;
use crate::http::{Form, Request, Response};
use crate::native::{Cookies, get, keep_cookies, submit, with_cookies};

/// More redirects than this lead nowhere.
const MOST_REDIRECTS: usize = 10;

/// Where a request led in the end.
pub enum Landed {
    /// To a page.
    Page(Box<Page>),
    /// Back to the application, with these parameters.
    Application(Form),
}

/// A browser without scripts.
pub struct Browser<'a> {
    /// Where it is.
    pub world: &'a World,
    /// What it holds.
    pub cookies: &'a mut Cookies,
}

impl Browser<'_> {
    /// Opens an address of the issuer's.
    pub fn open(&mut self, address: &str) -> Result<Landed, String> {
        let response = self.send(get(self.world.issuer(), address));
        self.follow(response)
    }

    /// Sends a page's form.
    pub fn submit(&mut self, action: &str, form: &Form) -> Result<Landed, String> {
        let response = self.send(submit(self.world.issuer(), action, form));
        self.follow(response)
    }

    fn send(&mut self, request: Request) -> Response {
        let response = self.world.deployment.send(with_cookies(self.cookies, request));
        keep_cookies(self.cookies, &response);
        response
    }

    fn follow(&mut self, mut response: Response) -> Result<Landed, String> {
        for _ in 0..MOST_REDIRECTS {
            let Some(location) = response.header("location").map(str::to_owned) else {
                return Ok(landed(&response));
            };
            if location.starts_with(&self.world.redirect_uri) {
                return Ok(Landed::Application(query(&location)));
            }
            let path = location.strip_prefix(self.world.issuer()).unwrap_or(&location);
            response = self.send(get(self.world.issuer(), path));
        }
        Err(format!("more than {MOST_REDIRECTS} redirects"))
    }
}

/// A page that only leads on to the application is its callback.
fn landed(response: &Response) -> Landed {
    let page = Page::read(response);
    match page.page.as_str() {
        "return" => {
            let address = page.addresses.first().map(String::as_str).unwrap_or_default();
            Landed::Application(query(address))
        }
        "form-post" => Landed::Application(Form(page.hidden)),
        _ => Landed::Page(Box::new(page)),
    }
}

fn query(address: &str) -> Form {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    Form::parse(query.as_bytes())
}
