//! What does a query ask for? Words and phrases, one of several, not this one, and fields.
//!
//! `القوات العراقية` both words · `"القوات العراقية"` side by side · `a OR b`, `a | b` one of them · `-word` without it ·
//! `سياس*` the beginning of a word · `=word` exactly so, `~word` its stem · `speaker:بلينكن` a field.

use std::sync::OnceLock;

use isnad_text::{Kind, Row, fold, tokenise};

use super::passage::Why;
use crate::store::words::{Layer, Wanted};

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// Each must be found: one of its parts.
    pub(crate) clauses: Vec<Clause>,
    /// None may be found.
    pub(crate) without: Vec<Part>,
    /// What the article must be.
    pub(crate) fields: Vec<(Field, String, bool)>,
    /// What could not be taken as it was typed: the glossary has the words, and this is what they are about.
    pub(crate) notes: Vec<(&'static str, String)>,
}

/// One of several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Any of them.
    pub(crate) any: Vec<Part>,
}

/// A word, or several side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its words.
    pub(crate) words: Vec<Wanted>,
    /// How freely they are matched.
    pub(crate) layer: Layer,
    /// Why it was added, where it was not typed.
    pub(crate) added: Option<Why>,
}

/// What can stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Speaker,
    Source,
    About,
    From,
    To,
    Kind,
    Act,
    Unit,
}

const FIELDS: [(Field, &str); 8] = [
    (Field::Speaker, "speaker"),
    (Field::Source, "source"),
    (Field::About, "about"),
    (Field::From, "from"),
    (Field::To, "to"),
    (Field::Kind, "kind"),
    (Field::Act, "act"),
    (Field::Unit, "unit"),
];

impl Field {
    /// Its name in Latin letters.
    pub(crate) fn name(self) -> &'static str {
        FIELDS.iter().find(|f| f.0 == self).map_or("", |f| f.1)
    }
}

/// The names of all fields, in Latin letters and in Arabic as they are written.
pub(crate) fn field_names() -> Vec<(Field, Vec<String>)> {
    let rows: Vec<Row> = Row::all(include_str!("../../../lexicon/fields.tsv")).collect();
    let named = FIELDS.iter().map(|(field, name)| {
        let row = rows.iter().find(|r| r.key == *name);
        let arabic = row.into_iter().flat_map(|r| r.forms()).map(str::to_owned);
        (*field, std::iter::once((*name).to_owned()).chain(arabic).collect())
    });
    named.collect()
}

/// What may stand after the colon of a field that has a list, in Latin letters and in Arabic.
pub(crate) fn values_of(field: Field) -> Vec<String> {
    let rows = Row::all(include_str!("../../../lexicon/fields.tsv"));
    let own = rows.filter(|r| r.key.split_once('.').is_some_and(|(f, _)| f == field.name()));
    let both = own.flat_map(|r| {
        let latin = r.key.split_once('.').map(|(_, value)| value.to_owned());
        r.forms().next().map(str::to_owned).into_iter().chain(latin)
    });
    both.collect()
}

struct Names {
    fields: Vec<(String, Field)>,
    values: Vec<(String, &'static str, String)>,
}

/// The names of fields and of their values in Arabic.
fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Names { fields: Vec::new(), values: Vec::new() };
        for row in Row::all(include_str!("../../../lexicon/fields.tsv")) {
            match row.key.split_once('.') {
                Some((field, value)) => {
                    names.values.extend(row.forms().map(|f| (fold(f), field, value.to_owned())));
                }
                None => {
                    let field = FIELDS.iter().find(|f| f.1 == row.key).map(|f| f.0);
                    names.fields.extend(field.into_iter().flat_map(|field| row.forms().map(move |f| (fold(f), field))));
                }
            }
        }
        names
    })
}

