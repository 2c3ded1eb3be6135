//! What is measured? The words of the clause that name it, and the key that outlets share.
//!
//! «أسفر القصف عن مقتل 45 عنصراً من التنظيم» measures «مقتل عنصراً من التنظيم»; its key is the counted noun with its adjectives.

use isnad_text::{Kind, letters};

use super::scene::Scene;
use crate::lexicon::{Class, ClassSet, Features, lexicon};
use crate::time::within;
use crate::{Figure, Sense, Value};

const ARTICLE: &str = "\u{0627}\u{0644}";
const LAM: &str = "\u{0644}";

/// Words that name nothing by themselves.
const EMPTY: ClassSet = ClassSet::of(&[
    Class::AfterNumber,
    Class::FunctionWord,
    Class::Negation,
    Class::Hedge,
    Class::Rate,
    Class::Month,
    Class::Weekday,
]);

/// Nouns of money that are told again and again, by their keys: losses, profits, revenue, cost.
const STOCKS: [&str; 8] = ["losses", "loss", "profits", "revenue", "income", "cost", "cost-m", "spend"];

/// How many tokens one piece of a measure may have.
const LONG: usize = 7;

/// What a token is to a measure.
#[derive(PartialEq, Eq)]
enum Part {
    Word,
    Skip,
    Break,
}

fn part(s: &Scene, i: usize) -> Part {
    let doc = s.doc;
    if doc.tokens.kind(i) != Kind::Word {
        return if matches!(doc.tokens.kind(i), Kind::Latin) { Part::Word } else { Part::Skip };
    }
    match doc.entry(i, Class::MeasureWord).and_then(|m| lexicon().row(m)).map(|r| r.column(0)) {
        Some("break") => return Part::Break,
        Some("skip") => return Part::Skip,
        _ => {}
    }
    let total = doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "total");
    if total {
        return Part::Word;
    }
    if doc.tags.all(i, Class::ChangeCue).any(|m| m.features.has(Features::MASDAR)) {
        return Part::Word;
    }
    if doc.tags.classes(i).any(EMPTY) || doc.tokens.key(i).chars().count() < 2 {
        return Part::Skip;
    }
    if within(s.times, doc.tokens.span(i)).next().is_some() { Part::Skip } else { Part::Word }
}

/// Whether a verb that tells the figure or the speech stands at token `i`.
fn verb(s: &Scene, i: usize) -> bool {
    let finite = |m: &crate::lexicon::Match| {
        (m.features.has(Features::PAST) || m.features.has(Features::PRESENT)) && !m.features.has(Features::MASDAR)
    };
    let any = |class| s.doc.tags.all(i, class).any(finite);
    (any(Class::SpeechVerb) || any(Class::ChangeCue)) && !noun_cue(s, i)
}

/// Whether a noun of deeds, totals or prices stands at token `i`.
fn noun_cue(s: &Scene, i: usize) -> bool {
    s.doc.tags.all(i, Class::ChangeCue).any(|m| {
        m.features.has(Features::MASDAR) || !m.features.has(Features::PAST) && !m.features.has(Features::PRESENT)
    }) || s.doc.is(i, Class::NumberLabel) && part(s, i) != Part::Skip
}

/// Whether the measure may run on over token `i`.
fn runs(s: &Scene, i: usize) -> bool {
    if (s.q.tokens.0..s.q.tokens.1).contains(&i) {
        return true;
    }
    let marks = matches!(
        s.doc.tokens.kind(i),
        Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither | Kind::BracketOpen | Kind::BracketClose | Kind::Number
    );
    !marks && part(s, i) != Part::Break && !timed(s, i) && !verb(s, i)
}

fn timed(s: &Scene, i: usize) -> bool {
    within(s.times, s.doc.tokens.span(i)).next().is_some()
}

