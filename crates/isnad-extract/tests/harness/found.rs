//! What was found, entry by entry, as the words and properties that a case can name.

use isnad_extract::{Anchor, Context, Document, Record, Value, quantity, read, time};
use isnad_text::{Article, Span};

use super::parse::Kind;

/// One entry of the record.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// The pieces of the text it covers (a statement may have several).
    pub(crate) spans: Vec<Span>,
    /// The words of the pieces, joined by ` … `.
    pub(crate) surface: String,
    /// Property and its values: one, or (an entity's roles) any of several.
    pub(crate) properties: Vec<(&'static str, Vec<String>)>,
}

impl Found {
    /// The entry on one line, as a case would write it.
    pub(crate) fn line(&self) -> String {
        let mut out = format!("{} `{}`", self.kind.name(), self.surface);
        for (n, (name, values)) in self.properties.iter().enumerate() {
            let values = values.join("` or `");
            match *name {
                "value" => out.push_str(&format!(" = {values}")),
                "kind" if n == 0 && self.kind == Kind::Entity => out.push_str(&format!(" {values}")),
                "by" | "type" | "hedge" | "sense" | "status" | "act" | "kind" | "said_on" | "as_of" => {
                    out.push_str(&format!(", {name} {values}"));
                }
                _ if values == "none" => {}
                _ => out.push_str(&format!(", {name} `{values}`")),
            }
        }
        out
    }
}

/// Reads a text and lists all that was found in it.
pub(crate) fn read_all(text: &str, context: &Context) -> (Vec<Found>, Record) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let record = read(&article, context);
    let mut out = Vec::new();
    out.push(Found {
        kind: Kind::Reference,
        spans: Vec::new(),
        surface: String::new(),
        properties: vec![
            ("value", one(record.reference.map(|d| d.to_string()))),
            ("from", one(Some(record.reference_from.name().into()))),
        ],
    });
    times(text, &record, &mut out);
    quantities(&article, context, &record, &mut out);
    figures(text, &record, &mut out);
    entities(text, &record, &mut out);
    statements(text, &record, &mut out);
    (out, record)
}

fn times(text: &str, record: &Record, out: &mut Vec<Found>) {
    for t in &record.times {
        let anchor = match t.anchor {
            Anchor::None => "none".to_owned(),
            Anchor::Document => "document".to_owned(),
            Anchor::Time(n) => record.times.get(n).map_or("?".into(), |t| t.span.of(text).to_owned()),
        };
        out.push(Found {
            kind: Kind::Time,
            spans: vec![t.span],
            surface: t.span.of(text).to_owned(),
            properties: vec![
                ("value", one(t.value.clone())),
                ("type", one(Some(t.kind.name().into()))),
                ("mod", one(t.modifier.map(|m| m.name().into()))),
                ("calendar", one(Some(t.calendar.name().into()))),
                ("original", one(t.original.clone())),
                ("zone", one(t.zone.clone())),
                ("anchor", one(Some(anchor))),
                ("alternatives", one((!t.alternatives.is_empty()).then(|| t.alternatives.join(" | ")))),
                ("earliest", one(t.earliest.map(|d| d.to_string()))),
                ("latest", one(t.latest.map(|d| d.to_string()))),
                ("by", one(Some(t.rule.into()))),
            ],
        });
    }
}

fn quantities(article: &Article, context: &Context, record: &Record, out: &mut Vec<Found>) {
    let document = Document::of(article);
    let (published, reference_from) = time::reference(&document, context);
    let context = Context { published, reference_from, ..context.clone() };
    let text = article.text.as_str();
    let found = quantity::find(&document, &context, &record.times);
    for q in &found {
        let from_to = q.from_to.and_then(|n| found.get(n)).map(|o| o.span.of(text).to_owned());
        out.push(Found {
            kind: Kind::Quantity,
            spans: vec![q.span],
            surface: q.span.of(text).to_owned(),
            properties: vec![
                ("value", one(Some(number(q.value)))),
                ("hedge", one(Some(q.hedge.name().into()))),
                ("unit", one(q.unit.clone())),
                ("number", one(Some(q.number.of(text).to_owned()))),
                ("noun", one(q.noun.map(|n| n.of(text).to_owned()))),
                ("money", one(q.money.then(|| "yes".into()))),
                ("rate", one(q.rate.then(|| "yes".into()))),
                ("from_to", one(from_to)),
                ("by", one(Some(q.rule.into()))),
            ],
        });
    }
}

