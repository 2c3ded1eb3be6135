//! Whose figure is it? The body that has the members, the giver, the group after «من», the place of a toll; or nobody's.
//!
//! Rules are asked in order and the first that knows answers; each has a name, so that `explain` can say why. A figure
//! whose clause names nobody and leans on nothing before it is nobody's: no name is taken because it stands near.

use isnad_text::Kind;

use super::clause::{self, Agent, Held, Opener, held, is_role, kind};
use super::heads::{Heads, group};
use super::scene::Scene;
use super::toll::{DEADLY, counted, is_toll};
use crate::EntityKind;
use crate::Statement;
use crate::entity::MentionOf;
use crate::lexicon::{Class, Features, lexicon};

/// How many mentions are asked for the state of an adjective.
const STATES: usize = 200;
/// How many clauses back an agent is sought in its sentence.
const CLAUSES: usize = 3;
/// How many words back a line may begin.
const LINE: usize = 80;

/// Units that count who belongs to an alliance, by their keys.
const MEMBERS: [&str; 5] = ["cdw", "dwla", "bld", "mnzma", "shryk"];
/// Units that are states.
const STATE_NOUNS: [&str; 2] = ["dwla", "bld"];
/// Units that are soldiers.
const SOLDIERS: [&str; 3] = ["cskry", "jndy", "cnsr"];
/// Whose a figure is, and which rule says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    /// The entity; `None` where it is nobody's.
    pub(super) entity: Option<usize>,
    /// The rule.
    pub(super) rule: &'static str,
}

/// What the figures before this one leave behind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Story {
    /// The subject of the figure before.
    pub(super) before: Option<usize>,
    /// Whether that figure stands in the same sentence.
    pub(super) here: bool,
    /// The subject of the figure before, where a verb or a clause said so in the sentence before.
    pub(super) last: Option<usize>,
    /// The place of the toll told last.
    pub(super) toll: Option<usize>,
}

/// A question: the figure with all that its rules read.
struct Ask<'a, 'b> {
    s: &'b Scene<'a>,
    heads: &'b Heads<'a>,
    told: Option<&'a Statement>,
    story: Story,
    sort: &'a str,
    toll: bool,
}

type Answer = Option<Option<usize>>;
type Ruling = fn(&Ask) -> Answer;

/// The rules in the order in which they are asked.
const RULINGS: &[(&str, Ruling)] = &[
    ("with-the-figure-before", with_the_one_before),
    ("named-right-before", right_before),
    ("member-of-alliance", members),
    ("group-after", group_after),
    ("line-label", line_label),
    ("attended-event", attended),
    ("counted-in", counted_in),
    ("victims-of", victims),
    ("place-of-toll", place_of_toll),
    ("own-country", own_country),
    ("age-or-states", nobody_by_sort),
    ("antecedent-of-pronoun", bearer),
];

/// The entity that the figure describes.
pub(super) fn subject(s: &Scene, heads: &Heads, statement: Option<usize>, story: Story) -> Owner {
    let sort = counted(s);
    let told = statement.and_then(|i| s.statements.get(i));
    let ask = Ask { s, heads, told, story, sort, toll: is_toll(s, sort) };
    for (rule, ruling) in RULINGS {
        if let Some(entity) = ruling(&ask) {
            return Owner { entity, rule };
        }
    }
    let owner = by_clause(&ask);
    Owner { entity: owner.entity.map(|e| counted_for(s, e)), rule: owner.rule }
}

/// Whether states, members or organisations are counted.
pub(super) fn counts_members(s: &Scene) -> bool {
    let key = |i: usize| s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).map(|r| r.key);
    (s.q.tokens.0..s.q.tokens.1).any(|i| key(i).is_some_and(|k| MEMBERS.contains(&k)))
}

/// «30 قتيلاً و20 جريحاً», «منهم 37»: as the figure before it in the same breath.
fn with_the_one_before(ask: &Ask) -> Answer {
    let s = ask.s;
    let of_them = s.q.rule == "number-of-them"
        || s.q.tokens.0.checked_sub(1).is_some_and(|b| {
            s.doc.entry(b, Class::NumberLabel).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "of-them")
        });
    let others = (s.q.tokens.0..=s.q.tokens.1).any(|i| {
        s.doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "others")
    });
    if others && ask.story.here {
        return Some(ask.story.before);
    }
    // «منهم 37 سقطوا في بلوشستان»: a part with a place of its own.
    if of_them && ask.toll && place_after(s, s.own_right()).is_some() || s.is_joined() && beside(ask).is_some() {
        return None;
    }
    (ask.story.here && (s.is_joined() || of_them)).then_some(ask.story.before)
}

