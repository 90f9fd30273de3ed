//! Lists in which nothing stands twice.

use crate::config::fault::At;

/// More than any list may hold: what comes after so many is not compared.
const MOST: usize = 1000;

/// A fault for each item of `items` that repeats an earlier one. `None` items are passed over.
pub fn check<'f, T: PartialEq>(
    items: impl IntoIterator<Item = Option<T>>,
    place: impl Fn(usize) -> At<'f>,
) {
    let mut seen = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        match item {
            Some(item) if seen.contains(&item) => {
                place(index).fault("stands here twice; once is allowed");
            }
            Some(item) if seen.len() < MOST => seen.push(item),
            _ => {}
        }
    }
}

/// The same for a plain list, which must not be empty either.
pub fn list<T: PartialEq>(items: &[T], at: &At<'_>) {
    if items.is_empty() {
        at.fault_of_whole("is empty; at least one is needed");
    }
    check(items.iter().map(Some), |index| at.item(index));
}

/// The same for a plain list that may be left out.
pub fn list_if_any<T: PartialEq>(items: Option<&[T]>, at: &At<'_>) {
    if let Some(items) = items {
        list(items, at);
    }
}
