//! Which verbs that could attribute do not, where they stand?
//!
//! Reads what stands right before a verb of speech, its spelling and its pronoun: «من المنتظر أن يؤكد» is only to come,
//! «إذا طلبت» supposed, «بناء على طلب» a noun, «أعتقد» the words of one who is quoted. Gives reasons to leave a verb alone.

use isnad_text::{Kind, Proclitics};

use super::cue::Cue;
use super::phrase::Scene;
use super::words::{Opens, Sort, Takes};
use crate::lexicon::{Class, Features, Match, lexicon};

/// Whether the verb at token `i` does not attribute, by its form or by the token before its particles (`first`).
pub(super) fn verb(scene: &Scene, i: usize, first: usize, from: usize, m: &Match) -> bool {
    other_person(scene, i, m)
        || is_function_word(scene, i, m)
        || covered(scene, i, from)
        || i > from && m.proclitics == Proclitics::NONE && scene.is_sort(i - 1, Sort::Issued)
        || through(scene, i, m)
        || describes_source(scene, i, first, from, m)
        || first > from && governs(scene, first - 1, i, m)
        || i > from && fifth(scene, i - 1, i, m)
        || bodily(scene, i, m)
        || turns_out(scene, i, m)
        || learns(scene, i, m)
        || coordinated(scene, i, from, m)
}

/// «مطالبين بإلغاء الإعلان ورفض القرار»: a verbal noun that «و» joins to another behind a participle's preposition.
fn coordinated(scene: &Scene, i: usize, from: usize, m: &Match) -> bool {
    let d = scene.document;
    let noun = d.tags.all(i, Class::SpeechNoun).any(|n| n.pronoun.is_empty())
        || d.tags.all(i, Class::SpeechVerb).any(|n| n.features.has(Features::MASDAR));
    let past =
        m.features.has(Features::PAST) && !m.features.has(Features::FEMININE) && !m.features.has(Features::PLURAL);
    if !noun
        || !past
        || !m.proclitics.conjunction()
        || i == from
        || scene.can_speak(i + 1)
        || scene.opens(i + 1).is_some()
    {
        return false;
    }
    (i.saturating_sub(10).max(from + 1)..i).rev().take_while(|k| scene.kind(*k) == Kind::Word).any(|k| {
        let participle = d.tags.all(k - 1, Class::SpeechVerb).any(|v| v.features.has(Features::PARTICIPLE));
        participle && scene.glued(k, Proclitics::BA).is_some()
    })
}

/// «بدلا من تحمل المسؤولية», «كانت تحدث ليلا»: what looks like the past of the fifth form is its verbal noun behind «من», and
/// behind an auxiliary in the feminine the present of a plain verb.
fn fifth(scene: &Scene, b: usize, i: usize, m: &Match) -> bool {
    let d = scene.document;
    let key = d.tokens.key(i);
    let present = m.features.has(Features::PRESENT) && m.features.has(Features::FEMININE);
    if !(m.features.has(Features::PAST) || present)
        || m.proclitics != Proclitics::NONE
        || !key.starts_with('\u{062A}')
        || key.chars().count() != 4
    {
        return false;
    }
    let feminine = d.tokens.key(b).ends_with('\u{062A}') && scene.is_sort(b, Sort::Auxiliary);
    let noun = d.tags.all(i, Class::SpeechNoun).next().is_some();
    // «في إطار تعهد أوروبي ب»: behind a noun without article a noun.
    let owned = noun
        && scene.kind(b) == Kind::Word
        && d.tags.classes(b).only(crate::lexicon::ClassSet::default().with(Class::CommonWord))
        && d.is(b, Class::CommonWord)
        && !scene.definite(b)
        && b > 0
        && scene.governed(b - 1).is_some();
    feminine || owned || !noun && scene.governed(b).is_some_and(|g| g.has(Takes::MIN))
}

/// «واطلعت القناة على وثائق»: without hamza and without a pronoun one is told, and tells nobody.
fn learns(scene: &Scene, i: usize, m: &Match) -> bool {
    let speech = super::words::words().speech(m);
    let brief = speech.is_some_and(|s| s.takes.has(Takes::ALA) && s.takes.has(Takes::WEAK) && s.act == crate::Act::Say);
    if !brief || !m.pronoun.is_empty() || !m.features.has(Features::PAST) {
        return false;
    }
    let d = scene.document;
    let start = d.tokens.offset_in(d.text, i, m.word as usize) as usize;
    d.text.get(start..).is_some_and(|t| t.starts_with('\u{0627}'))
}

/// «لكن تبين أن الصورة قديمة»: it became clear, and nobody says so.
fn turns_out(scene: &Scene, i: usize, m: &Match) -> bool {
    m.len == 1
        && scene.opens(i + 1).is_some()
        && scene.document.tokens.key(i).trim_start_matches('\u{0648}') == "\u{062A}\u{0628}\u{064A}\u{0646}"
}

