//! For which time does the figure hold?
//!
//! Reads the times of its sentence: the one after it in its clause, the one before it, the one of the figure it is
//! coordinated with; a level without any holds on the day of the speech, else of the text.

use isnad_text::Kind;

use super::clause::{self, is_role};
use super::near::{Within, link_to};
use super::period::{LEAD, Lead};
use super::scene::Scene;
use super::toll::tells_toll;
use crate::lexicon::{Class, Features, lexicon};
use crate::{Finality, Sense, Status};

/// How many words may stand between two figures of one time.
const CLOSE: usize = 12;

/// What the figure before it holds for, and whether the text said so.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    pub(super) value: Option<String>,
    pub(super) told: bool,
    pub(super) rule: &'static str,
}

/// What else a moment reads: how the figure is read so far and what was read before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) sense: Sense,
    pub(super) status: Status,
    /// The moment of the figure before it in its sentence, where it is of the same sense.
    pub(super) before: Option<&'a Moment>,
    pub(super) statement: Option<usize>,
    /// The day and the period that the lead tells, as far as the text has not turned to something else.
    pub(super) lead: &'a Lead,
    /// The moment of the toll told before it, in its sentence or the one before.
    pub(super) toll: Option<&'a Moment>,
    /// The moment of the figure before, where it began then and lasts.
    pub(super) since: Option<&'a Moment>,
    /// Whether a rise or fall led to it.
    pub(super) led: bool,
    /// Whether no cue told of what sort it is.
    pub(super) counted: bool,
    /// The moment of the figure before it in its clause, whatever its sense.
    pub(super) beside: Option<&'a Moment>,
    /// Whether it tells the event that the lead tells: a toll of the same place, a price.
    pub(super) of_the_lead: bool,
}

