//! A total, a change or an amount given? And is it a fact, a pledge, a forecast?
//!
//! Reads the nearest verb or noun of change, state or deed before the figure in its clause, then after it. «ارتفع 5%» is a
//! change, «ارتفع إلى 5%» a level; money is given unless a price or a stock is told.

use isnad_text::{Kind, Proclitics};

use super::clause::is_role;
use super::scene::Scene;
use crate::lexicon::{Class, Features, Match, lexicon};
use crate::{Figure, Sense, Status};

/// How many words into what is denied or expected a figure may stand to be so itself.
const DENIED: usize = 12;
/// Verbal nouns of giving, by their keys.
const GRANTS: [&str; 6] = ["grant", "provide", "allocate", "contribute", "contribute-a", "donate"];
/// How many words from a figure may say that the count is preliminary or final.
const FINAL: usize = 14;
const YA: char = '\u{064a}';

/// A cue and where it stands.
struct Cue<'a> {
    at: usize,
    m: &'a Match,
    sense: &'static str,
}

fn cue<'a>(s: &Scene<'a>, i: usize) -> Option<Cue<'a>> {
    let m = s.doc.entry(i, Class::ChangeCue).filter(|m| m.len == 1 || i + m.len as usize <= s.q.tokens.0)?;
    // A word of a name («مؤسسة الاستثمار») and «بالإضافة» tell no deed.
    if m.proclitics.has(Proclitics::AL) && s.entities.within(s.doc.tokens.span(i)).any(|m| m.tokens.0 < i) {
        return None;
    }
    let row = lexicon().row(m)?;
    // «أرباحاً قدرها 3 ملايين»: the amount of what stands before.
    if is_role(s, i, "amount") {
        return None;
    }
    if row.key == "add-to" && m.proclitics.has(Proclitics::BA) {
        return None;
    }
    let sense = match row.column(0) {
        // «صفقة بقيمة 5 مليارات» is given, «قيمة الشريحة» a price.
        "worth" if m.proclitics.has(Proclitics::BA) => "flow",
        "worth" => "level",
        sense => sense,
    };
    Some(Cue { at: i, m, sense })
}

/// Whether a noun stands without its article.
fn is_bare(c: &Cue) -> bool {
    !c.m.proclitics.has(Proclitics::AL)
}

/// What sort of measure the figure is, and the rule that says so. `previous` is that of the figure before it.
pub(super) fn sense(s: &Scene, previous: Option<&Figure>) -> (Sense, &'static str) {
    if s.q.from_to.is_some() {
        return (Sense::Level, "from-one-to-another");
    }
    // «منهم 37 قتيلاً»: a part is told as its whole.
    if let Some(f) = previous.filter(|_| s.q.rule == "number-of-them" || of_them(s)) {
        return (f.sense, "part-as-whole");
    }
    let before = before(s);
    if let Some(found) = &before {
        let near = s.q.tokens.0 - found.at <= 2;
        let deed = found.sense == "flow" && near && found.m.features.has(Features::MASDAR) && is_bare(found);
        match found.sense {
            // «تدقق في سبع مجموعات»: what is done again and again stands.
            "flow" if !s.q.money && habit(s, found) => return (Sense::Level, "deed-of-the-present"),
            // «هبطت 4 طائرات»: what is counted does it.
            "change" if lands(s, found) => return (Sense::Flow, "deed-cue"),
            "change" => return changed(s, found),
            "raise" if to_or_from(s).is_some() => return (Sense::Level, "to-a-level"),
            "level" if !s.q.money || s.q.rate => return (Sense::Level, "level-cue"),
            "level" if stock(s, found) => return (Sense::Level, "level-cue"),
            "flow" | "raise" if !s.q.rate || deed && s.q.unit.as_deref() == Some("%") => {
                return (Sense::Flow, "deed-cue");
            }
            _ => {}
        }
    } else if to_or_from(s).is_some()
        && let Some(found) = (s.left..s.q.tokens.0).rev().find_map(|i| cue(s, i).filter(|c| c.sense == "change"))
    {
        // «انخفضت عقود الخام 25 سنتا إلى 79 دولارا»: the verb before the change that leads to it.
        return changed(s, &found);
    }
    if let Some(f) = previous {
        if s.is_joined() {
            return (f.sense, "as-the-one-before");
        }
        // «مقتل 55 مقاتلاً من التنظيم وثمانية عسكريين», «الأولى 8146 ريالاً والثانية 8021 ريالاً»
        let list = before.is_none() && f.unit == s.q.unit && s.q.money && !s.q.rate;
        let more = before.is_none() && f.sense == Sense::Flow && s.is_added();
        if list || more {
            return (f.sense, "as-the-one-before");
        }
    }
    by_unit(s)
}