/// The words right before the figure that name what it measures: `a..b`, empty where none do.
fn before(s: &Scene) -> (usize, usize) {
    let (from, mut end) = (s.own_left(), s.q.tokens.0);
    // A second figure of a list names its measure with the words of the first.
    let alone = (from..end).all(|i| part(s, i) == Part::Skip || verb(s, i) || timed(s, i));
    let from = if alone || s.is_joined() { s.left } else { from };
    let earlier = s.quantities.get(s.n.saturating_sub(8)..s.n).unwrap_or_default();
    let counted = |i: usize| earlier.iter().any(|q| q.tokens.0 <= i && i < q.tokens.1);
    while end > from && (counted(end - 1) || part(s, end - 1) == Part::Skip || timed(s, end - 1) || verb(s, end - 1)) {
        end -= 1;
    }
    let mut first = end;
    while first > from && end - first < LONG && !counted(first - 1) && runs(s, first - 1) {
        first -= 1;
    }
    // «ارتفاع عدد الجنود»: the phrase begins at its noun of totals or deeds.
    if let Some(head) = (first..end).find(|i| noun_cue(s, *i) && !s.doc.is(*i, Class::SpeechVerb)) {
        first = head;
    }
    while first < end && part(s, first) != Part::Word {
        first += 1;
    }
    (first, end)
}

/// The words from token `from` on that say of what or for what.
fn after(s: &Scene, from: usize) -> (usize, usize) {
    let right = s.own_right();
    let mut end = from;
    while end < right && end - from < LONG && runs(s, end) {
        end += 1;
    }
    while end > from && part(s, end - 1) != Part::Word {
        end -= 1;
    }
    let mut first = from;
    while first < end && part(s, first) != Part::Word {
        first += 1;
    }
    (first, end)
}

/// Whether a noun is counted, so that it stands in the measure.
fn counts(s: &Scene) -> bool {
    s.q.unit.is_some() && !s.q.money && !s.q.rate && s.q.rule != "unit"
}

/// The pieces that name the measure, in their order; the number and its hedge are left out.
fn pieces(s: &Scene) -> [(usize, usize); 3] {
    let none = (0, 0);
    let (a, b) = before(s);
    let cue = a < b && noun_cue(s, a);
    if !counts(s) {
        let tail = after(s, s.q.tokens.1);
        let (head, tail_words) = (b - a, tail.1 - tail.0);
        if s.q.rate || tail_words < 3 || cue && head == 1 {
            return [(a, b), tail, none];
        }
        return if cue { [(a, b), none, none] } else { [tail, none, none] };
    }
    // «عدد الجنود في العراق … 2500 جندي»
    if cue && b - a > 1 {
        return [(a, b), none, none];
    }
    let bare = after(s, s.q.tokens.1).1 <= s.q.tokens.1;
    let lead = if cue || a < b && !bare && leads(s, b - 1) {
        (b - 1, b)
    } else if bare && nameless(s, a, b) {
        (a, b)
    } else {
        none
    };
    let Some(noun) = s.q.noun else { return [lead, after(s, s.q.tokens.1), none] };
    let first = s.doc.tokens.at_or_after(noun.start);
    let first = if s.doc.tokens.span(first).start > noun.start { first.saturating_sub(1) } else { first };
    if noun.start > s.q.number.start {
        return [lead, after(s, first), none];
    }
    [lead, (first, first + 1), after(s, s.q.tokens.1)]
}

/// Whether no name stands among the tokens `a..b`.
fn nameless(s: &Scene, a: usize, b: usize) -> bool {
    a < b && s.entities.within(s.doc.tokens.cover(a, b)).next().is_none()
}

/// The byte at which a piece begins: «وإصابة», «بسقوط» without conjunction and preposition.
fn begin(s: &Scene, i: usize) -> u32 {
    let start = s.doc.tokens.span(i).start;
    if i >= s.q.tokens.1 && s.q.money {
        return after_lam(s, i);
    }
    if s.entities.within(s.doc.tokens.span(i)).next().is_some() {
        return start;
    }
    let least = s.doc.entry(i, Class::ChangeCue).or_else(|| s.doc.tags.at(i).iter().min_by_key(|m| m.word));
    least.map_or(start, |m| s.doc.word_start(i, m))
}

/// Whether the word right before a number begins its phrase: no verb of speech, no article, no name.
fn leads(s: &Scene, i: usize) -> bool {
    i + 2 >= s.q.tokens.0
        && !s.doc.is(i, Class::SpeechVerb)
        && !s.doc.tokens.key(i).contains(ARTICLE)
        && nameless(s, i, i + 1)
}