/// The time for which the figure holds, and the rule that says so: the first that knows.
pub(super) fn moment(s: &Scene, read: Read) -> Moment {
    let Read { sense, status, before, statement, lead, toll, of_the_lead, .. } = read;
    let as_told = |value, rule| Moment { value: Some(value), told: true, rule };
    let said = || statement.and_then(|i| s.statements.get(i)).and_then(|st| st.said_on.clone());
    let today = || s.context.published.map(|d| d.to_string());
    let untold = |rule| Moment { value: None, told: false, rule };
    let text = Within { s, piece: s.piece(statement), sense };
    if s.is_first()
        && let Some(value) = text.began()
    {
        return as_told(value, "first-of-two-levels");
    }
    if s.is_second() && text.after().is_none() {
        return Moment { value: said().or_else(today), told: false, rule: "second-of-two-levels" };
    }
    if let Some((t, rule)) = text.beside() {
        let moment = text.told(t, rule);
        // «حصيلة السنوات الثلاث الأخيرة 735 قتيلاً»: a count of years that end today is the count of today.
        let todate = moment
            .value
            .as_deref()
            .and_then(|v| v.split_once('/'))
            .is_some_and(|(_, to)| to.len() == 4 && today().is_some_and(|t| t.starts_with(to)));
        if sense == Sense::Level && tells_toll(s) && todate {
            return Moment { value: said().or_else(today), told: false, rule: "day-of-speech" };
        }
        return moment;
    }
    // «أوقعت الحرب التي اندلعت في مايو 90 قتيلاً. وهجرت هذه الحرب 300 ألف شخص»
    if let Some(m) = read.since.filter(|_| this_again(s)) {
        return Moment { told: true, rule: "since-then", ..m.clone() };
    }
    if let Some(value) = text.lasting() {
        return as_told(value, "length-until-today");
    }
    if let Some(t) = text.shared() {
        return text.told(t, "time-of-figure-after");
    }
    // «في الأسابيع الماضية»: a time that no date tells.
    if text.vaguely() {
        return untold("told-of-before");
    }
    // A figure close to another in its sentence holds for the same time, unless somebody speaks between.
    let close = s.previous().is_some_and(|p| {
        let speech = || (p.tokens.1..s.q.tokens.0).any(|i| s.doc.is(i, Class::SpeechVerb));
        s.q.tokens.0.saturating_sub(p.tokens.1) <= CLOSE && !speech()
    });
    let leads = link_to(s) && before.is_some_and(|m| m.rule == "time-after");
    let shared = |m: &Moment| m.rule == "period-of-lead" || m.rule == "time-of-figure-before" && m.value.is_some();
    let listed = |m: &&Moment| close && !leads && m.told || !m.told && shared(m);
    // «ارتفع في يونيو إلى 9 مليارات من 8 مليارات»: the level before holds for a time that the text does not tell.
    if before.is_some() && risen_from(s) {
        return untold("told-of-before");
    }
    if let Some(m) = before.filter(listed) {
        return Moment { rule: "time-of-figure-before", ..m.clone() };
    }
    // «بحضور 300 طالب يمثلون 12 مدرسة»
    if let Some(m) = before.filter(|m| close && m.rule == "attended-once") {
        return untold(m.rule);
    }
    // «17 ضربة جوية قرب تسع مدن»: what is counted in the same clause is of the same time.
    if let Some(m) = read.beside.filter(|m| read.counted && m.value.is_some() && close && past(s).is_none()) {
        return Moment { rule: "time-of-figure-before", ..m.clone() };
    }
    let expected = matches!(status, Status::Forecast | Status::Supposed);
    if let Some(length) = text.throughout().filter(|_| expected) {
        return as_told(length, "length-to-come");
    }
    // «يرجح أن نصف المباني قد تحتاج إلى الهدم»: a share or a price that is only reckoned is reckoned today.
    let reckoned = sense == Sense::Level && (s.q.rule == "share" || s.q.rate && status == Status::Supposed);
    if expected && !reckoned {
        return untold("expected-without-day");
    }
    if sense == Sense::Level || status == Status::Pledged && sense == Sense::Flow {
        if let Some(rule) = past(s).filter(|_| status == Status::Actual) {
            // «الشوارع كانت تغص بعشرات السيارات»: what was so on the day that the lead tells.
            let event =
                lead.day.clone().filter(|_| rule == "told-of-before" && of_the_lead && was(s) && !before_then(s));
            return event.map_or(untold(rule), |day| Moment { value: Some(day), told: false, rule: "day-of-lead" });
        }
        // «بلغ عدد رجال الأمن 50 ألفاً»: what the writer counts of the event of the lead.
        let event = || lead.day.clone().filter(|_| statement.is_none() && !s.q.rate && reached(s) && people(s));
        if let Some(day) = event().filter(|_| status == Status::Actual) {
            return Moment { value: Some(day), told: false, rule: "day-of-lead" };
        }
        if let Some(period) = lead.period.clone().filter(|_| status == Status::Actual && totalled(s)) {
            return Moment { value: Some(period), told: false, rule: "period-of-lead" };
        }
        // A stretch that has not ended tells no day of the speech.
        let now =
            |v: &String| v.split_once('/').is_none_or(|(from, to)| today().is_none_or(|t| *from > *t || *to < *t));
        let dated = |v: &String| v.len() >= 7;
        if let Some(value) = said().or_else(|| text.spoken(statement)).filter(|v| now(v) && dated(v)) {
            return Moment { value: Some(value), told: false, rule: "day-of-speech" };
        }
        if let Some(month) = lead.month.clone().filter(|_| s.q.rate && read.led) {
            return Moment { value: Some(month), told: false, rule: "period-of-lead" };
        }
        // Prices and shares that nobody says are those of the day that the lead tells; what is told in the present is of today.
        let event = lead.day.clone().filter(|_| s.q.rate && statement.is_none() && !present(s));
        if event.is_some() {
            return Moment { value: event, told: false, rule: "day-of-lead" };
        }
        return Moment { value: today(), told: false, rule: "day-of-text" };
    }
    let from = s.previous().map_or(s.sentence.first, |p| p.tokens.1);
    let stop = |i: &usize| matches!(s.doc.tokens.kind(*i), Kind::Semicolon | Kind::Colon | Kind::Stop);
    let from = (from..s.q.tokens.0).rev().find(stop).map_or(from, |i| i + 1);
    let sentence = Within { piece: None, ..text };
    // «بدأ في 2012 بناء سد تبلغ كلفته 4 مليارات»: what the present tells is not of the time of the deed.
    if let Some(t) = sentence.ahead(from).filter(|t| !sentence.of_another_deed(t) && !present(s)) {
        return if sentence.went_before(t) { untold("no-time") } else { sentence.told(t, "time-in-sentence") };
    }
    if let Some(m) = toll.filter(|m| m.told && tells_toll(s)) {
        return Moment { rule: "time-of-toll-before", ..m.clone() };
    }
    // What was done holds for the day that the lead tells, where it is the lead that tells it.
    let done = !s.q.money && sense == Sense::Flow || sense == Sense::Change;
    if let Some(event) = lead.day.clone().filter(|_| done && of_the_lead && !text.after_another()) {
        return Moment { value: Some(event), told: false, rule: "day-of-lead" };
    }
    if let Some(period) = lead.period.clone().filter(|_| done) {
        return Moment { value: Some(period), told: false, rule: "period-of-lead" };
    }
    let reported = (s.q.money || s.q.rate) && (sense == Sense::Change || read.led);
    if let Some(month) = lead.month.clone().filter(|_| reported) {
        return Moment { value: Some(month), told: false, rule: "period-of-lead" };
    }
    // «بحسب أحدث حصيلة مؤقتة», «ويشكل ذلك ارتفاعاً بنسبة 12%»: what stands as the text tells it.
    let stands = tells_toll(s) && super::sense::finality(s) == Some(Finality::Preliminary);
    if stands || sense == Sense::Change && present(s) {
        return Moment { value: said().or_else(today), told: false, rule: "day-of-text" };
    }
    untold("no-time")
}

