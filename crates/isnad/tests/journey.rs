//! ARCHITECTURE.md shows the journey of one sentence; here it is made again and compared.
//!
//! After a change that moves it: `UPDATE=1 cargo test -p isnad --test journey`, and read the difference.

use std::fmt::Write;

use isnad_extract::lexicon::{Class, TABLES};
use isnad_extract::{Context, Document, ReferenceFrom, Value, entity, quantity, read, time};

const SENTENCE: &str = "وأكدت وزيرة الصحة سعاد المنصوري، أمس الثلاثاء، أن عدد المستشفيات ارتفع إلى نحو 120 مستشفى.";

/// Every room's answer, a line for each thing that it found.
fn journey() -> String {
    let article = isnad_clean::plain(SENTENCE);
    let published = Some(jiff::civil::date(2024, 5, 15));
    let context = Context { published, reference_from: ReferenceFrom::Input, ..Context::default() };
    let document = Document::of(&article);
    let mut out = String::new();
    let mut line = |room: &str, what: String| {
        let _ = writeln!(out, "{room:<10} {what}");
    };
    line("text", SENTENCE.to_owned());
    for (i, token) in document.tokens.iter().enumerate() {
        let classes: Vec<String> = TABLES
            .iter()
            .filter(|table| document.is(i, table.class) && table.class != Class::CommonWord)
            .map(|table| format!("{:?}", table.class))
            .collect();
        let span = format!("{:?}", token.span);
        line("token", format!("{span:<9} {}  {}", document.tokens.key(i), classes.join(" ")).trim_end().to_owned());
    }
    for sentence in &document.sentences {
        line("sentence", format!("{:?} tokens {}..{}", sentence.span, sentence.first, sentence.end));
    }
    let times = time::find(&document, &context);
    for t in &times {
        let value = t.value.as_deref().unwrap_or("-");
        line("time", format!("{value} {} by {}: {}", t.kind.name(), t.rule, t.span.of(SENTENCE)));
    }
    for q in quantity::find(&document, &context, &times) {
        let unit = q.unit.as_deref().unwrap_or("-");
        let value = number(q.value);
        line("quantity", format!("{value} {} by {}: {} ({unit})", q.hedge.name(), q.rule, q.span.of(SENTENCE)));
    }
    let found = entity::find(&document, &context, &times);
    for e in &found.entities {
        let role = e.roles.first().map_or(String::new(), |r| format!(" ({})", r.of(SENTENCE)));
        line("entity", format!("{} by {}: {}{role}", e.kind.name(), e.rule, e.name));
    }
    let record = read(&article, &context);
    for s in &record.statements {
        let content: Vec<&str> = s.content.iter().map(|c| c.of(SENTENCE)).collect();
        line("statement", format!("{} {} by {}: {}", s.act.name(), s.kind.name(), s.rule, content.join(" … ")));
        line("", format!("speaker: {}", s.speaker_name.as_deref().unwrap_or("-")));
        line("", format!("office: {}", s.role.map_or("-", |r| r.of(SENTENCE))));
        line("", format!("said on {}", s.said_on.as_deref().unwrap_or("-")));
    }
    for f in &record.figures {
        let measure = f.measure.as_deref().unwrap_or("-");
        let (value, hedge, sense) = (number(f.value), f.hedge.name(), f.sense.name());
        line("figure", format!("{value} {hedge} {sense} as of {} by {}", f.as_of.as_deref().unwrap_or("-"), f.rule));
        line("", format!("measure: {measure}"));
    }
    out
}

fn number(value: Value) -> String {
    match value {
        Value::One(x) => x.to_string(),
        Value::Range(a, b) => format!("{a}..{b}"),
    }
}

#[test]
fn the_journey_in_the_papers_is_true() {
    let path = xtask::root().join("ARCHITECTURE.md");
    let paper = std::fs::read_to_string(&path).unwrap();
    let opening = "<!-- journey -->\n```text\n";
    let start = paper.find(opening).expect("ARCHITECTURE.md has a block after <!-- journey -->") + opening.len();
    let length = paper[start..].find("```").expect("the block is closed");
    let (shown, made) = (&paper[start..start + length], journey());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{}{made}{}", &paper[..start], &paper[start + length..])).unwrap();
        return;
    }
    assert!(shown == made, "ARCHITECTURE.md shows another journey (UPDATE=1 writes this one):\n{made}");
}
