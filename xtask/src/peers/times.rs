//! The peers' times: the whole text must resolve to the value that the case expects.

use isnad_extract::{Context, ReferenceFrom, Time, TimeKind, read};
use isnad_text::Article;
use jiff::ToSpan;
use serde_json::Value;

use super::instants::{Stretch, instant, no_reference, of_edtf, of_grain};
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
        match judge(expected, &found, case) {
            Verdict::Right => into.right += 1,
            Verdict::AtGrain => into.at_grain += 1,
            Verdict::Wrong => {
                let values: Vec<String> = found
                    .iter()
                    .map(|t| format!("{}{}", t.value.as_deref().unwrap_or("-"), show(&t.alternatives)))
                    .collect();
                into.wrong.push(format!(
                    "{} | {} | {expected} | {}",
                    field(case, "id"),
                    field(case, "text"),
                    values.join(" + ")
                ));
            }
        }
    }
    [times, negatives, durations].into_iter().filter(|o| o.asked > 0).collect()
}

fn show(alternatives: &[String]) -> String {
    if alternatives.is_empty() { String::new() } else { format!(" or {}", alternatives.join(" or ")) }
}

fn found(case: &Value) -> Vec<Time> {
    let at = instant(field(case, "reference_time"));
    let context = Context {
        published: Some(at.map_or(no_reference(), |t| t.date())),
        clock: at.map(|t| t.time()),
        reference_from: ReferenceFrom::Input,
        ..Context::default()
    };
    let article = Article { text: field(case, "text").to_owned(), ..Article::default() };
    read(&article, &context).times
}

enum Verdict {
    Right,
    AtGrain,
    Wrong,
}

fn judge(expected: &Value, found: &[Time], case: &Value) -> Verdict {
    let kind = field(expected, "type");
    if kind == "none" {
        return if found.is_empty() { Verdict::Right } else { Verdict::Wrong };
    }
    if kind == "spans" {
        let all = expected["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let right = all.iter().all(|s| found.iter().any(|t| t.value.as_deref() == Some(field(s, "value"))));
        return if right { Verdict::Right } else { Verdict::Wrong };
    }
    // The whole expression is one time; two found side by side are not it.
    let [time] = found else { return Verdict::Wrong };
    let candidates = time.value.iter().chain(&time.alternatives);
    if kind == "duration" {
        let right = time.kind == TimeKind::Duration && candidates.into_iter().any(|v| v == field(expected, "iso8601"));
        return if right { Verdict::Right } else { Verdict::Wrong };
    }
    let Some(wanted) = wanted(expected, case) else { return Verdict::Wrong };
    let grain = field(expected, "grain");
    let mut verdict = Verdict::Wrong;
    for stretch in candidates.filter_map(|v| of_edtf(v)) {
        if stretch == wanted {
            return Verdict::Right;
        }
        // EDTF has no grain of hours: a whole hour is told by its first minute.
        if grain == "hour" && stretch.start == wanted.start && stretch.start.is_some() && stretch.end < wanted.end {
            return Verdict::Right;
        }
        let opens_there = stretch.end.is_none() && stretch.start == wanted.start;
        let holds = stretch.start <= wanted.start
            && wanted.end <= stretch.end
            && stretch.start.is_some()
            && wanted.end.is_some();
        if opens_there || holds {
            verdict = Verdict::AtGrain;
        }
    }
    verdict
}

fn wanted(expected: &Value, case: &Value) -> Option<Stretch> {
    let grain = field(expected, "grain");
    let reference = || instant(field(case, "reference_time")).map_or(no_reference(), |t| t.date());
    let clock = |v: &str| Some(reference().to_datetime(v.parse::<jiff::civil::Time>().ok()?));
    match field(expected, "type") {
        "instant" => {
            let at = instant(field(expected, "value"))?;
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
            let span: jiff::Span = field(expected, "iso8601").parse().ok()?;
            let at = reference().to_datetime(jiff::civil::Time::midnight()).checked_sub(span).ok()?;
            Some(of_grain(at, if field(expected, "iso8601").contains('T') { "hour" } else { "day" }))
        }
        _ => None,
    }
}
