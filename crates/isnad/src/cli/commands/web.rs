//! `fetch`, `follow`, `update`: addresses and feeds of the web into the store.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;

use isnad_clean::{FeedKind, feed_kind};
use jiff::Timestamp;
use serde_json::json;

use super::input::{jobs, outlets, plain_given};
use super::keep::now;
use super::progress::Progress;
use super::take::{Run, Tally, stop_signal};
use crate::acquire::{
    Answer, Arrivals, Before, Fetching, Given, How, Link, Manners, Problem, Task, Web, canonical, feed_tasks,
};
use crate::cli::Outcome;
use crate::cli::args::{FetchArgs, FollowArgs, UpdateArgs, WebArgs};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Access, Fetched, Follow, Store};

/// Sitemaps of one list that are asked in one run.
const SITEMAPS: usize = 20;

pub(super) fn manners(args: &WebArgs) -> Manners {
    let mut manners = Manners { allow_private: args.allow_private, ..Manners::default() };
    if let Some(seconds) = args.pause.and_then(|s| Duration::try_from_secs_f64(s).ok()) {
        manners.pause = seconds;
    }
    if let Some(seconds) = args.patience.and_then(|s| Duration::try_from_secs_f64(s).ok()).filter(|d| !d.is_zero()) {
        manners.patience = seconds;
    }
    manners
}

pub(super) fn fetch(db: &Path, args: &FetchArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Create)?;
    let mut addresses = Vec::new();
    for url in &args.urls {
        if url == "-" {
            for line in std::io::stdin().lock().lines() {
                addresses.push(line?.trim().to_owned());
            }
        } else {
            addresses.push(url.clone());
        }
    }
    let tasks = addresses.into_iter().filter(|a| !a.is_empty());
    let tasks = tasks.map(|url| known_task(&store, Task { url, ..Task::default() })).collect::<Result<Vec<_>, _>>()?;
    let (tally, stopped) = pages(&store, Web::new(manners(&args.web)), tasks, &args.web, screen)?;
    ended(&store, &tally, stopped, &args.web, screen)
}

/// A task with what its address answered before.
fn known_task(store: &Store, mut task: Task) -> Result<Task, Fault> {
    if let Some(f) = store.fetched(&canonical(&task.url))? {
        task.before = Before { etag: f.etag, modified: f.modified };
    }
    Ok(task)
}

/// Asks for pages and reads them.
fn pages(store: &Store, web: Web, tasks: Vec<Task>, args: &WebArgs, screen: &Screen) -> Result<(Tally, bool), Fault> {
    let given = given(args)?;
    let run = Run { store, given: &given, jobs: jobs(None), stop: stop_signal(), quiet: args.quiet, screen };
    let mut progress = Progress::of_items(tasks.len() as u64, screen);
    let fetching = Fetching::new(web, tasks, now());
    let asked = fetching.asked();
    let tally = run.take(fetching, &mut progress, &|label| label.to_owned(), &mut |writer, progress| {
        let answers = std::mem::take(&mut *asked.lock().unwrap_or_else(PoisonError::into_inner));
        progress.step(answers.len() as u64);
        for a in answers {
            let known = Fetched { at: now(), status: a.status, etag: a.before.etag, modified: a.before.modified };
            // «Not changed» says nothing new of its marks.
            if a.status != 304 {
                writer.fetched(&a.address, &known)?;
            }
        }
        Ok(())
    })?;
    Ok((tally, run.stop.load(Ordering::SeqCst)))
}

fn given(args: &WebArgs) -> Result<Given, Fault> {
    let given = plain_given(None, args.source.as_deref(), args.country.as_deref())?;
    Ok(Given { outlets: outlets(args.outlets.as_deref())?, ..given })
}

