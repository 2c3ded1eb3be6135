//! How is a statement or a figure cited? The words, who, where, when, which version, read on which day; as text that
//! reads right in a message, and in the usual forms. What this program supplied stands in brackets.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use jiff::Span;
use jiff::civil::Date;

use super::add::to;
use super::article::find;
use crate::cli::{Glossary, now};
use crate::fault::Fault;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address, decoded, encoded};
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf};
use crate::serve::when::told;
use crate::store::{Access, Cited, Document, Filter, Kept, Review, StatementRow, Store};
use crate::wire::StatementJson;

#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage {
    f: Frame,
    words: String,
    direct: bool,
    forms: Vec<(&'static str, &'static str, Html)>,
    changed: Option<String>,
    others: Vec<Other>,
    href: String,
    title: String,
    /// Who has looked at it.
    reviewed: String,
    note: Option<String>,
    /// Where it is reviewed.
    here: String,
}

/// The same in another outlet's words.
struct Other {
    words: Html,
    outlet: String,
    day: DayOf,
    href: String,
}

/// Other outlets that are named.
const OTHERS: usize = 6;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question, &id)).await;
    page(&asked, made)
}

/// What a citation is made of.
struct Parts {
    words: String,
    /// That the words are the report's, where it does not quote.
    wording: String,
    author: String,
    who: String,
    office: String,
    outlet: String,
    title: String,
    day: String,
    said_on: String,
    url: String,
    id: String,
    version: String,
    read_at: String,
    via: String,
    changed: Option<String>,
    here: String,
    /// Who has looked at it, or that nobody has.
    reviewed: String,
}

fn make(store: &Store, asked: &Asked, id: &str) -> Result<CitePage, Wrong> {
    let t = asked.words();
    let d = find(store, id)?;
    let entry = asked.get("entry").ok_or(Wrong::Missing)?;
    let Cited::Entry(_, section, entry) = store.cited(&format!("{}#{entry}", d.id))? else {
        return Err(Wrong::Missing);
    };
    let versions = store.versions(&d)?;
    let standing = versions.iter().find(|v| v.standing).ok_or(Wrong::Missing)?;
    let record = store.record(&d)?;
    let mut others = Vec::new();
    let mut parts = match section {
        "statements" => {
            let s = record.statements.iter().find(|s| s.id == entry).ok_or(Wrong::Missing)?;
            others = elsewhere(store, &d, s)?;
            let sentence = match s.cue.as_ref().or(s.content.first()).and_then(|at| Some((at.start?, at.end?))) {
                Some((start, end)) => store.sentence(&d, start, end)?,
                None => String::new(),
            };
            parts(&d, s, &sentence, standing, t)
        }
        "figures" => {
            let f = record.figures.iter().find(|f| f.id == entry).ok_or(Wrong::Missing)?;
            let words = store.sentence(&d, f.start, f.end)?;
            // Whoever says the figure is whoever says the sentence.
            let said = f.statement.as_deref().and_then(|id| record.statements.iter().find(|s| s.id == id));
            let by = said.map_or_else(|| bare(&d, &entry, standing), |s| parts(&d, s, &words, standing, t));
            Parts { words, wording: String::new(), id: bare(&d, &entry, standing).id, ..by }
        }
        _ => return Err(Wrong::Missing),
    };
    if let Some(author) = &record.author {
        parts.author.clone_from(author);
    }
    parts.changed = changed(store, &versions, &parts.words, t)?;
    parts.here = asked.at(&view::article(&d, Some(&entry)));
    parts.clean();
    let review = store.review_of(&d.id, &entry)?;
    parts.reviewed = reviewed(review.as_ref(), &standing.version, t);
    Ok(CitePage {
        forms: vec![
            ("chat", t.text("web.cite.chat"), html::as_is(&parts.chat(t))),
            ("note", t.text("web.cite.note"), html::as_is(&parts.note(t))),
            ("bibtex", "BibTeX", html::as_is(&parts.bibtex(t))),
            ("ris", "RIS", html::as_is(&parts.ris(t))),
        ],
        changed: parts.changed.clone(),
        others,
        href: view::article(&d, Some(&entry)),
        reviewed: parts.reviewed.clone(),
        note: review.and_then(|r| r.note),
        here: address(&format!("/cite/{}", encoded(&d.id, true)), std::iter::once(("entry", entry.as_str()))),
        title: if parts.title.is_empty() { view::title(&d, t) } else { parts.title.clone() },
        direct: parts.wording.is_empty(),
        words: parts.words,
        f: Frame::of(asked, "", t.text("web.cite")),
    })
}

