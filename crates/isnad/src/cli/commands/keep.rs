//! `doctor`, `reread`, `forget`: what keeps a store in order.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::json;

use super::input::{guarded, jobs};
use super::progress::Progress;
use super::show::unclear;
use super::take::{stop_signal, to_keep};
use crate::acquire::prepare;
use crate::cli::Outcome;
use crate::cli::args::{DoctorArgs, ForgetArgs, RereadArgs};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::pipeline::in_order;
use crate::store::{Access, Came, Cited, Put, ReadDocument, Store, Writer};

/// Now, as the store writes it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub(super) fn doctor(db: &Path, args: &DoctorArgs, screen: &Screen) -> Result<Outcome, Fault> {
    // An older file is brought up to date where it may be written.
    let store = match Store::open(db, Access::Change) {
        Ok(store) => store,
        Err(Fault::Told(p))
            if matches!(p.key, "fault.store-read-only" | "fault.store-busy" | "fault.store-cannot-open") =>
        {
            Store::open(db, Access::Read)?
        }
        Err(fault) => return Err(fault),
    };
    let checks = store.check()?;
    let sound = checks.iter().all(|c| c.wrong.is_empty());
    let counts = if checks.first().is_some_and(|c| c.wrong.is_empty()) { store.counts()? } else { Default::default() };
    if args.json {
        screen.json(&json!({"sound": sound, "checks": checks, "counts": counts}))?;
        return Ok(if sound { Outcome::Done } else { Outcome::SomeFailed });
    }
    for check in &checks {
        let name = screen.named("label.check", check.name);
        if check.wrong.is_empty() {
            screen.line(format!("{name}: {}", screen.words.text("label.sound")))?;
        } else {
            screen.line(format!("{name}: {}", screen.look(screen.words.text("label.not-sound"), Look::Warn)))?;
            for wrong in &check.wrong {
                screen.line(format!("  {}", screen.isolate(wrong)))?;
            }
        }
    }
    screen.gap()?;
    for (key, n) in [
        ("count.articles", counts.documents),
        ("count.versions", counts.versions),
        ("count.statements", counts.statements),
        ("count.figures", counts.figures),
        ("count.times", counts.times),
        ("count.entities", counts.entities),
        ("count.copy-pairs", counts.copies),
        ("count.forgotten", counts.forgotten),
    ] {
        screen.line(format!("  {}", screen.words.count(key, n)))?;
    }
    if counts.unfinished > 0 {
        screen.gap()?;
        screen.line(screen.words.count("count.unfinished", counts.unfinished))?;
    }
    if !sound {
        screen.gap()?;
        screen.say("hint.damaged")?;
    }
    Ok(if sound { Outcome::Done } else { Outcome::SomeFailed })
}

