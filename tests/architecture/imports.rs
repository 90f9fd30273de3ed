//! Which file uses which. A name counts as the file that defines it, through every re-export; that a module stands in another
//! (`mod`) does not count, nor that it is handed on (`pub use`).

use crate::sources::{Module, Modules};
use crate::tokens::is_word;
use std::collections::{BTreeMap, BTreeSet};

/// The files that each file uses, and one path of those by which it does.
pub type Uses = BTreeMap<String, BTreeMap<String, String>>;

/// What each file uses.
pub fn uses(modules: &Modules) -> Uses {
    let mut uses = Uses::new();
    for (path, module) in modules {
        let own = uses.entry(module.file.clone()).or_default();
        for named in named(module) {
            let found = absolute(modules, path, &named, None)
                .and_then(|absolute| file_of(modules, &absolute, 0));
            if let Some(file) = found.filter(|file| *file != module.file) {
                own.insert(file, named.join("::"));
            }
        }
    }
    uses
}

/// The paths that a module names: those that it imports for itself, and those in its code.
fn named(module: &Module) -> BTreeSet<Vec<String>> {
    let words: BTreeSet<&String> = module.rest.iter().collect();
    let imports = module.imports.iter();
    let own = imports.filter(|import| !import.is_public || words.contains(&import.name));
    let mut named: BTreeSet<Vec<String>> = own.map(|import| import.path.clone()).collect();
    let mut at = 0;
    while at < module.rest.len() {
        let path = path_at(&module.rest[at..]);
        at += (2 * path.len()).max(1);
        if path.len() > 1 {
            named.insert(path);
        }
    }
    named
}

/// The path that begins here: `a::b::c`; empty where none does.
fn path_at(tokens: &[String]) -> Vec<String> {
    let mut path = Vec::new();
    let mut at = 0;
    while tokens.get(at).is_some_and(|token| is_word(token)) {
        path.push(tokens[at].clone());
        if tokens.get(at + 1).is_none_or(|token| token != "::") {
            break;
        }
        at += 2;
    }
    path
}

/// A path of the module `here` from its crate on; none for other crates, and for names that are no module's.
fn absolute(
    modules: &Modules,
    here: &[String],
    path: &[String],
    itself: Option<&[String]>,
) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let start = match first.as_str() {
        "crate" => here[..1].to_vec(),
        "self" => here.to_vec(),
        "super" => here[..here.len() - 1].to_vec(),
        "vestibule" if here[0] != "vestibule" => vec![first.clone()],
        name => {
            let child = [here, &[name.to_owned()]].concat();
            if modules.contains_key(&child) {
                child
            } else {
                let imports = modules[here].imports.iter();
                let import = imports.into_iter().find(|import| import.name == name)?;
                if itself == Some(&import.path) || import.path == [name] {
                    return None;
                }
                absolute(modules, here, &import.path, Some(&import.path))?
            }
        }
    };
    let mut start = start;
    let mut rest = rest;
    while let [next, after @ ..] = rest {
        if next != "super" {
            break;
        }
        start.pop();
        rest = after;
    }
    Some([&start, rest].concat())
}

/// The file that defines what an absolute path names; none for a module.
fn file_of(modules: &Modules, path: &[String], depth: usize) -> Option<String> {
    assert!(depth < 20, "{path:?} leads back to itself");
    let known = |end: usize| modules.contains_key(&path[..end]);
    let end = (1..=path.len()).take_while(|end| known(*end)).last()?;
    let module = &modules[&path[..end]];
    let (name, rest) = path[end..].split_first()?;
    let imports = module.imports.iter().filter(|import| import.name == *name);
    for import in imports {
        let handed_on = [import.path.as_slice(), rest].concat();
        if let Some(target) = absolute(modules, &path[..end], &handed_on, Some(&handed_on))
            .filter(|target| target != path)
        {
            return file_of(modules, &target, depth + 1);
        }
    }
    Some(module.file.clone())
}

#[cfg(test)]
mod tests {
    use super::uses;
    use crate::circles::circles;
    use crate::sources::modules_of;

    /// What `a/mod.rs`, `a/one.rs`, `a/two.rs` and `b.rs` of these texts use, as `from > to`.
    fn found(texts: [&str; 4]) -> (Vec<String>, usize) {
        let names = ["lib.rs", "a/mod.rs", "a/one.rs", "a/two.rs", "b.rs"];
        let texts = ["mod a; mod b;"].into_iter().chain(texts).map(str::to_owned);
        let files = names.map(str::to_owned).into_iter().zip(texts);
        let uses = uses(&modules_of(files));
        let pairs =
            uses.iter().flat_map(|(from, to)| to.keys().map(move |to| format!("{from} > {to}")));
        (pairs.collect(), circles(&uses).len())
    }

    #[test]
    fn a_name_counts_as_the_file_that_defines_it_and_a_declaration_does_not_count() {
        let a = "mod one; mod two; pub use one::One; pub use two::{Two, make as made};";
        let two = "pub struct Two; pub fn make() {}";
        let b = "use crate::a::{self, One as Other}; fn b() { let x: Other = a::made(); }";
        let used = vec!["b.rs > a/one.rs".to_owned(), "b.rs > a/two.rs".to_owned()];
        assert_eq!(found([a, "pub struct One;", two, b]), (used, 0));
    }

    #[test]
    fn a_circle_is_seen_through_parents_names_handed_on_blocks_and_macros() {
        let a = "mod one; mod two; pub use two::Two; pub fn a() { one::one(); }";
        let (used, circles) = found([a, "pub fn one() { super::a() }", "", ""]);
        assert_eq!(used, ["a/mod.rs > a/one.rs", "a/one.rs > a/mod.rs"]);
        assert_eq!(circles, 1);
        let one = "#[cfg(test)] mod tests { use super::super::Two; }";
        let two = "use crate::b::count; /* crate::a::Three */ pub struct Two(\"crate::a::Three\");";
        let b = "macro_rules! count { () => { $crate::a::one::One } } pub(crate) use count;";
        let (used, circles) = found([a, one, two, b]);
        let way = ["a/one.rs > a/two.rs", "a/two.rs > b.rs", "b.rs > a/one.rs"];
        assert!(way.iter().all(|step| used.iter().any(|used| used == step)), "{used:?}");
        assert_eq!(circles, 1);
    }
}
