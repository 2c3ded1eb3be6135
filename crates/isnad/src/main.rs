//! `isnad`: reads Arabic news and keeps the record.

fn main() -> std::process::ExitCode {
    isnad::cli::main()
}
