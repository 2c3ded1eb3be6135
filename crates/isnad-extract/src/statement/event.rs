//! One speech event, many statements: what one of them says of occasion and day holds for all.

use isnad_text::Span;
use rustc_hash::FxHashMap;

use super::phrase::Scene;
use super::words::{SourceKind, words};
use crate::lexicon::Class;
use crate::{Context, Document, Statement, Time, TimeKind};

/// A statement, with what its event still needs to know.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) statement: Statement,
    /// Whether it stands in another's content or is a source's: its event is its own.
    pub(super) nested: bool,
    /// Whether its own sentence tells who passed it on.
    pub(super) own_chain: bool,
    /// Whether the chain is a source's of this sentence only («بحسب …»), and does not hold for what follows.
    pub(super) once: bool,
}

/// Spreads occasion, day and chain over each speaker's event.
pub(super) fn spread(told: &mut [Told], scene: &Scene) {
    roles(told);
    let mut done = vec![false; told.len()];
    for first in 0..told.len() {
        if done.get(first).copied().unwrap_or(true) {
            continue;
        }
        let Some(name) = told.get(first).and_then(|t| t.statement.speaker_name.clone()) else { continue };
        let event: Vec<usize> = (first..told.len())
            .filter(|i| told.get(*i).is_some_and(|t| !t.nested && t.statement.speaker_name.as_ref() == Some(&name)))
            .collect();
        for i in &event {
            if let Some(d) = done.get_mut(*i) {
                *d = true;
            }
        }
        one_speaker(told, &event, scene);
    }
    inner(told);
}

/// Words inside another's words were said when and where those were, where nothing else is told.
fn inner(told: &mut [Told]) {
    for i in 1..told.len() {
        let Some(t) = told.get(i).filter(|t| t.nested) else { continue };
        let Some(outer) = t.statement.chain.last().map(|l| l.name.clone()) else { continue };
        let from = told.get(i.saturating_sub(6)..i).unwrap_or_default();
        let Some(p) = from.iter().rev().find(|p| p.statement.speaker_name.as_ref() == Some(&outer)) else { continue };
        let (occasion, day) = (p.statement.occasion, p.statement.said_on.clone());
        if let Some(t) = told.get_mut(i) {
            t.statement.occasion = t.statement.occasion.or(occasion);
            t.statement.said_on = t.statement.said_on.take().or(day);
        }
    }
}

/// How many bytes of the article its lead may have.
const LEAD: u32 = 1400;

/// How many days before the article the event of its lead may lie.
const RECENT: i64 = 6;

/// The day of the event that the lead tells of («عقد أمس مؤتمر …»): the first day named there, today or a few days ago.
pub(super) fn lead_day(document: &Document, context: &Context, times: &[Time]) -> Option<String> {
    let reference = context.published?;
    let from = document.sentences.first().map_or(0, |s| s.span.start);
    times
        .iter()
        .take_while(|t| t.span.start < from + LEAD)
        .filter(|t| matches!(t.rule, "relative-day" | "weekday" | "part-of-day" | "day-and-month"))
        .filter(|t| t.kind == TimeKind::Date && t.earliest == t.latest)
        .find(|t| {
            let first = crate::time::days_after(reference, -RECENT);
            t.earliest.is_some_and(|d| d <= reference && first.is_some_and(|f| d >= f))
        })
        .and_then(|t| t.value.clone())
        .filter(|v| v.len() == 10)
}

/// «أعلنت الوزارة مقتل …، اليوم الثلاثاء، في …»: what the first announcement sets between commas, if it is the day of the
/// article, is the day on which it was made.
pub(super) fn announced(told: &mut [Told], scene: &Scene) {
    let day = scene.reference.map(|d| d.to_string());
    let Some(t) = told.first_mut().filter(|t| t.statement.said_on.is_none() && t.statement.act == crate::Act::Announce)
    else {
        return;
    };
    let Some(piece) = t.statement.content.first().copied() else { return };
    let d = scene.document;
    let today = crate::time::within(scene.times, piece).any(|(_, time)| {
        let first = d.tokens.at_or_after(time.span.start);
        time.kind == TimeKind::Date
            && time.value == day
            && first > 0
            && scene.kind(first - 1) == isnad_text::Kind::Comma
            && scene.kind(d.tokens.at_or_after(time.span.end)) == isnad_text::Kind::Comma
    });
    if today {
        t.statement.said_on = day;
    }
}

