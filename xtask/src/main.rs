//! The project's own tools, run with `cargo run -p xtask -- NAME`.
fn main() {
    eprintln!("usage: xtask tidy|bench");
}
