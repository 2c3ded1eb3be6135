//! How a lexicon file looks: a header, ASCII keys that stand once, and Arabic as newspapers print it, with nothing hidden.

use std::collections::BTreeSet;

use isnad_extract::lexicon::TABLES;
use isnad_text::letters::{is_arabic_letter, is_bidi_control, is_invisible, is_presentation_form};

use super::{Report, Source};

pub(super) fn check(sources: &[Source], report: &mut Report) {
    let files: Vec<&Source> = sources
        .iter()
        .filter(|s| s.name.starts_with("crates/") && s.name.contains("/lexicon/") && s.name.ends_with(".tsv"))
        .collect();
    for source in &files {
        header(source, report);
        lines(source, report);
    }
    registered(&files, report);
}

/// Every file of `isnad-extract` is in `TABLES`; the other way round the compiler sees to.
fn registered(files: &[&Source], report: &mut Report) {
    for source in files {
        if let Some(file) = source.name.strip_prefix("crates/isnad-extract/lexicon/")
            && !TABLES.iter().any(|t| t.file == file || t.generated.is_some_and(|(name, _)| name == file))
        {
            report.broken.push(source.broken(0, "no class reads this file: a line in lexicon/tables.rs is missing"));
        }
    }
}

/// What the words are, which columns there are, where they come from.
fn header(source: &Source, report: &mut Report) {
    let comments: Vec<&str> = source.text.lines().take_while(|l| l.starts_with('#')).collect();
    let says = |word: &str| comments.iter().any(|l| l.trim_start_matches(['#', ' ']).starts_with(word));
    if comments.is_empty() || !says("columns:") || !says("source:") {
        report.broken.push(source.broken(1, "the header says what the words are, `# columns: …` and `# source: …`"));
    }
}

fn lines(source: &Source, report: &mut Report) {
    let mut keys = BTreeSet::new();
    let mut columns = None;
    for (n, line) in source.text.lines().enumerate() {
        let mut broken = |law: String| report.broken.push(source.broken(n + 1, law));
        if line.ends_with([' ', '\t', '\r']) {
            broken("white space at the end of the line".into());
        }
        if let Some(c) = line.chars().find(|c| is_bidi_control(*c) || is_invisible(*c)) {
            broken(format!("an invisible character: U+{:04X}", c as u32));
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(key), Some(arabic)) = (cells.first(), cells.last()) else { continue };
        if cells.len() < 2 {
            broken("a key and the Arabic are needed, parted by tabs".into());
            continue;
        }
        if *columns.get_or_insert(cells.len()) != cells.len() {
            broken(format!("{} cells where the lines above have {}", cells.len(), columns.unwrap_or(0)));
        }
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_graphic()) {
            broken(format!("the key is ASCII without spaces: {key:?}"));
        }
        if !keys.insert(*key) {
            broken(format!("the key «{key}» stands twice"));
        }
        if cells.iter().rev().skip(1).any(|c| c.chars().any(is_arabic_letter)) {
            broken("the Arabic stands last on its line, so that no editor reorders the columns".into());
        }
        for form in arabic.split(" / ") {
            if let Some(law) = form_law(form) {
                broken(format!("{law}: «{form}»"));
            }
        }
    }
}

/// What is wrong with one form, if anything is.
fn form_law(form: &str) -> Option<&'static str> {
    // The one word that is printed with a tatweel: the sign for «Hijri».
    let sign = "\u{0647}\u{0640}";
    if form.trim().is_empty() || form != form.trim() || form.contains("  ") {
        Some("forms are parted by ` / `, words by one space")
    } else if form.contains('\u{0640}') && form != sign {
        Some("tatweel is no letter")
    } else if form.chars().any(is_presentation_form) {
        Some("presentation forms are no spelling")
    } else if form.chars().any(|c| matches!(c, '\u{06CC}' | '\u{06A9}' | '\u{06C1}' | '\u{06BE}')) {
        Some("Farsi or Urdu letters (yeh, kaf, heh) look the same and are others")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laws(text: &str) -> Vec<String> {
        let mut report = Report::default();
        let name = "crates/isnad-link/lexicon/a.tsv".into();
        check(&[Source { name, text: format!("# A.\n# columns: key.\n# source: here.\n{text}") }], &mut report);
        report.broken.into_iter().map(|b| b.law).collect()
    }

    #[test]
    fn good_lines_break_nothing() {
        assert_eq!(laws("jan\t1\tيناير / كانون الثاني\nhijri\t2\tهـ\ndash\t-\tقال / - / قول\n"), Vec::<String>::new());
    }

    #[test]
    fn each_law_can_be_broken() {
        for line in [
            "jan\t1\tيناير ",
            "jan\t1\tينـاير",
            "jan\t1\tایران",
            "jan\t1\tﻋﺸﺮﺓ",
            "jan\t1\tيناير\u{200f}",
            "يناير\t1\tjan",
            "a\t1\tيناير\na\t1\tفبراير",
            "a\t1\tيناير\nb\tفبراير",
            "a\t1\tيناير  الأول",
        ] {
            assert!(!laws(line).is_empty(), "{line:?}");
        }
    }
}