/// What was said on an occasion without a day of its own was said on the day of the event.
pub(super) fn on(told: &mut [Told], scene: &Scene, day: &str) {
    for t in told {
        if t.statement.said_on.is_none() && t.statement.occasion.is_some_and(|o| gathering(scene, o)) {
            t.statement.said_on = Some(day.to_owned());
        }
    }
}

/// Whether an occasion is a meeting and neither a paper («في بيان») nor a place alone.
fn gathering(scene: &Scene, occasion: Span) -> bool {
    let d = scene.document;
    let first = opens(d, occasion);
    let Some(len) = super::occasion::head(scene, first) else {
        return scene.mention_at(first + 1).is_none() && !scene.accusative(first);
    };
    if sort(scene, occasion) != Sort::Meeting {
        return false;
    }
    let document =
        |i: usize| d.tags.all(i, Class::UnnamedSource).any(|m| words().unnamed(m) == Some(SourceKind::Document));
    !(first..first + len).any(document)
}

/// The token in which an occasion begins, its «و» left out.
fn opens(d: &Document, occasion: Span) -> usize {
    let after = d.tokens.at_or_after(occasion.start);
    let inside = after.checked_sub(1).filter(|b| d.tokens.span(*b).end > occasion.start);
    inside.unwrap_or(after)
}

/// What sort of occasion one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// People met, or spoke to others.
    Meeting,
    /// A tweet, a post.
    Post,
    /// An answer to a question.
    Reply,
    /// A paper.
    Paper,
}

fn sort(scene: &Scene, occasion: Span) -> Sort {
    let d = scene.document;
    let first = opens(d, occasion);
    let key = |class| d.entry(first, class).and_then(|m| crate::lexicon::lexicon().row(m)).map(|r| r.key);
    match key(Class::OccasionHead) {
        Some("post") => Sort::Post,
        Some("reply") => Sort::Reply,
        Some("document" | "statement") => Sort::Paper,
        _ => Sort::Meeting,
    }
}

/// Gives every statement of a speaker the office that is told with one of them.
fn roles(told: &mut [Told]) {
    let mut known: FxHashMap<String, Span> = FxHashMap::default();
    for t in told.iter() {
        if let (Some(name), Some(role)) = (&t.statement.speaker_name, t.statement.role) {
            known.entry(name.clone()).or_insert(role);
        }
    }
    for t in told {
        let Some(first) = t.statement.speaker_name.as_ref().and_then(|name| known.get(name)).copied() else { continue };
        // The same title told in full where it stood first.
        let shorter = t.statement.role.is_none_or(|r| r.start == first.start && r.end < first.end);
        if shorter {
            t.statement.role = Some(first);
        }
    }
}

/// Runs through one speaker's statements: what is told once holds until something else is told, and for the lead before it.
///
/// An answer («ردا على سؤال») is of its own sentence, a post of the bare verbs after it.
fn one_speaker(told: &mut [Told], event: &[usize], scene: &Scene) {
    let sort = |o: &Span| self::sort(scene, *o);
    let lasting = |o: &Span| !matches!(sort(o), Sort::Reply | Sort::Post);
    let first_occasion =
        event.iter().find_map(|i| told.get(*i).and_then(|t| t.statement.occasion).filter(|o| lasting(o)));
    let first_day = event.iter().find_map(|i| told.get(*i).and_then(|t| t.statement.said_on.clone()));
    let mut occasion = first_occasion;
    let mut day = first_day;
    let mut chain = Vec::new();
    for i in event {
        let Some(t) = told.get_mut(*i) else { continue };
        match t.statement.occasion {
            Some(o) if sort(&o) == Sort::Reply => {}
            Some(o) => occasion = Some(o),
            None if occasion.is_some_and(|o| sort(&o) == Sort::Post) && t.statement.speaker.is_some() => {
                occasion = None;
            }
            None => t.statement.occasion = occasion,
        }
        match &t.statement.said_on {
            Some(d) => day = Some(d.clone()),
            None => t.statement.said_on = day.clone(),
        }
        if t.once {
            continue;
        }
        if t.own_chain {
            chain = t.statement.chain.clone();
        } else if t.statement.speaker.is_none() {
            t.statement.chain = chain.clone();
        } else {
            chain.clear();
        }
    }
}
