//! Circles of files that use each other.

use crate::imports::Uses;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A shortest circle through each file that is in one, each circle once: its files, and the path by which each uses the next.
pub fn circles(uses: &Uses) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in uses.keys() {
        let Some(circle) = through(uses, file) else { continue };
        let files: BTreeSet<&String> = circle.iter().copied().collect();
        if seen.insert(files) {
            let next = circle.iter().cycle().skip(1);
            let steps = circle.iter().zip(next);
            let told = steps.map(|(one, next)| format!("{one} -({})-> ", uses[*one][*next]));
            found.push(told.collect::<String>() + file);
        }
    }
    found
}

/// The files of a shortest way from `file` back to it.
fn through<'u>(uses: &'u Uses, file: &'u String) -> Option<Vec<&'u String>> {
    let mut came_from: BTreeMap<&String, &String> = BTreeMap::new();
    let mut waiting = VecDeque::from([file]);
    while let Some(at) = waiting.pop_front() {
        for next in uses.get(at)?.keys() {
            if next == file {
                let mut way = vec![at];
                while let Some(before) = came_from.get(way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, at);
                waiting.push_back(next);
            }
        }
    }
    None
}
