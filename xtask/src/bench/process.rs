//! What does one run of the program cost? Wall time, peak memory where the system tells it, bytes printed.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// One run.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) wall: Duration,
    /// The most memory it held, in kB.
    pub(super) peak_kb: Option<u64>,
    /// Bytes on its standard output.
    pub(super) printed: usize,
}

/// Runs the program to its end.
pub(super) fn run(binary: &Path, arguments: &[String]) -> Result<Measured, String> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{}: {e}", binary.display()))?;
    let out = drain(child.stdout.take());
    let err = drain(child.stderr.take());
    let mut peak_kb = None;
    let status = loop {
        peak_kb = peak(&child).max(peak_kb);
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => std::thread::sleep(Duration::from_micros(500)),
            Err(e) => return Err(e.to_string()),
        }
    };
    let wall = start.elapsed();
    let printed = out.join().unwrap_or_default().len();
    let said = err.join().unwrap_or_default();
    if status.success() {
        return Ok(Measured { wall, peak_kb, printed });
    }
    let said = String::from_utf8_lossy(&said);
    Err(format!("failed: {}", said.lines().next().unwrap_or("it said nothing")))
}

/// Reads a pipe to its end beside the running program, so that it never waits for us.
fn drain<R: Read + Send + 'static>(pipe: Option<R>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // A pipe that breaks ends the answer.
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// The high-water mark of memory so far, on Linux.
fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