/// Whether a verb tells in the present what is done as a habit; a headline tells what happened so, and a toll is no habit.
fn habit(s: &Scene, found: &Cue) -> bool {
    let headline = s.doc.sentences.first().is_some_and(|f| f.first == s.sentence.first);
    let deadly = lexicon().row(found.m).is_some_and(|r| super::toll::DEADLY.contains(&r.key));
    in_the_present(s, found.at) && !headline && !deadly
}

/// Whether a verb of the present stands at token `i` that no particle moves to another time: «لم يقدم», «أن يقدم», «كان يقدم».
pub(super) fn in_the_present(s: &Scene, i: usize) -> bool {
    let now = |m: &Match| {
        m.features.has(Features::PRESENT)
            && !m.features.has(Features::MASDAR)
            && !m.features.has(Features::FIRST)
            && !m.proclitics.has(Proclitics::SA)
            && !m.proclitics.has(Proclitics::LA)
    };
    let past = |m: &Match| m.features.has(Features::PAST);
    if !s.doc.tags.all(i, Class::ChangeCue).any(now) || s.doc.tags.all(i, Class::ChangeCue).any(past) {
        return false;
    }
    let Some(b) = i.checked_sub(1).filter(|b| *b >= s.sentence.first) else { return true };
    let moved = s.doc.is(b, Class::Negation)
        || s.doc
            .entry(b, Class::Complementiser)
            .and_then(|m| lexicon().row(m))
            .is_some_and(|r| !of_pronoun(r.column(0)))
        || s.doc.is(b, Class::StatusCue)
        || is_role(s, b, "was");
    let was = (s.sentence.first..b).rev().take(3).any(|j| is_role(s, j, "was"));
    !moved && !was
}

/// «أنها تدقق»: no particle of the subjunctive.
fn of_pronoun(sort: &str) -> bool {
    matches!(sort, "dummy" | "pronoun")
}

/// Whether a verb of rising and falling has what is counted for its subject: «هبطت 4 طائرات».
fn lands(s: &Scene, found: &Cue) -> bool {
    !s.q.rate
        && !s.q.money
        && s.q.rule != "unit"
        && found.at + 1 == s.q.tokens.0
        && !found.m.features.has(Features::MASDAR)
}

/// Whether a verb of change or deed stands between the figure and the one before it.
pub(super) fn acts(s: &Scene) -> bool {
    let finite = |c: Cue| {
        (c.m.features.has(Features::PAST) || c.m.features.has(Features::PRESENT)) && !c.m.features.has(Features::MASDAR)
    };
    let from = s.previous().map_or(s.left, |p| p.tokens.1);
    (from..s.q.tokens.0).any(|i| cue(s, i).is_some_and(finite))
}

/// Whether «منهم» or «بينهم» stands right before the figure.
fn of_them(s: &Scene) -> bool {
    s.q.tokens
        .0
        .checked_sub(1)
        .and_then(|b| s.doc.entry(b, Class::NumberLabel))
        .is_some_and(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "of-them"))
}

