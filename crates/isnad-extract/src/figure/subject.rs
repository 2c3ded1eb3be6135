//! Whose figure is it? The body that has the members, the giver, the group after «من», the place of a toll; or nobody's.
//!
//! Rules are asked in order and the first that knows answers; each has a name, so that `explain` can say why. A figure
//! whose clause names nobody and leans on nothing before it is nobody's: no name is taken because it stands near.

use isnad_text::{Kind, Proclitics};

use super::agent::{by_clause, counted_for, state_of_role};
use super::clause::{self, is_role, kind};
use super::group::{beside, group_after, right_before, they, victims};
use super::heads::{Heads, group};
use super::place::{attended, counted_in, is_fi, place_after, place_of_toll};
use super::scene::Scene;
use super::weigh::{Told, weigh};
use crate::EntityKind;
use crate::Statement;
use crate::lexicon::{Class, lexicon};

/// How many words back a line may begin.
const LINE: usize = 80;

/// Units that count who belongs to an alliance, by their keys.
const MEMBERS: [&str; 5] = ["cdw", "dwla", "bld", "mnzma", "shryk"];
/// The unit that is a member, by its key.
const MEMBER: &str = "cdw";
/// Nouns of size, by their keys.
const SIZES: [&str; 5] = ["length", "area", "height", "depth", "distance"];
/// Units that are states.
const STATE_NOUNS: [&str; 2] = ["dwla", "bld"];
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
    /// The rule that said whose the figure before is.
    pub(super) rule: &'static str,
    /// Whether the figure before counts the same noun.
    pub(super) alike: bool,
}

/// A question: the figure with all that its rules read.
pub(super) struct Ask<'a, 'b> {
    pub(super) s: &'b Scene<'a>,
    pub(super) heads: &'b Heads<'a>,
    pub(super) told: Option<&'a Statement>,
    pub(super) story: Story,
    pub(super) sort: &'a str,
    pub(super) toll: bool,
    /// The first token of what is said, where the figure stands in a statement.
    pub(super) said: Option<usize>,
}

/// What a rule says: nothing, an entity, or that it is nobody's.
pub(super) type Answer = Option<Option<usize>>;
type Ruling = fn(&Ask) -> Answer;

/// The rules in the order in which they are asked.
const RULINGS: &[(&str, Ruling)] = &[
    ("with-the-figure-before", with_the_one_before),
    ("they-that-were-named", they),
    ("named-right-before", right_before),
    ("member-of-alliance", members),
    ("group-after", group_after),
    ("line-label", line_label),
    ("attended-event", attended),
    ("counted-in", counted_in),
    ("member-of-body", member_of_body),
    ("thing-counted-again", own_count),
    ("dimension-of-a-thing", dimension),
    ("victims-of", victims),
    ("place-of-toll", place_of_toll),
    ("own-country", own_country),
    ("age-of-a-person", age_of_a_person),
    ("age-or-states", nobody_by_sort),
    ("antecedent-of-pronoun", bearer),
    ("somewhere", somewhere),
    ("after-an-event", after_an_event),
    ("agent-of-the-verb-after", doer_after),
];

/// The entity that the figure describes, and where it is asked for, what was weighed.
pub(super) fn subject(
    s: &Scene,
    heads: &Heads,
    statement: Option<usize>,
    story: Story,
    told: &Told,
) -> (Owner, String) {
    let before = told;
    let told = statement.and_then(|i| s.statements.get(i));
    let said = s.piece(statement).map(|p| s.doc.tokens.at_or_after(p.start));
    let ask = Ask { s, heads, told, story, sort: s.sort, toll: s.toll, said };
    weigh(&ask, by_rules(&ask), before, s.context.explain)
}

/// What the rules alone answer: the first that knows.
fn by_rules(ask: &Ask) -> Owner {
    for (rule, ruling) in RULINGS {
        if let Some(entity) = ruling(ask) {
            return Owner { entity, rule };
        }
    }
    let owner = by_clause(ask);
    Owner { entity: owner.entity.map(|e| counted_for(ask.s, e)), rule: owner.rule }
}

/// Whether states, members or organisations are counted.
pub(super) fn counts_members(s: &Scene) -> bool {
    let key = |i: usize| s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).map(|r| r.key);
    (s.q.tokens.0..s.q.tokens.1).any(|i| key(i).is_some_and(|k| MEMBERS.contains(&k)))
}

/// «30 قتيلاً و20 جريحاً», «منهم 37»: as the figure before it in the same breath.
fn with_the_one_before(ask: &Ask) -> Answer {
    let s = ask.s;
    let of_them = of_them(s);
    let others = (s.q.tokens.0..=s.q.tokens.1).any(|i| {
        s.doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "others")
    });
    if others && ask.story.here {
        return Some(ask.story.before);
    }
    // «مجلس القرية ٧ أعضاء ومجلس البلدة ٩»
    let listed = ask.story.rule == "thing-counted-again" || ask.story.rule == "with-the-figure-before";
    if ask.story.here && ask.story.alike && listed && ask.story.before.is_none() && s.is_listed() {
        return Some(None);
    }
    // «منهم 37 سقطوا في بلوشستان»: a part with a place of its own.
    if of_them && ask.toll && place_after(s, s.own_right()).is_some() || s.is_joined() && beside(ask).is_some() {
        return None;
    }
    (ask.story.here && (s.is_joined() || of_them)).then_some(ask.story.before)
}

