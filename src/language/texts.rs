//! The texts of pages and mails as they are shipped, in every language.

use super::Language;
use crate::encode::gather::Gather;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{LazyLock, OnceLock};

/// Texts in place of shipped ones: key → text.
pub type Overrides = Rc<BTreeMap<String, String>>;

/// Texts in the order of [`KEYS`].
type Texts = Vec<&'static str>;

/// The locale files, as `build.rs` joins them.
const LOCALES: &str = include_str!(concat!(env!("OUT_DIR"), "/locales.txt"));

/// Every key, sorted.
static KEYS: LazyLock<Vec<&str>> =
    LazyLock::new(|| LOCALES.split("\n\n").next().unwrap_or_default().split('\n').collect());

/// The texts of `language`, read when an isolate first needs them.
fn texts(language: Language) -> &'static [&'static str] {
    static READ: [OnceLock<Texts>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let read_once = |texts: &'static OnceLock<Texts>| texts.get_or_init(|| read(language.tag()));
    READ.get(language as usize).map(read_once).map_or(&[], Vec::as_slice)
}

fn read(tag: &str) -> Texts {
    let mut blocks = LOCALES.split("\n\n").map(|block| block.split('\n'));
    let texts = blocks.find_map(|mut block| (block.next() == Some(tag)).then_some(block));
    texts.into_iter().flatten().gather()
}

/// The text of `language` at `key`.
pub fn shipped_text(language: Language, key: &str) -> Option<&'static str> {
    let at = KEYS.binary_search(&key).ok()?;
    texts(language).get(at).copied()
}

/// The shipped texts of `language`: key → text.
pub fn shipped(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    KEYS.iter().copied().zip(texts(language).iter().copied())
}