/// Who has looked at it and what they found, of the text that stands; or that nobody has.
fn reviewed(review: Option<&Review>, standing: &str, t: Glossary) -> String {
    let Some(review) = review else { return t.text("web.cite.unreviewed").to_owned() };
    let key = match (review.version == standing, review.right) {
        (false, _) => "web.cite.reviewed-before",
        (true, true) => "web.cite.reviewed",
        (true, false) => "web.cite.found-wrong",
    };
    let by: String = review.reviewer.chars().filter(|c| !isnad_text::letters::is_bidi_control(*c)).collect();
    t.fill(key, &[("by", by), ("day", own(review.at.get(..10).unwrap_or(&review.at)))])
}

/// What a person found of a statement or a figure.
pub(super) async fn review(
    State(app): State<Arc<App>>,
    asked: Asked,
    Path(id): Path<String>,
    body: Bytes,
) -> Response<Body> {
    let pairs = decoded(&String::from_utf8_lossy(&body));
    let get = |name: &str| {
        let value = pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim());
        value.filter(|v| !v.is_empty()).map(|v| v.chars().take(LONGEST).collect::<String>())
    };
    let (by, note, right) = (get("by"), get("note"), get("found").as_deref() != Some("wrong"));
    let (question, path) = (asked.clone(), app.path.clone());
    let done = tokio::task::spawn_blocking(move || -> Result<String, Wrong> {
        let store = Store::open(&path, Access::Change)?;
        let d = find(&store, &id)?;
        let entry = question.get("entry").ok_or(Wrong::Missing)?;
        let Cited::Entry(_, "statements" | "figures", entry) = store.cited(&format!("{}#{entry}", d.id))? else {
            return Err(Wrong::Missing);
        };
        let by = by.ok_or(Wrong::Asked("web.review.nobody", String::new()))?;
        store.keep_review(&d, &entry, right, &by, note.as_deref(), &now())?;
        Ok(address(&format!("/cite/{}", encoded(&d.id, true)), std::iter::once(("entry", entry.as_str()))))
    });
    match done.await.unwrap_or_else(|_| Err(Wrong::Fault(Fault::of("", "fault.answer")))) {
        Ok(there) => to(&there),
        Err(wrong) => page::<CitePage>(&asked, Err(wrong)),
    }
}

/// Letters of a reviewer's name or note that are kept.
const LONGEST: usize = 500;

fn bare(d: &Document, entry: &str, v: &Kept) -> Parts {
    Parts {
        words: String::new(),
        wording: String::new(),
        author: d.agency.clone().unwrap_or_default(),
        who: String::new(),
        office: String::new(),
        outlet: d.outlet().to_owned(),
        title: d.title.clone().unwrap_or_default(),
        day: d.day.clone().or_else(|| d.published.clone()).unwrap_or_default(),
        said_on: String::new(),
        url: d.url.clone().unwrap_or_default(),
        id: format!("{}@{}#{entry}", d.id, v.version.get(..12).unwrap_or(&v.version)),
        version: v.version.clone(),
        read_at: v.read_at.get(..10).unwrap_or(&v.read_at).to_owned(),
        via: String::new(),
        changed: None,
        here: String::new(),
        reviewed: String::new(),
    }
}

