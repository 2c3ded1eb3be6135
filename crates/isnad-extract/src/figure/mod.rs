//! Which number says what about whom?
//!
//! Ties quantities to what they measure: subject, measure, time, sense, status and statement.

mod agent;
mod clause;
mod group;
mod heads;
mod instant;
mod instants;
mod measure;
mod moment;
mod near;
mod period;
mod place;
mod relation;
mod rules;
mod scene;
mod sense;
mod subject;
mod toll;
mod weigh;
mod weights;

use crate::entity::Entities;
use crate::lexicon::Class;
use crate::quantity::Quantity;
use crate::{Context, Document, Figure, FigureRules, Statement, Time};

use instant::Asked;
use moment::{Moment, Read};
use period::Lead;
use scene::Scene;
use subject::{Owner, Story};

pub use relation::notes;
pub use rules::RULES;

/// Rules of who acts: what a sentence without names goes on with.
const AGENTS: [&str; 5] =
    ["agent-of-the-verb", "clause-subject", "head-noun-again", "agent-of-the-clause-before", "as-the-sentence-before"];

/// How many figures back a number told again is sought.
const AGAIN: usize = 32;

/// Every figure of the article, in the order of the text.
pub fn find(
    doc: &Document,
    context: &Context,
    times: &[Time],
    quantities: &[Quantity],
    entities: &Entities,
    statements: &[Statement],
) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::with_capacity(quantities.len());
    let mut lead = Lead::of(doc, context, times);
    let mut seen = 0;
    let mut toll: Option<(usize, Option<usize>, Moment)> = None;
    let heads = heads::Heads::of(doc, entities);
    let mut before: Option<Moment> = None;
    let mut place = None;
    let mut event = None;
    let mut owners = weigh::Told::default();
    for n in 0..quantities.len() {
        let Some(s) = Scene::of(doc, context, times, quantities, entities, statements, n) else { continue };
        let previous = s.previous().and_then(|_| figures.last());
        // «من جهة أخرى»: what the lead tells holds no longer.
        if (seen..s.q.tokens.0).any(|i| period::shifts(doc, i)) {
            lead = Lead::default();
            toll = None;
        }
        seen = seen.max(s.q.tokens.0);
        let (sense, sense_rule) = sense::sense(&s, previous);
        let told = s.statement().and_then(|i| statements.get(i));
        let (status, status_rule) = sense::status(&s, sense, told);
        // «168 مليوناً لهذا و148 مليوناً لذاك»: a sum without a verb of its own is promised with the one before it.
        let speech = || {
            let from = s.previous().map_or(s.left, |p| p.tokens.1);
            (from..s.q.tokens.0).any(|i| doc.is(i, Class::SpeechVerb))
        };
        let with = s.q.money
            && previous.is_some_and(|f| f.status == crate::Status::Pledged && f.unit == s.q.unit)
            && !speech();
        let (status, status_rule) = if with && status == crate::Status::Actual && !sense::acts(&s) {
            (crate::Status::Pledged, "promised-together")
        } else {
            (status, status_rule)
        };
        let statement = s.statement();
        let last = figures.last().filter(|f| AGENTS.contains(&f.rules.subject) && s.is_near()).and_then(|f| f.subject);
        let told_before = figures.last();
        let story = Story {
            before: told_before.and_then(|f| f.subject),
            here: previous.is_some(),
            last,
            toll: place,
            rule: told_before.map_or("", |f| f.rules.subject),
            alike: told_before.is_some_and(|f| f.unit == s.q.unit),
        };
        let (mut owner, weighed) = subject::subject(&s, &heads, statement, story, &owners);
        if owner.entity.is_none()
            && let Some(e) = again(&s, &figures)
        {
            owner = Owner { entity: Some(e), rule: "told-again" };
        }
        let key = measure::key(&s, sense);
        if owner.rule == "nobody" && s.q.unit.is_some() && !s.q.rate {
            let same = |f: &&Figure| f.value == s.q.value && f.unit == s.q.unit && f.measure_key == key;
            if let Some(e) = figures.iter().rev().take(AGAIN).find(same).and_then(|f| f.subject) {
                owner = Owner { entity: Some(e), rule: "told-again" };
            }
        }
        if toll::tells_toll(&s) && owner.rule == "place-of-toll" {
            place = owner.entity.or(place);
        }
        // «100 ألف دينار (19 ألف يورو)»: one amount, whatever the words for it.
        let again = relation::same_as(doc, quantities, n).filter(|p| *p + 1 == figures.len());
        let twin = again.and_then(|p| figures.get(p));
        let (sense, status) = twin.map_or((sense, status), |f| (f.sense, f.status));
        if let Some(f) = twin {
            owner = Owner { entity: f.subject, rule: "same-amount" };
        }
        let subject = owner.entity;
        owners.push(s.q.value, subject);
        let same = previous.is_some_and(|f| f.sense == sense);
        let toll_of_lead = owner.entity.is_some() && owner.entity == event && toll::tells_toll(&s);
        if moment::is_lead(&s) && toll::tells_toll(&s) {
            event = event.or(owner.entity);
        }
        let price = sense == crate::Sense::Change && (s.q.money || s.q.rate);
        // A toll right before, of nobody else.
        let same_toll = |(p, e, _): &&(usize, Option<usize>, Moment)| {
            p + 1 == n && s.is_near() && (*e == subject || e.is_none() || subject.is_none())
        };
        let read = Read {
            sense,
            status,
            before: before.as_ref().filter(|_| same),
            statement,
            lead: &lead,
            toll: toll.as_ref().filter(same_toll).map(|(.., m)| m),
            since: before.as_ref().filter(|m| m.rule == "since-then" && s.is_near()),
            led: sense_rule == "to-a-level",
            counted: sense_rule == "count",
            beside: before.as_ref().filter(|_| s.is_within() && !sense::acts(&s)),
            of_the_lead: moment::is_lead(&s) || toll_of_lead || price,
        };
        let mut moment = moment::moment(&s, read);
        // «انخفضت 25 سنتا إلى 79 دولارا»: the level is that of the change that led to it.
        let led = sense_rule == "to-a-level"
            && previous.is_some_and(|f| f.sense == crate::Sense::Change)
            && moment.rule == "day-of-text";
        if let (Some(m), true) = (&before, led) {
            moment = Moment { rule: "time-of-figure-before", ..m.clone() };
        }
        // «خصص 25% من هذا المبلغ»: a share holds for the time of what it is of.
        let based = relation::is_base(doc, quantities, n);
        // «8 طائرات، بينها 6 مقاتلات»: a part holds for the time of its whole.
        let part = subject::of_them(&s) && !moment.told;
        if let (Some(m), true) = (&before, part && previous.is_some()) {
            moment = Moment { rule: "time-of-figure-before", ..m.clone() };
        }
        if let (Some(m), true) = (&before, based && previous.is_some() && !moment.told) {
            moment = Moment { rule: "time-of-figure-before", ..m.clone() };
        }
        let share = s.q.rate
            && previous.is_some()
            && moment.value.is_none()
            && (s.q.tokens.1..s.q.tokens.1 + 3).any(|i| clause::is_role(&s, i, "this-sum"));
        if let (Some(m), true) = (&before, share) {
            moment = Moment { rule: "time-of-figure-before", ..m.clone() };
        }
        if let (Some(m), true) = (&before, twin.is_some()) {
            moment = Moment { rule: "same-amount", ..m.clone() };
        }
        // A number told again holds for the same time.
        let again_at = figures.iter().rev().take(AGAIN).find(|f| f.value == s.q.value && f.unit == s.q.unit);
        let again_at = again_at.map(|f| f.as_of.clone());
        let asked = Asked {
            sense,
            status,
            statement,
            lead: &lead,
            before: before.as_ref(),
            first: &moment,
            again: &again_at,
            fixed: twin.is_some(),
        };
        let (moment, timed) = instant::weigh(&s, &asked);
        figures.push(Figure {
            span: s.q.span,
            value: s.q.value,
            hedge: s.q.hedge,
            unit: s.q.unit.clone(),
            measure: measure::measure(&s, subject, previous),
            subject,
            as_of: moment.value.clone(),
            sense,
            status,
            measure_key: key,
            parts: Vec::new(),
            same_as: None,
            base: None,
            total: None,
            due: moment::due(&s, status, &moment),
            finality: sense::finality(&s),
            statement,
            rule: s.q.rule,
            rules: FigureRules {
                subject: owner.rule,
                as_of: moment.rule,
                sense: sense_rule,
                status: status_rule,
                tie: "",
            },
            why: weighed + &timed,
        });
        if toll::tells_toll(&s) {
            toll = Some((n, subject, moment.clone()));
        }
        before = Some(moment);
    }
    relation::tie(doc, quantities, &mut figures);
    if context.explain {
        for (f, q) in figures.iter_mut().zip(quantities) {
            let weighed = std::mem::take(&mut f.why);
            f.why = why(q, f, entities) + &weighed;
        }
    }
    figures
}

