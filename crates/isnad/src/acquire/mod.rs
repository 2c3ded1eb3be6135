//! Which documents came in, and what is known of each before it is read?
//!
//! Walks paths, folders and standard input in a stable order and gives [`Arrival`]s: pieces of bytes with their form, or
//! a [`Problem`] with one of them. [`prepare`] makes a piece a [`Prepared`] document: decoded, cleaned, with its id and
//! the day it counts from.
//!
//! Not here: what an article says (`isnad-extract`), what is kept (`store`).

mod address;
mod arrival;
mod day;
mod prepare;
mod problem;
mod row;

pub use address::{canonical, day_of_address};
pub use arrival::{Arrival, Arrivals, Form, Piece};
pub use day::{clock, first_day, whole_or_part_of_day};
pub use prepare::{Given, Prepared, input_sha256, prepare};
pub use problem::Problem;
