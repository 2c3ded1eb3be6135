//! Why did a command stop? One sentence for the user, never a chain of inner errors.

use crate::acquire::Problem;

/// What ends a command before its time.
#[derive(Debug)]
pub enum Fault {
    /// Something to tell: the glossary has the words.
    Told(Problem),
    /// Whoever read the output went away: no fault at all.
    PipeClosed,
    /// The user asked to stop; what is stored stays stored.
    Interrupted,
}

impl Fault {
    /// A fault about `label`, told by the glossary's entry `key`.
    pub fn of(label: impl Into<String>, key: &'static str) -> Self {
        Fault::Told(Problem::new(label, key))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Fault::Told(problem)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::BrokenPipe => Fault::PipeClosed,
            ErrorKind::StorageFull => Fault::of("", "fault.output-full"),
            _ => Fault::Told(Problem::new("", "fault.output").with("cause", error.to_string())),
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Fault::from(std::io::Error::from(error))
    }
}

impl From<csv::Error> for Fault {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(e) => Fault::from(e),
            other => Fault::Told(Problem::new("", "fault.output").with("cause", format!("{other:?}"))),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let key = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "fault.store-busy",
            Some(ErrorCode::OperationInterrupted) => "fault.store-slow",
            Some(ErrorCode::DiskFull) => "fault.store-full",
            Some(ErrorCode::ReadOnly) => "fault.store-read-only",
            Some(ErrorCode::DatabaseCorrupt) => "fault.store-damaged",
            Some(ErrorCode::NotADatabase) => "fault.store-foreign",
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "fault.store-cannot-open",
            Some(ErrorCode::SystemIoFailure) => "fault.store-io",
            _ => "fault.store",
        };
        Fault::Told(Problem::new("", key).with("cause", error.to_string()))
    }
}
