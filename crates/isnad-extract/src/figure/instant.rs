//! For which of the times that the text offers does a figure hold, all signs weighed together?
//!
//! Reads the times of its sentence with what ties each to the figure or to something else, the day of the speech and of the
//! text, what the lead tells and what the figure before holds for; and, against them all, no time. What the rules answered
//! first is one sign among them. Gives the time with the greatest sum of the weights in [`super::instants`].

use super::clause::{self, is_role};
use super::instants::{RULES, SIGNS, Sign};
use super::moment::{Moment, is_lead};
use super::near::Within;
use super::period::Lead;
use super::scene::Scene;
use crate::lexicon::{Class, Features, lexicon};
use crate::{Sense, Status};

/// Times of one sentence that are weighed, at most.
const TIMES: usize = 16;
/// The sentence from which on an article tells what lies farther back.
const LATE: usize = 8;

/// What the weighing of times reads beside the scene.
pub(super) struct Asked<'a> {
    pub(super) sense: Sense,
    pub(super) status: Status,
    pub(super) statement: Option<usize>,
    pub(super) lead: &'a Lead,
    /// What the figure before holds for, in its sentence or another.
    pub(super) before: Option<&'a Moment>,
    /// What the same number holds for where it was told before.
    pub(super) again: &'a Option<Option<String>>,
    /// What the rules answered.
    pub(super) first: &'a Moment,
    /// Whether the answer was taken over from another figure as it stands.
    pub(super) fixed: bool,
}

#[derive(Debug, Clone)]
struct Candidate {
    value: Option<String>,
    signs: u128,
    told: bool,
    rule: Option<&'static str>,
    score: f32,
}

impl Candidate {
    fn add(&mut self, sign: Sign) {
        self.signs |= 1 << sign as u32;
    }

    fn add_if(&mut self, is: bool, sign: Sign) {
        if is {
            self.add(sign);
        }
    }
}

/// The candidate with this value, put among the others where it is new.
fn put(times: &mut Vec<Candidate>, value: Option<String>, told: bool) -> Option<&mut Candidate> {
    let k = match times.iter().position(|c| c.value == value) {
        Some(k) => k,
        None => {
            times.push(Candidate { value, signs: 0, told, rule: None, score: 0.0 });
            times.len() - 1
        }
    };
    let c = times.get_mut(k)?;
    c.told |= told;
    Some(c)
}

/// The sort of a figure, as the columns of the weights have it.
fn column(s: &Scene, a: &Asked) -> usize {
    if matches!(a.status, Status::Forecast | Status::Supposed | Status::Pledged) {
        return 6;
    }
    match a.sense {
        Sense::Level if s.q.money || s.q.rate => 2,
        Sense::Level => 1,
        Sense::Flow if s.toll => 3,
        Sense::Flow => 4,
        Sense::Change => 5,
    }
}

/// The time for which the figure holds, all signs weighed; with it, where asked, what was weighed.
pub(super) fn weigh(s: &Scene, a: &Asked) -> (Moment, String) {
    if a.fixed {
        return (a.first.clone(), String::new());
    }
    let column = column(s, a);
    let mut times = gather(s, a);
    if let Some(c) = put(&mut times, a.first.value.clone(), a.first.told) {
        c.rule = Some(a.first.rule);
    }
    for c in &mut times {
        c.score = score(c, column);
    }
    let best = times.iter().fold(None::<&Candidate>, |best, c| match best {
        Some(b) if b.score >= c.score => Some(b),
        _ => Some(c),
    });
    let why = if s.context.explain { said(&times, column) } else { String::new() };
    // A rule yields where another time outweighs its own by its margin.
    let own = times.iter().find(|c| c.value == a.first.value).map_or(0.0, |c| c.score);
    let margin = RULES.iter().find(|(name, ..)| *name == a.first.rule).map_or(f32::INFINITY, |(.., margin)| *margin);
    let moment = match best {
        Some(b) if b.value != a.first.value && b.score - own >= margin => {
            Moment { value: b.value.clone(), told: b.told, rule: "weighed-among-times" }
        }
        _ => a.first.clone(),
    };
    (moment, why)
}

fn score(c: &Candidate, column: usize) -> f32 {
    let mut sum = 0.0;
    let mut left = c.signs;
    while left != 0 {
        let i = left.trailing_zeros() as usize;
        left &= left - 1;
        if let Some((_, w)) = SIGNS.get(i) {
            sum += w[0] + w.get(column).copied().unwrap_or_default();
        }
    }
    let by = c.rule.and_then(|r| RULES.iter().find(|(name, ..)| *name == r));
    sum + by.map_or(0.0, |(_, w, _)| *w)
}

