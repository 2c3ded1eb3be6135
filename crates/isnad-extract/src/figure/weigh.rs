//! Which of the names that an article gives owns a figure, all signs weighed together?
//!
//! Reads what speaks for each name (its place in the sentence, what holds it, how near it stands, how often the article
//! names it, whether a noun or adjective calls it again, whether it speaks) and what speaks for nobody; the rule that
//! answered first is one sign among them. Gives the name with the greatest sum of the weights in [`super::weights`].

use isnad_text::{Proclitics, Span};

use super::agent::state_at;
use super::clause::{self, Held, Opener, finite_cue, held, is_role, masdar_cue};
use super::scene::Scene;
use super::subject::{Ask, Owner, counts_members};
use super::weights::{BESIDE, RULES, SIGNS, Sign};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::Class;

/// Names that are weighed for one figure, at most.
const NAMES: usize = 24;
/// Mentions of one sentence that are read, at most.
const MENTIONS: usize = 40;
/// Words of a sentence before and after a figure that may call a name again, at most.
const WORDS: usize = 24;
/// Entities among which the one named most is sought, at most.
const ENTITIES: usize = 200;

/// What the figures told before were of, newest last.
#[derive(Debug, Default)]
pub(super) struct Told {
    subjects: Vec<Option<usize>>,
    numbers: Vec<(crate::Value, Option<usize>)>,
}

impl Told {
    /// Keeps whose a figure is.
    pub(super) fn push(&mut self, value: crate::Value, subject: Option<usize>) {
        self.subjects.push(subject);
        self.numbers.push((value, subject));
    }

    /// Whose a figure of the same number, told shortly before, was.
    fn same_number(&self, value: crate::Value) -> Option<Option<usize>> {
        self.numbers.iter().rev().take(WORDS).find(|(v, _)| *v == value).map(|(_, e)| *e)
    }

    fn newest(&self) -> Option<Option<usize>> {
        self.subjects.last().copied()
    }

    fn count(&self, e: usize) -> usize {
        self.subjects.iter().rev().take(WORDS).filter(|s| **s == Some(e)).count()
    }
}

/// A name, or nobody, with what speaks for it.
#[derive(Debug, Clone)]
struct Candidate {
    entity: Option<usize>,
    signs: u128,
    rule: Option<&'static str>,
    score: f32,
}

impl Candidate {
    fn of(entity: Option<usize>) -> Self {
        Candidate { entity, signs: 0, rule: None, score: 0.0 }
    }

    fn add(&mut self, sign: Sign) {
        self.signs |= 1 << sign as u32;
    }

    fn add_if(&mut self, is: bool, sign: Sign) {
        if is {
            self.add(sign);
        }
    }
}

/// The sort of a figure, as the columns of the weights have it.
fn column(s: &Scene) -> usize {
    if s.toll {
        1
    } else if s.q.money {
        2
    } else if s.q.rate || matches!(s.q.rule, "share" | "fraction" | "percent" | "ratio") {
        3
    } else if matches!(s.q.rule, "unit" | "unit-alone" | "age") {
        5
    } else {
        4
    }
}

/// Whose the figure is, all signs weighed; `first` is what the rules answered. With it, where asked, what was weighed.
pub(super) fn weigh(ask: &Ask, first: Owner, told: &Told, explain: bool) -> (Owner, String) {
    let mut names = gather(ask, first.entity, told);
    let column = column(ask.s);
    for c in &mut names {
        if c.entity == first.entity {
            c.rule = Some(first.rule);
        }
        c.score = score(c, column, first.entity.is_none());
    }
    let best = names.iter().fold(None::<&Candidate>, |best, c| match best {
        Some(b) if b.score >= c.score => Some(b),
        _ => Some(c),
    });
    // A rule that named somebody is not overruled; one that named nobody yields where others outweigh it by its margin.
    let own = names.iter().find(|c| c.entity == first.entity).map_or(0.0, |c| c.score);
    let margin = RULES.iter().find(|(name, ..)| *name == first.rule).map_or(f32::INFINITY, |(.., margin)| *margin);
    let yields = |b: &&Candidate| first.entity.is_none() && b.score - own >= margin;
    let entity = best.filter(yields).map_or(first.entity, |b| b.entity);
    let why = if explain { said(ask.s, &names) } else { String::new() };
    let rule = if entity == first.entity { first.rule } else { "weighed-among-names" };
    (Owner { entity, rule }, why)
}

