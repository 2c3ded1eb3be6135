//! Gathers articles into stories: the closest first, as long as they are close on the average.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use isnad_text::tokenise;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{PROMISING, Telling, terms};
use crate::copy::mix;

/// Two sets of articles are one story where their pairs are so close on the average: so no story reaches over a place where
/// no link is as close, and articles that such links join can be gathered without the others.
pub const ONE: u16 = 340;

/// Two articles and how close they are, as [`super::judge`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// One document's id.
    pub one: String,
    /// The other's.
    pub other: String,
    /// How close.
    pub close: u16,
}

/// An article that may tell a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Teller {
    /// Its words.
    pub telling: Telling,
    /// The outlet.
    pub source: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The time of publication as it was given, for the order within a day.
    pub time: Option<String>,
}

/// Articles of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// A name that stays while its first report stays, hexadecimal.
    pub id: String,
    /// What it is called: the headline that says most of what its articles share.
    pub name: Option<String>,
    /// The articles, the first report first, then by day and id.
    pub articles: Vec<String>,
    /// The outlets, in the order in which they told it.
    pub outlets: Vec<String>,
    /// The first day on which it was told.
    pub first: Option<Date>,
    /// The last.
    pub last: Option<Date>,
}

/// Gathers articles into stories of two articles and more, the earliest first. Neither the order of the articles nor
/// that of the links changes anything; links of unknown articles are left out.
pub fn fold(tellers: &[Teller], links: &[Link]) -> Vec<Story> {
    let mut order: Vec<&Teller> = tellers.iter().collect();
    order.sort_by_key(|t| rank(t));
    order.dedup_by(|a, b| a.telling.document == b.telling.document);
    let place: FxHashMap<&str, usize> =
        order.iter().enumerate().map(|(i, t)| (t.telling.document.as_str(), i)).collect();
    let mut near: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); order.len()];
    for link in links.iter().filter(|l| l.close >= PROMISING) {
        let (Some(&a), Some(&b)) = (place.get(link.one.as_str()), place.get(link.other.as_str())) else { continue };
        if a == b {
            continue;
        }
        for (from, to) in [(a, b), (b, a)] {
            if let Some(row) = near.get_mut(from) {
                row.insert(to, u64::from(link.close));
            }
        }
    }
    gather(near).into_iter().filter(|m| m.len() > 1).map(|m| story(&m, &order)).collect()
}

type Rank<'a> = (bool, Option<Date>, Option<&'a str>, &'a str);

fn rank(t: &Teller) -> Rank<'_> {
    (t.telling.published.is_none(), t.telling.published, t.time.as_deref(), &t.telling.document)
}

/// How close two sets are, the sets, and the age of each when that was so.
type Joining = (u64, Reverse<usize>, Reverse<usize>, u32, u32);

/// Joins the two closest sets as long as they are close enough; of equals those with the smallest members. The closeness
/// of two sets is the average over all their pairs, a pair that was never linked counting nothing.
fn gather(mut near: Vec<BTreeMap<usize, u64>>) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..near.len()).map(|i| vec![i]).collect();
    // How often a set has changed: an entry of the heap that was made before is stale.
    let mut age: Vec<u32> = vec![0; near.len()];
    let mut heap: BinaryHeap<Joining> = BinaryHeap::new();
    for (a, row) in near.iter().enumerate() {
        for (&b, &sum) in row.range(a + 1..) {
            heap.push((sum << SHIFT, Reverse(a), Reverse(b), 0, 0));
        }
    }
    while let Some((close, Reverse(a), Reverse(b), age_a, age_b)) = heap.pop() {
        if close < u64::from(ONE) << SHIFT {
            break;
        }
        if age.get(a) != Some(&age_a) || age.get(b) != Some(&age_b) {
            continue;
        }
        let (Some(from), Some(taken)) = (near.get_mut(b).map(std::mem::take), members.get_mut(b).map(std::mem::take))
        else {
            continue;
        };
        if let Some(m) = members.get_mut(a) {
            m.extend(taken);
        }
        for (c, sum) in from {
            if let Some(row) = near.get_mut(c) {
                row.remove(&b);
                if c != a {
                    *row.entry(a).or_default() += sum;
                }
            }
            if c != a
                && let Some(row) = near.get_mut(a)
            {
                *row.entry(c).or_default() += sum;
            }
        }
        for i in [a, b] {
            if let Some(n) = age.get_mut(i) {
                *n += 1;
            }
        }
        let size = |i: usize| members.get(i).map_or(1, Vec::len) as u64;
        let (own, now) = (size(a), age.get(a).copied().unwrap_or(0));
        for (&c, &sum) in near.get(a).into_iter().flatten() {
            let average = (sum << SHIFT) / (own * size(c)).max(1);
            if average >= u64::from(ONE) << SHIFT {
                let (x, y) = (a.min(c), a.max(c));
                let then = age.get(c).copied().unwrap_or(0);
                let (age_x, age_y) = if x == a { (now, then) } else { (then, now) };
                heap.push((average, Reverse(x), Reverse(y), age_x, age_y));
            }
        }
    }
    let mut out: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for m in &mut out {
        m.sort_unstable();
    }
    out.sort_unstable();
    out
}

/// Bits behind the point of an average.
const SHIFT: u32 = 16;

fn story(members: &[usize], order: &[&Teller]) -> Story {
    let told: Vec<&&Teller> = members.iter().filter_map(|i| order.get(*i)).collect();
    let mut outlets: Vec<String> = Vec::new();
    for source in told.iter().filter_map(|t| t.source.as_ref()) {
        if !outlets.contains(source) {
            outlets.push(source.clone());
        }
    }
    let days = || told.iter().filter_map(|t| t.telling.published);
    let head = told.first().map_or("", |t| t.telling.document.as_str());
    Story {
        id: format!("{:016x}", head.bytes().fold(0x51AB_1E00, |h, b| mix(h ^ u64::from(b)).wrapping_add(1))),
        name: name(&told),
        articles: told.iter().map(|t| t.telling.document.clone()).collect(),
        outlets,
        first: days().min(),
        last: days().max(),
    }
}

/// The headline whose words weigh most in the articles, for its length; of equals the earliest.
fn name(told: &[&&Teller]) -> Option<String> {
    let mut best: Option<(u64, &str)> = None;
    for title in told.iter().filter_map(|t| t.title.as_deref()).filter(|t| !t.trim().is_empty()) {
        let tokens = tokenise(title);
        let mut words: Vec<u32> =
            (0..tokens.len()).filter_map(|i| terms::number_of(tokens.kind(i), tokens.key(i))).collect();
        words.sort_unstable();
        words.dedup();
        let weight: u64 = words.iter().map(|w| told.iter().map(|t| t.telling.weight_of(*w)).sum::<u64>()).sum();
        // A headline of very few words leaves out what the others say, one of very many says other things too.
        let worth = weight * 100 / (words.len() as u64 + 4);
        if best.is_none_or(|b| worth > b.0) {
            best = Some((worth, title));
        }
    }
    best.map(|b| b.1.split_whitespace().collect::<Vec<_>>().join(" "))
}
