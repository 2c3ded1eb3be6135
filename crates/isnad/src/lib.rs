//! The program: all input and output, clock, SQL and network in one place.
//!
//! `acquire` brings documents in, `store` keeps them in one SQLite file, `cli`, `serve` and `dossier` show the record, `wire` is its JSON form.
//! What Arabic says is read by the four libraries; nothing here looks at letters.

pub mod acquire;
pub mod cli;
pub mod dossier;
pub mod fault;
pub mod pipeline;
pub mod serve;
pub mod store;
pub mod wire;
