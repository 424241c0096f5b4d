//! The files of this repository, as text.

use std::fs;
use std::path::Path;

/// A file of `src/`.
pub struct Source {
    /// From `src/` on: `assessment/pages/entry.rs`.
    pub path: String,
    /// What is compiled: the file without its comments.
    pub code: String,
}

impl Source {
    /// Every Rust file of a module, in order. `lib.rs` and `main.rs` stand above the floors.
    pub fn all() -> Vec<Self> {
        files("src")
            .into_iter()
            .filter(|path| Path::new(path).extension().is_some_and(|it| it == "rs"))
            .filter(|path| path != "src/lib.rs" && path != "src/main.rs")
            .map(|path| Self {
                code: without_comments(&fs::read_to_string(&path).unwrap()),
                path: path["src/".len()..].to_owned(),
            })
            .collect()
    }

    /// The module at the top that it belongs to: `assessment`.
    pub fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        Path::new(&self.path).file_stem().unwrap().to_str().unwrap()
    }

    /// How deep its module stands below the crate: 1 for `period.rs` and `web/mod.rs`.
    pub fn depth(&self) -> usize {
        self.path.trim_end_matches("/mod.rs").split('/').count()
    }

    /// Whether it belongs to the pages of its module.
    pub fn is_of_pages(&self) -> bool {
        self.path.contains("/pages/") || self.path.ends_with("/pages.rs")
    }

    /// Whether it holds a module's SQL.
    pub fn is_store(&self) -> bool {
        self.stem() == "store" || self.path.contains("/store/")
    }
}

/// Every file below `folder`, in order.
pub fn files(folder: impl AsRef<Path>) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path));
        } else {
            found.push(path.to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}

fn without_comments(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}
