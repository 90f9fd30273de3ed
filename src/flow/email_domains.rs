//! Who may sign up, by the domain of their address. It is judged before any mail is sent, and again wherever a new
//! person comes in; who completed the flow before is not concerned.

use crate::protocol::Label;

/// The domains whose addresses may make an account or enrol. None are named by default: any may.
#[derive(Debug, Clone, Default)]
pub struct EmailDomains {
    /// Only these, if there are any: `contoso.com`, or `*.contoso.com` for every domain below it. In lower case.
    pub allowed: Vec<String>,
    /// Not these, written the same way.
    pub denied: Vec<String>,
    /// What to tell who is refused; the shipped sentence if none.
    pub message: Option<Label>,
    /// Whom they may turn to: an address or a link, told beside the message.
    pub contact: Option<String>,
}

impl EmailDomains {
    /// Whether a person of this address may sign up. What is denied is denied, allowed or not.
    pub fn let_in(&self, address: &str) -> bool {
        let domain = address.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
        let named = |rules: &[String]| rules.iter().any(|rule| matches(rule, &domain));
        !named(&self.denied) && (self.allowed.is_empty() || named(&self.allowed))
    }
}

fn matches(rule: &str, domain: &str) -> bool {
    match rule.strip_prefix('*') {
        Some(below) => domain.ends_with(below) && domain.len() > below.len(),
        None => rule == domain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domains(allowed: &[&str], denied: &[&str]) -> EmailDomains {
        let owned = |rules: &[&str]| rules.iter().map(|rule| (*rule).to_owned()).collect();
        EmailDomains { allowed: owned(allowed), denied: owned(denied), ..EmailDomains::default() }
    }

    #[test]
    fn a_domain_is_itself_and_a_star_is_whatever_is_below() {
        let contoso = domains(&["contoso.com", "*.contoso.com"], &["test.contoso.com"]);
        for (address, expected) in [
            ("ann@contoso.com", true),
            ("ann@Contoso.COM", true),
            ("ann@eu.contoso.com", true),
            ("ann@a.b.contoso.com", true),
            ("ann@test.contoso.com", false),
            ("ann@evilcontoso.com", false),
            ("ann@contoso.com.evil.example", false),
            ("contoso.com@evil.example", false),
            ("ann@contoso.co", false),
        ] {
            assert_eq!(contoso.let_in(address), expected, "{address}");
        }
        let below = domains(&["*.contoso.com"], &[]);
        assert!(!below.let_in("ann@contoso.com") && below.let_in("ann@x.contoso.com"));
        let anyone_else = domains(&[], &["evil.example"]);
        assert!(anyone_else.let_in("a@b.example") && !anyone_else.let_in("a@evil.example"));
    }
}