/// The sum of what speaks for a name: each sign alone, for this sort of figure, and beside what the name is.
fn score(c: &Candidate, column: usize, nobody_first: bool) -> f32 {
    let mut is = [false; BESIDE.len()];
    for (k, sign) in BESIDE.iter().enumerate() {
        let holds = sign.map_or(nobody_first && c.entity.is_some(), |sign| c.signs >> sign as u32 & 1 == 1);
        if let Some(slot) = is.get_mut(k) {
            *slot = holds;
        }
    }
    let mut sum = 0.0;
    let mut left = c.signs;
    while left != 0 {
        let i = left.trailing_zeros() as usize;
        left &= left - 1;
        if let Some((_, w, beside)) = SIGNS.get(i) {
            sum += w[0] + w.get(column).copied().unwrap_or_default();
            sum += is.iter().zip(beside).filter(|(holds, _)| **holds).map(|(_, w)| w).sum::<f32>();
        }
    }
    let by = c.rule.and_then(|r| RULES.iter().find(|(name, ..)| *name == r));
    sum + by.map_or(0.0, |(_, w, _)| *w)
}

/// The names that were weighed, with their sums and signs.
fn said(s: &Scene, names: &[Candidate]) -> String {
    let mut text = format!("; names weighed [{}]:", column(s));
    for c in names {
        let name = c.entity.and_then(|e| s.entities.entities.get(e)).map_or("nobody", |e| e.name.as_str());
        let signs: Vec<&str> = (0..SIGNS.len())
            .filter(|i| c.signs >> i & 1 == 1)
            .filter_map(|i| SIGNS.get(i).map(|(name, ..)| *name))
            .chain(c.rule)
            .collect();
        text.push_str(&format!(" {name} {:.2} ({});", c.score, signs.join(" ")));
    }
    text
}

/// The names that can own the figure, with their signs, and nobody.
fn gather(ask: &Ask, first: Option<usize>, told: &Told) -> Vec<Candidate> {
    let s = ask.s;
    let mut names: Vec<Candidate> = Vec::with_capacity(NAMES);
    names.push(nobody(ask, told));
    let add = |names: &mut Vec<Candidate>, e: usize| -> Option<usize> {
        if let Some(k) = names.iter().position(|c| c.entity == Some(e)) {
            return Some(k);
        }
        if names.len() >= NAMES {
            return None;
        }
        names.push(Candidate::of(Some(e)));
        Some(names.len() - 1)
    };
    if let Some(e) = first {
        add(&mut names, e);
    }
    in_sentence(ask, &mut names, &add);
    called_again(ask, &mut names, &add);
    for e in ask.told.into_iter().flat_map(|t| t.speaker_entity) {
        if let Some(c) = add(&mut names, e).and_then(|k| names.get_mut(k)) {
            c.add(Sign::Speaks);
        }
    }
    if let Some(e) = super::agent::speaking_body(ask)
        && let Some(c) = add(&mut names, e).and_then(|k| names.get_mut(k))
    {
        c.add(Sign::BodyOfSpeaker);
    }
    // The sentence before, and what the article names most.
    let here = s.doc.sentence_of(s.q.tokens.0).unwrap_or(0);
    let before = |k: usize| here.checked_sub(k).and_then(|n| s.doc.sentences.get(n)).map(|x| x.span);
    for span in [before(1), before(2)].into_iter().flatten() {
        for m in s.entities.within(span).take(MENTIONS) {
            add(&mut names, m.entity);
        }
    }
    for e in told.subjects.iter().rev().take(3).flatten() {
        add(&mut names, *e);
    }
    let most = most(s);
    for e in most.iter().flatten() {
        add(&mut names, *e);
    }
    let last = lasts(s);
    for c in &mut names {
        if let Some(e) = c.entity {
            of_the_article(s, c, e, told, (before(1), before(2)), &most, &last);
        }
    }
    names
}

/// The entity named most, and the one of each kind.
fn most(s: &Scene) -> [Option<usize>; 4] {
    let mut best: [(usize, Option<usize>); 4] = [(1, None); 4];
    for (i, e) in s.entities.entities.iter().enumerate().take(ENTITIES) {
        let n = e.mentions.len();
        let k = match e.kind {
            EntityKind::Country | EntityKind::Place => 1,
            EntityKind::Organisation => 2,
            _ => 3,
        };
        for slot in [0, k] {
            if let Some(b) = best.get_mut(slot)
                && n > b.0
            {
                *b = (n, Some(i));
            }
        }
    }
    best.map(|(_, e)| e)
}

