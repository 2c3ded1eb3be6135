//! What `read` and `extract` share: from paths to records, in order, with problems told as they come.

use std::panic::{AssertUnwindSafe, catch_unwind};

use isnad_clean::Outlets;
use isnad_extract::{Context, ReferenceFrom};

use crate::acquire::{Arrival, Arrivals, Columns, Given, How, Passed, Piece, Prepared, Problem, first_day, prepare};
use crate::cli::args::Input;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::wire::{Identity, RecordJson};

/// What the options say of all documents.
pub(super) fn given(input: &Input, explain: bool) -> Result<Given, Fault> {
    let given = plain_given(input.published.as_deref(), input.source.as_deref(), input.country.as_deref())?;
    Ok(Given { columns: columns(input)?, outlets: outlets(input.outlets.as_deref())?, explain, ..given })
}

/// What the options say of all documents that come without rows.
pub(super) fn plain_given(
    published: Option<&str>,
    source: Option<&str>,
    country: Option<&str>,
) -> Result<Given, Fault> {
    if let Some(day) = published
        && first_day(day).is_none()
    {
        return Err(Fault::Told(Problem::new("--published", "fault.day").with("value", day)));
    }
    let country = country.map(|c| c.trim().to_ascii_uppercase());
    if let Some(code) = &country
        && !(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return Err(Fault::Told(Problem::new("--country", "fault.country").with("value", code.clone())));
    }
    Ok(Given {
        published: published.map(str::to_owned),
        source: source.map(str::to_owned),
        country,
        ..Given::default()
    })
}

/// The user's own table of outlets.
pub(super) fn outlets(path: Option<&std::path::Path>) -> Result<Outlets, Fault> {
    let Some(path) = path else { return Ok(Outlets::default()) };
    let label = path.display().to_string();
    let unreadable = |cause: String| Fault::Told(Problem::new(&label, "problem.unreadable").with("cause", cause));
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(e.to_string()))?;
    Outlets::read(&text).map_err(|e| unreadable(e.to_string()))
}

fn columns(input: &Input) -> Result<Columns, Fault> {
    let words = input.columns.as_deref().unwrap_or("");
    Columns::read(words).map_err(|word| Fault::Told(Problem::new("--columns", "fault.columns").with("value", word)))
}

/// Tells the first problems of each sort, then how many more there were.
#[derive(Debug, Default)]
pub(super) struct Teller {
    told: std::collections::BTreeMap<&'static str, u64>,
}

/// So many of one sort are told one by one.
const TOLD: u64 = 10;

impl Teller {
    /// Whether this one is still to be told.
    pub(super) fn wants(&mut self, problem: &Problem) -> bool {
        let n = self.told.entry(problem.key).or_default();
        *n += 1;
        *n <= TOLD
    }

    /// How many more there were of each sort.
    pub(super) fn rest(&self, screen: &Screen) {
        for (key, n) in self.told.iter().filter(|(_, n)| **n > TOLD) {
            let more = screen.words.count("count.more-like-this", n - TOLD);
            screen.aside(format!("{more} {}", screen.words.text(key).replace(['{', '}'], "")));
        }
    }
}

/// What the paths of the options hold.
pub(super) fn arrivals(input: &Input) -> Result<Arrivals, Fault> {
    let how = How { from: input.from.map(|f| f.form()), columns: columns(input)?, ..How::default() };
    Ok(Arrivals::of(&input.paths, how))
}

/// Tells what was passed over without being a failure.
pub(super) fn passed_over(passed: &Passed, screen: &Screen) {
    use std::sync::atomic::Ordering::Relaxed;
    for (key, n) in [
        ("count.passed-not-arabic", passed.not_arabic.load(Relaxed)),
        ("count.passed-headlines", passed.headlines.load(Relaxed)),
        ("count.passed-unknown", passed.unknown.load(Relaxed)),
    ] {
        if n > 0 {
            screen.aside(screen.words.count(key, n));
        }
    }
}

/// How many threads read.
pub(super) fn jobs(asked: Option<usize>) -> usize {
    asked.filter(|n| *n > 0).unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).min(64)
}

/// Makes an arrival a document; a fault of the program in one document does not end the others.
pub(super) fn prepared<T>(arrival: Arrival, given: &Given, then: impl Fn(Prepared) -> T) -> Result<T, Box<Problem>> {
    let piece = match arrival {
        Arrival::Piece(piece) => piece,
        Arrival::Problem(problem) => return Err(Box::new(problem)),
    };
    let label = piece.label.clone();
    guarded(&label, || prepare_and(piece, given, then))
}

fn prepare_and<T>(piece: Piece, given: &Given, then: impl Fn(Prepared) -> T) -> Result<T, Box<Problem>> {
    prepare(piece, given).map(then)
}

/// Turns a panic into a problem of one document.
pub(crate) fn guarded<T>(label: &str, work: impl FnOnce() -> Result<T, Box<Problem>>) -> Result<T, Box<Problem>> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Box::new(Problem::new(label, "problem.program-fault"))))
}

/// The record of a prepared document.
pub(crate) fn record_of(p: &Prepared) -> RecordJson {
    let mut record = isnad_extract::read(&p.article, &p.context);
    if record.reference.is_none() && p.stated.is_some() {
        let context = Context { published: p.stated, reference_from: ReferenceFrom::Text, ..p.context.clone() };
        record = isnad_extract::read(&p.article, &context);
    }
    let identity = Identity { id: &p.id, raw_sha256: &p.raw_sha256, country: p.context.country.as_deref() };
    RecordJson::of(&identity, &p.article, &record)
}