/// «عرّضت حياتهم للخطر»: the doubled letter makes another verb of one that offers words.
fn bodily(scene: &Scene, i: usize, m: &Match) -> bool {
    let speech = super::words::words().speech(m);
    speech.is_some_and(|s| s.act == crate::Act::Promise && s.takes.has(Takes::WEAK) && s.takes.has(Takes::OBJECT))
        && scene.document.tokens.span(i).of(scene.document.text).contains('\u{0651}')
}

/// «أعتقد», «آمل»: the first person is written with a hamza that the past has not; so is a pronoun of the first or second.
pub(super) fn other_person(scene: &Scene, i: usize, m: &Match) -> bool {
    if matches!(m.pronoun, "1s" | "2") && !m.features.has(Features::MASDAR) {
        return true;
    }
    let d = scene.document;
    let start = d.tokens.offset_in(d.text, i, m.word as usize) as usize;
    let written = d.text.get(start..).and_then(|t| t.chars().next());
    let wanted = match written {
        Some('\u{0623}') => '\u{0627}',
        Some('\u{0622}') if !m.features.has(Features::PLURAL) => '\u{0623}',
        _ => return false,
    };
    lexicon().row(m).is_some_and(|r| r.lemma().starts_with(wanted))
}

/// «أعلن …، عبر الشاشة، أن»: where the verb's own preposition is not near, the word is the preposition that looks like it.
fn through(scene: &Scene, i: usize, m: &Match) -> bool {
    if !scene.is_sort(i, Sort::Preposition) {
        return false;
    }
    let Some(wanted) = super::words::words().speech(m).map(|s| s.takes).filter(|t| t.has(Takes::ANI)) else {
        return false;
    };
    let d = scene.document;
    let doubled = d.tokens.span(i).of(d.text).contains('\u{0651}');
    // «وذلك عبر تطوير …»: behind a demonstrative no verb stands.
    if !doubled && i > 0 && scene.is_sort(i - 1, Sort::Demonstrative) {
        return true;
    }
    // «فضلا عن», «بعيدا عن» is another's.
    let apart = |k: usize| k > 0 && d.tokens.key(k - 1).ends_with('\u{0627}') && !d.is(k - 1, Class::Country);
    let own =
        |k: usize| scene.governed(k).is_some_and(|g| wanted.has(g)) && !apart(k) || scene.is_sort(k, Sort::Origin);
    let near = (i + 1..i + 24).take_while(|k| !matches!(scene.kind(*k), Kind::Stop | Kind::Semicolon));
    !doubled && scene.opens(i + 1).is_none() && !near.into_iter().any(own)
}

/// «ووفق مصدر عراقي رفض الكشف عن هويته، فإن»: what is told of a source without article between its name and the clause.
fn describes_source(scene: &Scene, i: usize, first: usize, from: usize, m: &Match) -> bool {
    if first < i || !m.features.has(Features::PAST) || m.proclitics != Proclitics::NONE {
        return false;
    }
    let d = scene.document;
    let bare = |k: usize| d.entry(k, Class::UnnamedSource).is_some_and(|s| !s.proclitics.has(Proclitics::AL));
    let Some(head) = (i.saturating_sub(5).max(from)..i).rev().find(|k| bare(*k)) else { return false };
    let words = (head..i).all(|k| scene.kind(k) == Kind::Word && scene.governed(k).is_none());
    let sourced = (head.saturating_sub(2).max(from)..=head).any(|k| d.is(k, Class::SourceCue));
    words && sourced && clause_behind(scene, i + 1).is_some()
}

/// The complementiser of «…، فإن» in the next words of the sentence.
pub(super) fn clause_behind(scene: &Scene, from: usize) -> Option<usize> {
    (from..from + 20)
        .take_while(|k| {
            !matches!(scene.kind(*k), Kind::Stop | Kind::Semicolon | Kind::Colon) && scene.quotes.opening(*k).is_none()
        })
        .find(|k| scene.document.is(*k, Class::Complementiser) && scene.document.tokens.key(*k).starts_with('\u{0641}'))
}

/// «هنا», «لمن»: a particle or a relative that only looks like a verb; the doubled letter tells it from one.
fn is_function_word(scene: &Scene, i: usize, m: &Match) -> bool {
    let particle = [Sort::Particle, Sort::Relative, Sort::Pronoun].into_iter().any(|s| scene.is_sort(i, s));
    m.len == 1 && particle && !scene.document.tokens.span(i).of(scene.document.text).contains('\u{0651}')
}

