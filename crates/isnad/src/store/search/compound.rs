//! Which names are written as one word and as two? «عبد الله» and «عبدالله», «أبو ظبي» and «أبوظبي», «نيو يورك» and
//! «نيويورك»: whoever types the one finds the other.
//!
//! Two words beside each other are looked for as one too: such a word stands in a text only where it is one. One word is
//! parted only after the words that open names (`before` in the lexicon of name particles).

use isnad_extract::lexicon::{Class, lexicon};
use isnad_text::{Kind, fold};

use super::passage::Why;
use super::query::{Part, Query};
use crate::store::words::{Layer, Wanted};

/// Pairs of one phrase that are looked at.
const PAIRS: usize = 6;
/// Two bytes a letter: shorter pieces are small words, and stand beside others by chance.
const THREE_LETTERS: usize = 6;

/// Adds the parts that are the same names, written as one word or as two.
pub(super) fn compounds(query: &mut Query) {
    let opening = opening();
    // Words one after another: what they are together may stand instead of both.
    for n in 1..query.clauses.len() {
        let one = |n: usize| {
            let mut typed = query.clauses.get(n)?.any.iter().filter(|p| p.added.is_none());
            let (Some(part), None) = (typed.next(), typed.next()) else { return None };
            let [word] = part.words.as_slice() else { return None };
            (fits(part) && joins(word)).then_some((word, part.layer))
        };
        let (Some((a, layer)), Some((b, other))) = (one(n - 1), one(n)) else { continue };
        if layer != other {
            continue;
        }
        let joined = part(vec![glued(a, b)], layer);
        for clause in query.clauses.iter_mut().skip(n - 1).take(2) {
            clause.any.push(joined.clone());
        }
    }
    for clause in &mut query.clauses {
        let more: Vec<Part> = clause.any.iter().filter(|p| fits(p)).flat_map(|p| others(p, &opening)).collect();
        clause.any.extend(more);
    }
    let more: Vec<Part> = query.without.iter().filter(|p| fits(p)).flat_map(|p| others(p, &opening)).collect();
    query.without.extend(more);
}

/// Whether a part was typed, in the layer whose index knows what stands side by side.
fn fits(part: &Part) -> bool {
    part.added.is_none() && part.layer == Layer::Plain
}

fn joins(word: &Wanted) -> bool {
    word.kind == Kind::Word && !word.prefix && fold(&word.typed).len() >= THREE_LETTERS
}

fn part(words: Vec<Wanted>, layer: Layer) -> Part {
    Part { words, layer, added: Some(Why::Spelling) }
}

fn glued(a: &Wanted, b: &Wanted) -> Wanted {
    let typed = format!("{}{}", a.typed, b.typed);
    let key = fold(&typed);
    Wanted::of(&typed, &key, Kind::Word, false)
}

/// The same part with two of its words written as one, or one as two.
fn others(p: &Part, opening: &[String]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for n in 0..p.words.len().min(PAIRS) {
        let Some(word) = p.words.get(n) else { break };
        if let Some(next) = p.words.get(n + 1)
            && joins(word)
            && joins(next)
        {
            let mut words = p.words.clone();
            words.splice(n..n + 2, [glued(word, next)]);
            out.push(part(words, p.layer));
        }
        if let Some((a, b)) = parted(word, opening) {
            let mut words = p.words.clone();
            words.splice(n..=n, [a, b]);
            out.push(part(words, p.layer));
        }
    }
    out
}

/// «عبدالله» as «عبد» and «الله».
fn parted(word: &Wanted, opening: &[String]) -> Option<(Wanted, Wanted)> {
    if !joins(word) {
        return None;
    }
    let key = fold(&word.typed);
    let first =
        opening.iter().find(|o| key.strip_prefix(o.as_str()).is_some_and(|rest| rest.len() >= THREE_LETTERS))?;
    let rest = key.strip_prefix(first.as_str())?;
    let wanted = |key: &str| Wanted::of(key, key, Kind::Word, false);
    Some((wanted(first), wanted(rest)))
}

/// The words that open names, of three letters and more.
fn opening() -> Vec<String> {
    let rows = lexicon().rows(Class::NameParticle).iter().filter(|r| r.column(0) == "before");
    rows.flat_map(|r| r.forms()).map(fold).filter(|f| f.len() >= THREE_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    #[test]
    fn one_word_and_two() {
        let shown = |text: &str| {
            let mut query = parse(text, Layer::Plain);
            compounds(&mut query);
            let one = |p: &Part| p.words.iter().map(|w| w.typed.as_str()).collect::<Vec<_>>().join("+");
            let clauses = query.clauses.iter().map(|c| c.any.iter().map(one).collect::<Vec<_>>().join("|"));
            clauses.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("عبدالله"), "عبدالله|عبد+الله");
        assert_eq!(shown("أبو ظبي"), "أبو|أبوظبي ظبي|أبوظبي");
        assert_eq!(shown("\"عبد الله\""), "عبد+الله|عبدالله");
        assert_eq!(shown("أبواب"), "أبواب");
        assert_eq!(shown("=عبدالله"), "عبدالله");
    }
}