/// «منهم 37», «21 منهم»
pub(super) fn of_them(s: &Scene) -> bool {
    let label = |b| s.doc.entry(b, Class::NumberLabel).and_then(|m| lexicon().row(m));
    s.q.rule == "number-of-them"
        || s.q.tokens.0.checked_sub(1).and_then(label).is_some_and(|r| r.column(0) == "of-them")
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

/// «أن عضواً واحداً في اللجنة صوت», «مجلس الأمن … 10 أعضاء»: members of a council, not of an alliance.
fn member_of_body(ask: &Ask) -> Answer {
    let s = ask.s;
    let noun = |i: usize| s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).map(|r| r.key);
    if !(s.q.tokens.0..s.q.tokens.1).any(|i| noun(i) == Some(MEMBER)) {
        return None;
    }
    let council = |i: usize| group(s.doc, i) == "council";
    let named = |a: usize, b: usize| {
        let of = |m: &&crate::entity::MentionOf| council(m.tokens.0) && kind(s, m) == Some(EntityKind::Organisation);
        (a < b).then(|| s.entities.within(s.doc.tokens.cover(a, b)).filter(of).last().map(|m| m.entity)).flatten()
    };
    let again = |i: usize| if council(i) { ask.heads.meant(s.doc, s.entities, i) } else { None };
    named(s.q.tokens.1, s.own_right())
        .or_else(|| (s.q.tokens.1..s.own_right()).find_map(again))
        .or_else(|| named(s.sentence.first, s.q.tokens.0))
        .or_else(|| (s.sentence.first..s.q.tokens.0).rev().find_map(again))
        .map(Some)
}

/// «أصبح أعضاء بلدية فئة ب 15 عضواً»: the noun counted stands before its number, of something without a name.
fn own_count(ask: &Ask) -> Answer {
    let s = ask.s;
    let noun = |i: usize| s.doc.entry(i, Class::CountedNoun).map(|m| m.row);
    let unit = (s.q.tokens.0..s.q.tokens.1).find_map(noun)?;
    let bare = |i: &usize| s.doc.entry(*i, Class::CountedNoun).is_some_and(|m| !m.proclitics.has(Proclitics::AL));
    let head = (s.own_left()..s.q.tokens.0).rev().find(|i| noun(*i) == Some(unit) && bare(i))?;
    let span = s.doc.tokens.cover(head, s.q.tokens.0);
    let nameless = s.entities.within(span).next().is_none();
    let meant = || (head..s.q.tokens.0).any(|i| ask.heads.meant(s.doc, s.entities, i).is_some());
    (nameless && s.q.tokens.0 - head <= 6 && head + 1 < s.q.tokens.0 && !ask.toll && !meant()).then_some(None)
}

/// «سفن عملاقة بعمق 24 متراً», «طول العلم 12 ألف متر»: how large a thing without a name is.
fn dimension(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.rule != "unit" || s.q.rate || s.q.money {
        return None;
    }
    let (from, end) = (s.own_left().max(s.q.tokens.0.saturating_sub(5)), s.q.tokens.0);
    let size = |i: &usize| {
        let cue = |m: &crate::lexicon::Match| {
            m.pronoun.is_empty() && lexicon().row(m).is_some_and(|r| SIZES.contains(&r.key))
        };
        is_role(s, *i, "distance") || s.doc.tags.all(*i, Class::ChangeCue).any(cue)
    };
    let at = (from..end).rev().find(size)?;
    let named = |i: usize| {
        s.entities.within(s.doc.tokens.span(i)).next().is_some() || ask.heads.meant(s.doc, s.entities, i).is_some()
    };
    if at + 1 < end {
        let definite = s.doc.tokens.key(at + 1).starts_with("\u{0627}\u{0644}");
        return (definite && !(at + 1..end).any(named)).then_some(None);
    }
    // «بعمق 24 متراً», «على مساحة 12 ألف متر»: of the thing before it.
    let on = |b: usize| {
        s.doc.tags.all(b, Class::FunctionWord).any(|m| lexicon().row(m).is_some_and(|r| r.key == "governed-ala"))
    };
    let b = at.checked_sub(1)?;
    let held = s.doc.tokens.key(at).starts_with('\u{0628}') || s.doc.tokens.key(at).starts_with('\u{0648}') || on(b);
    let thing = from.max(at.saturating_sub(4))..at;
    let acts = |i: usize| clause::finite_cue(s, i) || named(i);
    (held && !thing.into_iter().any(acts)).then_some(None)
}

