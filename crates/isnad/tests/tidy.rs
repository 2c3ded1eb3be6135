//! The house keeps its laws: what `cargo run -p xtask -- tidy` checks, every `cargo test` checks.

#[test]
fn every_law_holds() {
    let report = xtask::tidy::check(&xtask::root());
    assert!(report.files > 50, "the tree was not found: {} files", report.files);
    let broken: Vec<String> = report.broken.iter().map(ToString::to_string).collect();
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}
