//! Which series and differences do some articles give?
//!
//! `cargo run -p isnad-link --example series -- --text FILE` reads articles, one a line (`id TAB day TAB outlet TAB text`, line breaks
//! as U+2028), extracts their figures, and prints every series of two points and more with its differences. With `--points FILE`
//! the figures come ready: `document day source agency subject aliases measure unit min max hedge as_of sense status text
//! sentence`, parted by tabs, aliases by `|`.

use isnad_extract::{Context, Hedge, ReferenceFrom, Sense, Status, Value, read};
use isnad_link::copy::{Copies, CopyKind, CopyText, Head, Pair, Sketch, groups, judge};
use isnad_link::difference::differences;
use isnad_link::series::{Point, fold};
use isnad_text::Article;
use jiff::civil::Date;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, file] = arguments.as_slice() else {
        eprintln!("usage: series --text FILE | --points FILE");
        return;
    };
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let (points, copies) = if mode == "--points" {
        (text.lines().filter_map(point).collect(), Copies::default())
    } else {
        let articles: Vec<(Head, String, Article)> = text.lines().filter_map(article).collect();
        (articles.iter().flat_map(|(h, s, a)| figures(h, s, a)).collect::<Vec<_>>(), copies(&articles))
    };
    print(&points, &copies);
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn point(line: &str) -> Option<Point> {
    let f: Vec<&str> = line.split('\t').collect();
    let [
        document,
        day,
        source,
        agency,
        subject,
        aliases,
        measure,
        unit,
        min,
        max,
        hedge,
        as_of,
        sense,
        status,
        text,
        sentence,
    ] = f.as_slice()
    else {
        return None;
    };
    let (min, max) = (min.parse().ok()?, max.parse().ok()?);
    Some(Point {
        document: (*document).into(),
        entry: format!("{text}|{measure}"),
        source: some(source),
        agency: some(agency),
        published: day.parse().ok(),
        subject: some(subject),
        subject_aliases: aliases.split('|').filter_map(some).collect(),
        measure: some(measure),
        measure_key: String::new(),
        unit: some(unit),
        value: if min == max { Value::One(min) } else { Value::Range(min, max) },
        hedge: HEDGES.into_iter().find(|h| h.name() == *hedge).unwrap_or_default(),
        as_of: some(as_of),
        sense: [Sense::Level, Sense::Change, Sense::Flow].into_iter().find(|s| s.name() == *sense).unwrap_or_default(),
        status: STATUSES.into_iter().find(|s| s.name() == *status).unwrap_or_default(),
        speaker: None,
        chain: Vec::new(),
        text: (*text).into(),
        sentence: (*sentence).into(),
    })
}

const HEDGES: [Hedge; 7] =
    [Hedge::Exact, Hedge::About, Hedge::Over, Hedge::Under, Hedge::AtLeast, Hedge::AtMost, Hedge::UpTo];
const STATUSES: [Status; 5] = [Status::Actual, Status::Pledged, Status::Forecast, Status::Denied, Status::Supposed];

fn article(line: &str) -> Option<(Head, String, Article)> {
    let mut cells = line.splitn(4, '\t');
    let (id, day, outlet, text) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let article = Article { text: text.replace('\u{2028}', "\n"), ..Article::default() };
    Some((Head { document: id.into(), published: day.parse().ok() }, outlet.into(), article))
}

