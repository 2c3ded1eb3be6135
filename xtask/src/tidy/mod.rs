//! Does the house keep its laws? Reads the tree as it stands and names file, line and law.
//!
//! Each law that a lint or a type cannot hold is a function here, named after the law; ARCHITECTURE.md lists them.
//! To add one: a function that gives [`Broken`] lines, called in [`check`], and a test that breaks it.

mod arrows;
mod lexicons;
mod papers;
mod rules;
mod sources;
mod strip;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What tidy found.
#[derive(Debug, Default)]
pub struct Report {
    /// Laws broken: the house is not tidy.
    pub broken: Vec<Broken>,
    /// Things to see to that break nothing yet.
    pub notes: Vec<String>,
    /// How many files were read.
    pub files: usize,
}

/// A law broken, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The file, from the root.
    pub file: String,
    /// Its line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The law, and what to do.
    pub law: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.law),
            n => write!(f, "{}:{n}: {}", self.file, self.law),
        }
    }
}

/// A text file of the tree.
#[derive(Debug)]
struct Source {
    /// Its path from the root, with `/`.
    name: String,
    text: String,
}

impl Source {
    fn broken(&self, line: usize, law: impl Into<String>) -> Broken {
        Broken { file: self.name.clone(), line, law: law.into() }
    }

    fn is_rust(&self) -> bool {
        self.name.ends_with(".rs")
    }
}

/// Checks every law in the tree at `root`.
pub fn check(root: &Path) -> Report {
    let (sources, folders) = tree(root);
    let mut report = Report { files: sources.len(), ..Report::default() };
    arrows::check(&sources, &mut report);
    sources::check(&sources, &folders, &mut report);
    lexicons::check(&sources, &mut report);
    papers::check(root, &sources, &folders, &mut report);
    rules::check(&sources, &mut report);
    report.broken.sort();
    report.broken.dedup();
    report
}

/// What is written by hand: the text files and the folders under the root, in order, build outputs left out.
fn tree(root: &Path) -> (Vec<Source>, Vec<String>) {
    let (mut sources, mut folders) = (Vec::new(), Vec::new());
    let mut open: Vec<PathBuf> = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let last = name.rsplit('/').next().unwrap_or("");
            if path.is_dir() {
                let generated = ["target", ".git", "corpus", "artifacts", "shared", "node_modules"].contains(&last);
                if !generated {
                    folders.push(name);
                    open.push(path);
                }
            } else if is_written(last)
                && let Ok(text) = fs::read_to_string(&path)
            {
                sources.push(Source { name, text });
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    folders.sort();
    (sources, folders)
}

/// Files that people write: code, data, papers, settings.
fn is_written(name: &str) -> bool {
    let endings = [
        ".rs", ".toml", ".md", ".tsv", ".sh", ".yml", ".yaml", ".json", ".jsonl", ".txt", ".html", ".css", ".js",
        ".sql",
    ];
    endings.iter().any(|e| name.ends_with(e)) || ["run", ".gitignore", "LICENSE-APACHE", "LICENSE-MIT"].contains(&name)
}
