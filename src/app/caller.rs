//! Who calls, for the limits by network: the address that Cloudflare tells. Behind a proxy that is the proxy's, so the address
//! is the one that the proxy tells, in the header that the settings name.

use crate::config::Settings;
use crate::http::Request;
use std::net::IpAddr;

/// The request with its caller's address.
pub fn known(settings: &Settings, request: Request) -> Request {
    let Some(named) = &settings.forwarded_for else { return request };
    let written = request.headers.all(named).last().unwrap_or_default();
    let ip = told(written, request.ip.as_deref()).map(str::to_owned);
    Request { ip, ..request }
}

/// Proxies append to a list, and what stands before the last value is whatever the caller sent. Cloudflare may append the
/// proxy's own address to it, too: then the one before is what the proxy saw.
fn told<'a>(written: &'a str, proxy: Option<&str>) -> Option<&'a str> {
    let mut values = written.rsplit(',');
    let last = address(values.next()?)?;
    match (values.next(), proxy) {
        (Some(before), Some(proxy)) if parsed(last) == parsed(proxy) => address(before),
        _ => Some(last),
    }
}

/// An address, without its port and the brackets that IPv6 may stand in.
fn address(value: &str) -> Option<&str> {
    let value = value.trim_ascii();
    let is_port = |port: &str| port.parse::<u16>().is_ok();
    let bare = match value.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((bare, "")) => bare,
        Some((bare, rest)) if rest.strip_prefix(':').is_some_and(is_port) => bare,
        Some(_) => return None,
        None => match value.split_once(':') {
            Some((bare, port)) if is_port(port) && bare.contains('.') => bare,
            _ => value,
        },
    };
    parsed(bare).map(|_| bare)
}

fn parsed(value: &str) -> Option<IpAddr> {
    value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::told;

    fn of(value: &str) -> Option<String> {
        told(value, Some("203.0.113.9")).map(str::to_owned)
    }

    #[test]
    fn it_is_the_last_value_which_the_proxy_itself_saw() {
        for (value, expected) in [
            ("198.51.100.7", "198.51.100.7"),
            (" 198.51.100.7 ", "198.51.100.7"),
            ("192.0.2.1, 198.51.100.7", "198.51.100.7"),
            ("forged, 198.51.100.7", "198.51.100.7"),
            ("192.0.2.1, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
            ("203.0.113.9", "203.0.113.9"),
            ("198.51.100.7:4711", "198.51.100.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:DB8:0::1]:4711", "2001:DB8:0::1"),
        ] {
            assert_eq!(of(value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn what_is_no_address_is_none_whatever_stands_before_it() {
        for value in [
            "",
            "unknown",
            "198.51.100.7, unknown",
            "198.51.100.7,",
            "198.51.100.7, _hidden",
            "unknown, 203.0.113.9",
            "198.51.100.7 192.0.2.1",
            "198.51.100.256",
            "0x7f.1",
            "[198.51.100.7",
            "2001:db8::1]:4711",
            "[2001:db8::1]4711",
            "[2001:db8::1]:",
            "198.51.100.7:x",
            "198.51.100.7:99999",
            "for=198.51.100.7",
        ] {
            assert_eq!(of(value), None, "{value}");
        }
    }
}