fn figures(text: &str, record: &Record, out: &mut Vec<Found>) {
    let figure = |n: usize| record.figures.get(n).map_or("?".into(), |f| f.span.of(text).to_owned());
    for f in &record.figures {
        let subject = f.subject.and_then(|n| record.entities.get(n)).map(|e| e.name.clone());
        let r = f.rules;
        let by: Vec<String> = [f.rule, r.subject, r.as_of, r.sense, r.status, r.tie]
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        let parts: Vec<String> = f.parts.iter().map(|n| figure(*n)).collect();
        let statement = f.statement.and_then(|n| record.statements.get(n)).map(|s| pieces(text, &s.content));
        out.push(Found {
            kind: Kind::Figure,
            spans: vec![f.span],
            surface: f.span.of(text).to_owned(),
            properties: vec![
                ("value", one(Some(number(f.value)))),
                ("hedge", one(Some(f.hedge.name().into()))),
                ("unit", one(f.unit.clone())),
                ("sense", one(Some(f.sense.name().into()))),
                ("status", one(Some(f.status.name().into()))),
                ("subject", one(subject)),
                ("measure", one(f.measure.clone())),
                ("measure_key", one(Some(f.measure_key.clone()).filter(|k| !k.is_empty()))),
                ("as_of", one(f.as_of.clone())),
                ("parts", one((!parts.is_empty()).then(|| parts.join(" + ")))),
                ("same_as", one(f.same_as.map(figure))),
                ("statement", one(statement)),
                ("base", one(f.base.map(figure))),
                ("total", one(f.total.map(figure))),
                ("due", one(f.due.clone())),
                ("finality", one(f.finality.map(|x| x.name().into()))),
                ("by", by),
            ],
        });
    }
}

fn entities(text: &str, record: &Record, out: &mut Vec<Found>) {
    for e in &record.entities {
        let roles: Vec<String> = e.roles.iter().map(|r| r.of(text).to_owned()).collect();
        for m in &e.mentions {
            out.push(Found {
                kind: Kind::Entity,
                spans: vec![m.span],
                surface: m.span.of(text).to_owned(),
                properties: vec![
                    ("kind", one(Some(e.kind.name().into()))),
                    ("name", one(Some(e.name.clone()))),
                    ("role", if roles.is_empty() { one(None) } else { roles.clone() }),
                    ("full", one(Some(m.full.of(text).to_owned()))),
                    ("mentions", one(Some(e.mentions.len().to_string()))),
                    (
                        "by",
                        if m.rule == e.rule { one(Some(m.rule.into())) } else { vec![m.rule.into(), e.rule.into()] },
                    ),
                ],
            });
        }
    }
}

fn statements(text: &str, record: &Record, out: &mut Vec<Found>) {
    for s in &record.statements {
        let chain: Vec<&str> = s.chain.iter().map(|l| l.name.as_str()).collect();
        let names = |of: &[usize]| -> Vec<String> {
            of.iter().filter_map(|n| record.entities.get(*n)).map(|e| e.name.clone()).collect()
        };
        let about = names(&s.about);
        let figures: Vec<String> =
            s.figures.iter().filter_map(|n| record.figures.get(*n)).map(|f| f.span.of(text).to_owned()).collect();
        out.push(Found {
            kind: Kind::Statement,
            spans: s.content.clone(),
            surface: pieces(text, &s.content),
            properties: vec![
                ("cue", one(s.cue.map(|c| c.of(text).to_owned()))),
                ("speaker", one(s.speaker.map(|c| c.of(text).to_owned()))),
                ("speaker_name", one(s.speaker_name.clone())),
                ("role", one(s.role.map(|c| c.of(text).to_owned()))),
                ("act", one(Some(s.act.name().into()))),
                ("kind", one(Some(s.kind.name().into()))),
                ("status", one(Some(s.status.name().into()))),
                ("occasion", one(s.occasion.map(|c| c.of(text).to_owned()))),
                ("said_on", one(s.said_on.clone())),
                ("chain", one((!chain.is_empty()).then(|| chain.join(" ← ")))),
                ("about", one((!about.is_empty()).then(|| about.join(" + ")))),
                ("figures", one((!figures.is_empty()).then(|| figures.join(" + ")))),
                ("by", one(Some(s.rule.into()))),
            ],
        });
    }
}

fn pieces(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ")
}

fn one(value: Option<String>) -> Vec<String> {
    vec![value.unwrap_or_else(|| "none".into())]
}

/// `2500`, `0.5`, `10..20`.
fn number(value: Value) -> String {
    match value {
        Value::One(x) => x.to_string(),
        Value::Range(a, b) => format!("{a}..{b}"),
    }
}
