//! What do the CLDR's packages say in Arabic, of all places and of each country?

use std::fs;
use std::path::{Path, PathBuf};

use isnad_text::letters::{is_arabic_letter, is_arabic_mark, is_invisible};
use serde_json::Value;

/// The unpacked packages.
pub(super) struct Cldr {
    folder: PathBuf,
    /// Their version, the same for all.
    pub(super) version: String,
}

impl Cldr {
    /// The packages below a folder.
    pub(super) fn open(folder: &Path) -> Result<Cldr, String> {
        let core = read(&folder.join("cldr-core/package.json"))?;
        let version = core["version"].as_str().ok_or("cldr-core/package.json names no version")?.to_owned();
        Ok(Cldr { folder: folder.to_owned(), version })
    }

    /// A part of `cldr-core/supplemental`.
    pub(super) fn supplemental(&self, file: &str, name: &str) -> Result<Value, String> {
        let path = self.folder.join("cldr-core/supplemental").join(file);
        Ok(read(&path)?["supplemental"][name].clone())
    }

    /// What a file of a package says in one locale.
    pub(super) fn main(&self, package: &str, locale: &str, file: &str) -> Result<Value, String> {
        let path = self.folder.join(package).join("main").join(locale).join(file);
        Ok(read(&path)?["main"][locale].clone())
    }

    /// What a file of a package says in each Arabic locale, `ar` first: `main/ar/FILE`, `main/ar-DZ/FILE`, …
    pub(super) fn arabic(&self, package: &str, file: &str) -> Result<Vec<Value>, String> {
        let main = self.folder.join(package).join("main");
        let entries = fs::read_dir(&main).map_err(|e| format!("{}: {e}", main.display()))?;
        let mut locales: Vec<String> =
            entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        locales.retain(|l| l == "ar" || l.starts_with("ar-"));
        locales.sort();
        locales.iter().map(|l| read(&main.join(l).join(file)).map(|v| v["main"][l.as_str()].clone())).collect()
    }
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// A name as a lexicon file writes it: no hidden mark, no vowel but tanwin's alef; `None` where it is no name in Arabic
/// letters (points inside an abbreviation allowed).
pub(super) fn printed(name: &str) -> Option<String> {
    let plain: String = name.chars().filter(|c| !is_invisible(*c) && !is_arabic_mark(*c)).collect();
    let plain = plain.replace('\u{00A0}', " ");
    let plain = plain.trim().trim_end_matches('.');
    let arabic = plain.chars().all(|c| is_arabic_letter(c) || matches!(c, ' ' | '.'));
    (arabic && !plain.is_empty() && plain != "\u{0640}").then(|| plain.to_owned())
}

/// Adds a form that is not there yet.
pub(super) fn add(forms: &mut Vec<String>, form: Option<String>) {
    if let Some(form) = form.filter(|f| !forms.contains(f)) {
        forms.push(form);
    }
}

/// The counted forms of a name, the singular first: of one word singular and plural, for inflection makes the others.
pub(super) fn counted(forms: &mut Vec<String>, name: impl Fn(&str) -> Option<String>) {
    for count in ["other", "few", "two", "many", "one"] {
        let form = name(count);
        let phrase = form.as_ref().is_some_and(|f| f.contains([' ', '.']));
        if phrase || !matches!(count, "two" | "many") {
            add(forms, form);
        }
    }
}
