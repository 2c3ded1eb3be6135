//! `rules`: every rule by its name, with what it reads and the first case that shows it.

use serde_json::json;

use crate::cli::Outcome;
use crate::cli::args::RulesArgs;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;

/// Name, room and sentence of every rule, of the cleaning first.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let page = isnad_clean::RULES.iter().map(|r| (r.name, "page", r.about));
    page.chain(isnad_extract::rules().map(|r| (r.name, r.room, r.about)))
}

pub(super) fn run(args: &RulesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let wanted = args.name.as_deref().unwrap_or("");
    let rules: Vec<_> = all().filter(|(name, room, _)| name.contains(wanted) || *room == wanted).collect();
    if args.json {
        let one = |(name, room, about): &(&str, &str, &str)| {
            let shown = isnad_extract::example(name);
            let (text, words) = (shown.as_ref().map(|e| &e.text), shown.as_ref().map(|e| e.words));
            json!({"name": name, "room": room, "about": about, "example": text, "example_words": words})
        };
        let results: Vec<_> = rules.iter().map(one).collect();
        return super::statements::page(screen, results, serde_json::Value::Null);
    }
    let width = rules.iter().map(|(name, _, _)| name.len()).max().unwrap_or(0);
    let mut before = "";
    for (name, room, about) in &rules {
        if *room != before {
            if !before.is_empty() {
                screen.gap()?;
            }
            screen.line(screen.look(&screen.named("label.room", room), Look::Strong))?;
            before = room;
        }
        screen.line(format!("  {name:<width$}  {}", screen.look(about, Look::Dim)))?;
        if let Some(shown) = isnad_extract::example(name) {
            let marked = shown.text.replacen(shown.words, &screen.look(shown.words, Look::Strong).to_string(), 1);
            screen.line(format!("      {}", marked.replace('\n', " / ")))?;
        }
    }
    if rules.is_empty() {
        screen.say("say.no-rule")?;
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}
