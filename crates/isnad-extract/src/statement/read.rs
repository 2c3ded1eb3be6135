//! One sentence after the other: cues become statements, speakers are carried on.
//!
//! The only state that crosses sentences is [`Known`]: the speakers met, the latest last.

use isnad_text::{Kind, Sentence, Span};

use super::confidence::{self, Evidence};
use super::content::{self, Content};
use super::cue::{self, Cue, Family};
use super::event::Told;
use super::frame::{self, Frame};
use super::known::Known;
use super::naming;
use super::occasion::{self, Event};
use super::phrase::Scene;
use super::refuse;
use super::speaker::{self, Speaker};
use super::words::Agreement;
use crate::lexicon::{Class, Features};
use crate::{Link, Statement};

/// Reads all sentences.
pub(super) struct Reader<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) known: Known,
    pub(super) cues: Vec<Cue>,
    pub(super) frames: Vec<Framed>,
    pub(super) told: Vec<Told>,
}

/// A frame of the sentence at hand, with all that is found of it.
pub(super) struct Framed {
    pub(super) frame: Frame,
    /// Where its clause begins.
    pub(super) clause: usize,
    /// Where its subject before the cue begins.
    pub(super) before: Option<usize>,
    pub(super) content: Content,
    /// One past the last token of the content, the outer limit of what may stand inside.
    pub(super) parent: Option<usize>,
    pub(super) speaker: Speaker,
    /// Who quotes the source, where the verb names nobody («ونقلت عن …»).
    pub(super) carrier: Option<Link>,
    pub(super) kept: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(scene: Scene<'a>) -> Self {
        Reader { scene, known: Known::default(), cues: Vec::new(), frames: Vec::new(), told: Vec::new() }
    }

    pub(super) fn run(mut self) -> Vec<Told> {
        let title = self.scene.document.article.title.as_ref().and_then(|t| t.span);
        for sentence in &self.scene.document.sentences {
            // A column of spaces parts two paragraphs of a page that was run together.
            let mut part = *sentence;
            for i in sentence.first + 1..sentence.end {
                if self.scene.gap(i) && self.scene.quotes.around(i).is_none_or(|q| q.open == i) {
                    self.part(
                        Sentence { end: i, span: self.scene.document.tokens.cover(part.first, i), ..part },
                        title,
                    );
                    part = Sentence {
                        first: i,
                        opens_line: true,
                        span: self.scene.document.tokens.cover(i, sentence.end),
                        ..*sentence
                    };
                }
            }
            self.part(part, title);
        }
        self.told
    }

