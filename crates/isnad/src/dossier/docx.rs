//! A dossier as a document for word processors (Office Open XML): paragraphs and tables that run from the right, numbers and
//! days that run from the left inside them, and a footnote with the sentence and its place under every line.
//!
//! Not here: drawings; a table stands for each series.

use std::io::{Cursor, Write};

use isnad_link::difference::DifferenceKind;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Dossier, Place, series_name};
use crate::cli::lines::number;
use crate::cli::{Glossary, Lang};
use crate::fault::Fault;
use crate::serve::html::own_orders;
use crate::store::{Document, StatementRow};
use crate::wire::FigureJson;

/// Statements of a part, and differences, that are shown.
const SHOWN: usize = 80;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
const BESIDE: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/></Relationships>";

pub(super) fn document(d: &Dossier, t: Glossary) -> Result<Vec<u8>, Fault> {
    let mut paper = Paper { d, t, body: String::new(), notes: String::new(), count: 0 };
    paper.head();
    paper.who();
    paper.timeline();
    paper.figures();
    paper.differences();
    paper.statements("label.dossier.by", &d.by);
    paper.statements("label.dossier.about", &d.about);
    paper.pledges();
    paper.stories();
    paper.sources();
    let bidi = if paper.rtl() { "<w:bidi/>" } else { "" };
    let page = format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\"><w:body>{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>{bidi}</w:sectPr></w:body></w:document>",
        paper.body
    );
    let rule = |id: i32, kind: &str, mark: &str| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>")
    };
    let notes = format!(
        "{HEAD}<w:footnotes xmlns:w=\"{MAIN}\">{}{}{}</w:footnotes>",
        rule(-1, "separator", "separator"),
        rule(0, "continuationSeparator", "continuationSeparator"),
        paper.notes
    );
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>Isnad {}</dc:creator><dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created></cp:coreProperties>",
        xml(&d.subject),
        env!("CARGO_PKG_VERSION"),
        if paper.rtl() { "ar" } else { "en" },
        xml(&d.made)
    );
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{PARTS}")),
        ("word/document.xml", page),
        ("word/_rels/document.xml.rels", format!("{HEAD}{BESIDE}")),
        ("word/styles.xml", styles(paper.rtl())),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ];
    let told = |e: zip::result::ZipError| Fault::from(std::io::Error::other(e));
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        file.start_file(name, SimpleFileOptions::default()).map_err(told)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish().map_err(told)?.into_inner())
}

/// Styles by the names that word processors know, so that an outline and a table of contents can be made of them.
fn styles(rtl: bool) -> String {
    let bidi = if rtl { "<w:bidi/>" } else { "" };
    let heading = |n: u8, size: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{n}\"><w:name w:val=\"heading {n}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr><w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr><w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            n - 1
        )
    };
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Traditional Arabic\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"26\"/>\
         <w:lang w:val=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr>{bidi}<w:spacing w:after=\"100\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:bCs/><w:sz w:val=\"40\"/><w:szCs w:val=\"44\"/></w:rPr></w:style>\
         {}{}\
         <w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/><w:left w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/><w:right w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/></w:tblBorders></w:tblPr></w:style></w:styles>",
        heading(1, 30),
        heading(2, 26)
    )
}

struct Paper<'a> {
    d: &'a Dossier,
    t: Glossary,
    body: String,
    notes: String,
    count: usize,
}