/// «معمل الزهراني: يعمل بقدرة 415 ميغاوات»: the name before the colon that opens the line.
fn line_label(ask: &Ask) -> Answer {
    let s = ask.s;
    let opens_line = |i: &usize| s.doc.tokens.get(*i).is_some_and(|t| t.line_start);
    let first = (0..=s.q.tokens.0).rev().take(LINE).find(opens_line)?;
    let m = s.entities.within(s.doc.tokens.cover(first, s.q.tokens.0)).next()?;
    let opens = m.tokens.0 <= first + 1 && m.tokens.1 < s.q.tokens.0;
    // «اللاعب حسين البطيان (رفع أثقال) 4 فضيات»
    let noted = s.doc.tokens.kind(m.tokens.1) == Kind::BracketOpen
        && s.q.tokens.0.checked_sub(1).is_some_and(|b| s.doc.tokens.kind(b) == Kind::BracketClose)
        && s.q.tokens.0 - m.tokens.1 <= 6;
    let colon = s.doc.tokens.kind(m.tokens.1) == Kind::Colon && kind(s, m) != Some(EntityKind::Person);
    let labels = opens && (colon || noted);
    (labels && ask.told.is_none()).then_some(Some(m.entity))
}

/// «بلاده ستخصص …»: the speaker's state or, where the article names it nowhere, none.
fn own_country(ask: &Ask) -> Answer {
    let s = ask.s;
    let own = (s.own_left()..s.q.tokens.0).rev().find(|i| group(s.doc, *i) == "own-country")?;
    // «بلاده تريد أن تحدد المنظمة نطاقاً …»: another acts after it.
    if clause::agent(s, own + 1, ask.told).is_some_and(|a| a.rule == "agent-of-the-verb") {
        return None;
    }
    Some(state_of_role(ask))
}

/// «سامي الحداد، البالغ من العمر 63 عاماً»: the person named right before the age.
fn age_of_a_person(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.rule != "age" || s.q.tokens.0 <= s.sentence.first {
        return None;
    }
    let span = s.doc.tokens.cover(s.q.tokens.0.saturating_sub(6).max(s.sentence.first), s.q.tokens.0);
    let person = |m: &&crate::entity::MentionOf| kind(s, m) == Some(EntityKind::Person);
    let m = s.entities.within(span).filter(person).last().filter(|m| m.tokens.1 <= s.q.tokens.0)?;
    let link = |i: usize| !s.doc.is_word(i) || s.doc.is(i, Class::TimePointer) || s.doc.is(i, Class::FunctionWord);
    (m.tokens.1..s.q.tokens.0).all(link).then_some(Some(m.entity))
}

/// An age, «عشرات الدول»: nobody's, where no alliance and no bearer is told.
fn nobody_by_sort(ask: &Ask) -> Answer {
    let states = (ask.s.q.tokens.0..ask.s.q.tokens.1)
        .filter_map(|i| ask.s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)))
        .any(|r| STATE_NOUNS.contains(&r.key));
    let share = ask.s.q.rate || ask.s.q.rule == "fraction" || ask.s.q.rule == "share";
    (ask.s.q.rule == "age" || states && !share && !ask.story.here).then_some(None)
}

/// «نسبة المقترعين في بعض الدوائر 60%»: places without a name.
fn somewhere(ask: &Ask) -> Answer {
    let s = ask.s;
    let at = |i: &usize| is_role(s, *i, "some") && i.checked_sub(1).is_some_and(|b| is_fi(s, b));
    (s.own_left()..s.q.tokens.0).any(|i| at(&i)).then_some(None)
}

/// «بعد فرز 40% من الأصوات»: a deed that went before and that nobody is said to do.
fn after_an_event(ask: &Ask) -> Answer {
    let s = ask.s;
    let b = s.q.tokens.0.checked_sub(2).filter(|b| *b >= s.own_left())?;
    let after =
        s.doc.entry(b, Class::TimeRelation).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "after");
    let named = || s.entities.within(s.doc.tokens.span(b + 1)).next().is_some();
    let his = || s.doc.tags.at(b + 1).iter().any(|m| !m.pronoun.is_empty());
    (after && s.q.rate && s.doc.is_word(b + 1) && !named() && !his()).then_some(None)
}

/// «ثلاث سفن استأجرها برنامج الأغذية»: who acts in the verb right after, whose object the figure is.
fn doer_after(ask: &Ask) -> Answer {
    let s = ask.s;
    let object = |i: &usize| s.doc.tags.all(*i, Class::ChangeCue).any(|m| clause::finite(m) && !m.pronoun.is_empty());
    let verb = (s.q.tokens.1..s.own_right().min(s.q.tokens.1 + 3)).find(object)?;
    let m = s.entities.within(s.doc.tokens.span(verb + 1)).find(|m| m.tokens.0 == verb + 1)?;
    (kind(s, m) != Some(EntityKind::Place)).then_some(Some(m.entity))
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
pub(super) fn antecedent(ask: &Ask, p: usize) -> Option<usize> {
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