/// «الدول الـ12 اتفقت»: states or members counted before, told again with the same number.
fn again(s: &Scene, figures: &[Figure]) -> Option<usize> {
    if !subject::counts_members(s) {
        return None;
    }
    figures
        .iter()
        .rev()
        .take(AGAIN)
        .find(|f| f.value == s.q.value && f.unit == s.q.unit && f.subject.is_some())?
        .subject
}

/// How the figure was read: the number, then whose it is, when, of what sort, how real, and which rule says each.
fn why(q: &Quantity, f: &Figure, entities: &Entities) -> String {
    let about = |name: &str| RULES.iter().find(|r| r.name == name).map_or("", |r| r.about);
    let owner = f.subject.and_then(|e| entities.entities.get(e)).map_or("nobody", |e| e.name.as_str());
    let when = f.as_of.as_deref().unwrap_or("no time");
    let answers = [(owner, f.rules.subject), (when, f.rules.as_of), (f.sense.name(), f.rules.sense)];
    let tie = (if f.rules.tie.is_empty() { "" } else { "tied" }, f.rules.tie);
    let mut text = q.why.clone();
    for (answer, rule) in answers.into_iter().chain([(f.status.name(), f.rules.status), tie]) {
        if !rule.is_empty() {
            text.push_str(&format!("; {answer} by {rule} ({})", about(rule)));
        }
    }
    text
}
