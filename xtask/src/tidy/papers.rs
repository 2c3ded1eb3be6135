//! Do the papers tell the truth? They name no path that is gone, ARCHITECTURE.md misses no room, links lead somewhere.

use std::path::Path;

use super::{Broken, Report, Source};

/// Papers that every reader looks for.
const PAPERS: &[&str] =
    &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

pub(super) fn check(root: &Path, sources: &[Source], folders: &[String], report: &mut Report) {
    for paper in PAPERS {
        if !sources.iter().any(|s| s.name == *paper) {
            let law = "the paper is missing".into();
            report.broken.push(Broken { file: (*paper).into(), line: 0, law });
        }
    }
    for source in sources.iter().filter(|s| s.name.ends_with(".md") && !s.name.contains("/tests/")) {
        paths(root, source, report);
    }
    if let Some(architecture) = sources.iter().find(|s| s.name == "ARCHITECTURE.md") {
        rooms(architecture, folders, report);
    }
    if let Some(changelog) = sources.iter().find(|s| s.name == "CHANGELOG.md") {
        version(changelog, sources, report);
    }
}

/// Words in backticks that begin like a path of this tree, and relative links, exist.
fn paths(root: &Path, source: &Source, report: &mut Report) {
    let folder = root.join(&source.name);
    let folder = folder.parent().unwrap_or(root);
    let mut fenced = false;
    for (n, line) in source.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (at, word) in line.split('`').enumerate() {
            if at % 2 == 1 && is_path(word) && !exists(root, word) {
                report.broken.push(source.broken(n + 1, format!("names a path that is gone: `{word}`")));
            }
        }
        for link in line.split("](").skip(1).filter_map(|l| l.split(')').next()) {
            let target = link.split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                report.broken.push(source.broken(n + 1, format!("links to what is gone: {link}")));
            }
        }
    }
}

fn is_path(word: &str) -> bool {
    let tops = ["crates/", "xtask/", "fuzz/", "examples/", ".ci/"];
    tops.iter().any(|t| word.starts_with(t)) && !word.contains([' ', '<', '{', '…']) && word.is_ascii()
}

/// Whether the path is there; what stands before a `*` or a name in capitals (`ROOM`) must be.
fn exists(root: &Path, word: &str) -> bool {
    let parts = word.trim_end_matches('/').split('/');
    let known: Vec<&str> =
        parts.take_while(|p| !p.contains('*') && !p.split('.').next().is_some_and(is_placeholder)).collect();
    root.join(known.join("/")).exists()
}

fn is_placeholder(part: &str) -> bool {
    part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase() || b == b'-') && part != "README"
}

/// Every folder of sources is a room and has its line.
fn rooms(architecture: &Source, folders: &[String], report: &mut Report) {
    for folder in folders {
        let mut parts = folder.split('/');
        let is_room = parts.next() == Some("crates") && parts.nth(1) == Some("src") && parts.next().is_some();
        if is_room && parts.next().is_none() && !architecture.text.contains(&format!("`{folder}`")) {
            report.broken.push(architecture.broken(0, format!("misses a room: `{folder}`")));
        }
    }
}

/// The changelog speaks of the version that Cargo.toml gives.
fn version(changelog: &Source, sources: &[Source], report: &mut Report) {
    let Some(cargo) = sources.iter().find(|s| s.name == "Cargo.toml") else { return };
    let version = cargo.text.lines().find_map(|l| l.strip_prefix("version = \"")?.strip_suffix('"'));
    if let Some(version) = version
        && !changelog.text.lines().any(|l| l.starts_with("## ") && l.contains(version))
    {
        report.broken.push(changelog.broken(0, format!("no `## {version}`, the version in Cargo.toml")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_words() {
        for (word, is) in
            [("crates/isnad/src", true), ("a/b", false), ("crates/x y", false), ("xtask/src/lib.rs", true)]
        {
            assert_eq!(is_path(word), is, "{word}");
        }
    }

    #[test]
    fn papers_that_lie_are_found() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("crates/a/src/time")).unwrap();
        let text = "`crates/a/src/time`, `crates/a/src/*/mod.rs`, `crates/a/src/gone.rs`, [x](gone.md)\n";
        let source = Source { name: "ARCHITECTURE.md".into(), text: text.into() };
        let mut report = Report::default();
        paths(root.path(), &source, &mut report);
        rooms(&source, &["crates/a/src/time".into(), "crates/a/src/new".into()], &mut report);
        let laws: Vec<&str> = report.broken.iter().map(|b| b.law.as_str()).collect();
        assert_eq!(
            laws,
            [
                "names a path that is gone: `crates/a/src/gone.rs`",
                "links to what is gone: gone.md",
                "misses a room: `crates/a/src/new`"
            ]
        );
    }
}
