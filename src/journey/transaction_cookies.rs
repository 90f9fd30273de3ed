//! The cookies of a browser's transactions: how many there are, how much they weigh together, and which of them makes room. In
//! front of each sealed value stands when its transaction was last used and how far it came. Nobody seals that: it only orders
//! a browser's own cookies, and to know it costs no look at the database.

use crate::encode::gather::in_order;
use crate::http::{Cookie, cookies_with_prefix};
use crate::ports::Platform;
use crate::protocol::lifetime;
use crate::request::site::Site;

/// How many a browser holds.
const MOST: usize = 3;
/// How much they weigh together, with their names: a request's headers stay small enough for every server.
const ROOM: usize = 4096;
/// What fits one cookie: browsers drop larger ones without a word.
pub const LARGEST: usize = 2400;

/// How far a transaction came. What stands first makes room first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Came {
    /// The application was answered.
    Done,
    /// Nothing is proven yet.
    Begun,
    /// Its run has a proof: a password or a mailed code that was right, or a session.
    Proven,
}

impl Came {
    fn mark(self) -> &'static str {
        match self {
            Self::Done => "d",
            Self::Begun => "",
            Self::Proven => "p",
        }
    }
}

/// A transaction's cookie.
#[derive(Debug, Clone, Copy)]
pub struct Held<'r> {
    /// The transaction's id.
    pub id: &'r str,
    /// How far it came.
    pub came: Came,
    /// When it was last used, within a minute.
    pub used_at: i64,
    /// What is sealed, or `row.` and the key of a row.
    pub sealed: &'r str,
    weight: usize,
}

impl<'r> Held<'r> {
    /// The cookie of `id`; none where it has not the form of one.
    pub fn read<P: Platform>(site: &Site<P>, id: &'r str, value: &'r str) -> Option<Self> {
        let (front, sealed) = value.split_once('.')?;
        let (time, came) = match (front.strip_suffix('p'), front.strip_suffix('d')) {
            (Some(time), _) => (time, Came::Proven),
            (_, Some(time)) => (time, Came::Done),
            _ => (front, Came::Begun),
        };
        let weight = weight(site, id, value);
        Some(Self { id, came, used_at: time.parse().unwrap_or(0), sealed, weight })
    }

    /// What is left for too long has no proof any more.
    fn rank(&self, now: i64) -> (Came, i64, &str) {
        let late = now >= self.used_at.saturating_add(lifetime::TRANSACTION);
        (if late { self.came.min(Came::Begun) } else { self.came }, self.used_at, self.id)
    }
}

/// What a cookie's value is.
pub fn value(used_at: i64, came: Came, sealed: &str) -> String {
    format!("{used_at}{}.{sealed}", came.mark())
}

/// What this browser's other transactions leave to the one that a request is about.
pub struct Room<'r> {
    /// Those that make room, the first to go in front.
    pub gone: Vec<Held<'r>>,
    left: usize,
}

impl<'r> Room<'r> {
    /// The room for a cookie `id` of this `value`.
    pub fn for_cookie<P: Platform>(site: &Site<'r, P>, id: &str, value: &str) -> Self {
        let wanted = weight(site, id, value);
        let goes_first = |one: &Held, other: &Held| one.rank(site.now) < other.rank(site.now);
        let others = in_order(others(site, id), goes_first);
        let mut count = others.len();
        let mut weight: usize = others.iter().map(|held| held.weight).sum();
        let mut gone = Vec::new();
        for other in others {
            if count < MOST && weight + wanted <= ROOM {
                break;
            }
            (count, weight) = (count - 1, weight - other.weight);
            gone.push(other);
        }
        Self { gone, left: ROOM - weight.min(ROOM) }
    }

    /// Whether what makes room here, and not in the `smaller` room, is over anyway.
    pub fn ends_no_more_than(&self, smaller: &Self) -> bool {
        self.gone.iter().skip(smaller.gone.len()).all(|held| held.came == Came::Done)
    }

    /// Whether a cookie of this value fits beside those that stay.
    pub fn fits<P: Platform>(&self, site: &Site<P>, id: &str, value: &str) -> bool {
        value.len() <= LARGEST && weight(site, id, value) <= self.left
    }
}

/// This browser's transactions but for `id`. A name that we would not have given is not repeated in a header.
fn others<'r, P: Platform>(site: &Site<'r, P>, id: &str) -> Vec<Held<'r>> {
    let cookies = cookies_with_prefix(&site.request.headers, &site.cookie_name("tx-"));
    let others = cookies.into_iter().filter(|(other, _)| is_id(other) && *other != id);
    others
        .map(|(other, value)| {
            let weight = weight(site, other, value);
            let broken = Held { id: other, came: Came::Done, used_at: 0, sealed: "", weight };
            Held::read(site, other, value).unwrap_or(broken)
        })
        .collect()
}

/// Whether this is an id as we give them.
pub fn is_id(text: &str) -> bool {
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() == 22 && text.bytes().all(base64url)
}

/// What a cookie adds to a request's header: name, `=`, value, and what parts it from the next.
fn weight<P: Platform>(site: &Site<P>, id: &str, value: &str) -> usize {
    name(site, id).len() + value.len() + "=; ".len()
}

/// The cookie's full name.
pub fn name<P: Platform>(site: &Site<P>, id: &str) -> String {
    site.cookie_name(&format!("tx-{id}"))
}

/// The cookie that brings `value`.
pub fn bring<P: Platform>(site: &Site<P>, id: &str, value: String) -> Cookie {
    make(site, id, value, None)
}

/// The cookie that takes a transaction away.
pub fn forget<P: Platform>(site: &Site<P>, id: &str) -> Cookie {
    make(site, id, String::new(), Some(0))
}

fn make<P: Platform>(site: &Site<P>, id: &str, value: String, max_age: Option<i64>) -> Cookie {
    let (name, secure) = (name(site, id), site.settings.secure());
    Cookie { name, value, max_age, secure, framed: false }
}
