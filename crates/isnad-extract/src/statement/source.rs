//! «بحسب الوزارة»: who is named as the source of a sentence, before it or behind it?
//!
//! Behind a statement that names its speaker the source is one who passed it on; else the sentence is its statement.

use isnad_text::{Kind, Proclitics, Sentence, Span};

use super::content::{self, Content};
use super::cue::{Cue, Family};
use super::frame::Frame;
use super::naming;
use super::occasion::{self, Event};
use super::read::{Framed, Reader};
use super::refuse;
use super::speaker::Speaker;
use super::words::{Opens, Sort, SourceSort};
use crate::Link;
use crate::lexicon::{Class, Features};

/// A source named in the sentence, with the tokens of its name.
struct Source {
    cue: Cue,
    first: usize,
    end: usize,
}

impl Reader<'_> {
    /// «بحسب X»: the source of the whole, or one who passed it on.
    pub(super) fn sources(&mut self, sentence: &Sentence, from: usize) {
        let scene = self.scene;
        let cues: Vec<Cue> = self.cues.iter().filter(|c| matches!(c.family, Family::Source(_))).copied().collect();
        for cue in cues {
            if cue.family == Family::Source(SourceSort::Pronoun) || scene.quotes.around(cue.first).is_some() {
                continue;
            }
            let start = scene.skip_adverbials(cue.end, sentence.end);
            if start >= sentence.end
                || !matches!(
                    scene.kind(start),
                    Kind::Word | Kind::Latin | Kind::QuoteOpen | Kind::QuoteEither | Kind::Number | Kind::BracketOpen
                )
            {
                continue;
            }
            // «بحسب تصريحات فلان»: he speaks, not his words.
            let start = if start + 1 < sentence.end
                && scene.document.entry(start, Class::SpeechNoun).is_some_and(|m| m.pronoun.is_empty() && m.len == 1)
                && !scene.definite(start)
                && scene.person_head(start + 1)
            {
                start + 1
            } else {
                start
            };
            // «على ما تكشف في الملف»: nobody is named.
            if scene.governed(start).is_some() {
                continue;
            }
            let end = scene.noun_phrase(start, sentence.end).max(start + 1);
            let end = self.without_clause(start, end);
            let source = Source { cue, first: start, end };
            // «…، ووفقا للبنك فإن»: it opens a clause of its own.
            let opens = scene.document.entry(end, Class::Complementiser).is_some()
                && scene.document.tokens.key(end).starts_with('\u{0641}');
            if content::leads(&scene, sentence, &cue) || opens {
                self.leading(sentence, &source, from);
            } else if content::ends_clause(&scene, &cue) {
                self.trailing(sentence, &source, from);
            }
        }
    }

    fn leading(&mut self, sentence: &Sentence, source: &Source, from: usize) {
        let scene = self.scene;
        // The name runs to the comma or to «فإن» where one is near.
        let mark = (source.first..sentence.end.min(source.first + 16)).find(|i| {
            scene.kind(*i) == Kind::Comma
                || scene.document.is(*i, Class::Complementiser) && scene.document.tokens.key(*i).starts_with('\u{0641}')
        });
        let known = scene.can_speak(source.first) || scene.mention_at(source.first).is_some();
        let end = mark.filter(|m| !known || *m < source.end).unwrap_or(source.end).max(source.first + 1);
        let s = naming::named(&scene, &self.known, source.first, end.min(source.end.max(source.first + 1)));
        // «مصدر تحدث إلى القناة، فإن»: what is told of the source stands between it and its clause.
        let told = (!matches!(scene.kind(source.end), Kind::Comma | Kind::Colon) && !scene.conjunction(source.end))
            .then(|| refuse::clause_behind(&scene, source.end))
            .flatten()
            .filter(|k| *k > source.end && *k < sentence.end);
        let (end, mut start) = match told {
            Some(k) => (source.end, k),
            None => (end, end),
        };
        while start < sentence.end {
            match (scene.kind(start), scene.opens(start)) {
                (Kind::Comma | Kind::Colon | Kind::Dash, _) => start += 1,
                (_, Some((Opens::Plain | Opens::Dummy, len))) => start += len,
                _ => break,
            }
        }
        // «… . وفقا لوكالة رويترز.»: a sentence of its own belongs to the statement before it.
        if (start..sentence.end).all(|i| scene.kind(i) == Kind::Stop) {
            let before = self
                .told
                .len()
                .checked_sub(1)
                .filter(|_| !scene.document.tokens.get(source.cue.first).is_some_and(|t| t.line_start));
            if let Some(last) = before
                && let Some(t) = self.told.get(last)
                && t.statement
                    .content
                    .last()
                    .is_some_and(|c| scene.document.tokens.at_or_after(c.end) + 3 >= source.cue.first)
            {
                self.passed_on(last, &s);
            }
            return;
        }
        let attributed = self
            .frames
            .iter()
            .any(|f| f.kept && f.parent.is_none() && f.before.unwrap_or(f.frame.cue.first) <= start + 2);
        if attributed {
            self.passed_on(from, &s);
            return;
        }
        let frame = Frame {
            cue: source.cue,
            rule: "source-before",
            act: source.cue.act,
            weight: 0.8,
            start,
            byte: scene.document.tokens.span(start).start,
            quote: scene.quotes.opening(start).copied(),
            earlier: None,
            subject: Some((source.first, end)),
            relay: None,
            zone: start,
        };
        let limit = self
            .frames
            .iter()
            .filter(|f| f.kept)
            .filter_map(|f| content::boundary(&scene, &frame, &f.frame.cue, f.before, false))
            .min()
            .unwrap_or(sentence.end);
        if let Some(content) = content::of(&scene, sentence, &frame, limit) {
            self.known.meet(&s);
            let n = self.told.len();
            self.push_source(frame, content, s);
            let occasion = told.and_then(|k| self.spoke_to(source.end, k));
            if let Some(t) = self.told.get_mut(n).filter(|_| occasion.is_some()) {
                t.statement.occasion = occasion;
            }
        }
    }

    /// «مصدر دبلوماسي تحدث»: one past the source without article, before the verb that tells of him.
    fn without_clause(&self, first: usize, end: usize) -> usize {
        let d = self.scene.document;
        let bare = d.entry(first, Class::UnnamedSource).is_some_and(|m| !m.proclitics.has(Proclitics::AL));
        let verb = |k: &usize| {
            d.tags
                .all(*k, Class::SpeechVerb)
                .any(|m| m.features.has(Features::PAST) && m.proclitics == Proclitics::NONE)
                && self.scene.mention_around(*k).is_none()
                && self.scene.governed(*k - 1).is_none()
        };
        if bare { (first + 1..end).find(verb).unwrap_or(end) } else { end }
    }

    /// «تحدث إلى القناة»: to whom a source spoke is the occasion.
    fn spoke_to(&self, from: usize, limit: usize) -> Option<Span> {
        let scene = &self.scene;
        let d = scene.document;
        let verb = d.tags.all(from, Class::SpeechVerb).any(|m| {
            m.features.has(Features::PAST) && super::words::words().speech(m).is_some_and(|s| s.act == crate::Act::Say)
        });
        let towards = scene.governed(from + 1).is_some_and(|g| g.has(super::words::Takes::ILA))
            || scene.glued(from + 1, Proclitics::LA).is_some();
        let end = (from + 1..limit).find(|k| scene.kind(*k) == Kind::Comma).unwrap_or(limit);
        (verb && towards && end > from + 1).then(|| d.tokens.cover(from, end))
    }

    fn trailing(&mut self, sentence: &Sentence, source: &Source, from: usize) {
        let scene = self.scene;
        let cue = source.cue;
        let s = naming::named(&scene, &self.known, source.first, source.end);
        // «وفق ما نقلته الوكالة عن مصادر»: the sources speak, the agency passes on.
        let origin = (cue.family == Family::Source(SourceSort::Verb) && cue.takes.has(super::words::Takes::RELAY))
            .then(|| self.origin(sentence, source.end))
            .flatten();
        let (s, carrier) = match origin {
            Some(o) => (o, Some(s)),
            None => (s, None),
        };
        let attributed = self
            .frames
            .iter()
            .any(|f| f.kept && f.parent.is_none() && f.frame.cue.first < cue.first && f.content.end + 2 >= cue.first);
        // «وأشار إلى …، بحسب فلان، …»: the speaker told twice.
        let twice = self.frames.iter().any(|f| {
            f.kept
                && f.parent.is_none()
                && f.frame.cue.first < cue.first
                && f.speaker.name.is_some()
                && f.speaker.name == s.name
        });
        if twice {
            return;
        }
        // «أشارت المنظمة، وفق ما أوردت الوكالة، إلى أن»: set between a verb and its words.
        let between = self
            .frames
            .iter()
            .any(|f| f.kept && f.parent.is_none() && f.frame.cue.first < cue.first && f.frame.start > cue.end);
        if between {
            self.passed_on(from, &s);
            return;
        }
        if attributed {
            self.passed_on(from, &s);
            if cue.family != Family::Source(SourceSort::Verb) || cue.takes.has(super::words::Takes::TEXT) {
                return;
            }
        }
        let start = (sentence.first..cue.first)
            .rev()
            .find(|i| matches!(scene.kind(*i), Kind::Semicolon))
            .map_or(sentence.first, |i| i + 1);
        let bracket = (start..cue.first)
            .rev()
            .find(|i| matches!(scene.kind(*i), Kind::BracketOpen | Kind::BracketClose))
            .filter(|i| scene.kind(*i) == Kind::BracketOpen);
        let start = match bracket {
            Some(open) if open + 1 == cue.first => start,
            Some(open) => open + 1,
            None => start,
        };
        let Some(mut content) = content::backward(&scene, start, &cue) else { return };
        // «ومن بين القتلى، وفق المرصد، عشرة أطفال»: the clause goes on behind the source.
        let opening = scene.is_sort(start, Sort::Preposition) || scene.governed(start).is_some();
        let goes_on = scene.kind(source.end) == Kind::Comma
            && source.end + 2 < sentence.end
            && !scene.conjunction(source.end + 1)
            && !scene.document.tokens.key(source.end + 1).starts_with('\u{0648}');
        if (opening || goes_on)
            && cue.first <= start + 8
            && scene.kind(source.end) == Kind::Comma
            && self.frames.is_empty()
        {
            let stop = (source.end..sentence.end).find(|i| scene.kind(*i) == Kind::Stop).unwrap_or(sentence.end);
            if stop > source.end + 1 {
                content.pieces.push(scene.document.tokens.cover(source.end + 1, stop));
                content.end = stop;
            }
        }
        let frame = Frame {
            cue,
            rule: "source-after",
            act: cue.act,
            weight: 0.75,
            start,
            byte: scene.document.tokens.span(start).start,
            quote: None,
            earlier: None,
            subject: Some((source.first, source.end)),
            relay: None,
            zone: sentence.end,
        };
        let event = occasion::of(&scene, &frame, cue.end, (source.end, sentence.end.min(source.end + 24)));
        let from = self.told.len();
        // «…، بحسب مصدر أمني. وقال المصدر»: he can be named again.
        let person = scene
            .document
            .tags
            .all(source.first, Class::UnnamedSource)
            .any(|m| super::words::words().unnamed(m) == Some(super::words::SourceKind::Person));
        if person && carrier.is_none() {
            self.known.meet(&s);
        }
        self.push_source(frame, content, s);
        // «وفق المصدر ذاته»: what is told again of a source came the same way.
        let same = scene.definite(source.first).then(|| self.way_of(from)).flatten();
        if let Some(t) = self.told.get_mut(from) {
            t.statement.occasion = event.occasion;
            t.statement.said_on = event.said_on;
            if let Some((name, c)) = carrier.and_then(|c| c.name.clone().map(|n| (n, c))) {
                t.statement.chain = vec![Link { span: c.span, name }];
            } else if let Some((chain, day)) = same {
                t.statement.chain = chain;
                t.statement.said_on = t.statement.said_on.take().or(day);
            }
        }
    }

    /// Whom an agency quotes behind «عن».
    fn origin(&self, sentence: &Sentence, from: usize) -> Option<Speaker> {
        let scene = &self.scene;
        let about = (from..sentence.end.min(from + 3))
            .find(|i| scene.governed(*i).is_some_and(|g| g.has(super::words::Takes::ANI)))?;
        let end = scene.noun_phrase(about + 1, sentence.end).max(about + 2);
        Some(naming::named(scene, &self.known, about + 1, end))
    }

    /// The chain and day of the last statement before number `n` by the same speaker.
    fn way_of(&self, n: usize) -> Option<(Vec<Link>, Option<String>)> {
        let name = self.told.get(n)?.statement.speaker_name.clone()?;
        let before = self.told.get(..n)?.iter().rev().take(6);
        before
            .map(|t| &t.statement)
            .find(|s| s.speaker_name.as_ref() == Some(&name))
            .map(|s| (s.chain.clone(), s.said_on.clone()))
    }

    /// Puts a source at the head of the chain of the sentence's statements.
    fn passed_on(&mut self, from: usize, s: &Speaker) {
        let Some(name) = &s.name else { return };
        // «بحسب تصريحاته», «وفقا لأرقام الحسابات»: words and measures of the speaker pass nothing on.
        if s.head.is_some_and(|(class, _)| class == Class::SpeechNoun) || s.how == "phrase" && s.head.is_none() {
            return;
        }
        for t in self.told.iter_mut().skip(from) {
            if t.statement.speaker_name.as_ref() != Some(name) {
                t.statement.chain.insert(0, Link { span: s.span, name: name.clone() });
                t.own_chain = true;
                t.once = true;
            }
        }
    }

    fn push_source(&mut self, frame: Frame, content: Content, speaker: Speaker) {
        let framed = Framed {
            frame,
            clause: frame.cue.first,
            before: None,
            content,
            parent: None,
            speaker,
            carrier: None,
            kept: true,
        };
        let mut told = self.told_of(&framed, Event::default(), Vec::new());
        told.nested = true;
        self.told.push(told);
    }
}