/// What other outlets print for the same sentence of the same speaker: where it was spoken in another language, each has
/// its own translation. The same words go first, then what is most alike among what the speaker said in those days.
fn elsewhere(store: &Store, d: &Document, s: &StatementJson) -> Result<Vec<Other>, Wrong> {
    let Some(speaker) = &s.speaker_name else { return Ok(Vec::new()) };
    let words = view::words(s);
    let own: BTreeSet<i64> = store.copies_of(d)?.into_iter().map(|c| c.key).chain([d.key]).collect();
    let mut seen = BTreeSet::from([isnad_text::fold(&words)]);
    let mut out = Vec::new();
    let mut add = |row: &StatementRow, words: &str| {
        if !own.contains(&row.document.key) && seen.insert(isnad_text::fold(words)) {
            out.push(Other {
                words: Safe(html::article(words)),
                outlet: row.document.outlet().to_owned(),
                day: DayOf::of(row.day.as_deref()),
                href: view::article(&row.document, Some(&row.statement.id)),
            });
        }
    };
    let day = s.said_on.as_deref().or(d.day.as_deref());
    for c in store.carrying(&words, Some(speaker), None)? {
        if let Some(row) = c.statement.as_ref().filter(|row| !c.another && near(day, row.day.as_deref())) {
            add(row, &c.passage);
        }
    }
    if let Some(day) = day.and_then(|d| d.get(..10)?.parse::<Date>().ok()) {
        let shifted = |days: i64| day.checked_add(Span::new().days(days)).ok().map(|d| d.to_string());
        let days = Filter {
            speaker: Some(speaker.clone()),
            from: shifted(-APART),
            to: shifted(APART),
            limit: LOOKED,
            ..Filter::default()
        };
        let said = store.statements(&days)?.rows;
        let mut like: Vec<(u32, &StatementRow)> =
            said.iter().map(|row| (alike(&words, &view::words(&row.statement)), row)).collect();
        like.retain(|(share, _)| *share >= ALIKE);
        like.sort_by_key(|(share, row)| (std::cmp::Reverse(*share), row.document.key));
        for (_, row) in like {
            add(row, &view::words(&row.statement));
        }
    }
    out.truncate(OTHERS);
    Ok(out)
}

/// Days within which the same can be told of one occasion.
const APART: i64 = 3;
/// Statements of these days that are looked at.
const LOOKED: usize = 120;
/// What two wordings of one sentence have in common at least (percent), and the fewest words of which that says anything.
const ALIKE: u32 = 40;
const WORDS: usize = 4;

/// How much of their words two sentences share (percent), counted in threes of letters, so that endings and small words
/// that are glued on do not hide a word.
pub(super) fn alike(one: &str, other: &str) -> u32 {
    let threes = |words: &str| {
        let folded = isnad_text::fold(words);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let mut out = BTreeSet::new();
        for word in &words {
            let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
            out.extend(letters.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()));
        }
        (words.len(), out)
    };
    let ((m, a), (n, b)) = (threes(one), threes(other));
    if m.min(n) < WORDS {
        return 0;
    }
    let (common, all) = (a.intersection(&b).count(), a.len() + b.len());
    u32::try_from(common * 200 / all.max(1)).unwrap_or(0)
}

/// Whether two days are so near that they can be of one occasion.
fn near(one: Option<&str>, other: Option<&str>) -> bool {
    let day = |d: Option<&str>| d.and_then(|d| d.get(..10)?.parse::<jiff::civil::Date>().ok());
    let apart = day(one).zip(day(other)).and_then(|(a, b)| a.until(b).ok());
    apart.is_none_or(|s| i64::from(s.get_days()).abs() <= APART)
}

/// What the versions say of the words: an earlier text without them, or nothing.
fn changed(store: &Store, versions: &[Kept], words: &str, t: Glossary) -> Result<Option<String>, Wrong> {
    let plain = |text: &str| isnad_text::fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let first = plain(words.trim_matches(['«', '»']).split(" … ").next().unwrap_or(""));
    for earlier in versions.iter().filter(|v| !v.standing) {
        let text = store.text(earlier.key)?;
        if !plain(&text.text).contains(&first) {
            let day = earlier.read_at.get(..10).unwrap_or(&earlier.read_at);
            return Ok(Some(t.fill("web.cite.changed", &[("day", own(day))])));
        }
    }
    Ok(None)
}

/// What the sentence itself does not say stands in brackets: the program supplied it.
fn parts(d: &Document, s: &StatementJson, sentence: &str, v: &Kept, t: Glossary) -> Parts {
    // What the speaker says of others is no word on the speaker.
    let mut there = s.content.iter().fold(sentence.to_owned(), |rest, c| rest.replace(&c.text, " "));
    if let Some(part) = &s.speaker {
        there.push(' ');
        there.push_str(&part.text);
    }
    let who = s.speaker_name.as_ref().map_or_else(|| t.text("label.somebody").to_owned(), |n| supplied(n, &there));
    let office = s.role.as_ref().map(|role| supplied(&role.text, &there)).unwrap_or_default();
    let words = view::words(s);
    let direct = s.kind == "direct";
    Parts {
        words: if direct { view::quoted(&words) } else { words },
        wording: if direct { String::new() } else { t.text("web.cite.reported").to_owned() },
        who,
        office,
        said_on: s.said_on.clone().unwrap_or_default(),
        via: s.chain.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(&format!("{} ", t.text("label.comma"))),
        ..bare(d, &s.id, v)
    }
}

