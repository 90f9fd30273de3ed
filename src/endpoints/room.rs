//! What an isolate remembers is bounded.

use std::collections::BTreeMap;

/// Makes room for `key`: where `memory` holds `most` others, the oldest goes; `since` tells how old one is.
pub fn make_room<V>(
    memory: &mut BTreeMap<String, V>,
    most: usize,
    key: &str,
    since: impl Fn(&V) -> i64,
) {
    if memory.len() >= most && !memory.contains_key(key) {
        let oldest = memory.iter().min_by_key(|(_, value)| since(value));
        let oldest = oldest.map(|(key, _)| key.clone());
        oldest.map(|key| memory.remove(&key));
    }
}