/// «الجدير ذكره», «يا ترى»: inside a phrase with which nobody speaks.
fn covered(scene: &Scene, i: usize, from: usize) -> bool {
    let inside = |k: usize, m: &Match| k + m.len as usize > i;
    (i.saturating_sub(2).max(from)..i).any(|k| {
        scene.document.tags.all(k, Class::Background).any(|m| inside(k, m))
            || scene.function(k, Sort::Particle).is_some_and(|m| inside(k, m))
    })
}

/// Whether the token before a verb makes it a noun, something to come, or something supposed.
fn governs(scene: &Scene, b: usize, i: usize, m: &Match) -> bool {
    let d = scene.document;
    // «بناء على طلب الحكومة»: no verb stands behind a preposition.
    // «تم رفض الطلب»: a verbal noun.
    if scene.is_sort(b, Sort::Done) {
        return true;
    }
    let noun_only =
        scene.governed(b).is_some_and(|g| g.has(Takes::ALA.with(Takes::FI).with(Takes::ILA).with(Takes::ANI)))
            && !m.proclitics.conjunction();
    if noun_only {
        return true;
    }
    // «من المنتظر أن يؤكد», «من أن رفض الحكومة»; «بعد أن أعلن» was said.
    if matches!(scene.opens(b), Some((Opens::Plain, 1))) && scene.kind(b) == Kind::Word {
        let said = m.features.has(Features::PAST)
            && b > 0
            && (d.is(b - 1, Class::TimeRelation)
                || scene.is_sort(b - 1, Sort::Preposition) && scene.governed(b - 1).is_none());
        // «قبل أن يضيف: "…"».
        let adds = m.features.has(Features::PRESENT)
            && b > 0
            && d.is(b - 1, Class::TimeRelation)
            && (scene.kind(i + 1) == Kind::Colon || scene.quotes.opening(i + 1).is_some());
        return !said && !adds;
    }
    // «إذا طلبت بغداد ذلك».
    let supposed = |s: &Match| s.len == 1 && lexicon().row(s).is_some_and(|r| r.column(0) == "supposed");
    // «في حال قررت».
    let phrase = |s: &Match| s.len == 2 && lexicon().row(s).is_some_and(|r| r.column(0) == "supposed");
    d.tags.all(b, Class::StatusCue).any(supposed) || b > 0 && d.tags.all(b - 1, Class::StatusCue).any(phrase)
}

/// «الذي», «التي», never «من» and «ما».
pub(super) fn relative(scene: &Scene, i: usize) -> bool {
    scene.is_sort(i, Sort::Relative) && scene.document.tokens.key(i).starts_with("\u{0627}\u{0644}")
}

/// «التي أعلنت ولاءها», «المياه التي تهدد ب»: the verb agrees with its relative and has no pronoun for another, so whom the
/// clause is about stands before the relative, neither behind the verb nor in force.
pub(super) fn relative_agrees(scene: &Scene, cue: &Cue) -> bool {
    let Some(b) = cue.first.checked_sub(1).filter(|b| relative(scene, *b)) else { return false };
    let feminine = scene.document.tokens.key(b).contains('\u{062A}');
    cue.pronoun.is_empty() && feminine == cue.features.has(Features::FEMININE)
}

/// «واتهم روسيا», «ودعا المؤسسات إلى»: a verb in the masculine right before a feminine has it as its object.
pub(super) fn disagrees(scene: &Scene, cue: &Cue, from: usize) -> bool {
    let plain = [Features::FEMININE, Features::PLURAL, Features::DUAL].into_iter().all(|f| !cue.features.has(f));
    if !plain || from != cue.end || !cue.takes.has(Takes::OBJECT) && cue.act != crate::Act::Warn {
        return false;
    }
    let d = scene.document;
    let key = d.tokens.key(from);
    let state = scene.mention_at(from).is_some_and(|m| {
        scene.entity_kind(m) == Some(crate::EntityKind::Country)
            && m.tokens.1 == from + 1
            && key.ends_with("\u{064A}\u{0627}")
    });
    // «واتهم المعارضة», «واعتبر العمليات»: behind a verb in the masculine the feminine ending tells the object, save of titles.
    let written = d.tokens.span(from).of(d.text);
    let titled = [Class::Honorific, Class::Office, Class::GivenName, Class::FamilyName]
        .into_iter()
        .any(|c| d.tags.all(from, c).any(|m| !m.features.has(Features::FEMININE)));
    let feminine = scene.definite(from)
        && (written.ends_with('\u{0629}') || written.ends_with("\u{0627}\u{062A}") && key.chars().count() > 6)
        && !titled
        && (from + 1..from + 4).all(|i| scene.opens(i).is_none())
        && scene.mention_at(from).is_none_or(|m| scene.entity_kind(m) != Some(crate::EntityKind::Person));
    let bodies = scene.definite(from)
        && key.ends_with("\u{0627}\u{062A}")
        && [Class::UnnamedSource, Class::OrganisationHead]
            .into_iter()
            .any(|c| d.tags.all(from, c).any(|m| m.features.has(Features::PLURAL) && m.proclitics == Proclitics::AL));
    state || bodies || feminine
}

