//! What does the index get of an article? Its words, cut and put in their layers before the one writer's turn: the reading
//! threads do the work, the writer hands the forms on. `words` says which forms a word has.
//!
//! A cut text begins with [`CUT`]; each form follows [`NEXT`], or [`BESIDE`] where it shares the place of the one before.

use std::cell::RefCell;

use isnad_text::{Kind, Span, tokenise};
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{clip, other_forms, plain_forms, printed};
use crate::fault::Fault;
use crate::wire::RecordJson;

/// Begins a text that is cut.
pub(super) const CUT: char = '\u{1}';
/// Stands before a form at the next place.
const NEXT: char = '\u{2}';
/// Stands before another form at the same place.
const BESIDE: char = '\u{3}';

/// The words of an article, cut.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    title: String,
    text: String,
    spellings: String,
    /// Of each statement, by its index in the record.
    pub(super) statements: Vec<String>,
}

impl Cut {
    /// Cuts an article: the title where it stands outside the text, and the text without its furniture.
    pub fn of(record: &RecordJson, text: &str, furniture: &[Span]) -> Cut {
        let title = record.title.as_ref().map_or("", |t| t.text.as_str());
        let outside = record.title.as_ref().filter(|t| t.start.is_none()).map(|t| t.text.as_str());
        let mut cut = of(title, &searched(outside, text, furniture));
        cut.statements = statements(record);
        cut
    }
}

fn of(title: &str, searched: &str) -> Cut {
    MEMORY.with_borrow_mut(|memory| {
        let title = memory.all(title).0;
        let (text, spellings) = memory.all(searched);
        Cut { title, text, spellings, statements: Vec::new() }
    })
}

/// The words of each statement of a record, cut; each form once, for their index keeps no places.
pub(super) fn statements(record: &RecordJson) -> Vec<String> {
    let whole = |s: &crate::wire::StatementJson| {
        let words: Vec<&str> = s.content.iter().map(|p| p.text.as_str()).collect();
        once(&words.join(" "))
    };
    record.statements.iter().map(whole).collect()
}

/// A text cut for an index that keeps no places: each form once.
pub(super) fn once(text: &str) -> String {
    MEMORY.with_borrow_mut(|memory| memory.once(text))
}

/// Calls `give(form, beside)` for every form of a text that was cut; stops where it says so.
pub(super) fn forms(cut: &str, give: &mut impl FnMut(&str, bool) -> bool) -> bool {
    let mut rest = cut;
    while let Some(sign) = rest.chars().next() {
        rest = rest.get(1..).unwrap_or("");
        let end = rest.bytes().position(|b| b < 4).unwrap_or(rest.len());
        let (form, after) = rest.split_at(end);
        if !form.is_empty() && !give(form, sign == BESIDE) {
            return false;
        }
        rest = after;
    }
    true
}

/// Words of which the forms are remembered, a thread.
const REMEMBERED: usize = 150_000;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The forms of words that were met: most words of an article were met before.
#[derive(Default)]
struct Memory {
    words: FxHashMap<Box<str>, Known>,
}

/// What is known of a word as it is folded.
struct Known {
    /// Its forms in the usual layer, each with its sign.
    plain: Box<str>,
    /// Its forms in the other layers but for the printed one, each with its sign.
    layers: Box<str>,
}

impl Known {
    fn of(key: &str, kind: Kind) -> Known {
        let (mut plain, mut layers, mut scratch) = (String::new(), String::new(), String::new());
        plain_forms(key, kind, |form, beside| {
            plain.push(if beside { BESIDE } else { NEXT });
            plain.push_str(form);
            true
        });
        other_forms(key, kind, &mut scratch, |form| {
            layers.push(NEXT);
            layers.push_str(form);
            true
        });
        Known { plain: plain.into(), layers: layers.into() }
    }
}

impl Memory {
    fn word(&mut self, key: &str, kind: Kind) -> Option<&Known> {
        if !self.words.contains_key(key) {
            if self.words.len() >= REMEMBERED {
                self.words.clear();
            }
            self.words.insert(key.into(), Known::of(key, kind));
        }
        self.words.get(key)
    }

