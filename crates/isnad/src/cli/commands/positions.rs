//! `positions`: what each speaker says on a subject through time, where one turned, where two disagree.

use std::path::Path;

use isnad_link::position::Opposition;
use isnad_text::Span;
use serde_json::{Value, json};

use super::statements::{entry, filter, ground, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::PositionArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Filter, Positions, Store};

/// Statements of a speaker that are shown.
const CLAIMS: usize = 5;

pub(super) fn run(db: &Path, args: &PositionArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let filter = Filter { speaker: args.speaker.clone(), ..filter(&args.days, &args.list)? };
    let found = store.positions(&args.subject, &filter)?;
    if args.list.json {
        return json(&found, args, screen);
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, Some(&args.subject));
    }
    if !found.disagreements.is_empty() {
        screen.heading("label.disagree")?;
        for d in &found.disagreements {
            opposition(d, &found, screen)?;
        }
        screen.gap()?;
    }
    for position in found.positions.iter().skip(args.list.offset).take(args.list.limit) {
        let Some(name) = position.claims.first().and_then(|i| found.claims.get(*i)).map(|c| c.speaker.as_str()) else {
            continue;
        };
        let count = screen.words.count("count.statements", position.claims.len() as u64);
        screen.line(format!("{} ({count})", screen.look(&screen.isolate(name), Look::Speaker)))?;
        for row in position.claims.iter().take(CLAIMS).filter_map(|i| found.rows.get(*i)) {
            let cite = screen.look(&screen.cite(&row.document, &row.statement.id), Look::Dim);
            screen.line(format!("  {}  {}", screen.day(row.day.as_deref()), screen.said(&row.statement, 140)))?;
            screen.line(format!("              {cite}"))?;
        }
        let left = position.claims.len().saturating_sub(CLAIMS);
        if left > 0 {
            screen.line(format!(
                "  {}",
                screen.look(&screen.words.count("count.more-statements", left as u64), Look::Dim)
            ))?;
        }
        for turn in &position.turns {
            screen.line(format!("  {}", screen.look(screen.words.text("label.turned"), Look::Warn)))?;
            opposition(turn, &found, screen)?;
        }
    }
    screen.gap()?;
    screen.line(screen.look(&ground(&store, screen)?, Look::Dim))?;
    Ok(Outcome::Done)
}

/// Two statements with the words that oppose each other marked.
pub(super) fn opposition(o: &Opposition, found: &Positions, screen: &Screen) -> Result<(), Fault> {
    let how = screen.named("label.opposed", o.against.how.name());
    let speaker = |i: usize| found.claims.get(i).map(|c| screen.isolate(&c.speaker)).unwrap_or_default();
    let details = [("one", speaker(o.one)), ("other", speaker(o.other)), ("how", how)];
    screen.line(format!("  {}", screen.words.fill("say.opposed", &details)))?;
    for (i, words) in [(o.one, o.against.one), (o.other, o.against.other)] {
        let (Some(claim), Some(row)) = (found.claims.get(i), found.rows.get(i)) else { continue };
        let who = screen.look(&screen.isolate(&claim.speaker), Look::Speaker);
        screen.line(format!(
            "    {}  {who}: {}",
            screen.day(row.day.as_deref()),
            marked(&claim.content, words, screen)
        ))?;
        screen.line(format!(
            "                {}",
            screen.look(&screen.cite(&row.document, &row.statement.id), Look::Dim)
        ))?;
    }
    Ok(())
}

/// Some words round the marked ones; all of them where everything is marked.
fn marked(text: &str, words: Span, screen: &Screen) -> String {
    if words.len() >= text.len() {
        return screen.isolate(&format!("«{}»", short(text, 200)));
    }
    let (start, end) = (words.start as usize, words.end as usize);
    let before: Vec<&str> = text.get(..start).unwrap_or("").split_whitespace().rev().take(10).collect();
    let before: Vec<&str> = before.into_iter().rev().collect();
    let after: Vec<&str> = text.get(end..).unwrap_or("").split_whitespace().take(14).collect();
    screen.whole(&format!("«{} {} {}»", before.join(" "), screen.found(words.of(text)), after.join(" ")))
}

fn json(found: &Positions, args: &PositionArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let cited = |i: usize| found.rows.get(i).map(|r| format!("{}#{}", r.document.id, r.statement.id));
    let pair = |o: &Opposition| {
        let words = |i: usize, s: Span| found.claims.get(i).map(|c| s.of(&c.content).to_owned());
        let speaker = |i: usize| found.claims.get(i).map(|c| c.speaker.clone());
        json!({
            "how": o.against.how.name(), "one": cited(o.one), "other": cited(o.other),
            "one_speaker": speaker(o.one), "other_speaker": speaker(o.other),
            "one_words": words(o.one, o.against.one), "other_words": words(o.other, o.against.other),
        })
    };
    let mut results = Vec::new();
    for position in found.positions.iter().skip(args.list.offset).take(args.list.limit) {
        let mut statements = Vec::new();
        for row in position.claims.iter().filter_map(|i| found.rows.get(*i)) {
            statements.push(entry(&row.document, &row.statement)?);
        }
        let speaker = position.claims.first().and_then(|i| found.claims.get(*i)).map(|c| c.speaker.clone());
        let turns: Vec<Value> = position.turns.iter().map(pair).collect();
        let key = &position.speaker_key;
        let against: Vec<Value> = found
            .disagreements
            .iter()
            .filter(|o| [o.one, o.other].iter().any(|i| found.claims.get(*i).is_some_and(|c| c.speaker_key == *key)))
            .map(pair)
            .collect();
        results
            .push(json!({"speaker_name": speaker, "statements": statements, "turns": turns, "disagreements": against}));
    }
    page(screen, results, Value::Null)
}