/// The day by which a promise or an expectation is to hold: the time told, where it has not come yet.
pub(super) fn due(s: &Scene, status: Status, moment: &Moment) -> Option<String> {
    let open = matches!(status, Status::Pledged | Status::Forecast) && moment.told;
    let value = moment.value.as_deref().filter(|_| open)?;
    let end = value.split_once('/').map_or(value, |(from, to)| if to == ".." { from } else { to });
    let today = s.context.published?.to_string();
    // The end of a year or month that has not ended is still to come.
    let coming = today.get(..end.len()).is_none_or(|now| end >= now) && end != "..";
    coming.then(|| end.to_owned())
}

/// «هذه الحرب», «هذا الهجوم»: what the text told of right before.
fn this_again(s: &Scene) -> bool {
    let this = |r: &isnad_text::Row| r.key == "demonstratives";
    (s.sentence.first..s.q.tokens.0)
        .take(8)
        .any(|i| s.doc.tags.all(i, Class::FunctionWord).any(|m| lexicon().row(m).is_some_and(this)))
}

/// «بلغ عدده», «وصل إلى» right before the figure.
fn reached(s: &Scene) -> bool {
    let reach = |m: &crate::lexicon::Match| {
        let key = lexicon().row(m).map_or("", |r| r.key);
        clause::finite(m) && m.features.has(Features::PAST) && matches!(key, "reach" | "arrive")
    };
    let near = s.q.tokens.0.saturating_sub(3).max(s.own_left())..s.q.tokens.0;
    near.into_iter().any(|i| s.doc.tags.all(i, Class::ChangeCue).any(reach))
}

/// Whether persons or things are counted, and no money, size or share.
fn people(s: &Scene) -> bool {
    !s.q.money && s.q.rule != "unit" && s.q.rule != "age"
}

/// «من» right before the figure, after the level to which it rose or fell.
fn risen_from(s: &Scene) -> bool {
    let from = |r: &isnad_text::Row| r.column(1) == "from";
    let b = s.q.tokens.0.checked_sub(1).filter(|b| s.previous().is_some_and(|p| p.tokens.1 == *b));
    b.is_some_and(|b| s.doc.tags.all(b, Class::Hedge).any(|m| lexicon().row(m).is_some_and(from)))
}