/// Cleans everything again from the bytes that are kept; a text that comes out otherwise is a new version.
fn clean_again(db: &Path, args: &RereadArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    let source = Store::open(db, Access::Read)?;
    let keys = store.all_documents()?;
    let stop = stop_signal();
    let mut progress = Progress::of_items(keys.len() as u64, screen);
    let mut writer = Writer::new(&store, now());
    let (mut changed, mut renewed, mut failed) = (0, 0, false);
    let halt = Arc::clone(&stop);
    let items = keys.into_iter().take_while(move |_| !halt.load(Ordering::SeqCst)).map(move |key| source.came(key));
    let work = |kept: Result<Came, Fault>| match kept {
        Ok(kept) => {
            let label = kept.piece.label.clone();
            let done = guarded(&label, || prepare(kept.piece, &kept.given));
            Ok(done.map(|mut p| {
                // It stays the document it was, wherever its page says that it stands.
                p.id = kept.id;
                ReadDocument { input_sha256: kept.input_sha256, ..to_keep(&p) }
            }))
        }
        // An archive that is gone: its reading stands.
        Err(Fault::Told(problem)) => Ok(Err(Box::new(problem))),
        Err(fault) => Err(fault),
    };
    in_order(items, jobs(args.jobs), work, |done| {
        match done? {
            Ok(document) => match writer.put_again(&document)? {
                Put::NewVersion => changed += 1,
                _ => renewed += 1,
            },
            Err(problem) => {
                failed = true;
                progress.above(|| screen.problem(&problem));
            }
        }
        progress.step(1);
        Ok::<(), Fault>(())
    })?;
    writer.commit()?;
    drop(writer);
    progress.end();
    if stop.load(Ordering::SeqCst) {
        screen.aside(screen.words.text("say.reread.interrupted"));
        return Err(Fault::Interrupted);
    }
    screen.line(screen.words.count("count.new-versions", changed))?;
    screen.line(screen.words.count("count.reread", renewed))?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

/// Links all articles anew from what is stored, and says what that comes to.
fn link_again(db: &Path, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    let mut progress = Progress::of_items(store.counts()?.documents, screen);
    store.relink(&mut |_| progress.step(1))?;
    progress.end();
    let linked = store.linked()?;
    for (key, n) in [
        ("count.articles", linked.articles),
        ("count.copy-pairs", linked.copies),
        ("count.copy-groups", linked.groups),
        ("count.stories", linked.stories),
        ("count.figures", linked.figures),
        ("count.series", linked.series),
        ("count.differences", linked.differences),
    ] {
        screen.line(screen.words.count(key, n))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn reread(db: &Path, args: &RereadArgs, screen: &Screen) -> Result<Outcome, Fault> {
    if args.clean {
        return clean_again(db, args, screen);
    }
    if args.links {
        return link_again(db, screen);
    }
    let store = Store::open(db, Access::Change)?;
    let source = Store::open(db, Access::Read)?;
    store.sweep()?;
    let keys = store.to_reread(crate::wire::PRODUCER)?;
    let stop = stop_signal();
    let mut progress = Progress::of_items(keys.len() as u64, screen);
    let mut writer = Writer::new(&store, now());
    let mut failed = false;
    let halt = Arc::clone(&stop);
    let items =
        keys.into_iter().take_while(move |_| !halt.load(Ordering::SeqCst)).map(move |key| source.stored(key, false));
    let work = |stored: Result<crate::store::Stored, Fault>| stored.map(|s| (guarded(&s.id, || Ok(s.read())), s));
    in_order(items, jobs(args.jobs), work, |done| {
        let (record, stored) = done?;
        match record {
            Ok(record) => writer.put_pending(&stored, &record)?,
            Err(problem) => {
                failed = true;
                progress.above(|| screen.problem(&problem));
            }
        }
        progress.step(1);
        Ok::<(), Fault>(())
    })?;
    writer.commit()?;
    drop(writer);
    progress.end();
    if stop.load(Ordering::SeqCst) {
        screen.aside(screen.words.text("say.reread.interrupted"));
        return Err(Fault::Interrupted);
    }
    let n = store.exchange()?;
    screen.line(screen.words.count("count.reread", n))?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

pub(super) fn forget(db: &Path, args: &ForgetArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    if args.reason.trim().is_empty() {
        return Err(Fault::of("--reason", "fault.reason"));
    }
    match store.cited(&args.document)? {
        Cited::Document(d) => {
            store.forget(&d, args.reason.trim(), &now())?;
            let details = [("id", screen.isolate(&d.id)), ("title", screen.isolate(d.title.as_deref().unwrap_or("")))];
            screen.line(screen.words.fill("say.forgotten", &details))?;
            Ok(Outcome::Done)
        }
        Cited::Entry(d, _, _) => {
            screen.line(screen.words.fill("say.forget-document", &[("id", screen.isolate(&d.id))]))?;
            Ok(Outcome::NothingFound)
        }
        other => unclear(&other, &args.document, &store, screen),
    }
}