/// What is measured, in the words of the text; where the clause says no more than the noun, whose it is as well.
pub(super) fn measure(s: &Scene, subject: Option<usize>, previous: Option<&Figure>) -> Option<String> {
    let mut text = String::new();
    let mut words = 0;
    for (a, b) in pieces(s) {
        if a >= b {
            continue;
        }
        words += b - a;
        if !text.is_empty() {
            text.push(' ');
        }
        let span = s.doc.tokens.cover(a, b);
        text.push_str(isnad_text::Span::new(begin(s, a), span.end).of(s.doc.text));
    }
    // «في كسروان 70% والمتن 65%»: the second of a list measures what the first does.
    if words < 2
        && !counts(s)
        && let Some(f) = previous.filter(|f| f.unit == s.q.unit && f.measure.is_some())
    {
        return f.measure.clone();
    }
    if words < 2
        && let Some(owner) = subject.and_then(|e| s.entities.entities.get(e))
    {
        if words == 1
            && counts(s)
            && let Some(unit) = &s.q.unit
        {
            text.clone_from(unit);
        }
        for word in owner.name.split_whitespace().take(4) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// «148 مليون دولار لتعزيز الأمن»: the purpose begins after its preposition.
fn after_lam(s: &Scene, i: usize) -> u32 {
    let key = s.doc.tokens.key(i);
    let glued = key.strip_prefix(LAM).is_some_and(|k| !k.starts_with(LAM) && k.chars().count() >= 4);
    let named = s.doc.is(i, Class::Country) || s.doc.is(i, Class::Place);
    if glued && !named { s.doc.tokens.offset_in(s.doc.text, i, LAM.len()) } else { s.doc.tokens.span(i).start }
}

/// The normal form of what is measured: the noun counted with its adjectives, else the head nouns of the measure and the unit.
pub(super) fn key(s: &Scene, sense: Sense) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(6);
    if let Some(toll) = super::toll::toll_kind(s) {
        // «قتيل», «شهيد», «مقتل 30 شخصاً» are one measure; «مقتل 30 مدنياً» another.
        parts.push(toll.to_owned());
        parts.extend(super::toll::told_group(s).and(s.q.unit.as_deref()).map(isnad_text::fold));
    } else if let Some(sum) = given(s, sense) {
        parts.push(sum);
        parts.extend(s.q.unit.clone());
    } else if counts(s) {
        parts.extend(s.q.unit.as_deref().map(isnad_text::fold));
        if let Some(noun) = s.q.noun {
            let first = s.doc.tokens.at_or_after(noun.start) + 1;
            parts.extend(
                (first..s.q.tokens.1)
                    .filter(|i| s.doc.is(*i, Class::Nationality) || s.doc.is(*i, Class::Quality))
                    .map(|i| adjective(s, i)),
            );
        }
    } else {
        let tail = if s.q.money { after(s, s.q.tokens.1) } else { (0, 0) };
        let (a, b) = if tail.0 < tail.1 { tail } else { pieces(s).first().copied().unwrap_or_default() };
        parts
            .extend((a..b).filter(|i| part(s, *i) == Part::Word).take(2).map(|i| bare(s.doc.tokens.key(i)).to_owned()));
        parts.extend(s.q.unit.clone());
    }
    parts.sort();
    parts.dedup();
    parts.join(" ")
}

/// An adjective by the masculine singular of its entry.
fn adjective(s: &Scene, i: usize) -> String {
    let m = s.doc.entry(i, Class::Nationality).or_else(|| s.doc.entry(i, Class::Quality));
    m.and_then(|m| lexicon().row(m)).map_or_else(String::new, |r| isnad_text::fold(r.lemma()))
}

/// A sum given once, by its amount: outlets name its purpose in words of their own, the amount they share.
fn given(s: &Scene, sense: Sense) -> Option<String> {
    let stock = |i: usize| {
        s.doc
            .tags
            .all(i, Class::ChangeCue)
            .any(|m| lexicon().row(m).is_some_and(|r| !matches!(r.column(0), "flow") || STOCKS.contains(&r.key)))
    };
    let once = s.q.money && !s.q.rate && sense == Sense::Flow && s.q.rule != "indefinite-plural";
    let exact = matches!(s.q.value, Value::One(x) if x >= 1.0 && x.fract() == 0.0).then_some(s.q.value.min());
    exact.filter(|_| once && !(s.left..s.q.tokens.0).any(stock)).map(|x| format!("{x:.0}"))
}

/// A key without article, «لل» or the «ل» of a purpose.
fn bare(key: &str) -> &str {
    let long = |w: &&str| w.chars().filter(|c| !letters::is_arabic_mark(*c)).count() > 2;
    let inner = key.strip_prefix(ARTICLE).or_else(|| key.strip_prefix(LAM).map(|k| k.strip_prefix(LAM).unwrap_or(k)));
    inner.filter(long).unwrap_or(key)
}
