//! A desk for one test: a folder of its own with a store, and the program to run at it.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a store.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Desk { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A desk whose store has read the example articles.
    pub(crate) fn with_examples() -> Self {
        let desk = Desk::new();
        let ran = desk.run(&["read", "--quiet", &examples()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.path("isnad.db")
    }

    /// Writes a file on the desk and gives its path.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file for the test");
        path.to_str().expect("a name in UTF-8").to_owned()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("isnad").expect("the program");
        command.current_dir(self.folder.path()).args(args);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "ISNAD_LANG", "ISNAD_DB", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(args);
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{}\n{}", ran.out, ran.err))
    }

    /// The answer to a question of SQL on the store.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let c = rusqlite::Connection::open(self.db()).expect("the store");
        c.query_row(sql, [], |r| r.get(0)).expect("a number")
    }
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The example articles of the repository.
pub(crate) fn examples() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/coalition").to_str().expect("UTF-8").to_owned()
}

/// Made-up articles as JSON Lines: statements, figures and days, each a little different.
pub(crate) fn articles(n: usize) -> String {
    let mut out = String::new();
    for i in 0..n {
        let text = format!(
            "أعلن وزير الزراعة سامر الخطيب رقم {i}، يوم الثلاثاء، أن المحصول بلغ {} ألف طن.\nوقال الخطيب: «سنوزع {} جراراً على المزارعين قبل نهاية العام».\nوأضاف أن الموسم كان جيداً في المنطقة رقم {i}.",
            100 + i,
            20 + i
        );
        let day = format!("2023-{:02}-{:02}", i % 12 + 1, i % 28 + 1);
        let row =
            serde_json::json!({"id": format!("farm-{i:04}"), "source": "جريدة الحقل", "published": day, "text": text});
        out.push_str(&row.to_string());
        out.push('\n');
    }
    out
}
