//! Lists in which nothing stands twice.

use crate::config::fault::Faults;

/// More than any list may hold: what comes after so many is not compared.
const MOST: usize = 1000;

/// A fault for each item of `items` that repeats an earlier one. `None` items are passed over.
pub fn check<T: PartialEq>(
    items: impl IntoIterator<Item = Option<T>>,
    pointer: impl Fn(usize) -> String,
    faults: &mut Faults,
) {
    let mut seen = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        match item {
            Some(item) if seen.contains(&item) => {
                faults.add(pointer(index), "stands here twice; once is allowed");
            }
            Some(item) if seen.len() < MOST => seen.push(item),
            _ => {}
        }
    }
}

/// The same for a plain list, which must not be empty either.
pub fn list<T: PartialEq>(items: &[T], pointer: &str, faults: &mut Faults) {
    if items.is_empty() {
        faults.add_to_whole(pointer, "is empty; at least one is needed");
    }
    check(items.iter().map(Some), |index| format!("{pointer}/{index}"), faults);
}
