//! Opening the file: is it there, is it ours, is it of this program's age?

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{identity, tokenizer};
use crate::fault::Fault;

/// The age of the tables that this program writes: how many steps were taken from an empty file.
pub const SCHEMA_VERSION: i32 = STEPS.len() as i32;

/// «ISND»: marks the file as ours.
const APPLICATION_ID: i32 = 0x4953_4E44;

/// What brings a file from one age to the next, in order. A step that was released is never changed; a new one is added
/// at the end, as SQL or as code that fills what SQL cannot compute.
const STEPS: &[Step] = &[
    Step::Sql(include_str!("schema.sql")),
    Step::Sql(super::stories::TABLES),
    Step::Code(super::stories::tell_all),
    Step::Sql(include_str!("sources.sql")),
    Step::Sql(include_str!("identity.sql")),
    Step::Code(identity::fill),
    Step::Sql("ALTER TABLE statements ADD COLUMN status TEXT NOT NULL DEFAULT 'actual'"),
    Step::Sql(include_str!("index.sql")),
    Step::Code(super::cut::index_again),
    Step::Sql(include_str!("ties.sql")),
    Step::Sql(include_str!("paging.sql")),
    Step::Sql("ALTER TABLE documents ADD COLUMN origins TEXT NOT NULL DEFAULT '{}'"),
    Step::Sql(include_str!("bulk.sql")),
    Step::Sql(include_str!("tallies.sql")),
    Step::Code(super::tally::fill),
    Step::Sql(include_str!("stories.sql")),
    Step::Code(super::gather::gather_all),
    Step::Sql(include_str!("lately.sql")),
    Step::Sql(include_str!("kinds.sql")),
    Step::Sql(include_str!("reviews.sql")),
    Step::Sql(include_str!("versions.sql")),
    Step::Sql(include_str!("wordings.sql")),
];

/// One age to the next.
enum Step {
    /// Tables and columns.
    Sql(&'static str),
    /// What is computed from the record in the file.
    Code(fn(&Connection) -> Result<(), Fault>),
}

/// What a command wants of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To list: the file must be there.
    Read,
    /// To write to a file that must be there.
    Change,
    /// To write, making the file where there is none.
    Create,
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Day and source of all articles, once they were needed.
    pub(super) columns: std::sync::Mutex<Option<std::sync::Arc<super::search::Columns>>>,
    /// Answers that all readers share.
    pub(super) recall: Option<super::recall::Recalling>,
    /// When whoever asks now has asked enough.
    pub(super) ends: super::readers::Ends,
    /// Its file.
    pub path: PathBuf,
}

impl Store {
    /// Opens the store at `path`.
    ///
    /// # Errors
    /// Missing, locked, damaged, somebody else's, newer than this program, or not to be written.
    pub fn open(path: &Path, access: Access) -> Result<Self, Fault> {
        let label = path.display().to_string();
        let named = |f: Fault| match f {
            Fault::Told(mut p) if p.label.is_empty() => {
                p.label.clone_from(&label);
                Fault::Told(p)
            }
            f => f,
        };
        let there = path.metadata().is_ok_and(|m| m.len() > 0);
        if !there && access != Access::Create {
            return Err(Fault::of(label.clone(), "fault.store-missing"));
        }
        let store = Store {
            connection: connect(path, access).map_err(named)?,
            columns: std::sync::Mutex::default(),
            recall: None,
            ends: super::readers::Ends::default(),
            path: path.to_owned(),
        };
        store.prepare(access).map_err(named)?;
        Ok(store)
    }

    /// Opens the file for the questions of one listing: all of them see the same state of it, whoever writes meanwhile.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn listing(path: &Path) -> Result<Store, Fault> {
        let store = Store::open(path, Access::Read)?;
        // One lock for all questions instead of one each.
        store.connection.execute_batch("BEGIN")?;
        Ok(store)
    }

    fn prepare(&self, access: Access) -> Result<(), Fault> {
        let c = &self.connection;
        c.busy_timeout(patience())?;
        c.set_prepared_statement_cache_capacity(128);
        // A statement is planned once, not anew for each value that is bound.
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        tokenizer::register(c)?;
        c.execute_batch("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")?;
        let application: i32 = c.query_row("PRAGMA application_id", [], |r| r.get(0))?;
        let version: i32 = c.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        let tables: i64 = c.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
        if application != APPLICATION_ID && (tables > 0 || application != 0) {
            return Err(Fault::of("", "fault.store-foreign"));
        }
        if version > SCHEMA_VERSION {
            return Err(Fault::Told(
                crate::acquire::Problem::new("", "fault.store-newer")
                    .with("found", version.to_string())
                    .with("known", SCHEMA_VERSION.to_string()),
            ));
        }
        if version < SCHEMA_VERSION {
            if access == Access::Read {
                return Err(Fault::of("", if tables == 0 { "fault.store-missing" } else { "fault.store-older" }));
            }
            self.migrate(version)?;
        }
        if access != Access::Read {
            c.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192;")?;
            // A file that cannot be written says so before the work, not after it.
            c.execute_batch("BEGIN IMMEDIATE; ROLLBACK;")?;
        }
        Ok(())
    }

    /// Brings the tables from `version` to this program's age, all or nothing.
    fn migrate(&self, version: i32) -> Result<(), Fault> {
        let c = &self.connection;
        c.query_row("PRAGMA journal_mode = WAL", [], |r| r.get::<_, String>(0))?;
        c.execute_batch("BEGIN IMMEDIATE")?;
        let done = self.steps(version);
        c.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done
    }

    fn steps(&self, version: i32) -> Result<(), Fault> {
        let c = &self.connection;
        // Another process may have been quicker.
        let now: i32 = c.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        if now != version {
            return Ok(());
        }
        for step in STEPS.iter().skip(usize::try_from(now).unwrap_or(0)) {
            match step {
                Step::Sql(sql) => c.execute_batch(sql)?,
                Step::Code(fill) => fill(c)?,
            }
        }
        c.pragma_update(None, "application_id", APPLICATION_ID)?;
        c.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        Ok(())
    }
}

/// How long another program's writing is waited for: `ISNAD_WAIT` seconds, else thirty.
fn patience() -> std::time::Duration {
    let asked = std::env::var("ISNAD_WAIT").ok().and_then(|s| s.parse().ok());
    std::time::Duration::from_secs(asked.unwrap_or(30))
}

fn connect(path: &Path, access: Access) -> Result<Connection, Fault> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let write = base | OpenFlags::SQLITE_OPEN_READ_WRITE;
    match access {
        Access::Create => Ok(Connection::open_with_flags(path, write | OpenFlags::SQLITE_OPEN_CREATE)?),
        Access::Change => Ok(Connection::open_with_flags(path, write)?),
        Access::Read => {
            // A reader of a WAL file wants to write its index of pages; where the folder forbids it, the file is read as it stands.
            let usual = Connection::open_with_flags(path, write)
                .or_else(|_| Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_ONLY));
            let looks = |c: &Connection| c.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
            match usual {
                Ok(c) => match looks(&c) {
                    Ok(_) => Ok(c),
                    Err(e) => still(path).filter(|c| looks(c).is_ok()).ok_or_else(|| Fault::from(e)),
                },
                Err(e) => still(path).ok_or_else(|| Fault::from(e)),
            }
        }
    }
}

/// The file as it lies on the disk, for a folder that cannot be written.
fn still(path: &Path) -> Option<Connection> {
    let path = path.canonicalize().ok()?;
    let mut uri = String::from("file:");
    for byte in path.to_str()?.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(byte as char);
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri, flags).ok()
}
