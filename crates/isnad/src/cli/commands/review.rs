//! `review`: a person says that an entry is right or wrong, takes that back, and sees what was said.

use std::path::Path;

use serde_json::json;

use super::keep::now;
use super::show::unclear;
use crate::cli::Outcome;
use crate::cli::decide::ReviewArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::store::{Access, Cited, Review, Store};

pub(super) fn run(db: &Path, args: &ReviewArgs, screen: &Screen) -> Result<Outcome, Fault> {
    if let Some(number) = args.undo {
        let done = Store::open(db, Access::Change)?.withdraw_review(number, &now())?;
        let key = if done { "say.review-undone" } else { "say.no-review" };
        screen.line(screen.words.fill(key, &[("n", screen.isolate(&number.to_string()))]))?;
        return Ok(if done { Outcome::Done } else { Outcome::NothingFound });
    }
    let (Some(id), Some(by)) = (&args.entry, &args.by) else { return list(db, args, screen) };
    let store = Store::open(db, Access::Change)?;
    let (document, entry) = match store.cited(id)? {
        Cited::Entry(document, _, entry) => (document, entry),
        other => return unclear(&other, id, &store, screen),
    };
    let number = store.keep_review(&document, &entry, !args.wrong, by, args.note.as_deref(), &now())?;
    let cited = format!("{}#{entry}", document.id);
    let details = [("n", number.to_string()), ("id", screen.isolate(&cited)), ("by", screen.isolate(by))];
    screen.line(screen.words.fill(if args.wrong { "say.reviewed-wrong" } else { "say.reviewed-right" }, &details))?;
    Ok(Outcome::Done)
}

fn list(db: &Path, args: &ReviewArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let all = Store::listing(db)?.reviews()?;
    let outcome = if all.is_empty() { Outcome::NothingFound } else { Outcome::Done };
    if args.json {
        screen.json(&json!({"results": all, "next": null}))?;
        return Ok(outcome);
    }
    if all.is_empty() {
        screen.say("say.no-reviews")?;
    }
    for r in &all {
        screen.line(told(r, screen))?;
    }
    Ok(outcome)
}

fn told(r: &Review, screen: &Screen) -> String {
    let verdict = screen.words.text(if r.right { "label.review.right" } else { "label.review.wrong" });
    let cited = format!("{}#{}", r.document, r.entry);
    let mut line = format!(
        "{}  {}  {verdict}: {} · {}",
        r.key,
        screen.isolate(&r.at),
        screen.isolate(&cited),
        screen.isolate(&r.reviewer)
    );
    if let Some(note) = &r.note {
        line.push_str(&format!(" · {}", screen.isolate(note)));
    }
    if let Some(at) = &r.withdrawn_at {
        line.push_str(&format!(" · {}", screen.words.fill("label.withdrawn", &[("at", screen.isolate(at))])));
    }
    line
}
