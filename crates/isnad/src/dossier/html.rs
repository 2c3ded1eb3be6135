//! A dossier as one page that needs nothing beside itself: no script, no picture, no font from elsewhere; for screen and paper.

use std::fmt::Write;

use isnad_link::difference::{Difference, DifferenceKind};
use isnad_text::Span;

use super::{Dossier, series_name};
use crate::cli::lines::{number, told};
use crate::cli::{Glossary, Lang};
use crate::serve::chart::{Dot, draw};
use crate::serve::html::text;
use crate::store::{Document, StatementRow};
use crate::wire::FigureJson;

const STYLE: &str = "
:root { --ink: #1c1a17; --soft: #6b655c; --line: #ddd6c9; --sheet: #fffdf8; --warn: #a3360b; --sans: 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', sans-serif; --c0: #1f6f5c; --c1: #b5541c; --c2: #3b5b92; --c3: #8a3a63; --c4: #7d7519; --c5: #555; }
* { box-sizing: border-box; } body { margin: 0 auto; max-width: 52rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: #fff; font: 1rem/1.75 'Noto Naskh Arabic', 'Amiri', 'Traditional Arabic', 'Times New Roman', serif; }
h1 { font-size: 1.9rem; line-height: 1.35; margin: 0 0 .25rem; } h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid var(--ink); } h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
.lead, .cite, small { color: var(--soft); font-family: var(--sans); font-size: .82rem; } a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: .2em; }
ol, ul { padding-inline-start: 0; list-style: none; margin: 0; } li { margin: 0 0 .75rem; padding-inline-start: .9rem; border-inline-start: 3px solid var(--line); }
time, .day { font-family: var(--sans); font-size: .85rem; font-variant-numeric: tabular-nums; color: var(--c0); margin-inline-end: .5rem; white-space: nowrap; } b.who { font-weight: 700; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } td, th { text-align: start; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); } th { font-family: var(--sans); font-size: .78rem; color: var(--soft); font-weight: 600; } td.n { font-variant-numeric: tabular-nums; font-weight: 650; white-space: nowrap; }
mark { background: #ffe9a8; color: inherit; padding: 0 .15em; } .warn { color: var(--warn); font-weight: 650; } nav { font-family: var(--sans); font-size: .85rem; margin: 1rem 0; } nav a { margin-inline-end: .9rem; }
.chart { width: 100%; height: auto; display: block; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0 1rem; } .chart text { fill: var(--soft); font: 13px var(--sans); } .chart .val { fill: var(--ink); font-weight: 600; } .chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--soft); } .chart .path { stroke: var(--soft); fill: none; stroke-width: 1.5; } .chart .tip { fill: var(--soft); } .chart .band { stroke-width: 6; stroke-linecap: round; opacity: .35; } .chart .clash { fill: none; stroke: var(--warn); stroke-width: 2; stroke-dasharray: 4 3; }
.k0 { fill: var(--c0); stroke: var(--c0); } .k1 { fill: var(--c1); stroke: var(--c1); } .k2 { fill: var(--c2); stroke: var(--c2); } .k3 { fill: var(--c3); stroke: var(--c3); } .k4 { fill: var(--c4); stroke: var(--c4); } .k5 { fill: var(--c5); stroke: var(--c5); }
.places li { font-size: .92rem; } .places li:target { background: #fff6d8; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; } h2 { break-after: avoid; } li, tr, .chart { break-inside: avoid; } a { text-decoration: none; } @page { margin: 18mm 16mm; } }
";

/// The heads of a series, and of figures that stand in none.
const DATED: [&str; 5] =
    ["label.dossier.day", "label.dossier.value", "label.dossier.words", "label.dossier.speaker", "label.dossier.place"];
const NAMED: [&str; 5] =
    ["label.dossier.day", "label.dossier.value", "label.dossier.words", "label.dossier.measure", "label.dossier.place"];

/// Statements of a part that are shown.
const SHOWN: usize = 80;

pub(super) fn page(d: &Dossier, t: Glossary) -> String {
    let mut p = Page { d, t, out: String::with_capacity(64 << 10) };
    let (lang, dir) = if t.lang == Lang::Arabic { ("ar", "rtl") } else { ("en", "ltr") };
    let title = text(&d.subject);
    p.put(&format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body>"
    ));
    p.head();
    p.who();
    p.timeline();
    p.figures();
    p.differences();
    p.disagreements();
    p.statements("by", "label.dossier.by", &d.by);
    p.statements("about", "label.dossier.about", &d.about);
    p.pledges();
    p.stories();
    p.sources();
    p.places();
    p.put("</body></html>\n");
    p.out
}