/// The place and the body named last before the figure.
fn lasts(s: &Scene) -> [Option<usize>; 2] {
    let end = s.entities.mentions.partition_point(|m| m.span.start < s.q.span.start);
    let back = |is: fn(EntityKind) -> bool| {
        let kind = |m: &&MentionOf| clause::kind(s, m).is_some_and(is);
        s.entities.mentions.iter().take(end).rev().take(MENTIONS).find(kind).map(|m| m.entity)
    };
    [back(|k| matches!(k, EntityKind::Place | EntityKind::Country)), back(|k| k == EntityKind::Organisation)]
}

/// What the whole article says of a name.
fn of_the_article(
    s: &Scene,
    c: &mut Candidate,
    e: usize,
    told: &Told,
    (before, two): (Option<Span>, Option<Span>),
    most: &[Option<usize>; 4],
    last: &[Option<usize>; 2],
) {
    let Some(entity) = s.entities.entities.get(e) else { return };
    c.add(match entity.kind {
        EntityKind::Person => Sign::Person,
        EntityKind::Organisation => Sign::Body,
        EntityKind::Country => Sign::Country,
        EntityKind::Place => Sign::Place,
        _ => Sign::Event,
    });
    let n = entity.mentions.len();
    c.add_if(n == 1, Sign::NamedOnce);
    c.add_if(n >= 3, Sign::NamedOften);
    c.add_if(most.first() == Some(&Some(e)), Sign::NamedMost);
    c.add_if(most.iter().skip(1).any(|m| *m == Some(e)), Sign::NamedMostOfKind);
    c.add_if(last.first() == Some(&Some(e)), Sign::LastPlace);
    c.add_if(last.get(1) == Some(&Some(e)), Sign::LastBody);
    let opens = s.doc.sentences.get(1).or(s.doc.sentences.first()).map_or(0, |x| x.span.end);
    c.add_if(entity.mentions.first().is_some_and(|m| m.span.start < opens), Sign::InLead);
    c.add_if(
        most.first() == Some(&Some(e)) || most.iter().skip(1).any(|m| *m == Some(e)) && n >= 3,
        match entity.kind {
            EntityKind::Country | EntityKind::Place => Sign::MainPlace,
            EntityKind::Organisation => Sign::MainBody,
            _ => Sign::MainOther,
        },
    );
    c.add_if(told.same_number(s.q.value) == Some(Some(e)), Sign::SameNumber);
    c.add_if(told.count(e) > 0, Sign::OfFigureEarlier);
    c.add_if(told.count(e) > 1, Sign::OfFiguresEarlier);
    if told.newest() == Some(Some(e)) {
        c.add(if s.previous().is_some() { Sign::OfFigureBeforeHere } else { Sign::OfFigureBefore });
    }
    let here = c.signs & (1 << Sign::Before as u32 | 1 << Sign::After as u32 | 1 << Sign::Inside as u32) != 0;
    if !here {
        let within = |span: Option<Span>| span.is_some_and(|x| entity.mentions.iter().any(|m| x.contains(m.span)));
        let later = entity.mentions.first().is_none_or(|m| m.span.start > s.q.span.start);
        c.add(if within(before) {
            Sign::SentenceBefore
        } else if within(two) {
            Sign::TwoSentencesBefore
        } else if later {
            Sign::OnlyLater
        } else {
            Sign::LongAgo
        });
    }
}

/// What speaks for nobody.
fn nobody(ask: &Ask, told: &Told) -> Candidate {
    let s = ask.s;
    let mut c = Candidate::of(None);
    c.add(Sign::Nobody);
    let named = |a: usize, b: usize| a < b && s.entities.within(s.doc.tokens.cover(a, b)).next().is_some();
    c.add_if(!named(s.sentence.first, s.sentence.end), Sign::NamelessSentence);
    c.add_if(!named(s.own_left(), s.own_right()), Sign::NamelessClause);
    if told.newest() == Some(None) {
        c.add(if s.previous().is_some() { Sign::NobodyBeforeHere } else { Sign::NobodyBefore });
    }
    c.add_if(told.same_number(s.q.value) == Some(None), Sign::SameNumberNobody);
    c.add_if(common_subject(s), Sign::CommonSubject);
    c.add_if(s.q.rule == "age", Sign::Age);
    c.add_if(counts_members(s), Sign::States);
    c.add_if(s.q.rule == "indefinite-plural", Sign::Tens);
    let near = s.q.tokens.0.saturating_sub(4).max(s.own_left())..s.q.tokens.0;
    c.add_if(near.clone().any(|i| is_role(s, i, "attended")), Sign::Attended);
    c.add_if(near.clone().any(|i| is_role(s, i, "distance")), Sign::Distance);
    c.add_if(ask.told.is_some_and(|t| t.kind != crate::StatementKind::Indirect), Sign::Quoted);
    c.add_if(
        s.doc.tags.all(s.q.tokens.0, Class::CountedNoun).next().is_some()
            && s.doc.tokens.key(s.q.tokens.0).starts_with("\u{0627}\u{0644}"),
        Sign::Definite,
    );
    c
}