impl Paper<'_> {
    fn rtl(&self) -> bool {
        self.t.lang == Lang::Arabic
    }

    fn paragraph(&mut self, style: &str, runs: &str) {
        self.body.push_str(&paragraph(style, runs));
    }

    fn part(&mut self, key: &str) {
        self.paragraph("Heading1", &run(self.t.text(key), ""));
    }

    /// A footnote with the sentence of an entry and where it stands; gives the mark that leads to it.
    fn note(&mut self, x: &Document, entry: &str) -> String {
        self.count += 1;
        let n = self.count;
        let mut runs = format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>{}",
            run(" ", "")
        );
        if let Some(Place { document, version, sentence, .. }) = self.d.places.get(&(x.id.clone(), entry.to_owned())) {
            runs.push_str(&run(&format!("«{}» ", sentence.trim()), ""));
            runs.push_str(&run(document.outlet(), "<w:b/><w:bCs/>"));
            if let Some(title) = &document.title {
                runs.push_str(&run(&format!(" — {}", title.trim()), ""));
            }
            for piece in [document.day.as_deref(), document.url.as_deref()].into_iter().flatten() {
                runs.push_str(&format!("{}{}", run(" · ", ""), run(piece, "")));
            }
            let at = format!("{}@{}#{entry}", document.id, version.get(..12).unwrap_or(version));
            runs.push_str(&format!("{}{}", run(" · ", ""), run(&at, "")));
        } else {
            runs.push_str(&run(x.outlet(), ""));
        }
        self.notes.push_str(&format!("<w:footnote w:id=\"{n}\">{}</w:footnote>", paragraph("FootnoteText", &runs)));
        format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{n}\"/></w:r>")
    }

    fn head(&mut self) {
        let (d, t) = (self.d, self.t);
        self.paragraph("Title", &run(&d.subject, ""));
        let articles: usize = d.sources.values().map(Vec::len).sum();
        let mut lead = run(&t.count("count.articles", articles as u64), "");
        lead.push_str(&run(" · ", ""));
        lead.push_str(&run(&t.count("count.outlets", d.sources.len() as u64), ""));
        let days = d.sources.values().flatten().filter_map(|x| x.day.as_deref());
        if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
            lead.push_str(&format!("{}{}", run(" · ", ""), filled(t, "say.days", &[("first", first), ("last", last)])));
        }
        let made = d.made.get(..10).unwrap_or(&d.made);
        lead.push_str(&format!("{}{}", run(" · ", ""), filled(t, "say.dossier.made", &[("day", made)])));
        self.paragraph("Normal", &lead);
        self.paragraph("Normal", &run(t.text("say.dossier.how"), "<w:i/><w:iCs/>"));
    }

    fn who(&mut self) {
        let (d, t) = (self.d, self.t);
        if d.names.is_empty() && d.offices.is_empty() {
            return;
        }
        self.part("label.dossier.who");
        for (name, kind, articles) in d.names.iter().take(12) {
            let kind = t.find(&format!("label.kind.{kind}")).unwrap_or("");
            let count = t.count("count.in-articles", *articles);
            let runs = format!("{}{}", run(name, "<w:b/><w:bCs/>"), run(&format!(" — {kind} · {count}"), ""));
            self.paragraph("Normal", &runs);
        }
        for (office, first, last, _) in &d.offices {
            let days = filled(t, "say.days", &[("first", first), ("last", last)]);
            self.paragraph("Normal", &format!("{}{}{days}", run(office, ""), run(" · ", "")));
        }
    }

    fn timeline(&mut self) {
        let d = self.d;
        if d.timeline.is_empty() {
            return;
        }
        self.part("label.dossier.timeline");
        for row in &d.timeline {
            let mut runs = format!("{}{}", run(&row.value, "<w:b/><w:bCs/>"), run("  ", ""));
            if let Some(who) = &row.speaker {
                runs.push_str(&format!("{}{}", run(who, "<w:b/><w:bCs/>"), run(": ", "")));
            }
            runs.push_str(&run(row.text.trim(), ""));
            runs.push_str(&self.note(&row.document, &row.id));
            self.paragraph("Normal", &runs);
        }
    }

    fn figures(&mut self) {
        let d = self.d;
        let heads = ["label.dossier.day", "label.dossier.value", "label.dossier.words", "label.dossier.speaker"];
        for (n, (_, series)) in d.series().into_iter().enumerate() {
            if n == 0 {
                self.part("label.room.figure");
            }
            self.paragraph("Heading2", &run(&series_name(series, self.t), ""));
            let heads: Vec<String> = heads.iter().map(|h| run(self.t.text(h), "<w:b/><w:bCs/>")).collect();
            let mut rows = vec![heads];
            for placed in &series.points {
                let Some((document, f)) = d.figures.figures.get(placed.point) else { continue };
                let when = f.as_of.as_deref().or(document.day.as_deref()).unwrap_or("…");
                let who = d.figures.points.get(placed.point).and_then(|p| p.speaker.as_deref()).unwrap_or("");
                let words = format!("{}{}", run(&f.text, ""), self.note(document, &f.id));
                rows.push(vec![run(when, ""), self.amount(f), words, run(who, "")]);
            }
            self.table(&rows);
        }
    }

    fn amount(&self, f: &FigureJson) -> String {
        let value = run(&number(&f.value), "<w:b/><w:bCs/>");
        match f.hedge.as_str() {
            "exact" => value,
            hedge => {
                let hedge = self.t.find(&format!("label.hedge.{hedge}")).unwrap_or(hedge);
                format!("{}{value}", run(&format!("{hedge} "), ""))
            }
        }
    }

    fn differences(&mut self) {
        let d = self.d;
        let told = d.figures.differences.iter().filter(|x| x.kind != DifferenceKind::Restated).take(SHOWN);
        for (n, x) in told.enumerate() {
            let (Some((one, a)), Some((other, b))) = (d.figures.figures.get(x.earlier), d.figures.figures.get(x.later))
            else {
                continue;
            };
            if n == 0 {
                self.part("label.conflicts");
            }
            let kind = self.t.find(&format!("label.difference.{}", x.kind.name())).unwrap_or("");
            let reason = self.t.find(&format!("label.reason.{}", x.reason.name())).unwrap_or("");
            let mut runs = format!("{}{}", run(kind, "<w:b/><w:bCs/>"), run(&format!(" ({reason}): "), ""));
            for (place, (document, f)) in [(one, a), (other, b)].into_iter().enumerate() {
                if place > 0 {
                    runs.push_str(&run(" / ", ""));
                }
                let when = f.as_of.as_deref().or(document.day.as_deref()).unwrap_or("…");
                runs.push_str(&format!("{}{}", self.amount(f), run(&format!(" «{}» ", f.text), "")));
                runs.push_str(&format!("{}{}", run(when, ""), self.note(document, &f.id)));
            }
            self.paragraph("Normal", &runs);
        }
    }

    fn statements(&mut self, key: &str, rows: &[StatementRow]) {
        if rows.is_empty() {
            return;
        }
        self.part(key);
        for row in rows.iter().take(SHOWN) {
            let runs = self.statement(row);
            self.paragraph("Normal", &runs);
        }
        if rows.len() > SHOWN {
            let more = self.t.count("count.more-statements", (rows.len() - SHOWN) as u64);
            self.paragraph("Normal", &run(&more, "<w:i/><w:iCs/>"));
        }
    }

    fn statement(&mut self, row: &StatementRow) -> String {
        let s = &row.statement;
        let words: Vec<&str> = s.content.iter().map(|c| c.text.trim()).collect();
        let words = words.join(" … ");
        let said = if s.kind == "direct" { format!("«{words}»") } else { words };
        let who = s.speaker_name.as_deref().unwrap_or_else(|| self.t.text("label.somebody"));
        let office = s.role.as_ref().map(|r| format!(" — {}", r.text)).unwrap_or_default();
        let when = row.day.as_deref().unwrap_or("…");
        let mut runs = format!("{}{}{}", run(when, ""), run("  ", ""), run(who, "<w:b/><w:bCs/>"));
        runs.push_str(&run(&format!("{office}: {said}"), ""));
        runs.push_str(&self.note(&row.document, &s.id));
        runs
    }

    fn pledges(&mut self) {
        let d = self.d;
        if d.pledges.is_empty() {
            return;
        }
        self.part("label.dossier.pledges");
        for pledge in &d.pledges {
            let mut runs = self.statement(&pledge.row);
            for row in &pledge.again {
                runs.push_str(&self.note(&row.document, &row.statement.id));
            }
            self.paragraph("Normal", &runs);
        }
    }

    fn stories(&mut self) {
        let d = self.d;
        if d.stories.is_empty() {
            return;
        }
        self.part("label.dossier.stories");
        for row in &d.stories {
            let when = row.story.first.map(|day| day.to_string()).unwrap_or_default();
            let name = row.story.name.as_deref().unwrap_or("…");
            let count = self.t.count("count.articles", row.articles.len() as u64);
            let runs =
                format!("{}{}{}", run(&when, ""), run(&format!("  {name} "), ""), run(&format!("({count})"), ""));
            self.paragraph("Normal", &runs);
        }
    }

    fn sources(&mut self) {
        let d = self.d;
        self.part("label.dossier.sources");
        let rows = d.sources.iter().map(|(outlet, held)| {
            let titles = held.iter().take(12).map(|x| {
                let day = run(x.day.as_deref().unwrap_or("…"), "");
                format!("{day}{}", run(&format!("  {}", x.title.as_deref().unwrap_or(&x.id).trim()), ""))
            });
            let titles: Vec<String> = titles.collect();
            let count = run(&self.t.count("count.articles", held.len() as u64), "");
            vec![run(outlet, "<w:b/><w:bCs/>"), count, titles.join("<w:r><w:br/></w:r>")]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        self.table(&rows);
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.first().map_or(0, Vec::len);
        if columns == 0 {
            return;
        }
        let visual = if self.rtl() { "<w:bidiVisual/>" } else { "" };
        let width = 9600 / columns;
        self.body.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>{visual}<w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>",
            format!("<w:gridCol w:w=\"{width}\"/>").repeat(columns)
        ));
        for row in rows {
            self.body.push_str("<w:tr>");
            for cell in row {
                self.body.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                    paragraph("Normal", cell)
                ));
            }
            self.body.push_str("</w:tr>");
        }
        // A table is followed by a paragraph.
        self.body.push_str("</w:tbl><w:p/>");
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// Words with their direction: what holds Arabic letters runs from the right, numbers, days and addresses from the left,
/// inside Arabic words too.
fn run(text: &str, how: &str) -> String {
    let rtl =
        text.chars().any(|c| matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FEFC}'));
    if !rtl {
        let neutral = !text.chars().any(char::is_alphanumeric);
        return if neutral { from_the_right(text, how) } else { from_the_left(text, how) };
    }
    let mut out = String::new();
    let mut at = 0;
    for own in own_orders(text) {
        out.push_str(&from_the_right(text.get(at..own.start).unwrap_or(""), how));
        out.push_str(&from_the_left(text.get(own.clone()).unwrap_or(""), how));
        at = own.end;
    }
    out.push_str(&from_the_right(text.get(at..).unwrap_or(""), how));
    out
}