/// «اتهم الإعلاميين ب», «تطالب الاتحاد ب», «البيان اتهم اللاعب بأنه»: of a verb that one addresses to somebody, whom it is
/// addressed to: written in the oblique plural, in the masculine behind a feminine verb, or behind a subject that stands
/// right before the verb.
pub(super) fn addresses(scene: &Scene, cue: &Cue, from: usize, clause: usize) -> bool {
    let d = scene.document;
    if cue.family != super::cue::Family::Verb || scene.kind(from) != Kind::Word {
        return false;
    }
    let key = d.tokens.key(from);
    let people = [Class::UnnamedSource, Class::Office, Class::Nationality];
    let many = |c: Class| d.tags.all(from, c).any(|m| m.features.has(Features::PLURAL));
    // «الإعلاميين», «المواطنين»: never the nominative.
    if scene.definite(from) && key.ends_with("\u{064A}\u{0646}") && people.into_iter().any(many) {
        return true;
    }
    // «وأبلغت الأمين العام بأن».
    let informs = cue.act == crate::Act::Say
        && cue.takes.has(Takes::BI)
        && cue.takes.has(Takes::WEAK)
        && !cue.takes.has(Takes::QUOTE);
    let spoken_to = (cue.takes.has(Takes::OBJECT)
        && matches!(cue.act, crate::Act::Call | crate::Act::Allege | crate::Act::Ask)
        || informs)
        && cue.pronoun.is_empty();
    if !spoken_to {
        return false;
    }
    // «اتهم الإعلام ب…»: one accuses somebody; where one phrase alone stands before what he is accused of, it is he.
    let phrase = scene.noun_phrase(from, from + 16);
    let accused = cue.act == crate::Act::Allege
        && cue.takes.has(Takes::BI)
        && cue.takes.has(Takes::OBJECT)
        && phrase > from
        && phrase <= from + 3
        && !scene.sound_plural(from)
        && (phrase == from + 1 || !scene.definite(from) || scene.adjective(from + 1))
        && (scene.glued(phrase, Proclitics::BA).is_some() && !scene.is_sort(phrase, Sort::Preposition)
            || scene.opens(phrase).is_some() && d.tokens.key(phrase).starts_with('\u{0628}'));
    if accused {
        return true;
    }
    let feminine = cue.features.has(Features::FEMININE);
    let singular =
        [Class::OrganisationHead, Class::UnnamedSource, Class::Office, Class::Honorific].into_iter().any(|c| {
            d.tags.all(from, c).any(|m| {
                let plain = m.len == 1 && m.pronoun.is_empty() && !m.proclitics.preposition();
                plain && !m.features.has(Features::PLURAL) && !m.features.has(Features::FEMININE)
            })
        });
    let other =
        |c: Class| d.tags.all(from, c).any(|m| m.features.has(Features::PLURAL) || m.features.has(Features::FEMININE));
    let masculine = singular
        && !key.ends_with('\u{0647}')
        && !key.ends_with("\u{0627}\u{062A}")
        && ![Class::OrganisationHead, Class::UnnamedSource, Class::Office].into_iter().any(other);
    if feminine && from == cue.end && masculine {
        return true;
    }
    // A subject right before the verb, no comma, time or particle between.
    let adjacent = cue.first > clause
        && !cue.joined
        && cue.first == cue.head
        && matches!(scene.kind(cue.first - 1), Kind::Word | Kind::QuoteClose | Kind::QuoteEither)
        && !d.is(cue.first - 1, Class::FunctionWord)
        && !d.is(cue.first - 1, Class::Complementiser)
        && scene.time_ending(cue.first - 1, cue.first.saturating_sub(6).max(clause)).is_none();
    // «في هذه الأثناء دعت المنظمة السلطات إلى»: an adverbial is no subject.
    let subject = |a: usize| a == clause || scene.governed(a - 1).is_none() && !scene.is_sort(a, Sort::Demonstrative);
    adjacent && super::speaker::before(scene, cue, clause).is_some_and(|(a, _)| subject(a))
}

/// «حتى أن العراق أيد القرار»: a name right before the verb, behind a conjunction or complementiser, is its subject.
pub(super) fn follows_subject(scene: &Scene, cue: &Cue) -> bool {
    if cue.joined || cue.first == 0 {
        return false;
    }
    let Some(m) = scene.mention_ending(cue.first - 1) else { return false };
    m.tokens
        .0
        .checked_sub(1)
        .is_some_and(|b| scene.document.is(b, Class::Complementiser) || scene.is_sort(b, Sort::Conjunction))
        && m.full.start == scene.document.tokens.span(m.tokens.0).start
}
