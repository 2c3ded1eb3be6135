//! Markdown files of texts with furniture and what is expected of them are the tests of cleaning.
//!
//! A heading names a case, the lines behind `>` are the text, each list item expects something:
//! `- furniture `…` = reason, by rule`, `- no furniture` (none at all), `- no furniture `…`` (none overlaps it),
//! `- headline `…``, `- no headline`, `- dateline `…``, `- body `…`` and so on for each sort of block (not furniture),
//! `- published …`, `- section …`, `- agency …`, `- source …`, `- no source`, `- author …`.
use isnad_clean::{Article, plain};

struct Case {
    name: String,
    text: String,
    wants: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            out.push(Case { name: name.to_owned(), text: String::new(), wants: Vec::new() });
        } else if let Some(case) = out.last_mut() {
            if let Some(text) = line.strip_prefix('>') {
                if !case.text.is_empty() || !text.trim().is_empty() {
                    case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
                    case.text.push('\n');
                }
            } else if let Some(want) = line.strip_prefix("- ") {
                case.wants.push(want.to_owned());
            }
        }
    }
    out
}

fn quoted(want: &str) -> Option<&str> {
    let (_, rest) = want.split_once('`')?;
    rest.rsplit_once('`').map(|(q, _)| q)
}

fn fails(article: &Article, want: &str) -> Option<String> {
    let text = &article.text;
    let marked: Vec<String> = article
        .furniture
        .iter()
        .map(|f| format!("furniture `{}` = {}, by {}", f.span.of(text).trim(), f.reason.name(), f.rule))
        .collect();
    let (word, rest) = want.split_once(' ').unwrap_or((want, ""));
    let same = |value: &Option<String>| (value.as_deref() != Some(rest)).then(|| format!("{value:?}"));
    match word {
        "furniture" => (!marked.iter().any(|m| m == want)).then(|| format!("{marked:#?}")),
        "no" if rest == "furniture" => (!marked.is_empty()).then(|| format!("{marked:#?}")),
        "no" if rest == "source" => article.source.clone(),
        "no" if rest == "headline" => article.title.as_ref().map(|t| t.text.clone()),
        "no" => {
            let piece = quoted(rest).expect("a quoted piece");
            let at = text.find(piece).expect("the piece stands in the text") as u32;
            let span = isnad_text::Span::new(at, at + piece.len() as u32);
            article.furniture.iter().find(|f| f.span.overlaps(span)).map(|f| format!("{f:?}"))
        }
        "published" => same(&article.published),
        "section" => same(&article.section),
        "agency" => same(&article.agency),
        "source" => same(&article.source),
        "author" => same(&article.author),
        kind => {
            let piece = quoted(want).expect("a quoted piece");
            let found = article.blocks.iter().any(|b| b.kind.name() == kind && b.span.of(text).trim() == piece);
            let blocks: Vec<_> = article.blocks.iter().map(|b| (b.kind.name(), b.span.of(text))).collect();
            (!found).then(|| format!("{blocks:#?}"))
        }
    }
}

#[test]
fn every_case_is_as_expected() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("cases").filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let (mut failures, mut count) = (Vec::new(), 0);
    for path in files {
        let file = std::fs::read_to_string(&path).expect("readable");
        for case in cases(&file) {
            count += 1;
            let article = plain(&case.text);
            for want in &case.wants {
                if let Some(got) = fails(&article, want) {
                    failures.push(format!("{}: {}\n  wanted {want}\n  got {got}", path.display(), case.name));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of the expectations of {count} cases failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