/// «في كسروان 70% والمتن 65%», «جبيل 60%»: the name that stands right before its share.
fn right_before(ask: &Ask) -> Answer {
    let s = ask.s;
    if !s.q.rate || s.q.tokens.0 <= s.sentence.first {
        return None;
    }
    let last = s.doc.tokens.span(s.q.tokens.0 - 1);
    let m = s.entities.within(last).last().filter(|m| m.tokens.1 == s.q.tokens.0)?;
    matches!(held(s, m), Held::Where | Held::Free).then_some(Some(m.entity))
}

/// The body whose members are counted: «87 دولة في التحالف», «التحالف المؤلف من 83 عضواً», «عدد أعضائه».
fn members(ask: &Ask) -> Answer {
    let s = ask.s;
    if !counts_members(s) && s.q.from_to.is_none() {
        return None;
    }
    let named = |i: usize| {
        let sort = group(s.doc, i);
        (sort == "alliance").then(|| ask.heads.alliance(sort, s.doc.tokens.span(i).start.saturating_add(1))).flatten()
    };
    (s.q.tokens.1..s.own_right())
        .find_map(named)
        .or_else(|| (s.sentence.first..s.q.tokens.0).rev().find_map(named))
        .map(Some)
}

/// «45 عنصراً من تنظيم …», «6 عناصر من القوات …», «4 قادة لداعش»: the group right after.
fn group_after(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.money {
        return None;
    }
    let people = matches!(ask.sort, "toll" | "person" | "");
    let inside = || (s.q.tokens.0..s.q.tokens.1).rev().find_map(|i| ask.heads.meant(s.doc, s.entities, i));
    let again = || {
        let m = s.doc.entry(s.q.tokens.1, Class::AfterNumber)?;
        // «من التنظيم», «من عشائر المحافظة»
        let of = lexicon().row(m).is_some_and(|r| r.column(0) == "of");
        let near = s.q.tokens.1 + 1..s.own_right().min(s.q.tokens.1 + 4);
        if of && people { near.into_iter().find_map(|i| ask.heads.meant(s.doc, s.entities, i)) } else { None }
    };
    let share = s.q.rate || s.q.rule == "fraction";
    inside().filter(|_| !share).or_else(|| beside(ask)).or_else(again).map(Some)
}

/// The group named inside the figure or right after it.
fn beside(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    if s.q.money {
        return None;
    }
    let person = |m: &&MentionOf| kind(s, m) != Some(EntityKind::Person);
    let end = s.own_right().min(s.q.tokens.1 + 6);
    let inside = s.entities.within(s.q.span).find(|m| m.span.start > s.q.number.end).filter(person);
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    let people = matches!(ask.sort, "toll" | "person" | "");
    let after = || {
        s.entities.within(span).filter(|m| m.full.start >= s.q.span.end).filter(person).find(|m| {
            let gap = m.tokens.0.saturating_sub(s.q.tokens.1);
            match held(s, m) {
                Held::From => people && gap <= 3,
                Held::For => people && gap == 0,
                // «6 من أعضاء حزب …»
                Held::Free => gap == 0 && s.q.rule != "unit" && !s.q.rate,
                _ => false,
            }
        })
    };
    inside.or_else(after).map(|m| m.entity)
}

/// «معمل الزهراني: يعمل بقدرة 415 ميغاوات»: the name before the colon that opens the line.
fn line_label(ask: &Ask) -> Answer {
    let s = ask.s;
    let opens_line = |i: &usize| s.doc.tokens.get(*i).is_some_and(|t| t.line_start);
    let first = (0..=s.q.tokens.0).rev().take(LINE).find(opens_line)?;
    let m = s.entities.within(s.doc.tokens.cover(first, s.q.tokens.0)).next()?;
    let opens = m.tokens.0 <= first + 1 && m.tokens.1 < s.q.tokens.0;
    let labels = opens && s.doc.tokens.kind(m.tokens.1) == Kind::Colon && kind(s, m) != Some(EntityKind::Person);
    (labels && ask.told.is_none()).then_some(Some(m.entity))
}

