//! Which page of a step a form was on. The form's address says it as `for`, and its token is of it, so that no form is taken
//! for another one.

/// Which page it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The only one that the step has.
    Only,
    /// That of the code that is for a new password.
    ForReset,
    /// That of a new person; of their attribute pages the one of this number, the first being 0.
    NewPerson(Option<usize>),
    /// That of this account, by its `oid`.
    Account(String),
    /// That of who is signed in already; their account, once it was shown.
    Session(Option<String>),
}

impl Shown {
    /// Reads what an address says.
    pub fn read(text: &str) -> Self {
        let number = text.strip_prefix("new-").and_then(|page| page.parse().ok());
        match text {
            "" => Self::Only,
            "reset" => Self::ForReset,
            "new" => Self::NewPerson(None),
            "session" => Self::Session(None),
            _ if number.is_some() => Self::NewPerson(number),
            _ => match text.strip_prefix("session-") {
                Some(account) => Self::Session(Some(account.to_owned())),
                None => Self::Account(text.to_owned()),
            },
        }
    }

    /// What an address says; nothing of the only one.
    pub fn written(&self) -> String {
        match self {
            Self::Only => String::new(),
            Self::ForReset => "reset".to_owned(),
            Self::NewPerson(None) => "new".to_owned(),
            Self::NewPerson(Some(page)) => format!("new-{page}"),
            Self::Account(account) => account.clone(),
            Self::Session(None) => "session".to_owned(),
            Self::Session(Some(account)) => format!("session-{account}"),
        }
    }

    /// That of the account, where there is one; else that of a new person.
    pub fn of(account: Option<&String>) -> Self {
        account.map_or(Self::NewPerson(None), |account| Self::Account(account.clone()))
    }

    /// The account that it was of, if nobody new or unknown saw it.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Account(account) | Self::Session(Some(account)) => Some(account),
            Self::Only | Self::ForReset | Self::NewPerson(_) | Self::Session(None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn what_is_written_is_read_again() {
        let oid = || "11111111-1111-4111-8111-111111111111".to_owned();
        for shown in [
            Shown::Only,
            Shown::ForReset,
            Shown::NewPerson(None),
            Shown::NewPerson(Some(3)),
            Shown::Account(oid()),
            Shown::Session(None),
            Shown::Session(Some(oid())),
        ] {
            assert_eq!(Shown::read(&shown.written()), shown);
        }
        assert_eq!(Shown::read("new-x"), Shown::Account("new-x".to_owned()));
    }
}
