//! Does a record keep its laws?
//!
//! Every entry names a registered rule, every span covers words of the text, every index leads to an entry, every list
//! stands in the order of the text. Rules cannot break these by being wrong about Arabic, only by being wrong in code.

use std::collections::BTreeSet;

use isnad_text::Span;

use crate::{Anchor, Record, rules};

/// Checks a record against the text that it was read from.
///
/// ```
/// use isnad_extract::{Context, read, sound};
/// use isnad_text::Article;
///
/// let article = Article { text: "وقال الوزير إن العدد بلغ 87 دولة".into(), ..Article::default() };
/// assert_eq!(sound(&article.text, &read(&article, &Context::default())), Ok(()));
/// ```
///
/// # Errors
/// The first law that is broken, in one sentence with the entry.
pub fn sound(text: &str, record: &Record) -> Result<(), String> {
    let laws = Laws { text, record, names: rules().map(|r| r.name).collect() };
    laws.times()?;
    laws.figures()?;
    laws.entities()?;
    laws.statements()
}

struct Laws<'a> {
    text: &'a str,
    record: &'a Record,
    names: BTreeSet<&'static str>,
}

impl Laws<'_> {
    fn times(&self) -> Result<(), String> {
        for t in &self.record.times {
            self.rule(t.rule)?;
            self.span(t.span)?;
            if let Anchor::Time(n) = t.anchor {
                index(n, self.record.times.len(), "time")?;
            }
            if t.earliest.zip(t.latest).is_some_and(|(a, b)| a > b) {
                return Err(format!("ends before it begins: {t:?}"));
            }
        }
        apart("times", self.record.times.iter().map(|t| t.span))
    }

    fn figures(&self) -> Result<(), String> {
        for f in &self.record.figures {
            self.rule(f.rule)?;
            let r = f.rules;
            [r.subject, r.as_of, r.sense, r.status].into_iter().try_for_each(|name| self.rule(name))?;
            if !r.tie.is_empty() {
                self.rule(r.tie)?;
            }
            self.span(f.span)?;
            if !f.value.min().is_finite() || !f.value.max().is_finite() || f.value.min() > f.value.max() {
                return Err(format!("no number and no range: {f:?}"));
            }
            f.subject.map_or(Ok(()), |n| index(n, self.record.entities.len(), "entity"))?;
            f.statement.map_or(Ok(()), |n| index(n, self.record.statements.len(), "statement"))?;
            for n in f.parts.iter().chain(&f.same_as).chain(&f.base).chain(&f.total) {
                index(*n, self.record.figures.len(), "figure")?;
            }
        }
        apart("figures", self.record.figures.iter().map(|f| f.span))
    }

    fn entities(&self) -> Result<(), String> {
        for e in &self.record.entities {
            self.rule(e.rule)?;
            e.roles.iter().try_for_each(|s| self.span(*s))?;
            if e.mentions.is_empty() || e.name.is_empty() {
                return Err(format!("an entity without a name or a mention: {e:?}"));
            }
            for m in &e.mentions {
                self.rule(m.rule)?;
                self.span(m.span)?;
                self.span(m.full)?;
                m.role.map_or(Ok(()), |r| self.span(r))?;
                if !m.full.contains(m.span) {
                    return Err(format!("the full mention leaves out its name: {m:?}"));
                }
            }
            apart("mentions", e.mentions.iter().map(|m| m.span))?;
        }
        ordered("entities", self.record.entities.iter().filter_map(|e| e.mentions.first()).map(|m| m.span))
    }

    fn statements(&self) -> Result<(), String> {
        for s in &self.record.statements {
            self.rule(s.rule)?;
            if s.content.is_empty() || !(0.0..=1.0).contains(&s.confidence) {
                return Err(format!("no content or no probability: {s:?}"));
            }
            s.content.iter().try_for_each(|c| self.span(*c))?;
            apart("pieces of a statement", s.content.iter().copied())?;
            [s.cue, s.speaker, s.role, s.occasion].into_iter().flatten().try_for_each(|part| self.span(part))?;
            s.chain.iter().filter_map(|l| l.span).try_for_each(|link| self.span(link))?;
            s.speaker_entity.map_or(Ok(()), |n| index(n, self.record.entities.len(), "entity"))?;
            s.about.iter().try_for_each(|n| index(*n, self.record.entities.len(), "entity"))?;
            s.figures.iter().try_for_each(|n| index(*n, self.record.figures.len(), "figure"))?;
        }
        ordered("statements", self.record.statements.iter().filter_map(|s| s.content.first().copied()))
    }

    fn rule(&self, name: &str) -> Result<(), String> {
        if self.names.contains(name) { Ok(()) } else { Err(format!("«{name}» is in no `RULES`")) }
    }

    fn span(&self, span: Span) -> Result<(), String> {
        let words = self.text.get(span.range()).is_some_and(|w| !w.trim().is_empty() && w == w.trim());
        if words { Ok(()) } else { Err(format!("{span:?} covers no words, or white space at its end")) }
    }
}

fn index(n: usize, len: usize, what: &str) -> Result<(), String> {
    if n < len { Ok(()) } else { Err(format!("there is no {what} {n}")) }
}

/// Each begins where the one before it begins, or later.
fn ordered(what: &str, spans: impl Iterator<Item = Span>) -> Result<(), String> {
    let mut last = 0;
    for s in spans {
        if s.start < last {
            return Err(format!("the {what} do not stand in the order of the text: {s:?} after {last}"));
        }
        last = s.start;
    }
    Ok(())
}

/// Each begins where the one before it ends, or later.
fn apart(what: &str, spans: impl Iterator<Item = Span>) -> Result<(), String> {
    let mut last = 0;
    for s in spans {
        if s.start < last {
            return Err(format!("the {what} overlap or do not stand in the order of the text: {s:?} after {last}"));
        }
        last = s.end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entity, EntityKind, Mention};

    fn record(rule: &'static str, at: (u32, u32)) -> Record {
        let span = Span::new(at.0, at.1);
        let mentions = vec![Mention { span, full: span, role: None, rule }];
        let entity = Entity { name: "a".into(), kind: EntityKind::Place, roles: Vec::new(), mentions, rule };
        Record { entities: vec![entity], ..Record::default() }
    }

    #[test]
    fn what_breaks_a_law_is_named() {
        assert_eq!(sound("", &Record::default()), Ok(()));
        assert!(sound("قال", &record("no-such-rule", (0, 6))).is_err_and(|e| e.contains("no-such-rule")));
        if let Some(rule) = rules().next() {
            assert_eq!(sound("قال", &record(rule.name, (0, 6))), Ok(()));
            for at in [(0, 0), (0, 1), (1, 6), (0, 99)] {
                assert!(sound("قال", &record(rule.name, at)).is_err(), "{at:?}");
            }
        }
    }
}