/// «في شمالي بعقوبة», «جنوب دمشق»: a side of a place is there.
fn on_a_side(s: &Scene, m: &MentionOf) -> Option<Held> {
    let side = m.tokens.0.checked_sub(1).is_some_and(|b| b >= s.sentence.first && is_role(s, b, "side"));
    let place = matches!(clause::kind(s, m), Some(EntityKind::Place | EntityKind::Country));
    (side && place).then_some(Held::Where)
}

/// «أن صناعة الطيران تضم …»: the figure's clause begins with a common noun.
fn common_subject(s: &Scene) -> bool {
    let own = clause::clause(s, s.q.tokens.0);
    own.from < s.q.tokens.0
        && matches!(own.opener, Opener::That | Opener::Start | Opener::Clause)
        && super::agent::common_subject(s, own.from)
        && s.doc.tokens.key(own.from).contains("\u{0627}\u{0644}")
}

/// The names of the sentence: where each stands, what holds it, which verb it goes with.
fn in_sentence(ask: &Ask, names: &mut Vec<Candidate>, add: &dyn Fn(&mut Vec<Candidate>, usize) -> Option<usize>) {
    let s = ask.s;
    let own = clause::clause(s, s.q.tokens.0);
    let mut nearest: Option<(usize, usize)> = None;
    let near = s.statements.partition_point(|t| t.content.first().map_or(0, |c| c.start) <= s.q.span.start);
    let said = s.statements.get(near.saturating_sub(4)..s.statements.len().min(near + 2)).unwrap_or_default();
    for m in s.entities.within(s.sentence.span).take(MENTIONS) {
        let Some(k) = add(names, m.entity) else { continue };
        let hold = on_a_side(s, m).unwrap_or_else(|| held(s, m));
        let Some(c) = names.get_mut(k) else { continue };
        let source = m.tokens.0 > s.sentence.first && s.doc.is(m.tokens.0 - 1, Class::SourceCue);
        c.add_if(source, Sign::Source);
        c.add_if(s.doc.is(m.tokens.0, Class::Agency), Sign::Agency);
        let chain = |t: &crate::Statement| t.chain.iter().filter_map(|l| l.span).any(|l| l.overlaps(m.span));
        c.add_if(ask.told.is_some_and(chain), Sign::PassesOn);
        let speech = s.doc.is(m.tokens.1, Class::SpeechVerb)
            || m.tokens.0 > s.sentence.first && s.doc.is(m.tokens.0 - 1, Class::SpeechVerb);
        c.add_if(speech, Sign::BesideSpeech);
        let there = |t: &crate::Statement| t.occasion.is_some_and(|o| o.overlaps(m.span));
        c.add_if(said.iter().any(there), Sign::InOccasion);
        if m.span.start >= s.q.span.start && m.span.end <= s.q.span.end {
            c.add(Sign::Inside);
        } else if m.full.end <= s.q.span.start {
            before(s, c, m, hold, &own);
            if hold == Held::Free && clause::kind(s, m) != Some(EntityKind::Person) {
                nearest = Some((k, m.tokens.0));
            }
        } else if m.span.start >= s.q.span.end {
            after(s, c, m, hold);
        }
    }
    // «بلغ عدد سكانها»: a possessive right before the figure is of the free name nearest to it.
    let end = s.q.tokens.0;
    let its = (end.saturating_sub(5).max(s.own_left())..end)
        .any(|i| s.doc.tags.at(i).iter().any(|t| !t.pronoun.is_empty() && t.class != Class::FunctionWord));
    if its
        && let Some((k, _)) = nearest
        && let Some(c) = names.get_mut(k)
    {
        c.add(Sign::Possessive);
    }
}

