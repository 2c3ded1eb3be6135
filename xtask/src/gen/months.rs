//! What are the months called? The Gregorian names of each family of countries, and the Hijri ones.

use serde_json::Value;

use super::cldr::{Cldr, add, printed};
use super::{Line, Table};

pub(super) const GREGORIAN: Table = Table {
    file: "cldr-months.tsv",
    about: "A Gregorian month, in the names of each family of countries.",
    columns: "key, month 1-12, family (nile levant maghreb morocco mauritania), Arabic last; several forms are parted by ' / '.",
    from: "cldr-dates-full main/ar*/ca-gregorian.json",
    lines: gregorian,
};

pub(super) const HIJRI: Table = Table {
    file: "cldr-hijri-months.tsv",
    about: "A Hijri month.",
    columns: "key, month 1-12, Arabic last; several forms are parted by ' / '.",
    from: "cldr-cal-islamic-full main/ar*/ca-islamic.json",
    lines: hijri,
};

/// The families of Gregorian names, each under the locale that stands for it; a family's line holds what the ones before
/// it do not say.
const FAMILIES: &[(&str, &[&str])] = &[
    ("nile", &["ar"]),
    ("levant", &["ar-SY", "ar-IQ", "ar-JO", "ar-LB", "ar-PS"]),
    ("maghreb", &["ar-DZ", "ar-TN"]),
    ("morocco", &["ar-MA"]),
    ("mauritania", &["ar-MR"]),
];

fn gregorian(cldr: &Cldr) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for (family, locales) in FAMILIES {
        for month in 1..=12 {
            let mut forms = Vec::new();
            for locale in *locales {
                let file = cldr.main("cldr-dates-full", locale, "ca-gregorian.json")?;
                for name in names(&file["dates"]["calendars"]["gregorian"]["months"], month) {
                    let known = told.contains(&format!("{month} {name}"));
                    add(&mut forms, Some(name).filter(|_| !known));
                }
            }
            told.extend(forms.iter().map(|f| format!("{month} {f}")));
            if !forms.is_empty() {
                let key = format!("cldr-{family}-{month:02}");
                lines.push(Line { key, columns: vec![month.to_string(), (*family).to_owned()], forms });
            }
        }
    }
    Ok(lines)
}

fn hijri(cldr: &Cldr) -> Result<Vec<Line>, String> {
    let locales = cldr.arabic("cldr-cal-islamic-full", "ca-islamic.json")?;
    let lines = (1..=12).map(|month| {
        let mut forms = Vec::new();
        for locale in &locales {
            for name in names(&locale["dates"]["calendars"]["islamic"]["months"], month) {
                add(&mut forms, Some(name));
            }
        }
        Line { key: format!("cldr-hijri-{month:02}"), columns: vec![month.to_string()], forms }
    });
    Ok(lines.filter(|l| !l.forms.is_empty()).collect())
}

/// A month's names in full, inside a date and alone.
fn names(months: &Value, month: usize) -> Vec<String> {
    let month = month.to_string();
    ["format", "stand-alone"]
        .iter()
        .filter_map(|use_| printed(months[*use_]["wide"][month.as_str()].as_str()?))
        .collect()
}