fn ended(store: &Store, tally: &Tally, stopped: bool, args: &WebArgs, screen: &Screen) -> Result<Outcome, Fault> {
    if stopped {
        screen.aside(screen.words.text("say.read.interrupted"));
        return Err(Fault::Interrupted);
    }
    if !args.quiet {
        super::summary::tell(store, tally, screen)?;
    }
    Ok(if tally.failed + tally.broken > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

pub(super) fn follow(db: &Path, args: &FollowArgs, screen: &Screen) -> Result<Outcome, Fault> {
    if let Some(path) = &args.export {
        return export(&Store::open(db, Access::Read)?, path, screen);
    }
    if args.feeds.is_empty() && args.import.is_none() && args.remove.is_empty() {
        return list(&Store::listing(db)?, args, screen);
    }
    let store = Store::open(db, Access::Create)?;
    for url in &args.remove {
        let key = if store.unfollow(url)? { "say.unfollowed" } else { "say.not-followed" };
        screen.line(screen.words.fill(key, &[("url", screen.isolate(url))]))?;
    }
    let mut web = Web::new(manners(&args.web));
    let mut failed = false;
    let mut added = BTreeSet::new();
    if let Some(path) = &args.import {
        let label = path.display().to_string();
        let bytes = std::fs::read(path)
            .map_err(|e| Fault::Told(Problem::new(&label, "problem.unreadable").with("cause", e.to_string())))?;
        added.extend(import(&store, &label, &bytes)?);
    }
    for url in &args.feeds {
        match find_feed(&mut web, url) {
            Ok((link, title)) => {
                store.follow(&link, title.as_deref(), &now())?;
                added.insert(link);
            }
            Err(problem) => {
                failed = true;
                screen.problem(&problem);
            }
        }
    }
    screen.line(screen.words.count("count.followed", added.len() as u64))?;
    let outcome = if added.is_empty() || args.later {
        Outcome::Done
    } else {
        let chosen = store.follows()?.into_iter().filter(|f| added.contains(&f.url)).collect();
        read_feeds(&store, web, chosen, &args.web, screen)?
    };
    Ok(if failed { Outcome::SomeFailed } else { outcome })
}

/// Follows all feeds of a list.
pub(super) fn import(store: &Store, label: &str, bytes: &[u8]) -> Result<BTreeSet<String>, Fault> {
    let text = isnad_clean::decode(bytes).into_text().0;
    if feed_kind(&text) != Some(FeedKind::Opml) {
        return Err(Fault::of(label, "fault.opml"));
    }
    let mut added = BTreeSet::new();
    for entry in isnad_clean::feed(&text).entries {
        if let Some(link) = entry.url.as_deref().and_then(Link::read) {
            store.follow(&link.to_string(), entry.title.as_deref(), &now())?;
            added.insert(link.to_string());
        }
    }
    Ok(added)
}

/// The feed or sitemap at an address: itself, or what its page names.
pub(super) fn find_feed(web: &mut Web, url: &str) -> Result<(String, Option<String>), Problem> {
    let answer = web.get(url, &Before::default(), true).map_err(|p| *p)?;
    let text = isnad_clean::decode_as(&answer.body, answer.charset().as_deref()).into_text().0;
    match feed_kind(&text) {
        Some(FeedKind::Opml) => Err(Problem::new(url, "problem.opml")),
        Some(_) => {
            Ok((Link::read(url).map_or_else(|| url.to_owned(), |l| l.to_string()), isnad_clean::feed(&text).title))
        }
        None => {
            let named = isnad_clean::feed_links(&text);
            let link =
                named.iter().find_map(|n| answer.url.join(n)).ok_or_else(|| Problem::new(url, "problem.no-feed"))?;
            let link = link.to_string();
            let answer = web.get(&link, &Before::default(), true).map_err(|p| *p)?;
            let text = isnad_clean::decode_as(&answer.body, answer.charset().as_deref()).into_text().0;
            Ok((link, isnad_clean::feed(&text).title))
        }
    }
}

/// What is followed, as OPML.
pub(super) fn as_list(store: &Store) -> Result<String, Fault> {
    let follows = store.follows()?;
    let feeds: Vec<(&str, Option<&str>)> = follows.iter().map(|f| (f.url.as_str(), f.title.as_deref())).collect();
    Ok(isnad_clean::opml(&feeds))
}

fn export(store: &Store, path: &Path, screen: &Screen) -> Result<Outcome, Fault> {
    let list = as_list(store)?;
    if path.as_os_str() == "-" {
        screen.bytes(list.as_bytes())?;
    } else {
        std::fs::write(path, list)?;
    }
    Ok(Outcome::Done)
}

/// When the newest of these was published: on the latest day that its feed tells, or now where it tells none.
fn newest(tasks: &[Task]) -> String {
    let now = now();
    let day = |t: &Task| {
        let entry = t.entry.as_ref()?;
        crate::acquire::told_day(entry.published.as_deref().or(entry.updated.as_deref())?)
    };
    // Days as numbers parted by dashes sort as times do; what lies ahead is a mistake of the feed.
    match tasks.iter().map(day).collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max()) {
        Some(day) => format!("{day}T00:00:00Z").min(now),
        None => now,
    }
}

/// Whole days from one time of the store to another.
fn days(from: &str, to: &str) -> Option<i64> {
    let (a, b): (Timestamp, Timestamp) = (from.parse().ok()?, to.parse().ok()?);
    Some((b.as_second() - a.as_second()) / 86_400)
}

/// How long a feed has named nothing new.
pub(super) fn silence(f: &Follow) -> Option<i64> {
    days(f.news_at.as_deref().unwrap_or(&f.added_at), &now())
}

fn list(store: &Store, args: &FollowArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let follows = store.follows()?;
    if args.json {
        let rows: Vec<_> = follows
            .iter()
            .map(|f| {
                json!({"url": f.url, "title": f.title, "added": f.added_at, "checked": f.checked_at, "news": f.news_at,
                       "problem": f.problem, "silent_days": silence(f)})
            })
            .collect();
        screen.json(&json!({"results": rows, "next": null}))?;
        return Ok(if follows.is_empty() { Outcome::NothingFound } else { Outcome::Done });
    }
    if follows.is_empty() {
        screen.say("say.nothing-followed")?;
        return Ok(Outcome::NothingFound);
    }
    for f in &follows {
        let name = f.title.as_deref().unwrap_or(&f.url);
        screen.line(screen.look(&screen.isolate(name), Look::Speaker))?;
        let mut about = vec![screen.isolate(&f.url)];
        if let Some(at) = &f.news_at {
            about.push(screen.words.fill("label.news-at", &[("day", screen.isolate(at.get(..10).unwrap_or(at)))]));
        }
        if let Some(problem) = &f.problem {
            about.push(screen.look(screen.words.text(problem), Look::Warn));
        }
        screen.line(format!("  {}", screen.look(&about.join(" · "), Look::Dim)))?;
    }
    silent(&follows, args.web.silent, screen)?;
    Ok(Outcome::Done)
}

/// Names the feeds that have had nothing new for long.
fn silent(follows: &[Follow], most: i64, screen: &Screen) -> Result<(), Fault> {
    for f in follows {
        if let Some(n) = silence(f).filter(|n| *n >= most) {
            let name = screen.isolate(f.title.as_deref().unwrap_or(&f.url));
            let days = screen.words.count("count.days", n.unsigned_abs());
            screen.line(screen.words.fill("say.silent", &[("name", name), ("days", days)]))?;
        }
    }
    Ok(())
}

pub(super) fn update(db: &Path, args: &UpdateArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    let follows = store.follows()?;
    if follows.is_empty() && !args.failed {
        screen.say("say.nothing-followed")?;
        return Ok(Outcome::NothingFound);
    }
    let mut outcome = Outcome::Done;
    if args.failed {
        outcome = again(&store, &args.web, screen)?;
    }
    if !follows.is_empty() {
        let done = read_feeds(&store, Web::new(manners(&args.web)), follows, &args.web, screen)?;
        if outcome == Outcome::Done {
            outcome = done;
        }
        silent(&store.follows()?, args.web.silent, screen)?;
    }
    Ok(outcome)
}

/// Reads again what failed: files and addresses.
fn again(store: &Store, args: &WebArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let failures = store.failures(usize::MAX >> 1, 0)?;
    let asked: BTreeSet<String> = failures.into_iter().map(|f| f.asked).collect();
    let (urls, files): (Vec<String>, Vec<String>) = asked.into_iter().partition(|a| a.contains("://"));
    let mut failed = 0;
    if !files.is_empty() {
        let paths: Vec<std::path::PathBuf> = files.iter().map(Into::into).collect();
        let given = given(args)?;
        let run = Run { store, given: &given, jobs: jobs(None), stop: stop_signal(), quiet: args.quiet, screen };
        let mut progress = Progress::of_bytes(Arrivals::size_of(&paths), screen, args.quiet);
        let incoming = Arrivals::of(&paths, How::default());
        let passed = incoming.passed();
        let tally = run.take(incoming, &mut progress, &|l| super::read::asked(&paths, l).to_owned(), &mut |_, p| {
            p.at(passed.read());
            Ok(())
        })?;
        failed += tally.failed;
        screen.line(screen.words.count("count.read-again", tally.new + tally.versions + tally.updated + tally.same))?;
    }
    if !urls.is_empty() {
        let tasks = urls.into_iter().map(|url| Task { url, ..Task::default() }).collect();
        let (tally, stopped) = pages(store, Web::new(manners(args)), tasks, args, screen)?;
        failed += tally.failed;
        screen.line(screen.words.count("count.read-again", tally.new + tally.versions + tally.updated + tally.same))?;
        if stopped {
            return Err(Fault::Interrupted);
        }
    }
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Asks feeds for what is new, then for its pages.
pub(super) fn read_feeds(
    store: &Store,
    mut web: Web,
    follows: Vec<Follow>,
    args: &WebArgs,
    screen: &Screen,
) -> Result<Outcome, Fault> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut failed = false;
    let mut left = 0;
    let mut asked: Vec<(Follow, usize)> = Vec::new();
    for mut f in follows {
        let before = Before { etag: f.etag.clone(), modified: f.modified.clone() };
        f.checked_at = Some(now());
        match named(&mut web, &f.url, &before, 0) {
            Ok(Named { tasks: named, title, before }) => {
                f.problem = None;
                f.title = f.title.take().or(title);
                let mut fresh = Vec::new();
                for task in named {
                    if is_new(store, &task)? {
                        fresh.push(task);
                    }
                }
                let most = args.most.unwrap_or(usize::MAX);
                // Where some are left for the next run, the feed is asked again in full.
                if fresh.len() > most {
                    left += fresh.len() - most;
                    fresh.truncate(most);
                    (f.etag, f.modified) = (None, None);
                } else if let Some(before) = before {
                    (f.etag, f.modified) = (before.etag, before.modified);
                }
                if !fresh.is_empty() {
                    f.news_at = Some(newest(&fresh)).max(f.news_at.take());
                }
                asked.push((f, fresh.len()));
                tasks.extend(fresh);
            }
            Err(problem) => {
                failed = true;
                f.problem = Some(problem.key.to_owned());
                screen.problem(&problem);
                store.checked(&f)?;
            }
        }
    }
    let fresh = tasks.len() as u64;
    screen.line(screen.words.count("count.named", fresh))?;
    let (tally, stopped) = pages(store, web, interleaved(tasks), args, screen)?;
    // What a feed named is known only when its pages were asked.
    if !stopped {
        for (f, _) in &asked {
            store.checked(f)?;
        }
    }
    if left > 0 {
        screen.line(screen.words.count("count.left", left as u64))?;
    }
    let outcome = if fresh == 0 { Outcome::Done } else { ended(store, &tally, stopped, args, screen)? };
    Ok(if failed { Outcome::SomeFailed } else { outcome })
}

/// One of each site in turn, so that no site is asked twice while others wait.
fn interleaved(tasks: Vec<Task>) -> Vec<Task> {
    let mut sites: BTreeMap<String, Vec<Task>> = BTreeMap::new();
    for task in tasks.into_iter().rev() {
        let site = task.url.split('/').nth(2).unwrap_or("").to_owned();
        sites.entry(site).or_default().push(task);
    }
    let mut out = Vec::new();
    while !sites.is_empty() {
        sites.retain(|_, list| {
            out.extend(list.pop());
            !list.is_empty()
        });
    }
    out
}

/// Whether a page was not asked yet, or has changed since, as its sitemap says.
fn is_new(store: &Store, task: &Task) -> Result<bool, Fault> {
    let Some(known) = store.fetched(&canonical(&task.url))? else { return Ok(true) };
    let changed = task.entry.as_ref().and_then(|e| e.updated.as_deref());
    Ok(changed
        .and_then(|u| u.parse::<Timestamp>().ok())
        .is_some_and(|u| known.at.parse::<Timestamp>().is_ok_and(|at| u > at)))
}

/// What a feed or sitemap names.
struct Named {
    tasks: Vec<Task>,
    title: Option<String>,
    /// What to ask for changes with; nothing where it has not changed.
    before: Option<Before>,
}

fn named(web: &mut Web, url: &str, before: &Before, depth: u8) -> Result<Named, Problem> {
    let answer: Answer = web.get(url, before, true).map_err(|p| *p)?;
    if answer.status == 304 {
        return Ok(Named { tasks: Vec::new(), title: None, before: None });
    }
    let marks = Before {
        etag: answer.header("etag").map(str::to_owned),
        modified: answer.header("last-modified").map(str::to_owned),
    };
    let text = isnad_clean::decode_as(&answer.body, answer.charset().as_deref()).into_text().0;
    let kind = feed_kind(&text).ok_or_else(|| Problem::new(url, "problem.no-feed"))?;
    let feed = isnad_clean::feed(&text);
    if feed.entries.is_empty() && feed.broken {
        return Err(Problem::new(url, "problem.feed-broken"));
    }
    let mut tasks = feed_tasks(&feed, &answer.url);
    if kind == FeedKind::SitemapIndex {
        // The newest first, as far as they say it.
        tasks.sort_by_key(|t| std::cmp::Reverse(day_of(t)));
        let maps: Vec<String> = tasks.drain(..).map(|t| t.url).take(SITEMAPS).collect();
        for map in maps {
            if depth < 2 {
                tasks.extend(named(web, &map, &Before::default(), depth + 1)?.tasks);
            }
        }
        // The list says nothing of its sitemaps' changes.
        return Ok(Named { tasks, title: feed.title, before: Some(Before::default()) });
    }
    Ok(Named { tasks, title: feed.title, before: Some(marks) })
}

fn day_of(task: &Task) -> Option<String> {
    task.entry.as_ref().and_then(|e| e.updated.clone())
}
