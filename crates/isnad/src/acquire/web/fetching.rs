//! Many addresses, one after another: those of other sites while one wants to be left in peace.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use isnad_clean::{Feed, FeedEntry};

use super::{Answer, Before, Link, Web};
use crate::acquire::arrival::{Arrival, Form, Piece};
use crate::acquire::origin::Origin;
use crate::acquire::{Problem, canonical};

/// An address to be read, with what is known of it.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// The address.
    pub url: String,
    /// What it answered before.
    pub before: Before,
    /// What the feed says that named it.
    pub entry: Option<FeedEntry>,
    /// The name of that feed.
    pub feed: Option<String>,
}

/// An address that answered: what is to be kept of that.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The address, in the form in which it is compared.
    pub address: String,
    /// Its status.
    pub status: u16,
    /// What to ask for changes with.
    pub before: Before,
}

/// Asks addresses in turn and gives their pages.
pub struct Fetching {
    web: Web,
    tasks: Vec<Task>,
    at: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    unchanged: u64,
}

impl std::fmt::Debug for Fetching {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fetching {} addresses", self.tasks.len())
    }
}

impl Fetching {
    /// Asks for `tasks`; `at` is the time that is kept with each page.
    pub fn new(web: Web, tasks: Vec<Task>, at: String) -> Self {
        let mut seen = HashSet::new();
        let mut tasks: Vec<Task> = tasks.into_iter().filter(|t| seen.insert(canonical(&t.url))).collect();
        // The first is taken from the end.
        tasks.reverse();
        Fetching { web, tasks, at, asked: Arc::default(), unchanged: 0 }
    }

    /// What was asked, to be kept; emptied by whoever keeps it.
    pub fn asked(&self) -> Arc<Mutex<Vec<Asked>>> {
        Arc::clone(&self.asked)
    }

    /// The next address whose site may be asked now, else the one that may be asked first.
    fn next_task(&mut self) -> Option<Task> {
        let now = Instant::now();
        let ready = |t: &Task| Link::read(&t.url).map_or(now, |l| self.web.ready(&l));
        let best = self.tasks.iter().enumerate().rev().min_by_key(|(_, t)| ready(t).max(now)).map(|(i, _)| i)?;
        Some(self.tasks.remove(best))
    }

    fn note(&self, url: &str, answer: &Answer) {
        let before = Before {
            etag: answer.header("etag").map(str::to_owned),
            modified: answer.header("last-modified").map(str::to_owned),
        };
        let asked = Asked { address: canonical(url), status: answer.status, before };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    }
}

impl Iterator for Fetching {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            let task = self.next_task()?;
            match self.web.get(&task.url, &task.before, false) {
                Ok(answer) => {
                    self.note(&task.url, &answer);
                    if answer.status == 304 {
                        self.unchanged += 1;
                        continue;
                    }
                    return Some(page(task, answer, &self.at));
                }
                // The feed sent the article itself.
                Err(problem) => {
                    return Some(match task.entry.as_ref().and_then(|e| sent(e, task.feed.as_deref())) {
                        Some(bytes) => {
                            let origin = Origin { url: Some(task.url.clone()), ..Origin::default() };
                            Arrival::Piece(Piece { label: task.url, form: Form::JsonLines, bytes, origin })
                        }
                        None => Arrival::Problem(*problem),
                    });
                }
            }
        }
    }
}

/// An entry that holds its whole article.
fn sent(entry: &FeedEntry, feed: Option<&str>) -> Option<Vec<u8>> {
    let letters = entry.content.as_deref()?.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 600 { None } else { crate::acquire::rows::entry_row(entry, feed) }
}

fn page(task: Task, answer: Answer, at: &str) -> Arrival {
    let kind = answer.header("content-type").unwrap_or("").to_ascii_lowercase();
    let form = if answer.body.starts_with(b"%PDF-") {
        Form::Pdf
    } else {
        let text = isnad_clean::decode_as(&answer.body, answer.charset().as_deref());
        let isnad_clean::Decoded::Text { text, .. } = text else {
            return Arrival::Problem(Problem::new(task.url, "problem.no-page"));
        };
        if isnad_clean::feed_kind(&text).is_some() {
            return Arrival::Problem(Problem::new(task.url, "problem.is-feed"));
        }
        if kind.starts_with("text/plain") { Form::Text } else { Form::Html }
    };
    let entry = task.entry.unwrap_or_default();
    let origin = Origin {
        url: Some(answer.url.to_string()),
        charset: answer.charset(),
        at: Some(at.to_owned()),
        status: Some(answer.status),
        headers: answer.headers,
        record: None,
        published: entry.published.or(entry.updated),
        source: entry.source.or(task.feed),
    };
    Arrival::Piece(Piece { label: task.url, form, bytes: answer.body, origin })
}

/// The addresses that a feed names, completed from its own.
pub fn feed_tasks(feed: &Feed, base: &Link) -> Vec<Task> {
    feed.entries
        .iter()
        .filter_map(|entry| {
            let url = base.join(entry.url.as_deref()?)?.to_string();
            Some(Task { url, before: Before::default(), entry: Some(entry.clone()), feed: feed.title.clone() })
        })
        .collect()
}