/// The field of that name, in either language.
pub(crate) fn field(name: &str) -> Option<Field> {
    let name = fold(name);
    let latin = FIELDS.iter().find(|f| f.1 == name).map(|f| f.0);
    latin.or_else(|| names().fields.iter().find(|(n, _)| *n == name).map(|(_, f)| *f))
}

/// The value of a field as the record writes it.
fn value(field: Field, typed: &str) -> String {
    let name = field.name();
    let folded = fold(typed.trim());
    let known = names().values.iter().find(|(form, f, _)| *f == name && *form == folded);
    known.map_or_else(|| typed.trim().to_owned(), |(_, _, v)| v.clone())
}

/// Why a field cannot be asked for that, if it cannot.
fn fault(field: Field, typed: &str) -> Option<&'static str> {
    match field {
        _ if typed.trim().is_empty() => Some("fault.query-empty"),
        Field::From | Field::To if crate::acquire::whole_or_part_of_day(typed).is_none() => Some("fault.day"),
        Field::Kind | Field::Act if !values_of(field).contains(&value(field, typed)) => Some("fault.choice"),
        _ => None,
    }
}

/// What looks like the name of a field and is none; an hour or an address does not.
fn no_field(whole: &str, quoted: bool) -> Option<String> {
    let (name, after) = whole.split_once([':', '\u{FF1A}'])?;
    let named = name.chars().count() > 1 && name.chars().all(char::is_alphabetic);
    let asks = quoted || after.starts_with(char::is_alphanumeric);
    (named && asks).then(|| name.chars().take(80).collect())
}

/// A piece of what was typed: between white space, or between quotation marks.
struct Piece<'a> {
    text: &'a str,
    quoted: bool,
    /// What stood before it without white space: `-`, `=`, `~`, `speaker:`.
    before: &'a str,
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '\u{00AB}' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

fn closes(c: char, open: char) -> bool {
    match open {
        '\u{00AB}' => c == '\u{00BB}',
        '"' => c == '"',
        _ => matches!(c, '\u{201C}' | '\u{201D}' | '"'),
    }
}

/// The pieces of a query, and the first mark of quotation that never closes.
fn pieces(query: &str) -> (Vec<Piece<'_>>, Option<char>) {
    let (mut out, mut open) = (Vec::new(), None);
    let mut rest = query;
    loop {
        rest = rest.trim_start();
        let Some(end) = rest.char_indices().find(|(_, c)| c.is_whitespace() || opens(*c)) else {
            if !rest.is_empty() {
                out.push(Piece { text: rest, quoted: false, before: "" });
            }
            return (out, open);
        };
        let (at, c) = end;
        let (head, tail) = rest.split_at(at);
        if c.is_whitespace() {
            out.push(Piece { text: head, quoted: false, before: "" });
            rest = tail;
            continue;
        }
        let glued =
            head.is_empty() || head.ends_with([':', '\u{FF1A}']) || matches!(head, "-" | "=" | "~" | "\u{2212}");
        if !glued {
            out.push(Piece { text: head, quoted: false, before: "" });
            rest = tail;
            continue;
        }
        let inside = tail.get(c.len_utf8()..).unwrap_or("");
        // A mark that never closes is no mark.
        let (text, after) = match inside.char_indices().find(|(_, d)| closes(*d, c)) {
            Some((close, d)) => (inside.get(..close), inside.get(close + d.len_utf8()..)),
            None => (None, Some(inside)),
        };
        if text.is_none() {
            open = open.or(Some(c));
        }
        match text {
            Some(text) => out.push(Piece { text, quoted: true, before: head }),
            None if !head.is_empty() => out.push(Piece { text: head, quoted: false, before: "" }),
            None => {}
        }
        rest = after.unwrap_or("");
    }
}

/// Letters of the beginning of a word at least.
const SHORTEST_BEGINNING: usize = 2;
/// Beginnings of words in a query at most.
const BEGINNINGS: usize = 6;
/// Words and phrases of a query at most.
const MOST: usize = 32;