fn figures(head: &Head, source: &str, article: &Article) -> Vec<Point> {
    let published: Option<Date> = head.published;
    let from = if published.is_some() { ReferenceFrom::Input } else { ReferenceFrom::None };
    let record = read(article, &Context { published, reference_from: from, ..Context::default() });
    let sentence = |at: u32| {
        let start = article.text.get(..at as usize).and_then(|t| t.rfind(['\n', '.'])).map_or(0, |i| i + 1);
        let rest = article.text.get(start..).unwrap_or("");
        let end = rest
            .char_indices()
            .find(|(i, c)| *i as u32 + start as u32 > at && matches!(c, '\n'))
            .map_or(rest.len(), |(i, _)| i);
        rest.get(..end).unwrap_or("").trim().to_owned()
    };
    let name = |f: &isnad_extract::Figure| f.subject.and_then(|s| record.entities.get(s));
    record
        .figures
        .iter()
        .map(|f| Point {
            document: head.document.clone(),
            entry: format!("{:?}", f.span),
            source: Some(source.to_owned()),
            agency: None,
            published: record.reference,
            subject: name(f).map(|e| e.name.clone()),
            subject_aliases: name(f)
                .map_or(Vec::new(), |e| e.mentions.iter().map(|m| m.span.of(&article.text).to_owned()).collect()),
            measure: f.measure.clone(),
            measure_key: f.measure_key.clone(),
            unit: f.unit.clone(),
            value: f.value,
            hedge: f.hedge,
            as_of: f.as_of.clone(),
            sense: f.sense,
            status: f.status,
            speaker: f.statement.and_then(|s| record.statements.get(s)).and_then(|s| s.speaker_name.clone()),
            chain: Vec::new(),
            text: f.span.of(&article.text).to_owned(),
            sentence: sentence(f.span.start),
        })
        .collect()
}

fn copies(articles: &[(Head, String, Article)]) -> Copies {
    let sketches: Vec<Sketch> = articles.iter().map(|(_, _, a)| Sketch::of(&a.text, &[])).collect();
    let mut pairs = Vec::new();
    for (i, one) in sketches.iter().enumerate() {
        for (j, other) in sketches.iter().enumerate().skip(i + 1).filter(|(_, o)| one.promising(o)) {
            let (Some(a), Some(b)) = (articles.get(i), articles.get(j)) else { continue };
            debug_assert!(!one.keys().any(|k| k == 0) && other.words() > 0);
            if let Some(link) = judge(&CopyText::of(&a.2.text, &[]), &CopyText::of(&b.2.text, &[])) {
                let (part, whole) =
                    if link.second_larger || link.kind != CopyKind::Contained { (a, b) } else { (b, a) };
                pairs.push(Pair { part: part.0.document.clone(), whole: whole.0.document.clone(), kind: link.kind });
            }
        }
    }
    let heads: Vec<Head> = articles.iter().map(|a| a.0.clone()).collect();
    let groups = groups(&heads, &pairs);
    println!(
        "{} articles, {} copies in {} groups",
        heads.len(),
        groups.iter().map(|g| g.members.len()).sum::<usize>(),
        groups.len()
    );
    Copies::of(&groups)
}

fn print(points: &[Point], copies: &Copies) {
    let series = fold(points, copies);
    let found = differences(&series, points);
    let long = series.iter().filter(|s| s.points.len() > 1).count();
    println!(
        "{} points, {} series, {long} of two points and more, {} differences",
        points.len(),
        series.len(),
        found.len()
    );
    let show = |i: usize| points.get(i).map_or(String::new(), |p| format!("{} [{}]", p.text, p.document));
    for (n, s) in series.iter().enumerate() {
        let own: Vec<_> = found.iter().filter(|d| d.series == n).collect();
        if s.points.len() < 2 && own.is_empty() {
            continue;
        }
        let text = |t: &Option<String>| t.clone().unwrap_or("-".into());
        println!(
            "\n## {} | {} | {} | {} {}   words {:?}",
            text(&s.subject),
            text(&s.measure),
            text(&s.unit),
            s.sense.name(),
            s.status.name(),
            s.measure_words
        );
        for p in &s.points {
            let day = |d: Option<Date>| d.map_or("?".into(), |d| d.to_string());
            let measure = points.get(p.point).and_then(|p| p.measure.clone()).unwrap_or_default();
            let time = if p.from == p.to { day(p.from) } else { format!("{}..{}", day(p.from), day(p.to)) };
            let marks = if p.comparable { "" } else { " (not compared)" };
            println!("  {time}  {}  +{} copies{marks}   {measure}", show(p.point), p.copies.len());
        }
        for d in own {
            println!("  {} ({}): {} -> {}", d.kind.name(), d.reason.name(), show(d.earlier), show(d.later));
        }
    }
}
