//! Which number says what about whom?
//!
//! Ties quantities to what they measure: subject, measure, time, sense, status and statement.

mod measure;
mod moment;
mod relation;
mod scene;
mod sense;
mod subject;

use crate::entity::Entities;
use crate::quantity::Quantity;
use crate::{Context, Document, Figure, Rule, Statement, Time};

use moment::Moment;
use scene::Scene;

/// The rules of this room: a figure carries the rule of its quantity, so none is named here.
pub const RULES: &[Rule] = &[];

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
    let lead = moment::lead(doc, context, times);
    let heads = subject::Heads::of(doc, entities);
    let mut before: Option<Moment> = None;
    for n in 0..quantities.len() {
        let Some(s) = Scene::of(doc, context, times, quantities, entities, statements, n) else { continue };
        let previous = s.previous().and_then(|_| figures.last());
        let sense = sense::sense(&s, previous.map(|f| f.sense));
        let status = sense::status(&s, sense);
        // «168 مليوناً لهذا و148 مليوناً لذاك»: a sum without a verb of its own is promised with the one before it.
        let with = previous.is_some_and(|f| f.status == crate::Status::Pledged && f.unit == s.q.unit) && s.q.money;
        let status =
            if with && status == crate::Status::Actual && !sense::acts(&s) { crate::Status::Pledged } else { status };
        let statement = s.statement();
        let same = previous.is_some_and(|f| f.sense == sense);
        let moment = moment::moment(&s, sense, status, before.as_ref().filter(|_| same), statement, lead.as_deref());
        let told = figures.last().and_then(|f| f.subject);
        let subject = subject::subject(&s, &heads, statement, told, previous.is_some()).or_else(|| again(&s, &figures));
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
            measure_key: measure::key(&s),
            parts: Vec::new(),
            same_as: None,
            statement,
            rule: s.q.rule,
            why: why(&s, &moment),
        });
        before = Some(moment);
    }
    relation::tie(doc, quantities, &mut figures);
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

/// How the figure was read, where that is asked for.
fn why(s: &Scene, moment: &Moment) -> String {
    if !s.context.explain {
        return String::new();
    }
    let when = match (&moment.value, moment.told) {
        (Some(value), true) => format!("; holds for {value}, told beside it"),
        (Some(value), false) => format!("; holds for {value}, the day of the speech or the text"),
        (None, _) => "; no time told".to_owned(),
    };
    format!("{}{when}", s.q.why)
}
