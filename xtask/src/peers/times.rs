//! The peers' times: the whole text must resolve to the value that the case expects.
//!
//! What is compared is the stretch of time, not its spelling: our value, one of our `alternatives`, or the first and last
//! day that the record states beside a `mod`. Equal stretches are right. A stretch that means the same time under a convention
//! of ours (RECORD, GUIDELINE) against theirs is *disputed*, printed by name with the convention, and not counted as right:
//! the same start at another grain («2/2013» is a month, theirs a day), a start left open («until 2»), a part of a day
//! without an hour. Any other instant is wrong.

use isnad_extract::{Calendar, Context, ReferenceFrom, Time, TimeKind, read};
use isnad_text::Article;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde_json::Value;

use super::instants::{Stretch, in_utc, instant, no_reference, of_edtf, of_grain};
use super::{Outcome, field};

/// Positive and negative cases of one peer, apart.
pub(super) fn evaluate(set: &str, cases: &[Value]) -> Vec<Outcome> {
    let outcome = |name: &str| Outcome { name: format!("{set} {name}"), ..Outcome::default() };
    let (mut times, mut negatives, mut durations) = (outcome("times"), outcome("negatives"), outcome("durations"));
    for case in cases {
        let expected = &case["expected"];
        let into = match field(expected, "type") {
            "none" => &mut negatives,
            "duration" => &mut durations,
            _ => &mut times,
        };
        into.asked += 1;
        let found = found(case);
        let line = || {
            let values: Vec<String> = found
                .iter()
                .map(|t| format!("{}{}", t.value.as_deref().unwrap_or("-"), show(&t.alternatives)))
                .collect();
            format!("{} | {} | {expected} | {}", field(case, "id"), field(case, "text"), values.join(" + "))
        };
        match judge(expected, &found, case) {
            Verdict::Right => into.right += 1,
            Verdict::Disputed(why) => into.disputed.push(format!("{} | {why}", line())),
            Verdict::Wrong => into.wrong.push(line()),
        }
    }
    [times, negatives, durations].into_iter().filter(|o| o.asked > 0).collect()
}

fn show(alternatives: &[String]) -> String {
    if alternatives.is_empty() { String::new() } else { format!(" or {}", alternatives.join(" or ")) }
}

fn found(case: &Value) -> Vec<Time> {
    let at = reference(case);
    // Cases that mean the Hijri calendar say so beside the text, as a caller of the peer does.
    let hijri = field(&case["expected"], "calendar") == "hijri";
    let context = Context {
        published: Some(at.date()),
        clock: Some(at.time()),
        reference_from: ReferenceFrom::Input,
        calendar: if hijri { Calendar::Hijri } else { Calendar::Gregorian },
        ..Context::default()
    };
    let article = Article { text: field(case, "text").to_owned(), ..Article::default() };
    read(&article, &context).times
}

/// The instant that a case counts from; noon of a day of ours where it names none.
fn reference(case: &Value) -> DateTime {
    instant(field(case, "reference_time")).unwrap_or(no_reference().at(12, 0, 0, 0))
}

