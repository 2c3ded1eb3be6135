//! Which articles are copies of which?
//!
//! Three steps, so that a store of any size only joins on equal keys:
//!
//! 1. [`Sketch::of`] reads a text once and keeps a small sample of its six-word runs; [`Sketch::keys`] are the keys to
//!    join on, [`Sketch::promising`] thins the pairs that share one.
//! 2. [`judge`] compares two texts ([`CopyText`]) word by word and says whether one is a copy of the other, which parts
//!    they share and which numbers one of them changed.
//! 3. [`groups`] gathers the pairs; the earliest of a group is its head, the origin.
//!
//! ```
//! use isnad_link::copy::{CopyKind, CopyText, Sketch, judge};
//!
//! let a = "أعلنت وزارة الزراعة أن محصول القمح في المحافظات الشمالية بلغ هذا العام 320 ألف طن بعد موسم مطير";
//! let b = "أعلنت وزارةُ الزراعة أنّ محصول القمح، في المحافظات الشمالية، بلغ هذا العام ٣٢٠ ألف طن بعد موسم مطير";
//! let (sa, sb) = (Sketch::of(a, &[]), Sketch::of(b, &[]));
//! assert!(sa.keys().any(|k| sb.keys().any(|l| k == l)));
//! let copy = judge(&CopyText::of(a, &[]), &CopyText::of(b, &[])).unwrap();
//! assert_eq!(copy.kind, CopyKind::Exact);
//! ```
//!
//! # Why a sample and not a signature
//! A signature of minima (MinHash) finds pairs of like size; a text cut to its first third is lost on it. A sample of
//! runs below a fixed hash threshold, with a floor for short texts, estimates likeness and containment alike, and its members
//! are themselves the keys.
//!
//! # Limits
//! A story told again in other words is no copy. Texts of fewer than six words are copies only where they are the same.

mod group;
mod judge;
mod sketch;
mod words;

pub(crate) use group::Sets;
pub use group::{Copies, Group, Head, Pair, groups};
pub use judge::{CopyKind, CopyLink, CopyText, judge};
pub use sketch::Sketch;
pub(crate) use words::mix;