fn from_the_right(text: &str, how: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:rPr>{how}<w:rtl/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text))
}

/// A number is isolated from left to right: after Arabic letters «2015-07-21» is shown as «21-07-2015» without that. By an
/// isolate: marks and embeddings inside a line keep LibreOffice at it without end.
fn from_the_left(text: &str, how: &str) -> String {
    let number = text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic);
    let (open, close) = if number { ("\u{2066}", "\u{2069}") } else { ("", "") };
    format!("<w:r><w:rPr>{how}</w:rPr><w:t xml:space=\"preserve\">{open}{}{close}</w:t></w:r>", xml(text))
}

/// A sentence of the glossary whose places stand in runs of their own.
fn filled(t: Glossary, key: &str, details: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = t.text(key);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(&run(before, ""));
        out.push_str(&run(details.iter().find(|d| d.0 == name).map_or("", |d| d.1), ""));
        rest = tail;
    }
    out.push_str(&run(rest, ""));
    out
}

/// Text as XML 1.0 takes it: markup escaped, signs that it has no place for left out, signs of direction too.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| !isnad_text::letters::is_bidi_control(*c)) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{run, xml};

    #[test]
    fn a_day_runs_from_the_left_and_words_from_the_right() {
        assert!(!run("2019-05-12", "").contains("w:rtl"));
        assert!(run("قال الوزير 12", "").contains("<w:rtl/>"));
        assert!(run(" · ", "").contains("<w:rtl/>"));
        // A day keeps its order, alone and among Arabic words; so does a sign before a number.
        assert!(run("2019-05-12", "").contains(">\u{2066}2019-05-12\u{2069}<"));
        let among = run("ارتفع +3% منذ 2019-05-12 في بغداد", "");
        assert!(among.contains(">\u{2066}2019-05-12\u{2069}<") && among.contains(">\u{2066}+3%\u{2069}<"), "{among}");
        assert_eq!(among.matches("<w:rtl/>").count(), 3);
        assert_eq!(xml("<a>&\u{202E}b\u{0}"), "&lt;a&gt;&amp;b");
    }
}
