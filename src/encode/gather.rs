//! Maps, sets and short lists in order, made entry by entry. `collect()` and `sort()` do it by code that is long, and
//! compiled anew for each type: a tenth of what the Worker weighed.

/// Gathers what an iterator gives.
pub trait Gather: Iterator + Sized {
    /// All of it, in order of arrival: of two entries with one key the later stays.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// Puts each item behind those that it is not before: items that are alike stay as they came.
pub fn in_order<T>(
    items: impl IntoIterator<Item = T>,
    is_before: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for item in items {
        let at = all.partition_point(|known| !is_before(&item, known));
        all.insert(at, item);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Gather, in_order};
    use std::collections::BTreeMap;

    #[test]
    fn of_two_entries_with_one_key_the_later_stays() {
        let all: BTreeMap<&str, i32> = [("b", 1), ("a", 2), ("b", 3)].into_iter().gather();
        assert_eq!(all, BTreeMap::from([("a", 2), ("b", 3)]));
    }

    #[test]
    fn items_come_in_order_and_those_that_are_alike_as_they_came() {
        let all = in_order([(2, 'a'), (1, 'b'), (2, 'c'), (3, 'd'), (1, 'e')], |one, other| {
            one.0 < other.0
        });
        let letters: String = all.into_iter().map(|(_, letter)| letter).collect();
        assert_eq!(letters, "beacd");
    }
}
