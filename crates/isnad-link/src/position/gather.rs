//! Gathers statements on one subject by speaker and day, finds where one turned and where two disagree.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::oppose::{Against, How, opposed, same_words};
use super::words::{Passage, light};

/// A statement on a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The article's id.
    pub document: String,
    /// The statement's id in the article.
    pub entry: String,
    /// The speaker's name as the article gives it in full.
    pub speaker: String,
    /// Who the speaker is: equal for one speaker under several names.
    pub speaker_key: String,
    /// The day it was said, else published.
    pub day: Option<Date>,
    /// Whether that is an act that says something is so (not a question, a call, a wish).
    pub asserts: bool,
    /// Whether it is an act of denying: its words are what is denied.
    pub denies: bool,
    /// Its words.
    pub content: String,
    /// Whom the article says it answers, by key.
    pub answers: Vec<String>,
}

/// What one speaker said, in the order of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The speaker's key.
    pub speaker_key: String,
    /// Indices of the claims.
    pub claims: Vec<usize>,
    /// Where it turned: an earlier claim and a later one that opposes it.
    pub turns: Vec<Opposition>,
}

/// Two claims that oppose each other, by index, the earlier first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opposition {
    /// The earlier claim.
    pub one: usize,
    /// The later.
    pub other: usize,
    /// How, and in which words.
    pub against: Against,
}

/// Claims of one speaker, and pairs of two, that are compared.
const PAIRS: usize = 40_000;

/// The positions on a subject, the speaker with most claims first, and where two speakers disagree, the newest last. The
/// order of `claims` changes nothing but the indices.
pub fn positions(claims: &[Claim], subject: &str) -> (Vec<Position>, Vec<Opposition>) {
    let names: Vec<String> = isnad_text::fold(subject).split_whitespace().map(light).collect();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|i| claims.get(*i).map(|c| (c.day, &c.document, &c.entry)));
    let mut by_speaker: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &i in &order {
        if let Some(c) = claims.get(i) {
            by_speaker.entry(&c.speaker_key).or_default().push(i);
        }
    }
    // Each is taken apart once, not once for each other that it is held against.
    let passages: Vec<Passage> = claims.iter().map(|c| Passage::of(if c.asserts { &c.content } else { "" })).collect();
    let mut compared = 0;
    let mut disagree = Vec::new();
    let mut turned: BTreeMap<&str, Vec<Opposition>> = BTreeMap::new();
    for (n, &i) in order.iter().enumerate() {
        for &j in order.iter().skip(n + 1) {
            let (Some(a), Some(b)) = (claims.get(i), claims.get(j)) else { continue };
            let (Some(x), Some(y)) = (passages.get(i), passages.get(j)) else { continue };
            compared += 1;
            if compared > PAIRS || a.speaker_key.is_empty() || b.speaker_key.is_empty() {
                continue;
            }
            let same = a.speaker_key == b.speaker_key;
            // Who says two things on one day, or in one article, says them together.
            if same && (a.document == b.document || a.day == b.day || a.day.is_none() || b.day.is_none()) {
                continue;
            }
            if !(a.asserts && b.asserts) {
                continue;
            }
            let answers = !same && (b.answers.contains(&a.speaker_key) || a.answers.contains(&b.speaker_key));
            let mut against =
                if a.denies == b.denies { opposed(x, y, &names) } else { same_words((&a.content, x), (&b.content, y)) };
            if against.is_none() && answers && a.document == b.document {
                let whole = |c: &Claim| isnad_text::Span::at(0, c.content.len());
                against = Some(Against { how: How::Answered, one: whole(a), other: whole(b), shared: Vec::new() });
            }
            let Some(against) = against else { continue };
            let found = Opposition { one: i, other: j, against };
            if same {
                turned.entry(&a.speaker_key).or_default().push(found);
            } else {
                disagree.push(found);
            }
        }
    }
    // Of many pairs of two speakers the one that shares most is told, one for each way of opposing.
    let key = |o: &Opposition| {
        let of = |i: usize| claims.get(i).map_or("", |c| c.speaker_key.as_str());
        let (a, b) = (of(o.one), of(o.other));
        (a.min(b).to_owned(), a.max(b).to_owned())
    };
    disagree.sort_by_key(|o| (key(o), o.against.how, std::cmp::Reverse(o.against.shared.len())));
    disagree.dedup_by(|b, a| key(a) == key(b));
    disagree.sort_by_key(|o| claims.get(o.other).map(|c| (c.day, c.document.clone(), c.entry.clone())));
    let mut out: Vec<Position> = by_speaker
        .into_iter()
        .map(|(speaker, held)| Position {
            speaker_key: speaker.to_owned(),
            turns: turned.remove(speaker).unwrap_or_default(),
            claims: held,
        })
        .collect();
    out.sort_by_key(|p| (std::cmp::Reverse(p.claims.len()), p.speaker_key.clone()));
    (out, disagree)
}