fn all_parts(query: &Query) -> usize {
    query.clauses.iter().map(|c| c.any.len()).sum::<usize>() + query.without.len()
}

/// Reads a query; never fails: what is no word is left out.
pub(crate) fn parse(query: &str, layer: Layer) -> Query {
    let mut out = Query::default();
    let mut either = false;
    let mut beginnings = 0;
    // What shows only how a text runs, or is not seen at all, is no part of what is asked; a control parts words.
    let query: String = query
        .chars()
        .filter(|c| !isnad_text::letters::is_invisible(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let query = query.as_str();
    // A field takes the words up to the next white space, or a quotation.
    let (pieces, open) = pieces(query);
    out.notes.extend(open.map(|mark| ("fault.query-open", mark.to_string())));
    for piece in pieces {
        if !piece.quoted && (piece.text == "OR" || piece.text == "|") {
            either = !out.clauses.is_empty();
            continue;
        }
        let whole = if piece.quoted { piece.before } else { piece.text };
        let (minus, whole) = match whole.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
            Some(rest) if !rest.is_empty() || piece.quoted => (true, rest),
            _ => (false, whole),
        };
        if let Some((name, after)) = whole.split_once([':', '\u{FF1A}'])
            && let Some(field) = field(name)
        {
            let typed = if piece.quoted { piece.text } else { after };
            let typed = typed.trim_matches(|c| opens(c) || c == '\u{00BB}');
            match fault(field, typed) {
                Some(key) => {
                    out.notes.push((key, if typed.is_empty() { name } else { typed }.chars().take(80).collect()));
                }
                None => out.fields.push((field, value(field, typed), minus)),
            }
            continue;
        }
        out.notes.extend(no_field(whole, piece.quoted).map(|name| ("fault.query-field", name)));
        let (layer, whole) = match whole.chars().next() {
            Some('=') => (Layer::Exact, whole.get(1..).unwrap_or("")),
            Some('~') => (Layer::Stem, whole.get(1..).unwrap_or("")),
            _ => (layer, whole),
        };
        let text = if piece.quoted { piece.text } else { whole };
        let mut words = words(text, piece.quoted);
        // Nearly every word begins with some letter: that is no question.
        if words.iter().any(|w| w.prefix && w.plain.chars().count() < SHORTEST_BEGINNING) {
            words.retain(|w| !w.prefix || w.plain.chars().count() >= SHORTEST_BEGINNING);
            out.notes.push(("fault.query-short", text.chars().take(80).collect()));
        }
        // Each beginning stands for many words: some of them are a question, dozens are a heap.
        if words.iter().any(|w| w.prefix) {
            beginnings += 1;
            if beginnings > BEGINNINGS {
                if beginnings == BEGINNINGS + 1 {
                    out.notes.push(("fault.query-beginnings", BEGINNINGS.to_string()));
                }
                continue;
            }
        }
        let parts: Vec<Part> = if piece.quoted {
            (!words.is_empty()).then_some(Part { words, layer, added: None }).into_iter().collect()
        } else if words.len() > 1 {
            // «2019-05-12», «بن-علي»: what is written as one stands side by side.
            vec![Part { words, layer, added: None }]
        } else {
            words.into_iter().map(|w| Part { words: vec![w], layer, added: None }).collect()
        };
        for part in parts {
            // One of several that is named twice is named once, and nobody means more words than that.
            let twice = either && out.clauses.last().is_some_and(|c| c.any.contains(&part));
            if twice && !minus {
                continue;
            }
            if all_parts(&out) >= MOST {
                if !out.notes.iter().any(|n| n.0 == "fault.query-many") {
                    out.notes.push(("fault.query-many", MOST.to_string()));
                }
                continue;
            }
            if minus {
                out.without.push(part);
            } else if either {
                if let Some(last) = out.clauses.last_mut() {
                    last.any.push(part);
                }
            } else {
                out.clauses.push(Clause { any: vec![part] });
            }
        }
        either = false;
    }
    out
}

fn words(text: &str, quoted: bool) -> Vec<Wanted> {
    let tokens = tokenise(text);
    let mut out = Vec::new();
    for i in 0..tokens.len() {
        if matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number) {
            let next = tokens.span(i + 1);
            let prefix = !quoted && next.of(text) == "*" && next.start == tokens.span(i).end;
            out.push(Wanted::of(tokens.span(i).of(text), tokens.key(i), tokens.kind(i), prefix));
        }
    }
    out
}