/// «بمشاركة 32 ألف كشاف»: those who come belong to the event that the sentence names.
fn attended(ask: &Ask) -> Answer {
    let s = ask.s;
    let from = s.q.tokens.0.saturating_sub(3).max(s.sentence.first);
    if !(from..s.q.tokens.0).any(|i| is_role(s, i, "attended")) {
        return None;
    }
    let event = |m: &&MentionOf| kind(s, m) == Some(EntityKind::Event);
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    Some(s.entities.within(span).filter(event).last().map(|m| m.entity))
}

/// «بلغ عدد الجنود الأجانب في العراق 900», «عدد المراكز بالمنطقة».
fn counted_in(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.money || s.q.rate || ask.toll {
        return None;
    }
    let from = (s.own_left()..s.q.tokens.0).find(|i| {
        s.doc.entry(*i, Class::NumberLabel).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "count")
    })?;
    let again = || {
        let here = |i: &usize| {
            let key = s.doc.tokens.key(*i);
            key.starts_with("\u{0628}\u{0627}\u{0644}") || i.checked_sub(1).is_some_and(|b| is_fi(s, b))
        };
        (from..s.q.tokens.0).filter(here).find_map(|i| ask.heads.meant(s.doc, s.entities, i))
    };
    place_before(s, from).or_else(again).map(Some)
}

/// «سقط لقوات الأمن 30 قتيلاً», «مقتل 5 من الجيش»: the group that lost them.
fn victims(ask: &Ask) -> Answer {
    let s = ask.s;
    if !ask.toll {
        return None;
    }
    let span = s.doc.tokens.cover(clause::clause(s, s.q.tokens.0).from, s.q.tokens.0);
    let deadly = |i: usize| {
        s.doc.entry(i, Class::ChangeCue).and_then(|m| lexicon().row(m)).is_some_and(|r| DEADLY.contains(&r.key))
    };
    let found = s
        .entities
        .within(span)
        .filter(|m| m.full.end <= s.q.span.start && held(s, m) == Held::For)
        .find(|m| (m.tokens.0.saturating_sub(3)..m.tokens.0).any(deadly));
    found.map(|m| Some(m.entity))
}

/// «مقتل 30 شخصاً في كابول»: the place of a toll; else where the toll before it was told. Who did it has no toll.
fn place_of_toll(ask: &Ask) -> Answer {
    let s = ask.s;
    if !ask.toll {
        return None;
    }
    let place = place_after(s, s.own_right())
        .or_else(|| place_before(s, s.own_left()))
        .or_else(|| suffering_state(ask))
        .or(ask.story.toll)
        .or_else(|| place_after(s, s.sentence.end))
        .or_else(|| place_before(s, s.sentence.first));
    Some(place)
}

/// «بلاده ستخصص …»: the speaker's state or, where the article names it nowhere, none.
fn own_country(ask: &Ask) -> Answer {
    let s = ask.s;
    if !(s.own_left()..s.q.tokens.0).any(|i| group(s.doc, i) == "own-country") {
        return None;
    }
    Some(state_of_role(ask))
}

fn state_of_role(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let role = ask.told?.role?;
    let first = s.doc.tokens.at_or_after(role.start);
    (first..first + 8)
        .take_while(|i| *i < s.doc.tokens.len() && s.doc.tokens.span(*i).end <= role.end)
        .find_map(|i| state_at(s, i))
}

/// An age, «عشرات الدول»: nobody's, where no alliance and no bearer is told.
fn nobody_by_sort(ask: &Ask) -> Answer {
    let states = (ask.s.q.tokens.0..ask.s.q.tokens.1)
        .filter_map(|i| ask.s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)))
        .any(|r| STATE_NOUNS.contains(&r.key));
    (ask.s.q.rule == "age" || states && !ask.story.here).then_some(None)
}

/// «شريط يبلغ طوله ألف كلم»: what the pronoun stands for, a name or a thing without one.
fn bearer(ask: &Ask) -> Answer {
    let s = ask.s;
    let end = s.q.tokens.0;
    let noun = (end.saturating_sub(3).max(s.own_left())..end).rev().find(|i| {
        s.doc
            .tags
            .at(*i)
            .iter()
            .any(|m| matches!(m.class, Class::ChangeCue | Class::FigureWord) && !m.pronoun.is_empty())
    })?;
    let verb = noun.checked_sub(1).filter(|v| clause::finite_cue(s, *v));
    let at = verb.unwrap_or(noun);
    let joined = s.doc.tokens.key(at).starts_with('\u{0648}') && verb.is_some();
    if joined {
        // «وتبلغ مساحتها»: what the sentence began with.
        let first = s.sentence.first;
        let m = s.entities.within(s.doc.tokens.cover(first, at)).next();
        return Some(m.filter(|m| m.tokens.0 <= first + 1).map(|m| m.entity));
    }
    let mut p = at.checked_sub(1).filter(|p| *p >= s.sentence.first)?;
    if is_role(s, p, "relative") {
        p = p.checked_sub(1).filter(|p| *p >= s.sentence.first)?;
    }
    if !s.doc.is_word(p) {
        return None;
    }
    // «شريط يبلغ طوله»: a thing without a name.
    let common = verb.is_some() && !s.doc.tokens.key(p).contains("\u{0627}\u{0644}");
    antecedent(ask, p).map(Some).or(common.then_some(None))
}

