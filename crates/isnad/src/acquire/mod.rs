//! Which documents came in, and what is known of each before it is read?
//!
//! Walks paths, folders and standard input in a stable order, opens what is packed, web archives, tables and feeds, and
//! gives [`Arrival`]s: pieces of bytes with their form and [`Origin`], or a [`Problem`] with one of them. [`prepare`] makes a piece a [`Prepared`] document: decoded, cleaned, with its id and
//! the day it counts from.
//!
//! Not here: what an article says (`isnad-extract`), what is kept (`store`).

mod address;
mod archive;
mod arrival;
mod day;
mod open;
mod origin;
mod packed;
mod prepare;
mod problem;
mod row;
mod rows;
mod web;

pub use address::{canonical, day_of_address};
pub(crate) use archive::page_at;
pub use arrival::{Arrival, Arrivals, Form, Passed, Piece};
pub use day::{clock, first_day, told_day, whole_or_part_of_day};
pub use open::{How, held_in};
pub use origin::{Origin, RecordPlace};
pub use prepare::{Given, Prepared, input_sha256, page_of, prepare};
pub use problem::Problem;
pub use row::Columns;
pub use web::{Answer, Asked, Before, Fetching, Link, Manners, Task, Web, feed_tasks};
