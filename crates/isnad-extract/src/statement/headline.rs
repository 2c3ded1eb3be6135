//! Which lines are somebody's words without a verb?
//!
//! «فلان: سنعود غدا» as a line of its own, and a paragraph in quotation marks right behind a quotation. Refuses a line whose
//! name is no person's and no body's alone.

use isnad_text::{Kind, Sentence};

use super::content;
use super::cue::{Cue, Family};
use super::event::Told;
use super::frame::Frame;
use super::naming;
use super::occasion::Event;
use super::read::{Framed, Reader};
use crate::lexicon::Features;
use crate::{Act, EntityKind, Statement, StatementKind};

/// How many bytes may stand between a quotation and the paragraph in marks that goes on with it.
const NEAR: u32 = 24;

impl Reader<'_> {
    /// A paragraph that is one quotation, right behind a quotation: whoever spoke goes on.
    pub(super) fn continued(&mut self, sentence: &Sentence) -> bool {
        let scene = self.scene;
        if !sentence.opens_line {
            return false;
        }
        let Some(q) = scene.quotes.opening(sentence.first).filter(|q| q.closed && !q.continues && q.words >= 6) else {
            return false;
        };
        let alone = (q.after..sentence.end).all(|i| scene.kind(i) == Kind::Stop);
        let Some(last) = self.told.last().map(|t| &t.statement) else { return false };
        let start = scene.document.tokens.span(q.first).start;
        let near = last.content.iter().map(|c| c.end).max().is_some_and(|end| end <= start && start - end <= NEAR);
        let between = last.content.last().and_then(|c| scene.document.text.get(c.end as usize..start as usize));
        let marks = between.is_some_and(|t| !t.chars().any(char::is_alphanumeric));
        if !alone || !near || !marks || last.kind != StatementKind::Direct || last.speaker_name.is_none() {
            return false;
        }
        let mut end = q.end;
        while end > q.first + 1 && scene.kind(end - 1) == Kind::Stop {
            end -= 1;
        }
        let statement = Statement {
            content: vec![scene.document.tokens.cover(q.first, end)],
            cue: None,
            speaker: None,
            rule: "quote-continued",
            act: Act::Say,
            confidence: last.confidence.min(0.8),
            why: String::new(),
            ..last.clone()
        };
        self.told.push(Told { statement, nested: false, own_chain: false, once: false });
        true
    }

    /// «بلينكن: مهمتنا لم تكتمل»: a line that a name and a colon open.
    pub(super) fn headline(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        if !sentence.opens_line {
            return;
        }
        let Some(colon) =
            (sentence.first + 1..sentence.end.min(sentence.first + 9)).find(|i| scene.kind(*i) == Kind::Colon)
        else {
            return;
        };
        let Some(m) = scene.mention_at(sentence.first) else { return };
        let kind = scene.entity_kind(m);
        let who =
            matches!(kind, Some(EntityKind::Person)) || kind == Some(EntityKind::Organisation) && m.tokens.1 == colon;
        let words = sentence.end - colon;
        if !who
            || m.tokens.1 != colon
            || words < 5
            || !scene.document.is_word(colon + 1) && scene.quotes.opening(colon + 1).is_none()
        {
            return;
        }
        let cue = Cue {
            first: colon,
            head: colon,
            end: colon + 1,
            family: Family::Verb,
            act: Act::Say,
            takes: super::words::Takes::QUOTE,
            features: Features::NONE,
            joined: false,
            pronoun: "",
            definite: false,
        };
        let start = colon + 1;
        let frame = Frame {
            cue,
            rule: "headline-colon",
            act: Act::Say,
            weight: 0.6,
            start,
            byte: scene.document.tokens.span(start).start,
            quote: scene.quotes.opening(start).copied(),
            earlier: None,
            subject: Some((sentence.first, colon)),
            relay: None,
            zone: start,
        };
        let Some(content) = content::of(&scene, sentence, &frame, sentence.end) else { return };
        let speaker = naming::named(&scene, &self.known, sentence.first, colon);
        let framed = Framed {
            frame,
            clause: sentence.first,
            before: None,
            content,
            parent: None,
            speaker,
            carrier: None,
            kept: true,
        };
        let mut told = self.told_of(&framed, Event::default(), Vec::new());
        told.statement.cue = None;
        self.told.push(told);
    }
}
