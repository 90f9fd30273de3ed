//! What is done to a valid request: parameters, headers, body, method and the JWTs in them are changed at random, the same
//! for the same seed.

use serde_json::{Map, Value, json};
use vestibule::encode::base64url;
use vestibule::http::{Body, Form, Method, Request};

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What would stand out in an answer, if it were put there as it came.
pub const INERT: &str = "\"><script>alert(1)</script>";

const WORDS: [&str; 24] = [
    "",
    " ",
    "\u{0}",
    "\r\nset-cookie: sid=evil",
    INERT,
    "null",
    "{}",
    "[[[",
    "-1",
    "1e400",
    "99999999999999999999",
    "none",
    "openid openid  offline_access",
    "https://evil.example/",
    "//evil.example",
    "javascript:alert(1)",
    "http://127.0.0.1:1/callback",
    "urn:ietf:params:oauth:request_uri:x",
    "woodgrove-shop",
    "dyn-00000000-0000-4000-8000-000000000000",
    "../tenant",
    "' OR 1=1 --",
    "\u{202e}é漢\u{1f600}",
    "eyJhbGciOiJub25lIn0.e30.",
];

/// `request`, changed in one to three places; `words` are values that mean something elsewhere.
pub fn mutated(chance: &mut Chance, request: &Request, words: &[String]) -> Request {
    let mut request = request.clone();
    for _ in 0..=chance.below(3) {
        match chance.below(12) {
            0 => request.method = *chance.of(&METHODS),
            1 => change_headers(chance, &mut request, words),
            2 => change_bytes(chance, &mut request),
            3 => change_query(chance, &mut request, words),
            _ => match &request.body {
                Body::Bytes(body) if body.first() == Some(&b'{') => {
                    let mut value = serde_json::from_slice(body).unwrap_or_default();
                    change_json(chance, &mut value);
                    request.body = Body::Bytes(value.to_string().into_bytes());
                }
                Body::Bytes(body) if !body.is_empty() => {
                    let mut form = Form::parse(body);
                    change_form(chance, &mut form, words);
                    request.body = Body::Bytes(form.encode().into_bytes());
                }
                _ if request.query.is_empty() => change_headers(chance, &mut request, words),
                _ => change_query(chance, &mut request, words),
            },
        }
    }
    if matches!(&request.body, Body::Bytes(body) if body.len() > Request::BODY_LIMIT) {
        request.body = Body::TooLarge;
    }
    request
}

const METHODS: [Method; 7] = [
    Method::Get,
    Method::Head,
    Method::Post,
    Method::Put,
    Method::Delete,
    Method::Options,
    Method::Other,
];

fn change_query(chance: &mut Chance, request: &mut Request, words: &[String]) {
    let mut form = request.query_form();
    change_form(chance, &mut form, words);
    request.query = form.encode();
    if chance.below(4) == 0 {
        request.query.push_str(
            chance.of::<&str>(&["&%", "&%ff=%fe", "&=", "&&&", "&a[]=1", "&%00=%00", "#"]),
        );
    }
}

fn change_form(chance: &mut Chance, form: &mut Form, words: &[String]) {
    let word = word(chance, words);
    let Form(pairs) = form;
    if pairs.is_empty() {
        return pairs.push(("token".to_owned(), word));
    }
    let (at, other) = (chance.below(pairs.len()), chance.below(pairs.len()));
    match chance.below(11) {
        0 => drop(pairs.remove(at)),
        1 => pairs.push(pairs[at].clone()),
        2 => pairs.push((pairs[at].0.clone(), word)),
        3 => pairs[at].1 = pairs[other].1.clone(),
        4 => pairs[at].1.clear(),
        5 => pairs[at].1.push_str(&word),
        6 => {
            let names = ["CODE", "scope ", "resource", "request", "claims", ""];
            pairs[at].0 = chance.of(&names).to_string();
        }
        7 => pairs[at].1 = "a".repeat(1 << chance.below(17)),
        8 => {
            let end = chance.below(pairs[at].1.chars().count() + 1);
            pairs[at].1 = pairs[at].1.chars().take(end).collect();
        }
        9 if is_jwt(&pairs[at].1) => pairs[at].1 = change_jwt(chance, &pairs[at].1),
        _ => pairs[at].1 = word,
    }
}

fn word(chance: &mut Chance, words: &[String]) -> String {
    if words.is_empty() || chance.below(2) == 0 {
        chance.of(&WORDS).to_string()
    } else {
        chance.of(words).clone()
    }
}

