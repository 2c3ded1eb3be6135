//! What `serve` asks of the web while nobody watches a terminal: the feeds that are followed, an address that is added.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::keep::now;
use super::take::stop_by_hand;
use super::web::{as_list, find_feed, import, manners, read_feeds, silence};
use crate::acquire::{Arrival, Fetching, Link, Problem, Task, Web};
use crate::cli::Lang;
use crate::cli::args::WebArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::store::{Access, Follow, Store};

/// Somebody who asks the web for `serve`.
#[derive(Debug, Clone)]
pub(crate) struct Unattended {
    path: PathBuf,
    lang: Lang,
    allow_private: bool,
    stop: Arc<AtomicBool>,
}

/// Feeds with nothing new for so many days have fallen silent.
const SILENT: i64 = 14;

impl Unattended {
    /// For the store at `path`; `allow_private`: machines of this network are asked too.
    pub(crate) fn new(path: &Path, lang: Lang, allow_private: bool) -> Self {
        Unattended { path: path.to_owned(), lang, allow_private, stop: stop_by_hand() }
    }

    /// Ends what is being asked, after the page at hand.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// The store.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn args(&self) -> WebArgs {
        WebArgs {
            source: None,
            country: None,
            pause: None,
            patience: None,
            most: None,
            silent: SILENT,
            outlets: std::env::var_os("ISNAD_OUTLETS").map(PathBuf::from),
            allow_private: self.allow_private,
            quiet: true,
        }
    }

    /// Reads what is new in all that is followed.
    pub(crate) fn read_followed(&self) -> Result<(), Fault> {
        let follows = Store::open(&self.path, Access::Read)?.follows()?;
        if follows.is_empty() {
            return Ok(());
        }
        let store = Store::open(&self.path, Access::Change)?;
        let args = self.args();
        read_feeds(&store, Web::new(manners(&args)), follows, &args, &Screen::silent(self.lang)).map(drop)
    }

    /// Follows the feed at an address, or the one that its page names. Where nobody may be asked, the address as it is.
    pub(crate) fn follow(&self, address: &str, ask: bool) -> Result<(), Fault> {
        let (link, title) = if ask {
            find_feed(&mut Web::new(manners(&self.args())), address)?
        } else {
            let link = Link::read(address).ok_or_else(|| Problem::new(address, "problem.address"))?;
            (link.to_string(), None)
        };
        Store::open(&self.path, Access::Change)?.follow(&link, title.as_deref(), &now()).map(drop)
    }

    /// Follows a feed no longer.
    pub(crate) fn unfollow(&self, address: &str) -> Result<(), Fault> {
        Store::open(&self.path, Access::Change)?.unfollow(address).map(drop)
    }

    /// Follows the feeds of an OPML list; how many it names.
    pub(crate) fn import(&self, label: &str, bytes: &[u8]) -> Result<usize, Fault> {
        import(&Store::open(&self.path, Access::Change)?, label, bytes).map(|added| added.len())
    }

    /// What is followed, as OPML.
    pub(crate) fn list(store: &Store) -> Result<String, Fault> {
        as_list(store)
    }

    /// Days since a feed named something new, where that is long ago.
    pub(crate) fn silent(f: &Follow) -> Option<i64> {
        silence(f).filter(|n| *n >= SILENT)
    }

    /// The page at an address.
    pub(crate) fn page(&self, address: &str) -> Arrival {
        let task = Task { url: address.to_owned(), ..Task::default() };
        let mut fetching = Fetching::new(Web::new(manners(&self.args())), vec![task], now());
        fetching.next().unwrap_or_else(|| Arrival::Problem(Problem::new(address, "problem.address")))
    }
}