/// The nearest cue before the figure in its clause, past no other figure.
fn before<'a>(s: &Scene<'a>) -> Option<Cue<'a>> {
    let from = s.own_left();
    // «تقارب قيمته 5 مليارات»: the noun may stand between hedge and number.
    let number = s.doc.tokens.at_or_after(s.q.number.start).max(s.q.tokens.0);
    let worth = |c: &Cue| lexicon().row(c.m).is_some_and(|r| r.column(0) == "worth");
    let hedged = (s.q.tokens.0..number).find_map(|i| cue(s, i).filter(worth));
    let nearest = hedged.or_else(|| (from..s.q.tokens.0).rev().find_map(|i| cue(s, i)))?;
    // «وقفز قطاع النقل 1.15%»: a noun with its article is of the name, the verb before it tells.
    if !is_bare(&nearest) && nearest.m.features.has(Features::MASDAR) {
        let finite = |c: &Cue| c.m.features.has(Features::PAST) || c.m.features.has(Features::PRESENT);
        if let Some(verb) = (from..nearest.at).rev().find_map(|i| cue(s, i).filter(finite)) {
            return Some(verb);
        }
    }
    // «انخفضت عقود الخام 25 سنتا»: a noun of prices or totals stands between the change and its amount.
    let noun = |c: &Cue| !c.m.features.has(Features::PAST) && !c.m.features.has(Features::PRESENT);
    if nearest.sense == "level" && noun(&nearest) && to_or_from(s).is_none() {
        let further = (from..nearest.at).rev().find_map(|i| cue(s, i).filter(|c| c.sense != "level" || !noun(c)));
        if let Some(change) = further.filter(|c| c.sense == "change") {
            return Some(change);
        }
    }
    Some(nearest)
}

/// «إلى» or «من» right before the figure.
fn to_or_from(s: &Scene) -> Option<usize> {
    let b = s.q.tokens.0.checked_sub(1)?;
    s.doc
        .tags
        .all(b, Class::Hedge)
        .find(|m| lexicon().row(m).is_some_and(|r| matches!(r.column(1), "link-to" | "from" | "link")))?;
    Some(b)
}

fn changed(s: &Scene, found: &Cue) -> (Sense, &'static str) {
    // «ارتفع إلى», «من 28 بالمئة», «ارتفع … ليصل إلى».
    if to_or_from(s).is_some() {
        let given = s.q.money && !s.q.rate && !priced(s);
        return (if given { Sense::Flow } else { Sense::Level }, "to-a-level");
    }
    // «بزيادة العجز» far before a noun that is counted tells nothing of it.
    let gap = s.q.tokens.0 - found.at;
    if s.q.rate || s.q.money || gap <= 6 { (Sense::Change, "change-cue") } else { by_unit(s) }
}

/// Whether a price or a stock is told, and not a sum given.
fn stock(s: &Scene, found: &Cue) -> bool {
    !found.m.features.has(Features::PAST) || priced(s)
}

/// Whether a word of prices stands in the clause.
fn priced(s: &Scene) -> bool {
    (s.left..s.q.tokens.0).any(|i| cue(s, i).is_some_and(|c| c.sense == "level" && c.m.features.has(Features::MASDAR)))
}

/// What the unit says where no cue does.
fn by_unit(s: &Scene) -> (Sense, &'static str) {
    if s.q.rate {
        return (Sense::Level, "rate");
    }
    if s.q.money {
        return (Sense::Flow, "money-given");
    }
    if s.q.rule == "unit" {
        return (Sense::Level, "unit-of-measure");
    }
    let kind = |i: usize| {
        let m = s.doc.entry(i, Class::CountedNoun)?;
        Some(lexicon().row(m)?.column(0))
    };
    let done = (s.q.tokens.0..s.q.tokens.1).any(|i| matches!(kind(i), Some("toll" | "event")));
    let told = (s.q.tokens.1..s.own_right().min(s.q.tokens.1 + 4))
        .any(|i| cue(s, i).is_some_and(|c| c.sense == "flow" && c.m.features.has(Features::PAST)));
    if done {
        return (Sense::Flow, "toll-or-event");
    }
    if told { (Sense::Flow, "deed-cue") } else { (Sense::Level, "count") }
}

