//! How fast is it? Prints medians of several runs; nothing here can fail a build.
//!
//! Three questions: how many megabytes a second does one thread turn into records, room by room; how long and how
//! large is the program reading a folder into its store; how long does a reader wait for a listing or a search.

pub(crate) mod corpus;
mod process;
mod rooms;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use process::Measured;

/// Runs of each measurement; the median is printed.
const RUNS: usize = 5;

/// What a reader asks of a store: the words of a command line («الحكومة» and «وزير الخارجية» are searched for).
const QUESTIONS: &[&[&str]] = &[
    &["statements", "--json"],
    &["statements", "--act", "deny", "--json"],
    &["figures", "--json"],
    &["timeline", "--json"],
    &["sources", "--json"],
    &["search", "\u{0627}\u{0644}\u{062D}\u{0643}\u{0648}\u{0645}\u{0629}", "--json"],
    &[
        "search",
        "\u{0648}\u{0632}\u{064A}\u{0631} \u{0627}\u{0644}\u{062E}\u{0627}\u{0631}\u{062C}\u{064A}\u{0629}",
        "--json",
    ],
];

/// Measures over at most `megabytes` of the corpus in `folder`; with a `stage`, that room alone on what the rooms before
/// it gave.
///
/// # Errors
/// A sentence for the terminal: no corpus, no release binary, no such stage.
pub fn run(folder: &Path, megabytes: usize, stage: Option<&str>) -> Result<(), String> {
    if let Some(unknown) = stage.filter(|s| !rooms::STAGES.contains(s)) {
        return Err(format!("no stage {unknown}: one of {}", rooms::STAGES.join(", ")));
    }
    if cfg!(debug_assertions) {
        println!("note: a build without --release; speeds below are not those of the program");
    }
    let articles = corpus::load(folder, megabytes * 1_000_000)?;
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    println!("corpus  {} articles, {:.1} MB of text, from {}\n", articles.len(), mb(bytes), folder.display());
    rooms::print(&articles, bytes, RUNS, stage);
    if stage.is_some() {
        return Ok(());
    }
    let binary = binary()?;
    store(&binary, &articles, bytes)
}

/// The release binary.
pub(crate) fn binary() -> Result<PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from);
    let path = target.join("release").join(format!("isnad{}", std::env::consts::EXE_SUFFIX));
    if path.exists() { Ok(path) } else { Err(format!("no {}: run `cargo build --release`", path.display())) }
}

/// The release binary, else the one at hand.
pub(crate) fn any_binary() -> Result<PathBuf, String> {
    binary().or_else(|missing| {
        let beside = crate::root().join("target/debug").join(format!("isnad{}", std::env::consts::EXE_SUFFIX));
        if beside.exists() { Ok(beside) } else { Err(missing) }
    })
}

/// Reads the corpus into a fresh store, then asks it what a reader would ask.
fn store(binary: &Path, articles: &[corpus::Row], bytes: usize) -> Result<(), String> {
    let place = std::env::temp_dir().join(format!("isnad-bench-{}", std::process::id()));
    std::fs::create_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()))?;
    let done = measure_store(binary, &place, articles, bytes);
    let removed = std::fs::remove_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()));
    done.and(removed)
}

fn measure_store(binary: &Path, place: &Path, articles: &[corpus::Row], bytes: usize) -> Result<(), String> {
    let input = place.join("corpus.jsonl");
    corpus::write(&input, articles)?;
    let database = place.join("bench.db");
    let arguments = |words: &[&str]| -> Vec<String> {
        let db = ["--db".to_owned(), database.display().to_string()];
        db.into_iter().chain(words.iter().map(|w| (*w).to_owned())).collect()
    };
    let input = input.display().to_string();
    let mut runs = Vec::new();
    for _ in 0..3 {
        for file in ["bench.db", "bench.db-wal", "bench.db-shm"] {
            // The first run finds none of them.
            let _ = std::fs::remove_file(place.join(file));
        }
        match process::run(binary, &arguments(&["read", &input])) {
            Ok(m) => runs.push(m),
            Err(e) => {
                println!("read into the store: {e}");
                return Ok(());
            }
        }
    }
    let wall = median(runs.iter().map(|m| m.wall).collect());
    let peak = runs.iter().filter_map(|m| m.peak_kb).max();
    let size = std::fs::metadata(&database).map_or(0, |m| m.len());
    println!("\nread into the store                     seconds      MB/s  articles/s   peak MB  store MB");
    println!(
        "{:<36} {:>10.2} {:>9.2} {:>11.0} {:>9} {:>9.1}",
        "isnad read (median of 3)",
        wall.as_secs_f64(),
        mb(bytes) / wall.as_secs_f64(),
        articles.len() as f64 / wall.as_secs_f64(),
        peak.map_or("-".into(), |kb| format!("{:.0}", kb as f64 / 1000.0)),
        mb(size as usize),
    );
    println!("\na question to that store (process included)   median ms    worst ms   answer kB");
    for question in QUESTIONS {
        let asked = || process::run(binary, &arguments(question));
        let answers: Result<Vec<Measured>, String> = (0..RUNS).map(|_| asked()).collect();
        let name = format!("isnad {}", question.join(" "));
        match answers {
            Ok(answers) => println!(
                "{name:<44} {:>10.1} {:>11.1} {:>11.1}",
                ms(median(answers.iter().map(|m| m.wall).collect())),
                ms(answers.iter().map(|m| m.wall).max().unwrap_or_default()),
                answers.first().map_or(0.0, |m| m.printed as f64 / 1000.0),
            ),
            Err(e) => println!("{name:<44} {e}"),
        }
    }
    Ok(())
}

/// The middle of several durations.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How long one call takes.
pub(crate) fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = f();
    (value, start.elapsed())
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
