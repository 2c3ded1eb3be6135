//! How a source file looks: it says what it answers, keeps its size and its name, holds no Arabic words and no shortcuts.

use isnad_text::letters::is_arabic_letter;

use super::strip::{Keep, code};
use super::{Report, Source};

/// Lines of code before the tests; a file that opens with `//! A table` or `//! One type` may be longer.
const CEILING: usize = 600;

/// Names that say nothing of what a file answers.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

pub(super) fn check(sources: &[Source], folders: &[String], report: &mut Report) {
    for folder in folders {
        if EMPTY_NAMES.contains(&folder.rsplit('/').next().unwrap_or("")) {
            let law = "the name says nothing: name the question that it answers".into();
            report.broken.push(super::Broken { file: folder.clone(), line: 0, law });
        }
    }
    for source in sources {
        machine_paths(source, report);
        if source.is_rust() {
            opening(source, report);
            size(source, report);
            name(source, report);
            arabic(source, report);
            shortcuts(source, report);
        }
    }
}

fn opening(source: &Source, report: &mut Report) {
    if !source.text.starts_with("//! ") {
        report.broken.push(source.broken(1, "a file opens with `//!`: what it answers, reads and gives"));
    }
}

fn size(source: &Source, report: &mut Report) {
    let long = source.text.starts_with("//! A table") || source.text.starts_with("//! One type");
    let lines = source.text.lines().take_while(|l| !l.starts_with("#[cfg(test)]")).count();
    if !long && lines > CEILING {
        let law = format!(
            "{lines} lines before the tests: {CEILING} is the ceiling, save for `//! A table …` or `//! One type …`"
        );
        report.broken.push(source.broken(0, law));
    }
}

fn name(source: &Source, report: &mut Report) {
    let file = source.name.rsplit('/').next().unwrap_or("");
    if EMPTY_NAMES.contains(&file.strip_suffix(".rs").unwrap_or(file)) {
        report.broken.push(source.broken(0, "the name says nothing: name the question that it answers"));
    }
}

/// Law 6: words live in `lexicon/*.tsv` and in tests, single letters too: `isnad_text::letters` names characters by code
/// point. An example in a rule's own sentence stands in «…».
fn arabic(source: &Source, report: &mut Report) {
    let tests =
        source.name.contains("/tests/") || source.name.contains("/examples/") || source.name.contains("/benches/");
    if tests {
        return;
    }
    for (n, line) in code(&source.text, Keep::Literals).iter().enumerate() {
        if holds_arabic(line) {
            let law = "Arabic words live in `lexicon/*.tsv` and in test cases (law 6); rules ask for a class";
            report.broken.push(source.broken(n + 1, law));
        }
    }
}

/// Whether a line of code has Arabic letters; examples in a sentence, «…», are set aside.
fn holds_arabic(line: &str) -> bool {
    let mut depth = 0;
    line.chars().any(|c| {
        depth += i32::from(c == '«') - i32::from(c == '»');
        depth <= 0 && is_arabic_letter(c)
    })
}

fn shortcuts(source: &Source, report: &mut Report) {
    for (n, line) in whole_code(&source.text).iter().enumerate() {
        for shortcut in ["#[ignore", "todo!(", "unimplemented!(", "dbg!("] {
            if line.contains(shortcut) {
                let law = format!(
                    "`{shortcut}`: a known wrong answer is written down as a case (`- wrong: …`), never skipped"
                );
                report.broken.push(source.broken(n + 1, law));
            }
        }
    }
}

/// The code of the whole file, its test module included.
fn whole_code(text: &str) -> Vec<String> {
    code(&text.replace("#[cfg(test)]\nmod ", "#[cfg(tes_)]\nmod "), Keep::Code)
}

/// The house is lent to nobody's machine: no path of one.
fn machine_paths(source: &Source, report: &mut Report) {
    let paths = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
    for (n, line) in source.text.lines().enumerate() {
        let found = paths.iter().find(|p| {
            line.match_indices(**p).any(|(at, _)| {
                let before = line.get(..at).and_then(|b| b.chars().next_back());
                before.is_none_or(|c| !c.is_alphanumeric() && !".*_-~}".contains(c))
            })
        });
        if let Some(path) = found {
            report.broken.push(source.broken(n + 1, format!("a path of one machine: {path}…")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laws(name: &str, text: &str) -> Vec<String> {
        let mut report = Report::default();
        check(&[Source { name: name.into(), text: text.into() }], &[], &mut report);
        report.broken.into_iter().map(|b| b.law).collect()
    }

    #[test]
    fn a_good_file_breaks_nothing() {
        let text = "//! What? «قال»\n/// قال\nfn f() {} // قال\n#[cfg(test)]\nmod tests { const A: &str = \"قال\"; }\n";
        assert_eq!(laws("crates/isnad-text/src/a.rs", text), Vec::<String>::new());
        let about = "//! T\nconst R: (&str, &str) = (\"range\", \"Two numbers: «من 10 إلى 20».\");";
        assert_eq!(laws("crates/isnad-extract/src/a.rs", about), Vec::<String>::new());
        assert_eq!(laws("crates/isnad-text/src/a.rs", "//! T\nconst A: char = '\\u{0648}';"), Vec::<String>::new());
        assert_eq!(laws("crates/isnad-clean/src/a.rs", "//! T\nconst A: char = 'و';").len(), 1);
        assert_eq!(laws("crates/isnad-text/tests/a.rs", "//! T\nconst A: &str = \"قال\";"), Vec::<String>::new());
    }

    #[test]
    fn each_law_can_be_broken() {
        assert_eq!(laws("crates/x/src/a.rs", "fn f() {}").len(), 1);
        assert_eq!(laws("crates/x/src/a.rs", "//! A\nconst A: &str = \"قال\";").len(), 1);
        assert_eq!(laws("crates/x/src/utils.rs", "//! A").len(), 1);
        assert_eq!(laws("crates/x/src/a.rs", &format!("//! A\n{}", "x();\n".repeat(700))).len(), 1);
        assert_eq!(laws("crates/x/src/a.rs", &format!("//! A table.\n{}", "x();\n".repeat(700))).len(), 0);
        assert_eq!(laws("crates/x/src/a.rs", "//! A\nfn f() { todo!() }").len(), 1);
        assert_eq!(laws("a.md", concat!("see /wo", "rk/here")).len(), 1);
        assert_eq!(laws("a.md", "see the network/work/here").len(), 0);
    }
}