    fn part(&mut self, sentence: Sentence, title: Option<Span>) {
        if title.is_none_or(|t| !t.contains(sentence.span)) {
            self.sentence(&sentence);
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        self.cues.clear();
        if self.continued(sentence) {
            return;
        }
        cue::find(&scene, sentence, &mut self.cues);
        if self.cues.is_empty() {
            self.headline(sentence);
            return;
        }
        self.frame(sentence);
        self.contents(sentence);
        let from = self.told.len();
        self.speakers(sentence);
        self.statements(sentence);
        self.sources(sentence, from);
        if self.told.len() == from {
            self.headline(sentence);
        }
    }

    /// Which cues open a content.
    fn frame(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        self.frames.clear();
        let mut consumed = sentence.first;
        for n in 0..self.cues.len() {
            let Some(cue) = self.cues.get(n).copied() else { break };
            if cue.first < consumed {
                continue;
            }
            let Some(frame) = frame::of(&scene, sentence, &self.cues, n) else { continue };
            // A relayed noun is the cue itself.
            consumed = if frame.earlier.is_some() && frame.quote.is_none() {
                frame.cue.end
            } else {
                frame.start.max(frame.cue.end)
            };
            self.frames.push(Framed {
                frame,
                clause: sentence.first,
                before: None,
                content: Content { pieces: Vec::new(), kind: crate::StatementKind::Indirect, end: frame.start },
                parent: None,
                speaker: Speaker::default(),
                carrier: None,
                kept: true,
            });
        }
    }

    /// Where each content ends, and which statement stands in which.
    fn contents(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        let sources: Vec<Cue> = self.cues.iter().filter(|c| matches!(c.family, Family::Source(_))).copied().collect();
        for k in 0..self.frames.len() {
            let clause = self.clause_of(sentence, k);
            if let Some(f) = self.frames.get_mut(k) {
                f.clause = clause;
                if f.frame.subject.is_none() {
                    f.before = speaker::before(&scene, &f.frame.cue, clause).map(|(a, _)| a);
                }
            }
        }
        for k in 0..self.frames.len() {
            let Some(f) = self.frames.get(k) else { break };
            let mut limit = sentence.end;
            for b in self.frames.iter().skip(k + 1) {
                if let Some(at) = content::boundary(&scene, &f.frame, &b.frame.cue, b.before, b.frame.subject.is_none())
                {
                    limit = limit.min(at);
                    break;
                }
            }
            for s in &sources {
                if s.first > f.frame.start
                    && let Some(at) = content::boundary(&scene, &f.frame, s, None, false)
                {
                    limit = limit.min(at);
                }
            }
            let parent = (0..k).rev().find(|j| {
                self.frames
                    .get(*j)
                    .is_some_and(|p| p.kept && p.frame.start <= f.frame.cue.first && f.frame.cue.first < p.content.end)
            });
            if let Some(p) = parent.and_then(|j| self.frames.get(j)) {
                limit = limit.min(p.content.end);
            }
            let content = content::of(&scene, sentence, &f.frame, limit);
            if let Some(f) = self.frames.get_mut(k) {
                f.parent = parent;
                match content {
                    Some(c) => f.content = c,
                    None => f.kept = false,
                }
            }
        }
    }

    /// Where the clause of frame `k` begins: after the content before it, or with the sentence.
    fn clause_of(&self, sentence: &Sentence, k: usize) -> usize {
        let Some(f) = self.frames.get(k) else { return sentence.first };
        let before = k
            .checked_sub(1)
            .and_then(|j| self.frames.get(j))
            .map_or(sentence.first, |p| p.frame.start.min(f.frame.cue.first));
        let from = before.max(f.frame.cue.first.saturating_sub(32)).max(sentence.first);
        // A stop of any sort between the two begins the clause anew.
        (from..f.frame.cue.first)
            .rev()
            .find(|i| matches!(self.scene.kind(*i), Kind::Semicolon | Kind::Stop | Kind::Colon))
            .map_or(from, |i| i + 1)
    }

    /// «صفقات أخرى تستبعد الحلول»: inside another's words a noun that nobody is does not speak to an object.
    fn mute(&self, k: usize) -> bool {
        let Some(f) = self.frames.get(k) else { return false };
        let nominal = matches!(f.frame.rule, "reported-object" | "reported-preposition");
        // «الصحافيين الذين يعارضون حكمه»: inside another's words a relative clause describes.
        let described = f.frame.cue.family == Family::Verb
            && f.frame.cue.first > 0
            && refuse::relative(&self.scene, f.frame.cue.first - 1);
        if f.parent.is_some() && nominal && described && f.frame.quote.is_none() {
            return true;
        }
        f.parent.is_some()
            && matches!(f.frame.rule, "reported-object" | "reported-preposition")
            && f.speaker.how == "phrase"
            && (f.speaker.head.is_none() || f.before.is_some_and(|i| !self.scene.definite(i)))
            && f.frame.cue.family == Family::Verb
    }

    fn speakers(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        for k in 0..self.frames.len() {
            let Some(f) = self.frames.get(k).filter(|f| f.kept) else { continue };
            let quoted = scene.quotes.around(f.frame.cue.first).is_some();
            let explicit = speaker::explicit(&scene, &self.known, &f.frame, f.clause);
            let found = match explicit {
                Some(s) => Some(s),
                None if quoted => None,
                None => self.implied(sentence, k),
            };
            let nested = f.parent.is_some();
            if let Some(s) = found.as_ref().filter(|s| s.how == "named" && s.span.is_some()) {
                self.known.introduce(scene.document, s);
            }
            let Some(f) = self.frames.get_mut(k) else { break };
            match found {
                Some(s) => {
                    // «ونقلت عن الوزارة»: the paper told of goes on speaking.
                    let quoted_by = f.frame.rule == "relayed" && f.frame.relay.is_none();
                    if quoted_by {
                        let latest = self.known.latest();
                        f.carrier = latest.and_then(|k| k.name.clone()).map(|name| Link { span: None, name });
                    } else if !nested && !told_of(&scene, &f.frame) {
                        self.known.meet(&s);
                    }
                    f.speaker = s;
                }
                // Somebody speaks and nobody knows who: only where the words leave no doubt that it is speech.
                None => {
                    f.kept = !nested
                        && !quoted
                        && !refuse::relative_agrees(&scene, &f.frame.cue)
                        && matches!(
                            f.frame.rule,
                            "quote-after-cue"
                                | "quote-before-cue"
                                | "quote-after-complementiser"
                                | "reported-clause"
                                | "colon-clause"
                        )
                        && (f.frame.cue.family == Family::Verb && !f.frame.cue.features.has(Features::PRESENT)
                            || f.frame.cue.family == Family::Participle && f.frame.cue.features.has(Features::PLURAL));
                }
            }
        }
    }

    fn statements(&mut self, sentence: &Sentence) {
        let scene = self.scene;
        for k in 0..self.frames.len() {
            let mute = self.mute(k);
            if let Some(f) = self.frames.get_mut(k).filter(|_| mute) {
                f.kept = false;
            }
        }
        let mut outer: Vec<(usize, Vec<Link>)> = Vec::new();
        for k in 0..self.frames.len() {
            let Some(f) = self.frames.get(k).filter(|f| f.kept) else { continue };
            let next = self
                .frames
                .iter()
                .skip(k + 1)
                .find(|n| n.kept)
                .map_or(sentence.end, |n| n.clause.max(n.frame.cue.first));
            let trailing = if f.frame.quote.is_some() && f.parent.is_none() { self.behind(f, next) } else { (0, 0) };
            let clause = if k == 0 {
                f.clause
            } else {
                f.clause.max(self.frames.get(k - 1).map_or(0, |p| p.content.end.min(f.frame.cue.first)))
            };
            let event = occasion::of(&scene, &f.frame, clause, trailing);
            let mut chain = Vec::new();
            if let Some(p) = f.parent.and_then(|p| self.frames.get(p))
                && let Some(name) = &p.speaker.name
                && p.speaker.name != f.speaker.name
            {
                // Whoever passed the outer words on passed on the inner ones.
                if let Some((_, links)) = outer.iter().find(|(j, _)| Some(*j) == f.parent) {
                    chain.extend(links.iter().cloned());
                }
                chain.push(Link { span: p.speaker.span, name: name.clone() });
            }
            if let Some((a, b)) = f.frame.relay {
                let end = scene.noun_phrase(a, b).max(a + 1).min(b);
                let carrier = naming::named(&scene, &self.known, a, end);
                if let Some(name) = carrier.name {
                    chain.push(Link { span: carrier.span, name });
                }
            }
            chain.extend(f.carrier.clone());
            let told = self.told_of(f, event, chain);
            if !told.statement.chain.is_empty() {
                outer.push((k, told.statement.chain.clone()));
            }
            self.told.push(told);
        }
    }

    /// What follows a quotation in its own sentence and may still tell of the occasion.
    fn behind(&self, f: &Framed, next: usize) -> (usize, usize) {
        let from = f.content.end;
        let stopped = from >= 2 && self.scene.kind(from - 2) == Kind::Stop;
        let end =
            (from..next.min(from + 24)).find(|i| self.scene.kind(*i) == Kind::Stop).unwrap_or(next.min(from + 24));
        if stopped { (0, 0) } else { (from, end.max(from)) }
    }

    pub(super) fn told_of(&self, f: &Framed, event: Event, mut chain: Vec<Link>) -> Told {
        let own_chain = !chain.is_empty() || event.told.is_some();
        chain.extend(event.told);
        let s = &f.speaker;
        let why = if self.scene.explain {
            format!(
                "cue={}|speaker={}|ends={}",
                f.frame.cue.span(&self.scene).of(self.scene.document.text),
                if s.how.is_empty() { "unknown" } else { s.how },
                self.ends(f)
            )
        } else {
            String::new()
        };
        let text = self.scene.document.text;
        let cue = f.frame.cue.span(&self.scene);
        let rule = match (f.frame.cue.family, f.frame.rule) {
            (Family::Participle, "reported-clause" | "reported-object" | "reported-preposition") => "participle",
            (_, rule) => rule,
        };
        Told {
            statement: Statement {
                kind: f.content.kind,
                act: f.frame.act,
                status: crate::Status::Actual,
                confidence: confidence::of(&Evidence {
                    rule,
                    how: s.how,
                    nested: f.parent.is_some(),
                    letters: confidence::letters(text, &f.content.pieces),
                    gap: f.content.pieces.first().map_or(0, |p| {
                        if p.start < cue.end { 0 } else { confidence::gap(Span::new(cue.end, p.start).of(text)) }
                    }),
                }),
                content: f.content.pieces.clone(),
                cue: Some(cue),
                speaker: s.span,
                speaker_name: s.name.clone(),
                speaker_entity: s.entity,
                role: s.role.map(|r| unmarked(text, r)),
                chain,
                occasion: event.occasion,
                said_on: event.said_on,
                figures: Vec::new(),
                about: Vec::new(),
                rule,
                why,
            },
            nested: f.parent.is_some() || self.perfect(&f.frame),
            own_chain,
            once: false,
        }
    }

    /// Why a content ends where it does: what stands behind it.
    fn ends(&self, f: &Framed) -> &'static str {
        let (scene, text) = (&self.scene, self.scene.document.text);
        let Some(last) = f.content.pieces.last() else { return "sentence" };
        if f.content.kind == crate::StatementKind::Direct {
            return "mark";
        }
        if f.parent.and_then(|p| self.frames.get(p)).is_some_and(|p| p.content.end == f.content.end) {
            return "outer";
        }
        let i = f.content.end;
        let rest = text.get(last.end as usize..).unwrap_or("").trim_start_matches([' ', '\u{A0}']);
        let next = self.frames.iter().find(|n| n.kept && n.frame.cue.first >= i);
        match rest.chars().next() {
            None | Some('.' | '\n' | '\r' | '!' | '\u{061F}') => "sentence",
            _ if next.is_some_and(|n| n.before.unwrap_or(n.frame.cue.first) <= i + 1) => "cue",
            _ if scene.document.is(i, Class::SourceCue) || scene.document.is(i + 1, Class::SourceCue) => "source",
            _ if scene.conjunction(i) || scene.conjunction(i + 1) => "conjunction",
            _ => "clause",
        }
    }