fn change_headers(chance: &mut Chance, request: &mut Request, words: &[String]) {
    // Values as a server gives them on: one line, in Latin-1.
    let word = word(chance, words).replace(|c: char| c.is_control() || c as u32 > 255, "?");
    let headers = &mut request.headers.0;
    let known = [
        "authorization",
        "content-type",
        "cookie",
        "dpop",
        "origin",
        "accept-language",
        "sec-fetch-site",
    ];
    let name = (*chance.of(&known)).to_owned();
    if headers.is_empty() {
        return headers.push((name, word));
    }
    let at = chance.below(headers.len());
    match chance.below(9) {
        0 => drop(headers.remove(at)),
        1 => headers.push(headers[at].clone()),
        2 => headers[at].1 = word,
        3 => headers[at].1.push_str(&word),
        4 => headers[at].1 = headers[at].1.to_ascii_uppercase(),
        5 => headers[at].1 = headers[at].1.replacen(' ', "  ", 1),
        6 => {
            let value = headers[at].1.clone();
            let (scheme, jwt) = value.split_once(' ').unwrap_or(("", &value));
            headers[at].1 = if is_jwt(jwt) {
                format!("{scheme} {}", change_jwt(chance, jwt)).trim_ascii().to_owned()
            } else {
                chance.of(&["Basic", "Bearer ", "DPoP x", "Basic Og==", "Basic YTpi"]).to_string()
            };
        }
        7 => {
            let types = [
                "application/json",
                "text/plain",
                "multipart/form-data",
                "application/jwt",
                "a;b;c",
                ";",
            ];
            headers.retain(|(name, _)| name != "content-type");
            headers.push(("content-type".to_owned(), chance.of(&types).to_string()));
        }
        _ => headers.push((name, word)),
    }
}

/// Bytes that were cut off, turned, or put in.
fn change_bytes(chance: &mut Chance, request: &mut Request) {
    let Body::Bytes(body) = &mut request.body else { return };
    let at = chance.below(body.len() + 1);
    match chance.below(6) {
        0 => body.truncate(at),
        1 => body.insert(at, 0xff),
        2 => body.insert(at, 0),
        3 => body.splice(at..at, *b"%u0041%zz%").for_each(drop),
        4 => body.splice(at..at, "[".repeat(300).into_bytes()).for_each(drop),
        _ => body.clear(),
    }
}

fn is_jwt(text: &str) -> bool {
    text.starts_with("ey") && text.matches('.').count() == 2
}

fn change_jwt(chance: &mut Chance, jwt: &str) -> String {
    let mut parts: Vec<String> = jwt.split('.').map(str::to_owned).collect();
    let at = chance.below(3);
    match chance.below(6) {
        0 => drop(parts.remove(at)),
        1 => parts.push(parts[at].clone()),
        2 => parts[2] = String::new(),
        3 => parts[at].push('='),
        _ => {
            let part = at % 2;
            let read = base64url::decode(&parts[part]).unwrap_or_default();
            let mut value: Value = serde_json::from_slice(&read).unwrap_or_default();
            if part == 0 && chance.below(2) == 0 {
                let heads = ["none", "None", "HS256", "RS256", "ES256", ""];
                value["alg"] = json!(chance.of(&heads));
            } else {
                change_json(chance, &mut value);
            }
            parts[part] = base64url::encode(value.to_string().as_bytes());
        }
    }
    parts.join(".")
}

/// One member of an object is left out, renamed, or another value.
fn change_json(chance: &mut Chance, value: &mut Value) {
    let other = another(chance);
    match value.as_object_mut().filter(|members| !members.is_empty()) {
        None => *value = other,
        Some(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = chance.of(&names).clone();
            match chance.below(5) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert(chance.of(&WORDS).to_string(), other)),
                2 => *value = other,
                3 if members[&name].is_object() => change_json(chance, &mut members[&name]),
                _ => drop(members.insert(name, other)),
            }
        }
    }
}

fn another(chance: &mut Chance) -> Value {
    match chance.below(10) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(1e300),
        4 => json!(u64::MAX),
        5 => json!([]),
        6 => Value::Object(Map::new()),
        7 => (0..100).fold(json!(1), |inner, _| json!([inner])),
        8 => json!(vec!["x"; 500]),
        _ => json!(chance.of(&WORDS)),
    }
}