fn before(s: &Scene, c: &mut Candidate, m: &MentionOf, hold: Held, own: &clause::Clause) {
    c.add(Sign::Before);
    let far = s.q.tokens.0.saturating_sub(m.tokens.1);
    c.add(match far {
        0..=3 => Sign::BeforeNear,
        4..=9 => Sign::BeforeMid,
        _ => Sign::BeforeFar,
    });
    c.add(match hold {
        Held::Free => Sign::BeforeFree,
        Held::For => Sign::BeforeFor,
        Held::Where => Sign::BeforeWhere,
        Held::From => Sign::BeforeFrom,
        Held::Other => Sign::BeforeOther,
    });
    let inner = m.tokens.0 >= own.from;
    c.add_if(inner, Sign::InClause);
    c.add_if(inner && own.opener == Opener::That, Sign::InThat);
    c.add_if(!inner && own.opener == Opener::Relative && m.tokens.1 + 2 >= own.at, Sign::Antecedent);
    c.add_if(m.tokens.0 >= s.own_left(), Sign::OwnLeft);
    c.add_if(inner && m.tokens.0 <= own.from + 1, Sign::OpensClause);
    c.add_if(m.tokens.0 <= s.sentence.first + 1, Sign::OpensSentence);
    let prior = m.tokens.0.checked_sub(1).filter(|b| *b >= s.sentence.first);
    let verb = prior.is_some_and(|b| finite_cue(s, b)) || finite_cue(s, m.tokens.1);
    c.add_if(verb && inner, Sign::WithVerb);
    c.add_if(verb && !inner, Sign::WithOtherVerb);
    c.add_if(prior.is_some_and(|b| masdar_cue(s, b)), Sign::WithVerbalNoun);
    let noun = |b: usize| {
        s.doc.is_word(b)
            && !s.doc.is(b, Class::FunctionWord)
            && !s.doc.is(b, Class::SpeechVerb)
            && !finite_cue(s, b)
            && !s.doc.tokens.key(b).starts_with("\u{0627}\u{0644}")
            && s.entities.within(s.doc.tokens.span(b)).next().is_none()
    };
    c.add_if(hold == Held::Free && prior.is_some_and(noun), Sign::OwnsNoun);
    c.add_if(clause::embedded(s, m.tokens.0, own.from), Sign::Embedded);
}

fn after(s: &Scene, c: &mut Candidate, m: &MentionOf, hold: Held) {
    c.add(Sign::After);
    let far = m.tokens.0.saturating_sub(s.q.tokens.1);
    c.add(match far {
        0..=2 => Sign::AfterNear,
        3..=7 => Sign::AfterMid,
        _ => Sign::AfterFar,
    });
    c.add(match hold {
        Held::Free => Sign::AfterFree,
        Held::For => Sign::AfterFor,
        Held::Where => Sign::AfterWhere,
        Held::From => Sign::AfterFrom,
        Held::Other => Sign::AfterOther,
    });
    c.add_if(m.tokens.0 < s.own_right(), Sign::OwnRight);
    c.add_if(s.next().is_some_and(|n| m.tokens.0 >= n.tokens.1), Sign::BehindNextFigure);
}

/// Names that a noun («المدينة») or an adjective («السوري») of the sentence calls again.
fn called_again(ask: &Ask, names: &mut Vec<Candidate>, add: &dyn Fn(&mut Vec<Candidate>, usize) -> Option<usize>) {
    let s = ask.s;
    let own = clause::clause(s, s.q.tokens.0).from;
    let from = s.sentence.first.max(s.q.tokens.0.saturating_sub(WORDS));
    let end = s.sentence.end.min(s.q.tokens.1 + WORDS);
    for i in from..end {
        if let Some(e) = ask.heads.meant(s.doc, s.entities, i)
            && s.entities.within(s.doc.tokens.span(i)).next().is_none()
            && let Some(c) = add(names, e).and_then(|k| names.get_mut(k))
        {
            let clitic = s.doc.tags.at(i).iter().any(|t| t.proclitics.has(Proclitics::LA));
            let prior = i.checked_sub(1).filter(|b| *b >= s.sentence.first);
            let hold = prior.and_then(|b| clause::preposition(s, b));
            let free = hold.is_none() && !clitic;
            c.add_if(free, Sign::CalledFree);
            c.add_if(hold == Some(Held::Where), Sign::CalledWhere);
            c.add(if i >= s.q.tokens.1 {
                Sign::CalledAfter
            } else if i >= own {
                Sign::CalledInClause
            } else {
                Sign::CalledBefore
            });
        }
        if s.doc.is(i, Class::Nationality)
            && let Some(e) = state_at(s, i)
            && let Some(c) = add(names, e).and_then(|k| names.get_mut(k))
        {
            let close = i + 1 >= s.q.tokens.0 && i <= s.q.tokens.1;
            c.add(if close {
                Sign::AdjectiveOfFigure
            } else if i >= own && i < s.own_right() {
                Sign::AdjectiveInClause
            } else {
                Sign::AdjectiveInSentence
            });
        }
    }
}