    /// «وكانت الشركة قد أعلنت»: an earlier event, no part of the one told of.
    fn perfect(&self, frame: &Frame) -> bool {
        let cue = &frame.cue;
        cue.family == Family::Verb && cue.first < cue.head && !self.scene.conjunction(cue.first)
    }
}

/// A role without a mark or comma at its end.
fn unmarked(text: &str, role: Span) -> Span {
    let told = role.of(text);
    let mark = |c: char| c.is_whitespace() || isnad_text::letters::quote(c).is_some() || matches!(c, '\u{060C}' | ',');
    let last = told.chars().next_back().is_some_and(mark);
    let open = told.chars().filter(|c| isnad_text::letters::quote(*c).is_some()).count() % 2 == 1;
    if !last || !open {
        return role;
    }
    Span::new(role.start, role.start + u32::try_from(told.trim_end_matches(mark).len()).unwrap_or(0))
}

/// «رداً على تصريحات مسؤولين»: words that are only told of make nobody speak on.
fn told_of(scene: &Scene, frame: &Frame) -> bool {
    let cue = &frame.cue;
    cue.family == Family::Noun
        && cue.pronoun.is_empty()
        && cue.first.checked_sub(1).is_some_and(|b| scene.governed(b).is_some())
}

/// The gender and number that a cue's form asks of its speaker.
pub(super) fn form_of(cue: &Cue) -> Agreement {
    match (cue.family, cue.pronoun) {
        (Family::Noun, "3ms") => Agreement { feminine: Some(false), plural: Some(false) },
        (Family::Noun, "3fs") => Agreement { feminine: Some(true), plural: Some(false) },
        (Family::Noun, "3mp") => Agreement { feminine: None, plural: Some(true) },
        (Family::Noun, _) => Agreement::default(),
        _ => Agreement::of(cue.features),
    }
}

/// The byte at which a statement's content begins.
pub(super) fn begins(statement: &Statement) -> u32 {
    statement.content.first().map_or(u32::MAX, |s: &Span| s.start)
}