enum Verdict {
    Right,
    /// The same time under a convention of ours, which is told.
    Disputed(&'static str),
    Wrong,
}

fn judge(expected: &Value, found: &[Time], case: &Value) -> Verdict {
    let kind = field(expected, "type");
    if kind == "none" {
        return if found.is_empty() { Verdict::Right } else { Verdict::Wrong };
    }
    let right = |yes: bool| if yes { Verdict::Right } else { Verdict::Wrong };
    if kind == "spans" {
        let all = expected["spans"].as_array().map_or(&[][..], Vec::as_slice);
        return right(all.iter().all(|s| found.iter().any(|t| t.value.as_deref() == Some(field(s, "value")))));
    }
    // The whole expression is one time; two found side by side are not it.
    let [time] = found else { return Verdict::Wrong };
    let candidates = || time.value.iter().chain(&time.alternatives);
    let length = field(expected, "iso8601");
    if kind == "duration" {
        return right(time.kind == TimeKind::Duration && candidates().any(|v| v == length));
    }
    if kind == "offset" && time.value.as_deref() == Some(length) && time.rule == "since" {
        return Verdict::Right;
    }
    let Some(wanted) = wanted(expected, case, time) else { return Verdict::Wrong };
    let grain = field(expected, "grain");
    // The first and last day that the record gives a value («early March») are a stretch it states too.
    let bounds = time.modifier.and(time.earliest.zip(time.latest)).and_then(|(a, b)| {
        let midnight = |d: Date| d.to_datetime(jiff::civil::Time::midnight());
        Some(Stretch { start: Some(midnight(a)), end: Some(midnight(b.checked_add(1.day()).ok()?)) })
    });
    let stretches: Vec<Stretch> = candidates().filter_map(|v| of_edtf(v)).chain(bounds).collect();
    if stretches.iter().any(|s| same(s, &wanted, grain)) {
        return Verdict::Right;
    }
    stretches.iter().find_map(|s| disputed(s, &wanted, grain)).map_or(Verdict::Wrong, Verdict::Disputed)
}

/// Whether a stretch is the one that is wanted. EDTF has no grain of hours: a whole hour is told by its first minute, at
/// either end of an interval.
fn same(found: &Stretch, wanted: &Stretch, grain: &str) -> bool {
    if found == wanted {
        return true;
    }
    let minute = |end: Option<DateTime>| end.and_then(|e| e.checked_sub(1.minute()).ok());
    let (last, theirs) = (minute(found.end), wanted.end.and_then(|e| e.checked_sub(1.hour()).ok()));
    let clock = |at: Option<DateTime>| at.is_some_and(|a| a.minute() != 0);
    found.start == wanted.start
        && found.start.is_some()
        && clock(found.end)
        && (grain == "hour" && last == theirs || last == wanted.end)
}

/// Why a stretch that is not the wanted one means the same time all the same, where it does.
fn disputed(found: &Stretch, wanted: &Stretch, grain: &str) -> Option<&'static str> {
    let (Some(from), Some(to)) = (wanted.start, wanted.end) else { return None };
    if found.start.is_none() {
        let minute = found.end.and_then(|e| e.checked_sub(1.minute()).ok());
        return (minute == wanted.end || found.end == wanted.end)
            .then_some("open at the start, as GUIDELINE has it; the peer counts from the reference");
    }
    if found.start == wanted.start {
        return Some(match grain {
            "second" => "the peer begins at the clock of the reference and counts seconds",
            _ => "the same start; the peer gives another grain to what is said",
        });
    }
    let (start, end) = (found.start?, found.end?);
    let one_day = start.date() == from.date() && end.checked_sub(1.second()).ok()?.date() == from.date();
    if one_day && matches!(grain, "hour" | "second") {
        return Some("a part of a day or the present; the peer names an hour that is not said");
    }
    let all_but_last = start.date() == from.date() && end.checked_sub(1.day()).ok()? == to;
    if all_but_last && grain == "second" {
        return Some("from the same day to the same day; the peer ends as the last one begins");
    }
    let same_end = start < from && end == to;
    if same_end && (start.date() == from.date() || grain == "second") {
        return Some("the same end; the peer begins at the clock of the reference");
    }
    None
}

fn wanted(expected: &Value, case: &Value, time: &Time) -> Option<Stretch> {
    let grain = field(expected, "grain");
    let clock = |v: &str| Some(reference(case).date().to_datetime(v.parse::<jiff::civil::Time>().ok()?));
    match field(expected, "type") {
        "instant" => {
            let value = field(expected, "value");
            // Told in UTC: the peer turns it into the zone of the reference.
            let at = if time.zone.as_deref() == Some("UTC") { in_utc(value) } else { instant(value) }?;
            let at = if grain == "day" { at.date().to_datetime(jiff::civil::Time::midnight()) } else { at };
            Some(of_grain(at, grain))
        }
        "interval" => {
            let end = match field(expected, "last") {
                "" => instant(field(expected, "end")),
                last => instant(last).and_then(|l| l.checked_add(1.day()).ok()),
            };
            Some(Stretch { start: instant(field(expected, "start")), end })
        }
        "time_of_day" => Some(of_grain(clock(field(expected, "value"))?, "minute")),
        "time_range" => Some(Stretch { start: clock(field(expected, "start")), end: clock(field(expected, "end")) }),
        "offset" => {
            let length = field(expected, "iso8601");
            let at = reference(case).checked_sub(length.parse::<jiff::Span>().ok()?).ok()?;
            let at = if length.contains('T') { at } else { at.date().to_datetime(jiff::civil::Time::midnight()) };
            Some(of_grain(at, if length.contains('T') { "minute" } else { "day" }))
        }
        _ => None,
    }
}