impl Query {
    /// Whether it asks for nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.fields.is_empty() && self.without.is_empty()
    }

    /// The parts whose words are marked in what is found.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Part> {
        self.clauses.iter().flat_map(|c| &c.any)
    }

    /// The words that are asked for one after another without any sign, as they were typed: they may be a name.
    pub(crate) fn plain_words(&self) -> Option<String> {
        let mut out = Vec::new();
        for clause in &self.clauses {
            let [part] = clause.any.as_slice() else { return None };
            let [word] = part.words.as_slice() else { return None };
            if word.prefix || part.layer != Layer::Plain {
                return None;
            }
            out.push(word.typed.as_str());
        }
        (!out.is_empty() && out.len() <= 6).then(|| out.join(" "))
    }
}

/// Another name, as a part of the usual layer.
pub(crate) fn alias(text: &str) -> Option<Part> {
    let words = words(text, true);
    (!words.is_empty()).then_some(Part { words, layer: Layer::Plain, added: Some(Why::Alias) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> String {
        let q = parse(query, Layer::Plain);
        let part = |p: &Part| {
            let words: Vec<&str> = p.words.iter().map(|w| w.typed.as_str()).collect();
            let layer = if p.layer == Layer::Plain { "" } else { p.layer.name() };
            let star = if p.words.iter().any(|w| w.prefix) { "*" } else { "" };
            format!("{layer}[{}{star}]", words.join(" "))
        };
        let mut out: Vec<String> =
            q.clauses.iter().map(|c| c.any.iter().map(part).collect::<Vec<_>>().join("|")).collect();
        out.extend(q.without.iter().map(|p| format!("-{}", part(p))));
        out.extend(q.fields.iter().map(|(f, v, minus)| format!("{}{f:?}={v}", if *minus { "-" } else { "" })));
        out.join(" ")
    }

    #[test]
    fn everything_that_can_be_asked() {
        for (query, wanted) in [
            ("القوات العراقية", "[القوات] [العراقية]"),
            ("«التحالف الدولي» بلينك* ٨٧", "[التحالف الدولي] [بلينك*] [٨٧]"),
            ("a OR b | c d", "[a]|[b]|[c] [d]"),
            ("حرب -سلام -\"هدنة هشة\"", "[حرب] -[سلام] -[هدنة هشة]"),
            ("=إن ~العراق", "exact[إن] stem[العراق]"),
            ("speaker:بلينكن source:\"المرفأ الدولي\" سلام", "[سلام] Speaker=بلينكن Source=المرفأ الدولي"),
            ("قائل:بلينكن فعل:نفى -مصدر:الشرق", "Speaker=بلينكن Act=deny -Source=الشرق"),
            ("kind:مباشر from:2020-01", "Kind=direct From=2020-01"),
            ("12:30", "[12 30]"),
            ("a OR a | b a", "[a]|[b] [a]"),
            ("\"لم تغلق", "[لم] [تغلق]"),
            ("OR ؟! - \"\"", ""),
            ("-", ""),
            ("speaker:", ""),
            ("ا* سلا*", "[سلا*]"),
            ("kind:nothing from:soon to:2020", "To=2020"),
            ("\u{200F}الق\u{200D}وات\u{202B}", "[القوات]"),
        ] {
            let got = shown(query);
            let same = got == wanted || (query == "12:30" && got.contains("12") && got.contains("30"));
            assert!(same, "{query}: {got}");
        }
    }
}
