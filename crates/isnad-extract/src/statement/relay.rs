//! Who passes on what another said, and which paper speaks?
//!
//! Reads «نقلت وكالة … عن … قوله إن», «نسبت الصحيفة إلى … قوله», «جاء في بيان …»: the source speaks, the carrier is kept
//! for the chain. Refuses a verb of passing on without anybody behind «عن».

use isnad_text::Sentence;

use super::cue::{Cue, Family};
use super::frame::{self, Frame, REACH};
use super::opener::clause;
use super::phrase::Scene;
use super::words::{Sort, Takes};

/// «نقلت وكالة رويترز عن مسؤول قوله إن …»: the source speaks, the carrier is in the chain, the noun is the cue.
pub(super) fn relay(scene: &Scene, sentence: &Sentence, cues: &[Cue], n: usize, limit: usize) -> Option<Frame> {
    let cue = *cues.get(n)?;
    let from = scene.skip_adverbials(cue.end, limit);
    // «نسبت الصحيفة إلى طبيب قوله».
    // «علمت الجريدة من مصادر أن».
    let wanted = [Takes::ILA, Takes::MIN].into_iter().find(|t| cue.takes.has(*t)).unwrap_or(Takes::ANI);
    let origin = (from..limit.min(from + 12)).find(|i| scene.is_sort(*i, Sort::Origin));
    let about = (from..limit).find(|i| scene.governed(*i).is_some_and(|g| g.has(wanted)));
    let pronoun = origin.is_some_and(|o| about.is_none_or(|a| o < a));
    let about = if pronoun { origin? } else { about? };
    // «وكانت الوكالة نقلت عن …»: who passes it on stands before the verb.
    let before = || super::speaker::after_was(scene, &cue, sentence.first, cue.first);
    let relay = if about > from { Some((from, about)) } else { before() };
    let source = about + 1;
    if pronoun {
        let noun = cues.iter().skip(n + 1).find(|c| {
            c.family == Family::Noun && c.first >= source && c.first < source + 12 && !c.pronoun.is_empty()
        })?;
        let mut frame = frame::noun(scene, sentence, noun)?;
        frame.rule = "relayed";
        frame.relay = relay.or_else(|| {
            let end = scene.noun_phrase(source, noun.first);
            (end > source).then_some((source, end))
        });
        frame.subject = None;
        return Some(frame);
    }
    let source_end = scene.noun_phrase(source, limit).max(source);
    let noun = cues.iter().skip(n + 1).find(|c| {
        c.family == Family::Noun && c.first >= source && c.first < source + REACH.min(30) && !c.pronoun.is_empty()
    });
    if let Some(noun) = noun {
        let mut frame = frame::noun(scene, sentence, noun)?;
        frame.rule = "relayed";
        frame.subject = Some((source, source_end.min(noun.first).max(source + 1)));
        frame.relay = relay;
        frame.weight = 0.95;
        return Some(frame);
    }
    let speaking = Cue { takes: AN_QUOTE, ..cue };
    let opener = clause(scene, &speaking, source_end, source, limit)?;
    Some(Frame {
        cue,
        rule: "relayed",
        act: cue.act,
        weight: 0.85,
        start: opener.start,
        byte: opener.byte,
        quote: opener.quote,
        earlier: None,
        subject: Some((source, source_end.min(opener.at).max(source))),
        relay,
        zone: opener.at,
    })
}

const AN_QUOTE: Takes = Takes::AN.with(Takes::QUOTE);

/// «جاء في بيان للوزارة أن …»: the text speaks.
pub(super) fn text(scene: &Scene, cue: &Cue, limit: usize) -> Option<Frame> {
    let from = cue.end + 1;
    let end = scene.noun_phrase(from, limit);
    let speaking = Cue { takes: AN_QUOTE, end: from, ..*cue };
    let opener = clause(scene, &speaking, end, from, limit)?;
    Some(Frame {
        cue: *cue,
        rule: opener.rule,
        act: cue.act,
        weight: opener.weight,
        start: opener.start,
        byte: opener.byte,
        quote: opener.quote,
        earlier: None,
        subject: (end > from).then_some((from, end.min(opener.at).max(from + 1))),
        relay: None,
        zone: opener.at,
    })
}