/// The times that were weighed, with their sums and signs.
fn said(times: &[Candidate], column: usize) -> String {
    let mut text = format!("; times weighed [{column}]:");
    for c in times {
        let value = c.value.as_deref().unwrap_or("none");
        let signs: Vec<&str> = (0..SIGNS.len())
            .filter(|i| c.signs >> i & 1 == 1)
            .filter_map(|i| SIGNS.get(i).map(|(name, _)| *name))
            .chain(c.rule)
            .collect();
        text.push_str(&format!(" {value} {:.2} ({});", c.score, signs.join(" ")));
    }
    text
}

/// All times that the figure can hold for, and none.
fn gather(s: &Scene, a: &Asked) -> Vec<Candidate> {
    let mut times: Vec<Candidate> = Vec::with_capacity(TIMES);
    let context = around(s, a);
    let piece = s.piece(a.statement);
    let whole = Within { s, piece: None, sense: a.sense };
    let mut some = false;
    for (_, t) in crate::time::within(s.times, s.sentence.span).take(TIMES) {
        if !super::period::dated(t) || whole.compared(t) || whole.names(t) {
            continue;
        }
        let moment = whole.told(t, "");
        let Some(value) = moment.value else { continue };
        let since = value.ends_with("/..");
        let (at, end) = (s.doc.tokens.at_or_after(t.span.start), s.doc.tokens.at_or_after(t.span.end));
        let grain = grain(s, &value);
        let Some(c) = put(&mut times, Some(value), true) else { continue };
        some = true;
        c.add(Sign::InSentence);
        c.add(grain);
        c.add_if(since, Sign::Since);
        c.add_if(piece.is_some_and(|p| p.contains(t.span)), Sign::InSpeech);
        c.add_if(piece.is_some_and(|p| !p.contains(t.span)), Sign::OutOfSpeech);
        let relation =
            |i: usize| s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
        let held = relation(at).or_else(|| at.checked_sub(1).and_then(relation));
        c.add_if(matches!(held, Some("until" | "by")), Sign::Until);
        c.add_if(matches!(held, Some("during" | "throughout")), Sign::During);
        c.add_if(matches!(held, Some("before" | "after")), Sign::BeforeOrAfter);
        let near = |i: usize| (i.saturating_sub(3).max(s.sentence.first)..i).any(|j| s.doc.is(j, Class::SpeechVerb));
        c.add_if(near(at), Sign::BehindSpeechVerb);
        if t.span.end <= s.q.span.start {
            c.add(Sign::Ahead);
            let far = s.q.tokens.0.saturating_sub(end);
            c.add(if far <= 4 {
                Sign::AheadNear
            } else if far <= 12 {
                Sign::AheadMid
            } else {
                Sign::AheadFar
            });
            c.add_if(at >= s.left, Sign::InClause);
            c.add_if(at >= s.own_left(), Sign::OwnLeft);
            c.add_if(at <= s.sentence.first + 2, Sign::OpensSentence);
            c.add_if(whole.of_another_deed(t), Sign::OfAnotherDeed);
            c.add_if(whole.went_before(t), Sign::WentBefore);
            c.add_if(whole.of_what_went_before(t), Sign::WentBefore);
            let opener = clause::clause(s, s.q.tokens.0);
            c.add_if(at < opener.from, Sign::OtherClause);
            let between = (end..s.q.tokens.0).any(|i| clause::finite_cue(s, i));
            c.add_if(between, Sign::VerbBetween);
        } else if t.span.start >= s.q.span.end {
            c.add(Sign::Behind);
            let far = at.saturating_sub(s.q.tokens.1);
            c.add(if far <= 2 {
                Sign::BehindNear
            } else if far <= 8 {
                Sign::BehindMid
            } else {
                Sign::BehindFar
            });
            c.add_if(at < s.right, Sign::InClause);
            c.add_if(at < s.own_right(), Sign::OwnRight);
            let words = s.q.tokens.1..at;
            c.add_if(
                words.clone().any(|i| clause::finite_cue(s, i) || s.doc.is(i, Class::SpeechVerb)),
                Sign::VerbBetween,
            );
            let clause = words
                .clone()
                .any(|i| s.doc.is(i, Class::FigureWord) && (is_role(s, i, "clause") || is_role(s, i, "relative")));
            c.add_if(clause, Sign::OtherClause);
        }
    }
    let said = a.statement.and_then(|i| s.statements.get(i)).and_then(|t| t.said_on.clone());
    let today = s.context.published.map(|d| d.to_string());
    let sources = [
        (said, Sign::SaidOn),
        (whole.spoken(a.statement), Sign::SpokenOn),
        (today, Sign::Today),
        (a.lead.day.clone(), Sign::LeadDay),
        (a.lead.period.clone(), Sign::LeadPeriod),
        (a.lead.month.clone(), Sign::LeadMonth),
    ];
    for (value, sign) in sources {
        if value.is_some()
            && let Some(c) = put(&mut times, value, false)
        {
            c.add(sign);
        }
    }
    if let Some(m) = a.before {
        let here = s.previous().is_some();
        if let Some(c) = put(&mut times, m.value.clone(), m.told) {
            c.add(match (here, m.value.is_some()) {
                (true, true) => Sign::BeforeHere,
                (true, false) => Sign::NoneBeforeHere,
                (false, true) => Sign::BeforeElsewhere,
                (false, false) => Sign::NoneBeforeElsewhere,
            });
            c.add_if(here && s.is_joined(), Sign::Joined);
        }
    }
    if let Some(value) = a.again
        && let Some(c) = put(&mut times, value.clone(), false)
    {
        c.add(if value.is_some() { Sign::SameNumber } else { Sign::NoneSameNumber });
    }
    // What the words around say for the day of speech or text, for the lead's, or for none.
    let day = |c: &Candidate| c.signs & (1 << Sign::SaidOn as u32 | 1 << Sign::Today as u32) != 0;
    for c in &mut times {
        let lead = c.signs & (1 << Sign::LeadDay as u32) != 0;
        if day(c) {
            c.add(Sign::Now);
            c.signs |= context.now;
        }
        if lead {
            c.signs |= context.lead;
        }
    }
    if let Some(c) = put(&mut times, None, false) {
        c.add(Sign::NoTime);
        c.add_if(!some, Sign::NoTimeInSentence);
        c.signs |= context.none;
    }
    times
}

