//! Runs every Markdown case of `tests/cases/`: a heading is a test, a quoted text what is read, a list what is expected.
//!
//! `cargo test -p isnad-extract --test cases -- time/relative` runs the cases whose name holds those words. The
//! format is told in CONTRIBUTING.md and, line by line, in `harness/parse.rs`.

mod harness;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut trials = Vec::new();
    for path in markdown_files(&folder) {
        let name = name_of(&folder, &path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        match harness::parse::file(&text) {
            Ok(cases) => trials.extend(cases.into_iter().map(|case| {
                let place = format!("tests/cases/{name}.md");
                let title = format!("{name}: {}", case.name);
                Trial::test(title, move || harness::check::case(&case, &place).map_err(Into::into))
            })),
            Err(e) => {
                let message = format!("tests/cases/{name}.md:{}: {}", e.line, e.what);
                trials.push(Trial::test(format!("{name}: reads"), move || Err(message.into())));
            }
        }
    }
    trials.push(Trial::test("rules: names are unique, kebab-case and told in one sentence", harness::rules_are_sound));
    libtest_mimic::run(&arguments, trials).exit();
}

/// All case files, in the order of their names.
fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `time/relative-days` for `tests/cases/time/relative-days.md`.
fn name_of(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