/// A name with the words of it that a sentence does not have in brackets: «[حيدر] العبادي».
fn supplied(name: &str, sentence: &str) -> String {
    let folded = isnad_text::fold(sentence);
    let there: BTreeSet<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // A small word may be glued to the first: «ورئيس», and «للعبادي», where the article has lost its first letter.
    let has = |word: &str| {
        let word = isnad_text::fold(word);
        let mut letters = word.chars();
        let shorter = letters.next().map(|_| letters.as_str()).filter(|w| w.chars().count() > 4);
        let glued = |w: &&str| {
            let before = w.strip_suffix(word.as_str()).or_else(|| w.strip_suffix(shorter?));
            before.is_some_and(|b| b.chars().count() <= 2)
        };
        there.contains(word.as_str()) || (word.chars().count() > 2 && there.iter().any(glued))
    };
    let mut out = String::new();
    let mut inside = false;
    for word in name.split_whitespace() {
        let missing = !has(word);
        if inside && !missing {
            out.push(']');
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if missing && !inside {
            out.push('[');
        }
        out.push_str(word);
        inside = missing;
    }
    if inside {
        out.push(']');
    }
    out
}

/// A date, an address or an id in a line of plain text: kept in its own order wherever it is pasted.
fn own(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\u{2066}{text}\u{2069}") }
}

/// A name of any script among others.
fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

impl Parts {
    /// Takes the direction signs of others out: only this program's own may stand in what is copied.
    fn clean(&mut self) {
        for part in [
            &mut self.words,
            &mut self.author,
            &mut self.who,
            &mut self.office,
            &mut self.outlet,
            &mut self.title,
            &mut self.day,
            &mut self.said_on,
            &mut self.url,
            &mut self.id,
            &mut self.via,
            &mut self.here,
        ] {
            part.retain(|c| !isnad_text::letters::is_bidi_control(c));
        }
    }

    /// Lines that read right in a message, in any program: each begins with Arabic or stands alone.
    fn chat(&self, t: Glossary) -> String {
        let comma = format!("{} ", t.text("label.comma"));
        let mut lines = vec![self.told()];
        let who = [self.who.as_str(), self.office.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>();
        if !who.is_empty() {
            lines.push(format!("— {}", who.join(&comma)));
        }
        if !self.said_on.is_empty() {
            lines.push(t.fill("web.cite.said-on", &[("day", told(&self.said_on, t, own))]));
        }
        if !self.via.is_empty() {
            lines.push(t.fill("label.via", &[("name", &self.via)]));
        }
        // The line begins in the language of the page: an outlet of Latin letters would turn it round.
        let mut from = vec![t.fill("web.cite.from", &[("outlet", isolated(&self.outlet))])];
        from.extend((!self.title.is_empty()).then(|| format!("«{}»", isolated(&self.title))));
        from.extend((!self.day.is_empty()).then(|| own(&self.day)));
        lines.push(from.join(&comma));
        lines.extend((!self.url.is_empty()).then(|| own(&self.url)));
        lines.push(t.fill("web.cite.read-on", &[("day", own(&self.read_at)), ("version", own(short(&self.version)))]));
        lines.extend(self.changed.clone());
        lines.push(format!("({})", self.reviewed));
        // Where the web has no address for it, this record has.
        lines.extend(self.url.is_empty().then(|| own(&self.here)));
        lines.join("\n")
    }

    /// The words, and that they are the report's where it does not quote.
    fn told(&self) -> String {
        if self.wording.is_empty() { self.words.clone() } else { format!("{} ({})", self.words, self.wording) }
    }

    /// One line for a footnote.
    fn note(&self, t: Glossary) -> String {
        let comma = format!("{} ", t.text("label.comma"));
        let mut parts = Vec::new();
        for part in [&self.who, &self.office] {
            parts.extend((!part.is_empty()).then(|| part.clone()));
        }
        parts.push(self.told());
        parts.extend(
            (!self.said_on.is_empty()).then(|| t.fill("web.cite.said-on", &[("day", told(&self.said_on, t, own))])),
        );
        parts.extend((!self.via.is_empty()).then(|| t.fill("label.via", &[("name", &self.via)])));
        parts.extend((!self.title.is_empty()).then(|| format!("«{}»", self.title)));
        parts.push(isolated(&self.outlet));
        parts.extend((!self.day.is_empty()).then(|| own(&self.day)));
        parts.extend((!self.url.is_empty()).then(|| own(&self.url)));
        parts.push(t.fill("web.cite.read-on", &[("day", own(&self.read_at)), ("version", own(short(&self.version)))]));
        parts.push(own(&self.id));
        parts.extend(self.changed.clone());
        parts.push(format!("[{}]", self.reviewed));
        format!("{}.", parts.join(&comma))
    }

    /// Who said it and what must be known of it, for the forms that have one field for all of that.
    fn notes(&self, t: Glossary) -> String {
        let who = [&self.who, &self.office].into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>();
        let who = if who.is_empty() { String::new() } else { format!("{}: ", who.join(" — ")) };
        let mut notes = vec![format!("{who}{}", self.told())];
        notes.extend(
            (!self.said_on.is_empty())
                .then(|| t.fill("web.cite.said-on", &[("day", told(&self.said_on, t, str::to_owned))])),
        );
        notes.extend((!self.via.is_empty()).then(|| t.fill("label.via", &[("name", &self.via)])));
        notes.extend([self.id.clone(), self.reviewed.clone()]);
        notes.extend(self.changed.clone().map(|c| c.replace(['\u{2066}', '\u{2069}'], "")));
        notes.join(". ")
    }

    fn bibtex(&self, t: Glossary) -> String {
        let field = |name: &str, value: &str| {
            let value = value.replace(['{', '}', '\\'], "");
            if value.is_empty() { String::new() } else { format!("  {name} = {{{value}}},\n") }
        };
        format!(
            "@misc{{{},\n{}{}{}{}{}{}{}}}",
            short(&self.version),
            field("author", &self.author),
            field("title", &self.title),
            field("howpublished", &self.outlet),
            field("date", &self.day),
            field("url", &self.url),
            field("urldate", &self.read_at),
            field("note", &self.notes(t),),
        )
    }

    fn ris(&self, t: Glossary) -> String {
        let notes = self.notes(t);
        let lines = [
            ("TY", "NEWS"),
            ("TI", &self.title),
            ("AU", &self.author),
            ("T2", &self.outlet),
            ("DA", &self.day.replace('-', "/")),
            ("UR", &self.url),
            ("Y2", &self.read_at.replace('-', "/")),
            ("AB", &self.words),
            ("ID", &self.id),
            ("N1", &notes),
            ("ER", ""),
        ];
        let kept = lines.iter().filter(|(name, value)| *name == "ER" || !value.is_empty());
        kept.map(|(name, value)| format!("{name}  - {}", value.replace('\n', " "))).collect::<Vec<_>>().join("\n")
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_wordings_of_one_sentence_are_told_from_two_sentences() {
        let said = "المهمة العسكرية للتحالف في العراق ستنتهي بحلول الخريف";
        assert!(alike(said, "مهمة التحالف العسكرية في العراق تختتم بحلول الخريف على أن تليها شراكة") >= ALIKE);
        assert!(alike(said, "تتفق بغداد والتحالف على ترتيبات أمنية لما بعد هذا الموعد") < ALIKE);
        assert_eq!(alike("لا تعليق", "لا تعليق"), 0, "too short to tell");
        assert_eq!(alike("", ""), 0);
    }

    #[test]
    fn what_a_sentence_does_not_say_stands_in_brackets() {
        for (name, sentence, told) in [
            ("حيدر العبادي", "وقال حيدر العبادي إن", "حيدر العبادي"),
            ("حيدر العبادي", "وأضاف العبادي أن", "[حيدر] العبادي"),
            ("حيدر العبادي", "وأضاف أن", "[حيدر العبادي]"),
            ("منى العامري", "بحسب تصريح للعامري", "[منى] العامري"),
            ("رئيس مجلس الوزراء العراقي", "قال رئيس الوزراء حيدر العبادي", "رئيس [مجلس] الوزراء [العراقي]"),
            ("رئيس الوزراء", "وقال إن", "[رئيس الوزراء]"),
        ] {
            assert_eq!(supplied(name, sentence), told, "{sentence}");
        }
    }
}