    /// The usual layer, in places; and the other layers, each form once.
    fn all(&mut self, text: &str) -> (String, String) {
        let tokens = tokenise(text);
        let mut plain = String::with_capacity(text.len() + text.len() / 2 + 1);
        let mut layers = String::with_capacity(text.len() * 2 + 1);
        plain.push(CUT);
        layers.push(CUT);
        let mut keys: FxHashSet<&str> = FxHashSet::default();
        let mut prints: FxHashSet<&str> = FxHashSet::default();
        for i in (0..tokens.len()).filter(|i| is_word(tokens.kind(*i))) {
            let new = keys.insert(tokens.key(i));
            if let Some(known) = self.word(tokens.key(i), tokens.kind(i)) {
                plain.push_str(&known.plain);
                if new {
                    layers.push_str(&known.layers);
                }
            }
            let surface = tokens.span(i).of(text);
            if tokens.kind(i) == Kind::Word && prints.insert(surface) {
                layers.push(NEXT);
                layers.push('!');
                layers.push_str(clip(&printed(surface)));
            }
        }
        (plain, layers)
    }

    /// The usual layer, each form once.
    fn once(&mut self, text: &str) -> String {
        let tokens = tokenise(text);
        let mut out = String::with_capacity(text.len() + 1);
        out.push(CUT);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for i in (0..tokens.len()).filter(|i| is_word(tokens.kind(*i)) && seen.insert(tokens.key(*i))) {
            out.push_str(self.word(tokens.key(i), tokens.kind(i)).map_or("", |w| &w.plain));
        }
        out
    }
}

fn is_word(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Latin | Kind::Number)
}

/// Puts the words of a document into the index.
pub(super) fn index(c: &Connection, document: i64, cut: &Cut) -> Result<(), Fault> {
    c.prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![document, cut.title, cut.text])?;
    c.prepare_cached("INSERT INTO spellings (rowid, text) VALUES (?1, ?2)")?
        .execute(params![document, cut.spellings])?;
    Ok(())
}

/// Puts the words of all documents into an index that is empty.
pub(super) fn index_again(c: &Connection) -> Result<(), Fault> {
    let mut statement = c.prepare(
        "SELECT d.key, d.title, d.title_start, t.text, v.furniture FROM documents d JOIN versions v ON v.key = d.version
         JOIN texts t ON t.version = v.key ORDER BY d.key",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (title, text): (Option<String>, String) = (row.get(1)?, row.get(3)?);
        let outside = row.get::<_, Option<i64>>(2)?.is_none();
        let furniture = super::copies::furniture_of(&text, &row.get::<_, String>(4)?);
        let title = title.unwrap_or_default();
        index(c, row.get(0)?, &of(&title, &searched(outside.then_some(title.as_str()), &text, &furniture)))?;
    }
    Ok(())
}

/// The words that are searched: the title where it stands outside the text, and the text without its furniture.
fn searched(title_outside: Option<&str>, text: &str, furniture: &[Span]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    if let Some(title) = title_outside {
        out.push_str(title);
        out.push('\n');
    }
    let mut at = 0;
    for span in furniture {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push('\n');
        at = at.max(span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::{Index, Side, each};
    use super::*;

    const TEXT: &str = "والولايات المتّحدة قالت لألمانيا: ٢٥٠٠ جندي، NATO لبغداد والولايات";

    /// What the index would get of the text as it stands.
    fn straight(index: Index) -> Vec<(String, bool)> {
        let mut out = Vec::new();
        each(TEXT, index, Side::Text, |form, beside, _, _| {
            out.push((form.to_owned(), beside));
            true
        });
        out
    }

    fn given(cut: &str) -> Vec<(String, bool)> {
        let mut out = Vec::new();
        each(cut, Index::Words, Side::Text, |form, beside, _, _| {
            out.push((form.to_owned(), beside));
            true
        });
        out
    }

    #[test]
    fn a_cut_text_gives_the_same_forms_in_the_same_places() {
        assert_eq!(given(&of("", TEXT).text), straight(Index::Words));
    }

    #[test]
    fn what_keeps_no_places_gives_each_form_once() {
        let set = |forms: Vec<(String, bool)>| {
            let mut forms: Vec<String> = forms.into_iter().map(|f| f.0).collect();
            forms.sort();
            forms.dedup();
            forms
        };
        assert_eq!(set(given(&of("", TEXT).spellings)), set(straight(Index::Spellings)));
        assert_eq!(set(given(&once(TEXT))), set(straight(Index::Words)));
        assert_eq!(given(&once("")), []);
        assert_eq!(given("\u{1}\u{2}\u{3}"), []);
    }
}
