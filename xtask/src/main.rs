//! The command line of the project's own tools: `cargo run -p xtask -- tidy | gen FOLDER | bench FOLDER | gold FOLDER | link QUESTION FOLDER`.

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo run -p xtask -- COMMAND

  tidy                     check the laws of the house (also part of `cargo test`)
  gen FOLDER [--check]     lexicon tables from the CLDR's packages unpacked below a folder; --check writes nothing
  bench FOLDER [MB]        speeds over the .jsonl and .jsonl.zst of a folder (at most MB megabytes, 32 unless told)
  bench FOLDER MB --stage ROOM   one room alone on what the rooms before it gave (time quantity entity statement figure)
  load FOLDER N [STORE]    pages and searches over N times the articles of a folder, an import beside them; STORE is made or used again
  proof FOLDER [MB]        every article of a folder gives a sound record; the dearest are shown
  gold FOLDER [N]          scores on the annotated articles of a folder with score.py; N misses are shown
  calibration FOLDER       how right the statements of each confidence are on the annotated articles of a folder
  pages FOLDER [N]         annotated pages (FOLDER/arabic, FOLDER/scrapinghub, FOLDER/dates); the N worst are shown
  link QUESTION FOLDER [N] how well articles are linked: stories, copies, conflicts, stance; N examples are shown
  identity FOLDER [N]      the same person over the articles of a folder, against pairs read by hand; N wrong ones are shown
  peers FOLDER [N]         cases of other systems (FOLDER/temporal, FOLDER/numbers); N misses of each set are shown
  words FILE [N]           numbers in words, spelled by xtask/words/spell.py, read back; N failures are shown
  names anercorp FOLDER [N]  names with exact spans on the annotated set in a folder; N misses are shown
  names titles FOLDER [N]  persons after a title or beside a cue of speech, on the same set
  names articles FOLDER [N]  names of the annotated articles, persons beside a title or cue among them
  names learned FOLDER [N]  what the tagger adds to the rules, by how far it leans
  names wikinews FOLDER [N]  words parted from their clitics; N kinds of errors are shown
  train FOLDER [MB]        learns the weights of `learned-name` from the articles of a folder and writes them
  train stems FOLDER MB    counts the stems by which clitics are parted and writes them
  train annotated SET FOLDER MB  the same trainer on an annotated set; prints its score, writes nothing

bench, load, proof, gold and train want --release and use target/release/isnad.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["tidy"] => return tidy(),
        ["gen", folder] => xtask::r#gen::run(Path::new(folder), false),
        ["gen", folder, "--check"] => xtask::r#gen::run(Path::new(folder), true),
        ["bench", folder] => xtask::bench::run(Path::new(folder), 32, None),
        ["bench", folder, n] => megabytes(n).and_then(|n| xtask::bench::run(Path::new(folder), n, None)),
        ["bench", folder, n, "--stage", room] => {
            megabytes(n).and_then(|n| xtask::bench::run(Path::new(folder), n, Some(room)))
        }
        ["load", folder, n] => megabytes(n).and_then(|n| xtask::load::run(Path::new(folder), n, None)),
        ["load", folder, n, store] => {
            megabytes(n).and_then(|n| xtask::load::run(Path::new(folder), n, Some(Path::new(store))))
        }
        ["proof", folder] => xtask::proof::run(Path::new(folder), 32),
        ["proof", folder, n] => megabytes(n).and_then(|n| xtask::proof::run(Path::new(folder), n)),
        ["gold", folder] => xtask::gold::run(Path::new(folder), "0"),
        ["gold", folder, show] => xtask::gold::run(Path::new(folder), show),
        ["calibration", folder] => xtask::calibration::run(Path::new(folder)),
        ["pages", folder] => xtask::pages::run(Path::new(folder), 0),
        ["pages", folder, show] => xtask::pages::run(Path::new(folder), show.parse().unwrap_or(10)),
        ["link", question, folder] => xtask::link::run(question, Path::new(folder), 0),
        ["link", question, folder, show] => xtask::link::run(question, Path::new(folder), show.parse().unwrap_or(20)),
        ["identity", folder] => xtask::identity::run(Path::new(folder), 0),
        ["identity", folder, show] => xtask::identity::run(Path::new(folder), show.parse().unwrap_or(20)),
        ["peers", folder] => xtask::peers::run(Path::new(folder), 0),
        ["peers", folder, show] => xtask::peers::run(Path::new(folder), show.parse().unwrap_or(20)),
        ["words", file] => xtask::words::run(Path::new(file), 0),
        ["words", file, show] => xtask::words::run(Path::new(file), show.parse().unwrap_or(20)),
        ["train", "stems", folder, n] => megabytes(n).and_then(|n| xtask::train::stems::run(Path::new(folder), n)),
        ["train", folder] => xtask::train::run(Path::new(folder), 48),
        ["train", folder, n] => megabytes(n).and_then(|n| xtask::train::run(Path::new(folder), n)),
        ["train", "annotated", folder, corpus, n] => {
            megabytes(n).and_then(|n| xtask::train::on_annotated(Path::new(folder), Path::new(corpus), n))
        }
        ["names", set, folder] => names(set, folder, 0),
        ["names", set, folder, show] => names(set, folder, show.parse().unwrap_or(20)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn megabytes(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| format!("no number of megabytes: {word}"))
}

fn names(set: &str, folder: &str, show: usize) -> Result<(), String> {
    let folder = Path::new(folder);
    match set {
        "anercorp" => xtask::names::anercorp::run(folder, show),
        "learned" => xtask::names::learned::run(folder, show),
        "articles" => xtask::names::annotated::run(folder, show),
        "wikinews" => xtask::names::wikinews::run(folder, show),
        "titles" => xtask::names::titles::run(folder, show),
        _ => Err(USAGE.to_owned()),
    }
}

fn tidy() -> ExitCode {
    let report = xtask::tidy::check(&xtask::root());
    for note in &report.notes {
        println!("note: {note}");
    }
    for broken in &report.broken {
        println!("{broken}");
    }
    if report.broken.is_empty() {
        println!("tidy: {} files, every law holds", report.files);
        ExitCode::SUCCESS
    } else {
        println!("tidy: {} broken in {} files", report.broken.len(), report.files);
        ExitCode::FAILURE
    }
}