/// The entity that the words ending at token `p` name.
fn antecedent(ask: &Ask, p: usize) -> Option<usize> {
    let s = ask.s;
    let marks = |i: &usize| {
        matches!(s.doc.tokens.kind(*i), Kind::QuoteClose | Kind::QuoteEither | Kind::BracketClose | Kind::Comma)
    };
    let p = (s.sentence.first..=p).rev().take(3).find(|i| !marks(i))?;
    let span = s.doc.tokens.span(p);
    if let Some(m) = s.entities.within(span).last() {
        return Some(m.entity);
    }
    ask.heads.meant(s.doc, s.entities, p).or_else(|| ask.heads.meant(s.doc, s.entities, p.checked_sub(1)?))
}

/// Who acts in the clause of the figure, or in the one that it leans on.
fn by_clause(ask: &Ask) -> Owner {
    let s = ask.s;
    let mut c = clause::clause(s, s.q.tokens.0);
    for n in 0..CLAUSES {
        // «استثمرنا معاً 5 ملايين»: the speaker's own.
        let i_did = |i| s.doc.tags.all(i, Class::ChangeCue).any(|m| m.features.has(Features::FIRST));
        let own = (c.from..s.q.tokens.0).any(|i| s.q.money && i_did(i) || ours(s, i));
        if own && let Some(e) = speaking_body(ask) {
            return Owner { entity: Some(e), rule: "body-of-the-speaker" };
        }
        let found = clause::agent(s, c.from, ask.told);
        // A name before the figure before is less than what that figure is of.
        let far = found.is_some_and(|a| a.rule == "named-in-the-clause") && ask.story.here && n == 0;
        if far && ask.story.before.is_some() && clause::agent(s, s.own_left(), ask.told).is_none() {
            return Owner { entity: ask.story.before, rule: "as-the-figure-before" };
        }
        if let Some(Agent { entity, rule }) = found {
            return Owner { entity: Some(entity), rule: if n == 0 { rule } else { "agent-of-the-clause-before" } };
        }
        if let Some(e) = (c.from..s.q.tokens.0).rev().find_map(|i| ask.heads.meant(s.doc, s.entities, i)) {
            return Owner { entity: Some(e), rule: "head-noun-again" };
        }
        if n == 0 {
            if !s.q.money
                && let Some(e) = (s.q.tokens.0..s.q.tokens.1).find_map(|i| soldiers_of(s, i).or_else(|| state_at(s, i)))
            {
                return Owner { entity: Some(e), rule: "state-of-adjective" };
            }
            if let Some(e) = place_of_count(ask, c.from) {
                return Owner { entity: Some(e), rule: "where-it-is-counted" };
            }
        }
        if n == 0 && ask.story.before.is_none() && c.opener == Opener::That && common_subject(s, c.from) {
            break;
        }
        if c.opener == Opener::Relative
            && let Some(e) = c.at.checked_sub(1).and_then(|p| antecedent(ask, p))
        {
            return Owner { entity: Some(e), rule: "antecedent-of-relative" };
        }
        let distance = (s.own_left()..s.q.tokens.0).any(|i| is_role(s, i, "distance"));
        if ask.story.here && ask.story.before.is_some() && !distance {
            return Owner { entity: ask.story.before, rule: "as-the-figure-before" };
        }
        if c.at <= s.sentence.first {
            break;
        }
        c = clause::clause(s, c.at);
    }
    let topic = (s.left..s.q.tokens.0).any(|i| is_role(s, i, "topic"));
    if topic && let Some(e) = ask.heads.state {
        return Owner { entity: Some(e), rule: "state-of-the-article" };
    }
    if let Some(e) = body_of_speaker(ask) {
        return Owner { entity: Some(e), rule: "body-of-the-speaker" };
    }
    if let Some(e) = ask.story.last.filter(|_| nameless(s)) {
        return Owner { entity: Some(e), rule: "as-the-sentence-before" };
    }
    Owner { entity: None, rule: "nobody" }
}

