//! A dossier as Markdown, and as rows of CSV.

use super::{Dossier, series_name};
use crate::cli::Glossary;
use crate::cli::lines::number;
use crate::fault::Fault;
use crate::store::{Document, StatementRow};

pub(super) fn markdown(d: &Dossier, t: Glossary) -> String {
    let mut out = format!("# {}\n", line(&d.subject));
    let articles: usize = d.sources.values().map(Vec::len).sum();
    let counts = [t.count("count.articles", articles as u64), t.count("count.outlets", d.sources.len() as u64)];
    out.push_str(&format!("\n{}\n\n{}\n", counts.join(" · "), t.text("say.dossier.how")));
    let part = |out: &mut String, key: &str| out.push_str(&format!("\n## {}\n\n", t.text(key)));
    if !d.names.is_empty() || !d.offices.is_empty() {
        part(&mut out, "label.dossier.who");
        for (name, kind, n) in d.names.iter().take(12) {
            let kind = t.find(&format!("label.kind.{kind}")).unwrap_or("");
            out.push_str(&format!("- **{}** {kind}, {}\n", line(name), t.count("count.in-articles", *n)));
        }
        for (office, first, last, _) in &d.offices {
            out.push_str(&format!("- {} ({first} / {last})\n", line(office)));
        }
    }
    if !d.timeline.is_empty() {
        part(&mut out, "label.dossier.timeline");
        for row in &d.timeline {
            let who = row.speaker.as_deref().map(|s| format!("**{}**: ", line(s))).unwrap_or_default();
            out.push_str(&format!("- `{}` {who}{} {}\n", row.value, line(&row.text), cite(&row.document, &row.id)));
        }
    }
    for (n, (_, s)) in d.series().into_iter().enumerate() {
        if n == 0 {
            part(&mut out, "label.room.figure");
        }
        out.push_str(&format!("### {}\n\n", line(&series_name(s, t))));
        for placed in &s.points {
            if let Some((document, f)) = d.figures.figures.get(placed.point) {
                let when = f.as_of.as_deref().or(document.day.as_deref()).unwrap_or("…");
                out.push_str(&format!(
                    "- `{when}` {} «{}» {}\n",
                    number(&f.value),
                    line(&f.text),
                    cite(document, &f.id)
                ));
            }
        }
        out.push('\n');
    }
    for (key, rows) in [("label.dossier.by", &d.by), ("label.dossier.about", &d.about)] {
        if !rows.is_empty() {
            part(&mut out, key);
            for row in rows {
                out.push_str(&statement(row, t));
            }
        }
    }
    if !d.stories.is_empty() {
        part(&mut out, "label.dossier.stories");
        for row in &d.stories {
            let when = row.story.first.map(|d| d.to_string()).unwrap_or_default();
            let count = t.count("count.articles", row.articles.len() as u64);
            out.push_str(&format!("- `{when}` {} ({count})\n", line(row.story.name.as_deref().unwrap_or("…"))));
        }
    }
    part(&mut out, "label.dossier.sources");
    for (outlet, held) in &d.sources {
        out.push_str(&format!("- {}: {}\n", line(outlet), t.count("count.articles", held.len() as u64)));
    }
    part(&mut out, "label.dossier.places");
    for ((document, entry), place) in &d.places {
        let outlet = place.document.outlet();
        out.push_str(&format!(
            "- `{document}@{}#{entry}` {}: «{}»\n",
            place.version,
            line(outlet),
            line(&place.sentence)
        ));
    }
    out
}

fn statement(row: &StatementRow, t: Glossary) -> String {
    let s = &row.statement;
    let words: Vec<String> = s.content.iter().map(|c| line(&c.text)).collect();
    let who = s.speaker_name.as_deref().map_or_else(|| t.text("label.somebody").to_owned(), line);
    let office = s.role.as_ref().map(|r| format!(", {}", line(&r.text))).unwrap_or_default();
    format!(
        "- `{}` **{who}**{office}: {} {}\n",
        row.day.as_deref().unwrap_or("…"),
        words.join(" … "),
        cite(&row.document, &s.id)
    )
}

/// One line, with the signs of Markdown made harmless.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|c| !isnad_text::letters::is_bidi_control(*c)) {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn cite(d: &Document, entry: &str) -> String {
    format!("({} `{}#{entry}`)", line(d.outlet()), d.id)
}

/// A row: part, day, who, words, value, outlet, article, entry, address.
type Row = [String; 9];

pub(super) fn csv(d: &Dossier) -> Result<Vec<u8>, Fault> {
    // A byte order mark, as spreadsheets want it.
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    let mut rows: Vec<Row> = Vec::new();
    let mut row = |part: &str, day: &str, who: &str, words: &str, value: String, x: &Document, entry: &str| {
        let cells = [part, day, who, words].map(|c| safe(c.trim()));
        let [a, b, c, e] = cells;
        rows.push([
            a,
            b,
            c,
            e,
            value,
            safe(x.outlet()),
            x.id.clone(),
            entry.to_owned(),
            x.url.clone().unwrap_or_default(),
        ]);
    };
    for r in &d.timeline {
        row("timeline", &r.value, r.speaker.as_deref().unwrap_or(""), &r.text, String::new(), &r.document, &r.id);
    }
    for (i, (x, f)) in d.figures.figures.iter().enumerate() {
        let when = f.as_of.as_deref().or(x.day.as_deref()).unwrap_or("");
        let who = d.figures.points.get(i).and_then(|p| p.speaker.clone()).unwrap_or_default();
        row("figure", when, &who, &f.text, number(&f.value).replace(',', ""), x, &f.id);
    }
    for (part, list) in [("by", &d.by), ("about", &d.about)] {
        for r in list {
            let words: Vec<&str> = r.statement.content.iter().map(|c| c.text.as_str()).collect();
            let who = r.statement.speaker_name.as_deref().unwrap_or("");
            row(
                part,
                r.day.as_deref().unwrap_or(""),
                who,
                &words.join(" … "),
                String::new(),
                &r.document,
                &r.statement.id,
            );
        }
    }
    writer
        .write_record(["part", "day", "who", "words", "value", "outlet", "document", "entry", "url"])
        .map_err(wrong)?;
    for cells in rows {
        writer.write_record(&cells).map_err(wrong)?;
    }
    writer.into_inner().map_err(|e| Fault::from(std::io::Error::other(e.to_string())))
}

fn wrong(e: csv::Error) -> Fault {
    Fault::from(std::io::Error::other(e))
}

/// A cell that begins like a formula gets an apostrophe.
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