/// How real the figure is said to be, and the rule that says so.
pub(super) fn status(s: &Scene, sense: Sense, statement: Option<&crate::Statement>) -> (Status, &'static str) {
    let from = s.own_left();
    for i in (from..s.q.tokens.0).rev() {
        if let Some(m) = s.doc.entry(i, Class::StatusCue) {
            return match lexicon().row(m).map_or("", |r| r.column(0)) {
                "pledged" => (Status::Pledged, "word-of-pledge"),
                "forecast" => (Status::Forecast, "word-of-forecast"),
                // «قد يصل» is a guess, «وقد بات» a fact.
                "may" if s.doc.tokens.key(i + 1).starts_with(YA) => (Status::Forecast, "may-be"),
                "may" => continue,
                "denied" => (Status::Denied, "word-of-denial"),
                "supposed" => (Status::Supposed, "supposed"),
                _ => (Status::Actual, "told-as-fact"),
            };
        }
        if s.doc.tokens.kind(i) == Kind::Word
            && let Some(c) = cue(s, i).filter(|c| c.m.proclitics.has(Proclitics::SA))
        {
            // «ستوقع مئة قتيل» is no promise.
            let pledged = (sense == Sense::Flow || c.sense == "flow") && !super::toll::tells_toll(s);
            return (if pledged { Status::Pledged } else { Status::Forecast }, "future-verb");
        }
    }
    // «إن 200 ألف برميل من المبيعات قد لا يكشف عنها»: the guess follows its subject.
    let that = s.q.tokens.0.checked_sub(1).is_some_and(|b| s.doc.is(b, Class::Complementiser));
    let may = |i: usize| {
        let word =
            s.doc.entry(i, Class::StatusCue).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "may");
        word && (s.doc.tokens.key(i + 1).starts_with(YA) || s.doc.is(i + 1, Class::Negation))
    };
    if that && (s.q.tokens.1..s.own_right()).any(may) {
        return (Status::Forecast, "may-be");
    }
    by_act(s, sense, statement)
}

/// «نفى مقتل 5», «أعلنت السفيرة تخصيص 90 مليوناً»: what the speaker does with it.
fn by_act(s: &Scene, sense: Sense, statement: Option<&crate::Statement>) -> (Status, &'static str) {
    let actual = (Status::Actual, "told-as-fact");
    // «إعلان عن 535 مليون دولار»
    let about = s.q.tokens.0.checked_sub(1).is_some_and(|b| {
        s.doc.tags.all(b, Class::FunctionWord).any(|m| lexicon().row(m).is_some_and(|r| r.key == "governed-ani"))
    });
    let Some(told) = statement else {
        let announced = about && s.q.money && sense == Sense::Flow && announcing(s);
        return if announced { (Status::Pledged, "announced-grant") } else { actual };
    };
    let near = told.content.first().is_some_and(|c| {
        let first = s.doc.tokens.at_or_after(c.start);
        first <= s.q.tokens.0 && s.q.tokens.0 - first <= DENIED
    });
    // «عن تخصيص 90 مليون يورو»: a grant that is announced is a promise.
    let grant = (s.own_left()..s.q.tokens.0).rev().take(3).any(|i| {
        cue(s, i).is_some_and(|c| {
            c.m.features.has(Features::MASDAR) && lexicon().row(c.m).is_some_and(|r| GRANTS.contains(&r.key))
        })
    });
    match told.act {
        crate::Act::Deny if near => (Status::Denied, "denied-by-speaker"),
        crate::Act::Announce | crate::Act::Promise if s.q.money && sense == Sense::Flow && (grant || about) => {
            (Status::Pledged, "announced-grant")
        }
        crate::Act::Expect if near => (Status::Forecast, "expected-by-speaker"),
        _ => actual,
    }
}

/// Whether a noun of announcing governs the amount («إعلان الحكومة أمس عن …»), in its clause and not far.
fn announcing(s: &Scene) -> bool {
    (s.own_left()..s.q.tokens.0).rev().take(ANNOUNCED).any(|i| {
        s.doc.tags.all(i, Class::SpeechNoun).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "announce"))
    })
}

/// Words between a noun of announcing and the amount, at most.
const ANNOUNCED: usize = 8;

/// Whether the text calls the count preliminary («حصيلة أولية») or final.
pub(super) fn finality(s: &Scene) -> Option<crate::Finality> {
    let from = s.q.tokens.0.saturating_sub(FINAL).max(s.sentence.first);
    let to = (s.q.tokens.1 + FINAL).min(s.sentence.end);
    (from..to).filter(|i| s.doc.is(*i, Class::FigureWord)).find_map(|i| {
        let counts = i.checked_sub(1).is_some_and(|b| is_role(s, b, "count-noun")) || is_role(s, i, "may-rise");
        match () {
            () if counts && is_role(s, i, "preliminary") => Some(crate::Finality::Preliminary),
            () if counts && is_role(s, i, "final") => Some(crate::Finality::Final),
            () => None,
        }
    })
}