struct Page<'a> {
    d: &'a Dossier,
    t: Glossary,
    out: String,
}

impl Page<'_> {
    fn put(&mut self, piece: &str) {
        self.out.push_str(piece);
    }

    fn part(&mut self, id: &str, key: &str) {
        let title = self.t.text(key);
        self.put(&format!("<h2 id=\"{id}\">{title}</h2>"));
    }

    fn head(&mut self) {
        let (d, t) = (self.d, self.t);
        self.put(&format!("<h1><bdi>{}</bdi></h1>", text(&d.subject)));
        let articles: usize = d.sources.values().map(Vec::len).sum();
        let mut lead =
            vec![t.count("count.articles", articles as u64), t.count("count.outlets", d.sources.len() as u64)];
        let days = d.sources.values().flatten().filter_map(|d| d.day.as_deref());
        if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
            lead.push(t.fill("say.days", &[("first", ltr(first)), ("last", ltr(last))]));
        }
        lead.push(t.fill("say.dossier.made", &[("day", ltr(d.made.get(..10).unwrap_or(&d.made)))]));
        self.put(&format!(
            "<p class=\"lead\">{}</p><p class=\"lead\">{}</p>",
            lead.join(" · "),
            t.text("say.dossier.how")
        ));
        let parts = [
            ("time", "label.dossier.timeline", !d.timeline.is_empty()),
            ("figures", "label.room.figure", !d.series().is_empty() || !d.lone().is_empty()),
            ("differences", "label.conflicts", !d.figures.differences.is_empty()),
            ("by", "label.dossier.by", !d.by.is_empty()),
            ("about", "label.dossier.about", !d.about.is_empty()),
            ("stories", "label.dossier.stories", !d.stories.is_empty()),
            ("sources", "label.dossier.sources", true),
        ];
        let links: Vec<String> =
            parts.iter().filter(|p| p.2).map(|(id, key, _)| format!("<a href=\"#{id}\">{}</a>", t.text(key))).collect();
        // Without a space between them the letters of two links would join.
        self.put(&format!("<nav>{}</nav>", links.join(" ")));
    }

    fn who(&mut self) {
        let (d, t) = (self.d, self.t);
        if d.names.is_empty() && d.offices.is_empty() {
            return;
        }
        self.part("who", "label.dossier.who");
        self.put("<ul>");
        for (name, kind, articles) in d.names.iter().take(12) {
            let kind = t.find(&format!("label.kind.{kind}")).unwrap_or("");
            let count = t.count("count.in-articles", *articles);
            self.put(&format!(
                "<li><b class=\"who\"><bdi>{}</bdi></b> <span class=\"cite\">{kind} · {count}</span></li>",
                text(name)
            ));
        }
        for (office, first, last, n) in &d.offices {
            let days = if first == last {
                ltr(first)
            } else {
                t.fill("say.days", &[("first", ltr(first)), ("last", ltr(last))])
            };
            let count = t.count("count.statements", *n);
            self.put(&format!("<li><bdi>{}</bdi> <span class=\"cite\">{days} · {count}</span></li>", text(office)));
        }
        self.put("</ul>");
    }

    fn timeline(&mut self) {
        let d = self.d;
        if d.timeline.is_empty() {
            return;
        }
        self.part("time", "label.dossier.timeline");
        self.put("<ol>");
        for row in &d.timeline {
            let who = row
                .speaker
                .as_deref()
                .map(|s| format!("<b class=\"who\"><bdi>{}</bdi></b>: ", text(s)))
                .unwrap_or_default();
            let also = if row.also.is_empty() {
                String::new()
            } else {
                format!(" · {}", self.t.count("count.also", row.also.len() as u64))
            };
            let cite = self.cite(&row.document, &row.id);
            self.put(&format!(
                "<li>{} {who}<bdi>{}</bdi><br>{cite}<span class=\"cite\">{also}</span></li>",
                day(&row.value, self.t),
                text(&row.text)
            ));
        }
        self.put("</ol>");
    }

    fn figures(&mut self) {
        let d = self.d;
        let series = d.series();
        if series.is_empty() && d.lone().is_empty() {
            return;
        }
        self.part("figures", "label.room.figure");
        for (n, s) in series {
            let name = series_name(s, self.t);
            self.put(&format!("<h3><bdi>{}</bdi></h3>", text(&name)));
            let disputed: Vec<usize> = d
                .figures
                .differences
                .iter()
                .filter(|x| x.series == n && x.kind == DifferenceKind::Conflict)
                .flat_map(|x| [x.earlier, x.later])
                .collect();
            let mut outlets: Vec<String> = Vec::new();
            let mut dots = Vec::new();
            let mut rows = String::new();
            for placed in &s.points {
                let (Some((document, f)), Some(point)) =
                    (d.figures.figures.get(placed.point), d.figures.points.get(placed.point))
                else {
                    continue;
                };
                let outlet = document.outlet().to_owned();
                let source = outlets.iter().position(|o| *o == outlet).unwrap_or_else(|| {
                    outlets.push(outlet.clone());
                    outlets.len() - 1
                });
                let when = f.as_of.clone().or_else(|| document.day.clone()).unwrap_or_default();
                if let Some(at) = placed.from.filter(|_| placed.comparable) {
                    dots.push(Dot {
                        day: at,
                        value: f.value,
                        hedge: f.hedge.clone(),
                        source,
                        href: format!("#{}", anchor(&document.id, &f.id)),
                        told: format!("{when} {} {outlet}", f.text),
                        clash: disputed.contains(&placed.point),
                        plan: false,
                    });
                }
                let copies = if placed.copies.is_empty() {
                    String::new()
                } else {
                    self.t.count("count.copies", placed.copies.len() as u64)
                };
                let speaker = point.speaker.as_deref().map(text).unwrap_or_default();
                let cite = self.cite(document, &f.id);
                // A string takes whatever is written to it.
                let _written = write!(
                    rows,
                    "<tr><td>{}</td><td class=\"n\">{}</td><td><bdi>{}</bdi></td><td><bdi>{speaker}</bdi></td><td>{cite} <span class=\"cite\">{copies}</span></td></tr>",
                    day(&when, self.t),
                    self.amount(f),
                    text(&f.text)
                );
            }
            let drawn = draw(&dots, &name, self.t.lang == Lang::Arabic).0;
            self.put(&drawn);
            let rests = self.t.count("count.outlets", outlets.len() as u64);
            let origins = self.t.count("count.sources-apart", d.origins(s) as u64);
            self.put(&format!("<p class=\"lead\">{rests} · {origins}</p>"));
            self.table(DATED, &rows);
        }
        self.lone_figures();
    }

    /// Figures that are told once: a line each.
    fn lone_figures(&mut self) {
        let d = self.d;
        let mut rows = String::new();
        for (s, placed) in d.lone().into_iter().take(SHOWN) {
            let Some((document, f)) = d.figures.figures.get(placed.point) else { continue };
            let when = f.as_of.clone().or_else(|| document.day.clone()).unwrap_or_default();
            // A string takes whatever is written to it.
            let _written = write!(
                rows,
                "<tr><td>{}</td><td class=\"n\">{}</td><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td><td>{}</td></tr>",
                day(&when, self.t),
                self.amount(f),
                text(&f.text),
                text(&series_name(s, self.t)),
                self.cite(document, &f.id)
            );
        }
        if !rows.is_empty() {
            self.put(&format!("<h3>{}</h3>", self.t.text("label.dossier.once")));
            self.table(NAMED, &rows);
        }
    }

    fn table(&mut self, heads: [&str; 5], rows: &str) {
        let heads: Vec<String> = heads.iter().map(|h| format!("<th>{}</th>", self.t.text(h))).collect();
        self.put(&format!("<table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>", heads.join("")));
    }

    fn amount(&self, f: &FigureJson) -> String {
        let value = ltr(&number(&f.value));
        match f.hedge.as_str() {
            "exact" => value,
            hedge => format!("{} {value}", self.t.find(&format!("label.hedge.{hedge}")).unwrap_or(hedge)),
        }
    }

    fn differences(&mut self) {
        let d = self.d;
        let shown: Vec<&Difference> =
            d.figures.differences.iter().filter(|x| x.kind != DifferenceKind::Restated).take(SHOWN).collect();
        if shown.is_empty() {
            return;
        }
        self.part("differences", "label.conflicts");
        self.put("<ul>");
        for x in shown {
            let side = |i: usize| {
                d.figures.figures.get(i).map_or((String::new(), String::new(), String::new()), |(document, f)| {
                    let unit = f.unit.as_deref().map(|u| format!(" <bdi>{}</bdi>", text(u))).unwrap_or_default();
                    let when = f.as_of.as_deref().or(document.day.as_deref()).unwrap_or("…");
                    (format!("{}{unit}", self.amount(f)), told(when, self.t, ltr), self.cite(document, &f.id))
                })
            };
            let ((a, first, one), (b, last, other)) = (side(x.earlier), side(x.later));
            let reason = self.t.find(&format!("label.reason.{}", x.reason.name())).unwrap_or("").to_owned();
            let details = [("a", a), ("first", first), ("b", b), ("last", last), ("reason", reason)];
            let said = self.t.fill(&format!("say.difference.{}", x.kind.name()), &details);
            let kind = self.t.find(&format!("label.difference.{}", x.kind.name())).unwrap_or("");
            let class = if x.kind == DifferenceKind::Conflict { "warn" } else { "who" };
            let sentence = |i: usize| d.figures.points.get(i).map(|p| text(&p.sentence)).unwrap_or_default();
            let (p, q) = (sentence(x.earlier), sentence(x.later));
            self.put(&format!(
                "<li><b class=\"{class}\">{kind}</b>: {said}<br>«<bdi>{p}</bdi>» {one}<br>«<bdi>{q}</bdi>» {other}</li>"
            ));
        }
        self.put("</ul>");
    }

    fn disagreements(&mut self) {
        let d = self.d;
        let found = &d.positions;
        let turns: Vec<_> = found.positions.iter().flat_map(|p| &p.turns).collect();
        if found.disagreements.is_empty() && turns.is_empty() {
            return;
        }
        for (key, list) in [("label.disagree", found.disagreements.iter().collect::<Vec<_>>()), ("label.turned", turns)]
        {
            if list.is_empty() {
                continue;
            }
            self.part(if key == "label.disagree" { "disagree" } else { "turned" }, key);
            self.put("<ul>");
            for o in list {
                let how = self.t.find(&format!("label.opposed.{}", o.against.how.name())).unwrap_or("");
                self.put(&format!("<li><span class=\"cite\">{how}</span>"));
                for (i, words) in [(o.one, o.against.one), (o.other, o.against.other)] {
                    if let (Some(claim), Some(row)) = (found.claims.get(i), found.rows.get(i)) {
                        let cite = self.cite(&row.document, &row.statement.id);
                        let when = day(row.day.as_deref().unwrap_or("…"), self.t);
                        let said = marked(&claim.content, words);
                        self.put(&format!(
                            "<br>{when} <b class=\"who\"><bdi>{}</bdi></b>: «<bdi>{said}</bdi>» {cite}",
                            text(&claim.speaker)
                        ));
                    }
                }
                self.put("</li>");
            }
            self.put("</ul>");
        }
    }

    fn statements(&mut self, id: &str, key: &str, rows: &[StatementRow]) {
        if rows.is_empty() {
            return;
        }
        self.part(id, key);
        self.put("<ul>");
        for row in rows.iter().take(SHOWN) {
            self.statement(row);
            self.put("</li>");
        }
        self.put("</ul>");
        if rows.len() > SHOWN {
            let more = self.t.count("count.more-statements", (rows.len() - SHOWN) as u64);
            self.put(&format!("<p class=\"cite\">{more}</p>"));
        }
    }

    /// Opens a line with a statement; whoever asks closes it.
    fn statement(&mut self, row: &StatementRow) {
        let s = &row.statement;
        let words: Vec<String> = s.content.iter().map(|c| text(c.text.trim())).collect();
        let words = words.join(" … ");
        let said = if s.kind == "direct" { format!("«<bdi>{words}</bdi>»") } else { format!("<bdi>{words}</bdi>") };
        let act = self.t.find(&format!("label.act.{}", s.act)).unwrap_or("");
        let who = s.speaker_name.as_deref().map_or_else(|| self.t.text("label.somebody").to_owned(), text);
        let office = s.role.as_ref().map(|r| format!(" — <bdi>{}</bdi>", text(&r.text))).unwrap_or_default();
        let when = day(row.day.as_deref().unwrap_or("…"), self.t);
        let cite = self.cite(&row.document, &s.id);
        self.put(&format!("<li>{when} <b class=\"who\"><bdi>{who}</bdi></b>{office} <span class=\"cite\">{act}</span> {said}<br>{cite}"));
    }

    fn pledges(&mut self) {
        let d = self.d;
        if d.pledges.is_empty() {
            return;
        }
        self.part("pledges", "label.dossier.pledges");
        self.put("<ul>");
        for pledge in &d.pledges {
            self.statement(&pledge.row);
            for f in &pledge.figures {
                let unit = f.unit.as_deref().map(|u| format!(" <bdi>{}</bdi>", text(u))).unwrap_or_default();
                let told = self.t.fill("say.pledged", &[("amount", format!("{}{unit}", self.amount(f)))]);
                self.put(&format!("<br>{told}"));
            }
            for time in &pledge.due {
                let by = ltr(time.value.as_deref().unwrap_or(&time.text));
                let told = self.t.fill("say.due", &[("by", by), ("words", text(&time.text))]);
                self.put(&format!("<br>{told}"));
            }
            for row in &pledge.again {
                let cite = self.cite(&row.document, &row.statement.id);
                let told = self.t.fill("say.again", &[("day", ltr(row.day.as_deref().unwrap_or("…")))]);
                self.put(&format!("<br>{told} {cite}"));
            }
            self.put("</li>");
        }
        self.put(&format!("</ul><p class=\"cite\">{}</p>", self.t.text("hint.promises")));
    }

    fn stories(&mut self) {
        let d = self.d;
        if d.stories.is_empty() {
            return;
        }
        self.part("stories", "label.dossier.stories");
        self.put("<ul>");
        for row in &d.stories {
            let name = text(row.story.name.as_deref().unwrap_or("…"));
            let when = row.story.first.map(|f| day(&f.to_string(), self.t)).unwrap_or_default();
            let counts = [
                self.t.count("count.articles", row.articles.len() as u64),
                self.t.count("count.origins", row.origins as u64),
                self.t.count("count.outlets", row.story.outlets.len() as u64),
            ];
            self.put(&format!(
                "<li>{when} <b><bdi>{name}</bdi></b> <span class=\"cite\">{}</span></li>",
                counts.join(" · ")
            ));
        }
        self.put("</ul>");
    }

    fn sources(&mut self) {
        let d = self.d;
        self.part("sources", "label.dossier.sources");
        self.put("<table><tbody>");
        for (outlet, held) in &d.sources {
            let count = self.t.count("count.articles", held.len() as u64);
            let titles: Vec<String> = held.iter().take(12).map(|x| self.article(x)).collect();
            self.put(&format!(
                "<tr><td><bdi>{}</bdi></td><td>{count}</td><td>{}</td></tr>",
                text(outlet),
                titles.join("<br>")
            ));
        }
        self.put("</tbody></table>");
    }

    fn article(&self, x: &Document) -> String {
        let title = text(x.title.as_deref().unwrap_or(&x.id).trim());
        let when = day(x.day.as_deref().unwrap_or("…"), self.t);
        match x.url.as_deref().filter(|u| u.starts_with("http")) {
            Some(url) => format!("{when} <a href=\"{}\"><bdi>{title}</bdi></a>", text(url)),
            None => format!("{when} <bdi>{title}</bdi>"),
        }
    }

    /// Every sentence that a line leads to, in its article.
    fn places(&mut self) {
        let d = self.d;
        self.part("places", "label.dossier.places");
        self.put("<ol class=\"places\">");
        for ((document, entry), place) in &d.places {
            let id = anchor(document, entry);
            let at = ltr(&format!("{document}@{}#{entry}", place.version.get(..12).unwrap_or("")));
            let article = self.article(&place.document);
            let outlet = text(place.document.outlet());
            self.put(&format!(
                "<li id=\"{id}\">«<bdi>{}</bdi>»<br><span class=\"cite\"><bdi>{outlet}</bdi> · {article} · {at}</span></li>",
                text(place.sentence.trim())
            ));
        }
        self.put("</ol>");
    }

    fn cite(&self, x: &Document, entry: &str) -> String {
        let outlet = text(x.outlet());
        format!("<a class=\"cite\" href=\"#{}\"><bdi>{outlet}</bdi></a>", anchor(&x.id, entry))
    }
}

/// The name of a place within the page: letters and digits only.
fn anchor(document: &str, entry: &str) -> String {
    let plain = |s: &str| {
        s.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("-{b:x}") })
            .collect::<String>()
    };
    format!("p-{}-{}", plain(document), plain(entry))
}

/// A piece that runs from left to right whatever stands round it.
fn ltr(piece: &str) -> String {
    format!("<bdi dir=\"ltr\">{}</bdi>", text(piece))
}

fn day(value: &str, words: Glossary) -> String {
    format!("<time>{}</time>", told(value, words, ltr))
}

/// A text with some of its words marked; nothing is marked where all would be.
fn marked(said: &str, words: Span) -> String {
    if words.len() >= said.len() {
        return text(said);
    }
    let (start, end) = (words.start as usize, words.end as usize);
    format!(
        "{}<mark>{}</mark>{}",
        text(said.get(..start).unwrap_or("")),
        text(words.of(said)),
        text(said.get(end..).unwrap_or(""))
    )
}