/// «قبل النزاع» after the figure: it held before what the text tells.
fn before_then(s: &Scene) -> bool {
    let before = |i: usize| {
        s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "before")
    };
    (s.left..s.right).any(before)
}

/// Whether a verb tells the figure in the present.
fn present(s: &Scene) -> bool {
    (s.own_left()..s.q.tokens.0).any(|i| super::sense::in_the_present(s, i))
}

/// Whether a level is the total that a period gave: «بلغ إجمالي الركاب», «شمل الدعم».
fn totalled(s: &Scene) -> bool {
    let past = |i: usize| {
        s.doc.tags.all(i, Class::ChangeCue).any(|m| {
            m.features.has(Features::PAST)
                && !m.features.has(Features::MASDAR)
                && lexicon().row(m).is_some_and(|r| r.column(0) == "level")
        })
    };
    let total = |i: usize| {
        let row = s.doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m));
        row.is_some_and(|r| r.column(0) == "total")
    };
    !s.q.money && !present(s) && (s.left..s.q.tokens.0).any(|i| past(i) || total(i))
}

/// Whether a level is told of a time gone by that no word dates: «بمشاركة 300 طالب», «كان يسكنها», «بدلاً من 12».
fn past(s: &Scene) -> Option<&'static str> {
    let near = s.q.tokens.0.saturating_sub(4).max(s.own_left())..s.q.tokens.0;
    if near.clone().any(|i| is_role(s, i, "attended")) {
        return Some("attended-once");
    }
    if near.clone().any(|i| is_role(s, i, "instead")) {
        return Some("told-of-before");
    }
    // «وكان قد فر مع زوجته البالغة 21 عاماً»: an age of then.
    let opens = s.sentence.first..s.sentence.first + 2;
    if s.q.rule == "age" && opens.into_iter().any(|i| is_role(s, i, "was")) {
        return Some("told-of-before");
    }
    // «مظاهرات خرجت من ثلاثة مساجد»: what happened there once.
    let once = s.q.tokens.0.checked_sub(2).is_some_and(|v| {
        let key = s.doc.tokens.key(v);
        let verb = key.ends_with('\u{062A}') && !key.ends_with("\u{0627}\u{062A}") && key.chars().count() >= 3;
        let known = s.doc.is(v, Class::ChangeCue)
            || s.doc.is(v, Class::TimeUnit)
            || s.doc.is(v, Class::FunctionWord)
            || s.doc.is(v, Class::CountedNoun);
        v >= s.own_left() && verb && !known && clause::preposition(s, v + 1).is_some()
    });
    // «اجتماع ضم 16 دولة»
    let met = |i: usize| {
        [Class::EventHead, Class::OccasionHead, Class::OccasionNoun].into_iter().any(|class| s.doc.is(i, class))
    };
    let joined = |i: usize| {
        s.doc.tags.all(i, Class::ChangeCue).any(|m| {
            clause::finite(m) && m.features.has(Features::PAST) && lexicon().row(m).is_some_and(|r| r.key == "comprise")
        })
    };
    let meeting = near.clone().any(joined) && (s.left..s.q.tokens.0).any(met);
    if once || meeting {
        return Some("happened-once");
    }
    was(s).then_some("told-of-before")
}

/// Whether «كان» stands right before the figure's words.
fn was(s: &Scene) -> bool {
    let near = s.q.tokens.0.saturating_sub(4).max(s.own_left())..s.q.tokens.0;
    let was = |i: usize| is_role(s, i, "was") && !s.doc.is(i + 1, Class::StatusCue) && i + 1 < s.q.tokens.0;
    near.into_iter().any(was)
}

/// Whether the figure stands among the first sentences.
pub(super) fn is_lead(s: &Scene) -> bool {
    s.doc.sentence_of(s.q.tokens.0).is_some_and(|n| n < LEAD)
}
