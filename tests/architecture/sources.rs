//! The sources as modules: which file each stands in, what it imports, and the rest of its words.

use crate::tokens::{end_of, is_word, tokens};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A name that a `use` brings into a module.
pub struct Import {
    /// The path, as it is written.
    pub path: Vec<String>,
    /// The name here.
    pub name: String,
    /// Whether others get it from here.
    pub is_public: bool,
}

/// A module: a file, or a block in one.
pub struct Module {
    /// The file, below `src`.
    pub file: String,
    /// What it imports.
    pub imports: Vec<Import>,
    /// Its tokens but for imports and modules of their own.
    pub rest: Vec<String>,
}

/// The modules by their path: of the library from `vestibule` on, of the command line from `command` on.
pub type Modules = BTreeMap<Vec<String>, Module>;

/// Every source file below `folder`.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The folder of the sources.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All modules of the sources.
pub fn modules() -> &'static Modules {
    static MODULES: OnceLock<Modules> = OnceLock::new();
    let read = |path: &PathBuf| {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        (file, fs::read_to_string(path).unwrap())
    };
    MODULES.get_or_init(|| modules_of(files(&root()).iter().map(read)))
}

/// The modules of these files, each with its text.
pub fn modules_of(files: impl Iterator<Item = (String, String)>) -> Modules {
    let mut modules = Modules::new();
    for (file, text) in files {
        read(path_of(&file), &file, &tokens(&text), &mut modules);
    }
    modules
}

/// The path of the module that `file` is.
fn path_of(file: &str) -> Vec<String> {
    let (first, rest) = match file.strip_prefix("bin/vestibule/") {
        Some(rest) => ("command", rest),
        None => ("vestibule", file),
    };
    let names = rest.trim_end_matches(".rs").split('/');
    let names = names.filter(|name| !["lib", "main", "mod"].contains(name));
    [first].into_iter().chain(names).map(str::to_owned).collect()
}

/// Reads one module, and those that are blocks in it.
fn read(path: Vec<String>, file: &str, tokens: &[String], modules: &mut Modules) {
    let (mut imports, mut rest) = (Vec::new(), Vec::new());
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut at = 0;
    while at < tokens.len() {
        if token(at) == "mod" && is_word(token(at + 1)) && token(at + 2) == "{" {
            let end = end_of(tokens, at + 2);
            let inner = [path.as_slice(), &[tokens[at + 1].clone()]].concat();
            read(inner, file, &tokens[at + 3..end], modules);
            at = end + 1;
        } else if token(at) == "mod" && token(at + 2) == ";" {
            at += 3;
        } else if token(at) == "use" && token(at + 1) != "<" {
            let is_public = at > 0 && matches!(token(at - 1), "pub" | ")");
            let end = at + tokens[at..].iter().position(|token| token == ";").unwrap();
            leaves(&tokens[at + 1..end], &[], is_public, &mut imports);
            at = end + 1;
        } else {
            rest.push(tokens[at].clone());
            at += 1;
        }
    }
    modules.insert(path, Module { file: file.to_owned(), imports, rest });
}

/// The names of one `use`: `a::{self, b::c as d}` brings `a` and `d`.
fn leaves(tree: &[String], prefix: &[String], is_public: bool, imports: &mut Vec<Import>) {
    let open = tree.iter().position(|token| token == "{");
    let alias = tree.iter().position(|token| token == "as");
    let written = &tree[..open.or(alias).unwrap_or(tree.len())];
    if written.last().is_some_and(|token| token == "*") {
        return;
    }
    let words = written.iter().filter(|token| is_word(token));
    // `self` at the end of a path is what stands before it.
    let words = words.filter(|word| *word != "self" || prefix.is_empty());
    let path: Vec<String> = prefix.iter().chain(words).cloned().collect();
    if let Some(open) = open {
        for part in parts(&tree[open + 1..end_of(tree, open)]) {
            leaves(part, &path, is_public, imports);
        }
    } else if !written.is_empty() {
        let name = alias.map_or(path.last(), |alias| tree.get(alias + 1)).unwrap().clone();
        imports.push(Import { path, name, is_public });
    }
}

/// The parts of a group, between its own commas.
fn parts(group: &[String]) -> Vec<&[String]> {
    let mut depth = 0;
    let is_own = |token: &String| {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        depth == 0 && token == ","
    };
    group.split(is_own).collect()
}
