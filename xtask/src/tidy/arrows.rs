//! Laws 1, 2 and 8: which room may use which, and which crates of others. Reads each `Cargo.toml`.

use super::strip::{Keep, code};
use super::{Report, Source};

/// A crate and the crates of this house that it may name; none names the program.
const ARROWS: &[(&str, &[&str])] = &[
    ("isnad-text", &[]),
    ("isnad-clean", &["isnad-text"]),
    ("isnad-extract", &["isnad-text"]),
    ("isnad-link", &["isnad-extract", "isnad-text"]),
    ("isnad", &["isnad-text", "isnad-clean", "isnad-extract", "isnad-link"]),
    ("isnad-python", &["isnad-text", "isnad-clean", "isnad-extract", "isnad-link"]),
];

/// The four libraries that are pure.
const LIBRARIES: &[&str] = &["isnad-text", "isnad-clean", "isnad-extract", "isnad-link"];

/// Crates that a pure library has no use for: files, clocks, threads, chance, logs, databases, the network.
const IMPURE: &[&str] = &[
    "rusqlite",
    "ureq",
    "reqwest",
    "tokio",
    "rayon",
    "crossbeam",
    "rand",
    "fastrand",
    "getrandom",
    "tracing",
    "log",
    "env_logger",
    "walkdir",
    "tempfile",
    "memmap2",
    "chrono",
    "time",
    "clap",
    "axum",
    "sqlx",
];

/// Formats belong to their rooms: a dependency, and the crates that may name it.
const ROOMS: &[(&str, &[&str])] = &[
    ("dom_query", &["isnad-clean"]),
    ("dom_smoothie", &["isnad-clean"]),
    ("html5ever", &["isnad-clean"]),
    ("encoding_rs", &["isnad-clean"]),
    ("hayro-interpret", &["isnad-clean"]),
    ("serde", &["isnad", "isnad-python"]),
    ("serde_json", &["isnad-clean", "isnad", "isnad-python"]),
    ("csv", &["isnad"]),
    ("rusqlite", &["isnad"]),
];

pub(super) fn check(sources: &[Source], report: &mut Report) {
    sql_stays_in_its_room(sources, report);
    for source in sources {
        let Some(name) = source.name.strip_prefix("crates/").and_then(|n| n.strip_suffix("/Cargo.toml")) else {
            continue;
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(c, _)| *c == name) else {
            report
                .broken
                .push(source.broken(0, format!("a new crate: give «{name}» its arrows in xtask/src/tidy/arrows.rs")));
            continue;
        };
        for (line, section, dependency) in dependencies(&source.text) {
            let ours = dependency.starts_with("isnad");
            let tests = section == "dev-dependencies";
            if ours && !allowed.contains(&dependency) {
                report.broken.push(source.broken(line, format!("`{name}` may not use `{dependency}` (law 1: arrows)")));
            }
            if dependency == "xtask" && !(tests && name == "isnad") {
                report.broken.push(source.broken(line, "only the program's tests use `xtask` (law 1: arrows)"));
            }
            if let Some((_, crates)) = ROOMS.iter().find(|(d, _)| *d == dependency)
                && !tests
                && !crates.contains(&name)
            {
                let rooms = crates.join(", ");
                report.broken.push(source.broken(line, format!("`{dependency}` belongs to {rooms} (law 8: formats)")));
            }
            if LIBRARIES.contains(&name) && !tests && IMPURE.contains(&dependency) {
                report.broken.push(source.broken(line, format!("`{dependency}` in a pure library (law 2: purity)")));
            }
        }
        if LIBRARIES.contains(&name) {
            purity(name, sources, report);
        }
    }
}

/// SQL is the store's: no other room names the database (`fault` only tells what went wrong with it).
fn sql_stays_in_its_room(sources: &[Source], report: &mut Report) {
    let elsewhere = |s: &&Source| {
        let program = s.name.starts_with("crates/isnad/src/") && s.is_rust();
        program && !s.name.starts_with("crates/isnad/src/store/") && s.name != "crates/isnad/src/fault.rs"
    };
    for source in sources.iter().filter(elsewhere) {
        for (n, line) in code(&source.text, Keep::Code).iter().enumerate() {
            if line.contains("rusqlite") {
                report.broken.push(source.broken(n + 1, "SQL belongs to `store` (law 8: formats)"));
            }
        }
    }
}

/// A pure library says so to the compiler.
fn purity(name: &str, sources: &[Source], report: &mut Report) {
    let Some(lib) = sources.iter().find(|s| s.name == format!("crates/{name}/src/lib.rs")) else { return };
    for attribute in ["#![forbid(unsafe_code)]", "#![deny(clippy::disallowed_methods"] {
        if !lib.text.contains(attribute) {
            report.broken.push(lib.broken(0, format!("a pure library opens with `{attribute}…` (law 2: purity)")));
        }
    }
}

/// Line, section and name of every dependency.
fn dependencies(toml: &str) -> Vec<(usize, &str, &str)> {
    let mut section = "";
    let mut found = Vec::new();
    for (n, line) in toml.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = header.rsplit('.').next().unwrap_or(header);
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or("").trim_matches('"');
            if !name.is_empty() && line.contains('=') {
                found.push((n + 1, section, name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(name: &str, toml: &str) -> Report {
        let mut report = Report::default();
        check(&[Source { name: format!("crates/{name}/Cargo.toml"), text: toml.into() }], &mut report);
        report
    }

    #[test]
    fn arrows_point_one_way() {
        assert!(report("isnad-link", "[dependencies]\nisnad-text.workspace = true\n").broken.is_empty());
        assert_eq!(report("isnad-text", "[dependencies]\nisnad-extract.workspace = true\n").broken.len(), 1);
        assert_eq!(report("isnad-extract", "[dependencies]\nisnad = { path = \"../isnad\" }\n").broken.len(), 1);
        assert_eq!(report("isnad-clean", "[dev-dependencies]\nxtask = { path = \"\" }\n").broken.len(), 1);
    }

    #[test]
    fn libraries_stay_pure() {
        assert_eq!(report("isnad-extract", "[dependencies]\nserde = \"1\"\n").broken.len(), 1);
        assert_eq!(report("isnad-link", "[dependencies]\nrayon = \"1\"\n").broken.len(), 1);
        assert!(report("isnad", "[dependencies]\nrusqlite = \"0.41\"\n").broken.is_empty());
    }
}