/// «كما ساعدت في بناء 500 مدرسة»: a sentence that names nobody before its figure goes on with who acted before.
fn nameless(s: &Scene) -> bool {
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    let named = s.sentence.first < s.q.tokens.0 && s.entities.within(span).next().is_some();
    let short = s.q.tokens.0 - s.sentence.first <= 14;
    let verb = (s.sentence.first..s.q.tokens.0).take(8).any(|i| {
        let key = s.doc.tokens.key(i);
        let next = |j: usize| s.doc.is(j, Class::FunctionWord) || j == s.q.tokens.0;
        clause::finite_cue(s, i) && next(i + 1) || key.ends_with('\u{062A}') && is_fi(s, i + 1)
    });
    !named && short && verb
}

/// «أن صناعة الطيران …»: a common noun is the subject of the clause, so that no name before it is.
fn common_subject(s: &Scene, i: usize) -> bool {
    i < s.q.tokens.0
        && s.doc.is_word(i)
        && !clause::finite_cue(s, i)
        && !s.doc.is(i, Class::FunctionWord)
        && !s.doc.is(i, Class::Negation)
        && s.entities.within(s.doc.tokens.span(i)).next().is_none()
}

/// «سنساهم بمبلغ 168 مليون», «سيتم منح 100 ألف دينار»: money of nobody else's is the speaker's state's or body's.
fn body_of_speaker(ask: &Ask) -> Option<usize> {
    if ask.s.q.money { speaking_body(ask) } else { None }
}

/// «بدأنا توزيع السلال على 700 أسرة», «مدارسنا»: a word of the first person plural that is no particle.
fn ours(s: &Scene, i: usize) -> bool {
    let key = s.doc.tokens.key(i);
    s.doc.is_word(i)
        && key.ends_with("\u{0646}\u{0627}")
        && key.chars().count() >= 5
        && !s.doc.is(i, Class::FunctionWord)
        && !s.doc.is(i, Class::Complementiser)
        && s.entities.within(s.doc.tokens.span(i)).next().is_none()
}

/// The body or state in whose office the speaker speaks.
fn speaking_body(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let role = ask.told?.role?;
    let body = |m: &&MentionOf| matches!(kind(s, m), Some(EntityKind::Organisation | EntityKind::Country));
    s.entities.within(role).find(body).map(|m| m.entity).or_else(|| state_of_role(ask))
}

/// «8400 عسكري أميركي»: soldiers of a state are its forces', where the article names them.
fn soldiers_of(s: &Scene, i: usize) -> Option<usize> {
    let state = |i: usize| s.doc.entry(i, Class::Nationality).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
    let code = state(i)?;
    let soldier = (s.q.tokens.0..i).any(|i| {
        s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).is_some_and(|r| SOLDIERS.contains(&r.key))
    });
    let forces = |m: &&MentionOf| {
        kind(s, m) == Some(EntityKind::Organisation)
            && group(s.doc, m.tokens.0) == "forces"
            && (m.tokens.0..m.tokens.1).any(|j| state(j) == Some(code))
    };
    if soldier { s.entities.mentions.iter().take(STATES).find(forces).map(|m| m.entity) } else { None }
}

/// «2500 جندي في العراق», «20% من المنشآت في الخرطوم»: people, things and shares counted in a place are the place's.
fn place_of_count(ask: &Ask, from: usize) -> Option<usize> {
    let s = ask.s;
    // «17 ضربة قرب الحسكة»: a deed is of who does it.
    if ask.sort == "event" {
        return None;
    }
    let topic = (s.left..s.q.tokens.0).any(|i| is_role(s, i, "topic"));
    let of = s.doc.entry(s.q.tokens.1, Class::AfterNumber).and_then(|m| lexicon().row(m));
    let share = s.q.rate && of.is_some_and(|r| r.column(0) == "of");
    if !topic && !share && (s.q.money || s.q.rate || s.q.rule == "unit") {
        return None;
    }
    let again = || {
        let end = s.own_right();
        (s.q.tokens.1..end)
            .filter(|i| i.checked_sub(1).is_some_and(|b| is_fi(s, b) || s.doc.is(b, Class::AfterNumber)))
            .find_map(|i| ask.heads.meant(s.doc, s.entities, i))
    };
    let after = place_after(s, s.own_right()).or_else(again);
    if share { after } else { after.or_else(|| place_before(s, from)) }
}

