//! What an isolate remembers is bounded.

/// Values by name, so many at most: the one that was noted first goes first. It is searched from end to end, which takes some
/// microseconds for a thousand, and costs a tenth of a map's code for each kind of value.
#[derive(Debug)]
pub struct Remembered<V, const MOST: usize>(Vec<(String, V)>);

impl<V, const MOST: usize> Default for Remembered<V, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V, const MOST: usize> Remembered<V, MOST> {
    /// What is remembered under `name`.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Remembers `value`, as the newest, in place of what there was.
    pub fn put(&mut self, name: &str, value: V) {
        self.forget(name);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push((name.to_owned(), value));
    }

    /// Forgets what is remembered under `name`.
    pub fn forget(&mut self, name: &str) {
        if let Some(at) = self.0.iter().position(|(known, _)| known == name) {
            self.0.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Remembered;

    #[test]
    fn what_is_remembered_is_bounded_and_the_oldest_goes_first() {
        let mut values: Remembered<i32, 3> = Remembered::default();
        for (name, value) in [("a", 1), ("b", 2), ("c", 3), ("a", 4), ("d", 5)] {
            values.put(name, value);
        }
        let known = ["a", "b", "c", "d"].map(|name| values.get(name).copied());
        assert_eq!(known, [Some(4), None, Some(3), Some(5)]);
        values.forget("c");
        *values.get_mut("a").unwrap() += 1;
        values.put("e", 6);
        let known = ["a", "c", "d", "e"].map(|name| values.get(name).copied());
        assert_eq!(known, [Some(5), None, Some(5), Some(6)]);
    }
}
