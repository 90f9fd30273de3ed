//! What follows a command: words, `--option value` or `--option=value`, and flags; after `--` words alone.

use crate::failure::Failure;

/// The arguments of one command.
pub struct Arguments<'a> {
    words: Vec<&'a str>,
    options: Vec<(&'a str, &'a str)>,
    flags: Vec<&'a str>,
}

impl<'a> Arguments<'a> {
    /// Reads `given`; only the named `options` and `flags` are allowed.
    pub fn read(given: &[&'a str], options: &[&str], flags: &[&str]) -> Result<Self, Failure> {
        let mut read = Self { words: Vec::new(), options: Vec::new(), flags: Vec::new() };
        let mut rest = given.iter().copied();
        while let Some(word) = rest.next() {
            if word == "--" {
                read.words.extend(rest.by_ref());
                break;
            }
            let Some(option) = word.strip_prefix("--") else {
                read.words.push(word);
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (option, None),
            };
            if flags.contains(&name) && value.is_none() {
                read.flags.push(name);
            } else if options.contains(&name) {
                let value = value.or_else(|| rest.next());
                read.options
                    .push((name, value.ok_or_else(|| usage(format!("--{name} needs a value")))?));
            } else {
                let allowed: Vec<_> =
                    options.iter().chain(flags).map(|name| format!("--{name}")).collect();
                return Err(usage(format!(
                    "{word} is not an option here; allowed: {}",
                    allowed.join(", ")
                )));
            }
        }
        Ok(read)
    }

    /// The only word, which is `what`.
    pub fn word(&self, what: &str) -> Result<&'a str, Failure> {
        match self.words.as_slice() {
            [word] => Ok(word),
            [] => Err(usage(format!("{what} is needed"))),
            [_, more, ..] => Err(usage(format!("{more} is one word too many"))),
        }
    }

    /// Every word.
    pub fn words(&self) -> &[&'a str] {
        &self.words
    }

    /// That there is no word.
    pub fn no_word(&self) -> Result<(), Failure> {
        match self.words.first() {
            Some(word) => Err(usage(format!("{word} is one word too many"))),
            None => Ok(()),
        }
    }

    /// Every value of `--name`.
    pub fn all(&self, name: &str) -> Vec<&'a str> {
        self.options.iter().filter(|(given, _)| *given == name).map(|(_, value)| *value).collect()
    }

    /// The value of `--name`, which may be given once.
    pub fn one(&self, name: &str) -> Result<Option<&'a str>, Failure> {
        match self.all(name).as_slice() {
            [] => Ok(None),
            [value] => Ok(Some(value)),
            _ => Err(usage(format!("--{name} is allowed once"))),
        }
    }

    /// The value of `--name`, which must be one of `allowed`.
    pub fn choice(&self, name: &str, allowed: &[&str]) -> Result<&'a str, Failure> {
        let value = self.one(name)?.filter(|value| allowed.contains(value));
        value.ok_or_else(|| usage(format!("--{name} must be one of: {}", allowed.join(", "))))
    }

    /// Whether `--name` stands there.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.contains(&name)
    }
}

fn usage(sentence: String) -> Failure {
    Failure::Usage(sentence)
}
