//! Every word that the program prints, in Arabic and English, with all plural forms: `glossary.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use isnad_text::Table;

/// The language in which the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Arabic.
    Arabic,
    /// English.
    English,
}

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Glossary {
    /// Which.
    pub lang: Lang,
}

struct Entry {
    english: Vec<&'static str>,
    arabic: Vec<&'static str>,
}

const FILE: &str = include_str!("../../glossary.tsv");

fn entries() -> &'static HashMap<&'static str, Entry> {
    static ENTRIES: OnceLock<HashMap<&'static str, Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let rows = Table::read(FILE, 1).map(|t| t.rows).unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let english = row.column(0).split(" / ").map(str::trim).collect();
                (row.key, Entry { english, arabic: row.forms().collect() })
            })
            .collect()
    })
}

impl Glossary {
    /// The words of an entry; dots where the glossary has none (a test sees to it that it has).
    pub fn text(self, key: &str) -> &'static str {
        self.find(key).unwrap_or("…")
    }

    /// The words of an entry, if it has one.
    pub fn find(self, key: &str) -> Option<&'static str> {
        entries().get(key).and_then(|entry| self.forms(entry).first().copied())
    }

    /// The words of an entry with what its places in braces stand for.
    pub fn fill<V: AsRef<str>>(self, key: &str, details: &[(&str, V)]) -> String {
        fill(self.text(key), details)
    }

    /// The words of an entry in the form that goes with `n`; `{n}` stands for the number.
    pub fn count(self, key: &str, n: u64) -> String {
        let Some(entry) = entries().get(key) else { return format!("{n} {key}") };
        let forms = self.forms(entry);
        let place = match self.lang {
            Lang::English => usize::from(n != 1),
            Lang::Arabic => arabic_form(n),
        };
        let form = forms.get(place).or(forms.last()).copied().unwrap_or("");
        fill(form, &[("n", grouped(n))])
    }

    fn forms(self, entry: &'static Entry) -> &'static [&'static str] {
        match self.lang {
            Lang::English => &entry.english,
            Lang::Arabic => &entry.arabic,
        }
    }
}

fn fill<V: AsRef<str>>(form: &str, details: &[(&str, V)]) -> String {
    let mut out = String::with_capacity(form.len() + 16);
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = details.iter().find(|(n, _)| *n == name) {
            out.push_str(value.as_ref());
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The six forms of Arabic: zero, one, two, few (3–10), many (11–99), other (100, 101, 102 …).
fn arabic_form(n: u64) -> usize {
    match (n, n % 100) {
        (0, _) => 0,
        (1, _) => 1,
        (2, _) => 2,
        (_, 3..=10) => 3,
        (_, 11..=99) => 4,
        _ => 5,
    }
}

/// A whole number with its thousands parted: 29,577.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_and_both_languages_name_the_same_places() {
        let table = Table::read(FILE, 1).expect("glossary.tsv");
        for row in &table.rows {
            let places = |text: &str| {
                let mut found: Vec<&str> =
                    text.split('{').skip(1).filter_map(|p| p.split('}').next()).filter(|p| *p != "n").collect();
                found.sort_unstable();
                found.dedup();
                found.join(" ")
            };
            let arabic: Vec<&str> = row.forms().collect();
            let english: Vec<&str> = row.column(0).split(" / ").collect();
            assert_eq!(places(english[english.len() - 1]), places(arabic[arabic.len() - 1]), "{}", row.key);
            assert!(matches!((english.len(), arabic.len()), (1, 1) | (2, 6)), "{}: plural forms", row.key);
        }
    }

    /// Every key that stands in the sources as a string is in the file.
    #[test]
    fn every_key_in_use_has_words() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let families = ["problem.", "fault.", "say.", "label.", "count.", "hint.", "help.", "web."];
        let files = ["src", "templates"].map(|f| walkdir::WalkDir::new(root.join(f)));
        for entry in files.into_iter().flatten().filter_map(Result::ok) {
            if entry.path().extension().is_none_or(|e| e != "rs" && e != "html") {
                continue;
            }
            let source = std::fs::read_to_string(entry.path()).expect("source");
            for piece in source.split('"') {
                let plain = piece.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b));
                if plain && !piece.ends_with('.') && families.iter().any(|f| piece.starts_with(f)) {
                    let family = format!("{piece}.");
                    let known = entries().contains_key(piece) || entries().keys().any(|k| k.starts_with(&family));
                    assert!(known, "{piece} ({})", entry.path().display());
                }
            }
        }
    }

    #[test]
    fn arabic_counts_have_six_forms() {
        let g = Glossary { lang: Lang::Arabic };
        let forms: std::collections::BTreeSet<String> =
            [0, 1, 2, 5, 29, 100].iter().map(|n| g.count("count.articles", *n)).collect();
        assert_eq!(forms.len(), 6);
        assert_eq!(Glossary { lang: Lang::English }.count("count.articles", 29577), "29,577 articles");
    }
}