/// «شهدت تركيا تصاعداً في العنف أسفر عن مصرع تسعة»: the state that the clause tells of, no killer and no speaker.
fn suffering_state(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let found = clause::agent(s, clause::clause(s, s.q.tokens.0).from, ask.told)?;
    let state = s.entities.entities.get(found.entity)?.kind == EntityKind::Country;
    (state && found.rule != "agent-of-the-verb" && !speaker(s, found.entity)).then_some(found.entity)
}

/// Whether an entity speaks near the figure.
fn speaker(s: &Scene, e: usize) -> bool {
    let near = s.statements.partition_point(|t| t.content.first().map_or(0, |c| c.start) <= s.q.span.start);
    let some = s.statements.get(near.saturating_sub(4)..s.statements.len().min(near + 2)).unwrap_or_default();
    let spans = || s.entities.within(s.sentence.span).filter(|m| m.entity == e);
    some.iter().any(|t| t.speaker_entity == Some(e) || t.speaker.is_some_and(|w| spans().any(|m| m.full.overlaps(w))))
}

/// «قال مكتب الإحصاءات الوطنية إن العجز بلغ 9 مليارات»: an office of statistics counts for its state.
fn counted_for(s: &Scene, e: usize) -> usize {
    let of = |m: &&MentionOf| m.entity == e;
    let Some(m) = s.entities.mentions.iter().take(STATES).find(of) else { return e };
    if !(m.tokens.0..m.tokens.1).any(|i| group(s.doc, i) == "counter") {
        return e;
    }
    let state = |m: &&MentionOf| kind(s, m) == Some(EntityKind::Country);
    s.entities.mentions.iter().take(STATES).find(state).map_or(e, |m| m.entity)
}

/// The state of the adjective at token `i`, where the article names it.
fn state_at(s: &Scene, i: usize) -> Option<usize> {
    let m = s.doc.entry(i, Class::Nationality)?;
    let code = lexicon().row(m).map(|r| r.column(0)).filter(|c| !c.is_empty())?;
    s.entities.mentions.iter().take(STATES).find_map(|m| {
        let named = s.doc.entry(m.tokens.0, Class::Country).and_then(|c| lexicon().row(c))?;
        let country = s.entities.entities.get(m.entity)?.kind == EntityKind::Country;
        (country && named.column(0) == code).then_some(m.entity)
    })
}

/// «بلغ عدد الجنود في العراق 2500»: the place before the figure.
fn place_before(s: &Scene, from: usize) -> Option<usize> {
    if from >= s.q.tokens.0 {
        return None;
    }
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    let places = |m: &&MentionOf| m.full.end <= s.q.span.start && has_room(s, m) && held(s, m) == Held::Where;
    s.entities.within(span).filter(places).last().map(|m| m.entity)
}

/// «مقتل 30 شخصاً في كابول»: the place after the figure.
fn place_after(s: &Scene, end: usize) -> Option<usize> {
    if end <= s.q.tokens.1 {
        return None;
    }
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    s.entities.within(span).find(|m| m.full.start >= s.q.span.end && is_where(s, m) && has_room(s, m)).map(|m| m.entity)
}

/// Whether a name can hold people and things: a place, a state, a body right after «في» («في السفارة اليابانية»).
fn has_room(s: &Scene, m: &MentionOf) -> bool {
    match kind(s, m) {
        Some(EntityKind::Place | EntityKind::Country) => true,
        Some(EntityKind::Organisation) => m.tokens.0.checked_sub(1).is_some_and(|b| is_fi(s, b)),
        _ => false,
    }
}

/// Whether something happens there: «في كابول», «في الحي الدبلوماسي من كابول».
fn is_where(s: &Scene, m: &MentionOf) -> bool {
    match held(s, m) {
        Held::Where => true,
        Held::From => (m.tokens.0.saturating_sub(4)..m.tokens.0).any(|i| is_fi(s, i)),
        _ => false,
    }
}

/// Whether «في» stands at token `i`.
fn is_fi(s: &Scene, i: usize) -> bool {
    s.doc.tags.all(i, Class::FunctionWord).any(|f| lexicon().row(f).is_some_and(|r| r.key == "governed-fi"))
}