/// The length of what a time tells, and whether it is gone or to come.
fn grain(s: &Scene, value: &str) -> Sign {
    if value.contains('/') {
        return Sign::Stretch;
    }
    let today = s.context.published.map(|d| d.to_string()).unwrap_or_default();
    match value.len() {
        4 => Sign::Year,
        7 => Sign::Month,
        10 if !today.is_empty() && value == today => Sign::DayOfText,
        10 if !today.is_empty() && value > today.as_str() => Sign::DayToCome,
        _ => Sign::DayGone,
    }
}

/// What the words around a figure say for now, for the lead's day, for no time.
struct Around {
    now: u128,
    lead: u128,
    none: u128,
}

fn around(s: &Scene, a: &Asked) -> Around {
    let mut around = Around { now: 0, lead: 0, none: 0 };
    let near = s.own_left()..s.q.tokens.0;
    let present = near.clone().any(|i| super::sense::in_the_present(s, i));
    let past_verb = near.clone().any(|i| {
        s.doc.tags.all(i, Class::ChangeCue).any(|m| m.features.has(Features::PAST) && !m.features.has(Features::MASDAR))
    });
    let was = near.clone().any(|i| is_role(s, i, "was"));
    let attended = near.clone().any(|i| is_role(s, i, "attended"));
    let masdar = near.clone().any(|i| clause::masdar_cue(s, i));
    let opener = clause::clause(s, s.q.tokens.0).opener;
    let mut set = |is: bool, now: Sign, none: Sign| {
        if is {
            around.now |= 1 << now as u32;
            around.none |= 1 << none as u32;
        }
    };
    set(present, Sign::NowPresent, Sign::NonePresent);
    set(past_verb, Sign::NowPast, Sign::NonePast);
    set(was, Sign::NowWas, Sign::NoneWas);
    set(attended, Sign::NowAttended, Sign::NoneAttended);
    set(masdar, Sign::NowVerbalNoun, Sign::NoneVerbalNoun);
    set(a.statement.is_some(), Sign::NowInSpeech, Sign::NoneInSpeech);
    set(is_lead(s), Sign::NowInLead, Sign::NoneInLead);
    set(s.q.rule == "age", Sign::NowAge, Sign::NoneAge);
    set(super::subject::counts_members(s), Sign::NowStates, Sign::NoneStates);
    set(s.q.rule == "indefinite-plural", Sign::NowTens, Sign::NoneTens);
    set(s.doc.sentence_of(s.q.tokens.0).is_some_and(|n| n >= LATE), Sign::NowLate, Sign::NoneLate);
    set(opener == clause::Opener::Relative, Sign::NowRelative, Sign::NoneRelative);
    set(s.previous().is_some_and(|p| p.tokens.1 >= s.left), Sign::NowWithin, Sign::NoneWithin);
    set(!present && !past_verb && !masdar, Sign::NowVerbless, Sign::NoneVerbless);
    if is_lead(s) {
        around.lead |= 1 << Sign::LeadDayInLead as u32;
    }
    if past_verb || masdar {
        around.lead |= 1 << Sign::LeadDayPast as u32;
    }
    around
}
