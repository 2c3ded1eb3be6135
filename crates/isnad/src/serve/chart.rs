//! How did a figure move? One drawing of a series, made here, that reads in the direction of its page.
//!
//! Time runs with the reading: on an Arabic page from right to left, so that a growth climbs as the eye moves on. What a
//! hedge leaves open is a band, sources have colours, a value in dispute a dashed ring; each point opens its sentence.

use std::fmt::Write;

use askama::filters::Safe;
use jiff::civil::Date;

use super::html::{self, Html};
use crate::cli::lines::number;
use crate::wire::ValueJson;

/// A point of the drawing.
#[derive(Debug, Clone)]
pub(crate) struct Dot {
    /// Its day.
    pub(crate) day: Date,
    /// Its value.
    pub(crate) value: ValueJson,
    /// `exact`, `about`, `over` …
    pub(crate) hedge: String,
    /// Which source, by its place in the legend.
    pub(crate) source: usize,
    /// The address of its sentence.
    pub(crate) href: String,
    /// Said of it in words.
    pub(crate) told: String,
    /// Whether another figure contradicts it.
    pub(crate) clash: bool,
    /// Whether it is promised, expected or supposed, and not what is.
    pub(crate) plan: bool,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const SIDE: f64 = 62.0;
/// A digit as wide as a phone shows it.
const LETTER: f64 = 12.5;
const TOP: f64 = 34.0;
const FOOT: f64 = 42.0;
/// Colours of sources; those after them share the last.
pub(crate) const COLOURS: usize = 6;

fn bounds(value: ValueJson) -> (f64, f64) {
    match value {
        ValueJson::Whole(x) => (x as f64, x as f64),
        ValueJson::Decimal(x) => (x, x),
        ValueJson::WholeRange([a, b]) => (a as f64, b as f64),
        ValueJson::Range([a, b]) => (a, b),
    }
}

/// The drawing; empty with fewer than two days, which say more in a table.
pub(crate) fn draw(dots: &[Dot], label: &str, rtl: bool) -> Html {
    drawn(dots, label, rtl, true)
}

/// As [`draw`], without lines: sums and changes stand each for its own time.
pub(crate) fn scatter(dots: &[Dot], label: &str, rtl: bool) -> Html {
    drawn(dots, label, rtl, false)
}

fn drawn(dots: &[Dot], label: &str, rtl: bool, lines: bool) -> Html {
    let mut dots: Vec<&Dot> = dots.iter().collect();
    dots.sort_by_key(|d| d.day);
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return Safe(String::new()) };
    if dots.len() < 2 {
        return Safe(String::new());
    }
    // On one day nothing moved: the table says what was told.
    if first.day == last.day {
        return Safe(String::new());
    }
    let scale = Scale { lines, ..Scale::of(&dots, first.day, last.day, rtl) };
    let mut out = String::with_capacity(4096);
    // A string takes whatever is written to it.
    let _written = scale.write(&dots, label, &mut out);
    Safe(out)
}

struct Scale {
    from: f64,
    days: f64,
    low: f64,
    high: f64,
    step: f64,
    rtl: bool,
    lines: bool,
    /// Room on the left and on the right.
    left: f64,
    right: f64,
}

impl Scale {
    fn of(dots: &[&Dot], first: Date, last: Date, rtl: bool) -> Scale {
        let all = dots.iter().map(|d| bounds(d.value));
        let (mut low, mut high) = all.fold((f64::MAX, f64::MIN), |(a, b), (x, y)| (a.min(x), b.max(y)));
        // From nought, unless all values lie close together far above it.
        if low > 0.0 && low < high * 0.8 {
            low = 0.0;
        }
        if high <= low {
            high = low + low.abs().max(1.0) * 0.1;
            low -= low.abs().max(1.0) * 0.1;
        }
        let step = pleasant((high - low) / 4.0);
        low = (low / step).floor() * step;
        high = (high / step).ceil() * step;
        let from = number_of(first);
        // The numbers of the scale stand where reading begins, and have the room that the longest needs on a phone.
        let longest = [low, high].into_iter().map(|v| number(&rounded(v)).len()).max().unwrap_or(0);
        let scale = (longest as f64 * LETTER + 14.0).max(SIDE);
        let (left, right) = if rtl { (SIDE, scale) } else { (scale, SIDE) };
        Scale { from, days: (number_of(last) - from).max(1.0), low, high, step, rtl, lines: true, left, right }
    }

    fn x(&self, day: Date) -> f64 {
        let share = (number_of(day) - self.from) / self.days;
        let share = if self.rtl { 1.0 - share } else { share };
        self.left + 18.0 + share * (WIDTH - self.left - self.right - 36.0)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        HEIGHT - FOOT - share * (HEIGHT - TOP - FOOT)
    }

    fn write(&self, dots: &[&Dot], label: &str, out: &mut String) -> std::fmt::Result {
        let label = html::text(label);
        write!(out, "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"{label}\">")?;
        // The scale stands where reading begins.
        let (anchor, at) = if self.rtl { ("start", WIDTH - self.right + 8.0) } else { ("end", self.left - 8.0) };
        let mut value = self.low;
        while value <= self.high + self.step / 2.0 {
            let y = self.y(value);
            let (a, b) = (self.left, WIDTH - self.right);
            write!(out, "<line class=\"grid\" x1=\"{a}\" x2=\"{b}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>")?;
            let shown = number(&rounded(value));
            let y = y + 4.0;
            write!(out, "<text x=\"{at}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" direction=\"ltr\">{shown}</text>")?;
            value += self.step;
        }
        self.time(dots, out)?;
        if self.lines {
            self.paths(dots, out)?;
        }
        let mut labelled: Vec<(f64, f64)> = Vec::new();
        for dot in dots {
            self.dot(dot, &mut labelled, out)?;
        }
        out.push_str("</svg>");
        Ok(())
    }

    /// The axis of time: whole years, months or days, and an arrow the way that time runs.
    fn time(&self, dots: &[&Dot], out: &mut String) -> std::fmt::Result {
        let y = HEIGHT - FOOT;
        let (a, b) = (self.left, WIDTH - self.right);
        write!(out, "<line class=\"axis\" x1=\"{a}\" x2=\"{b}\" y1=\"{y}\" y2=\"{y}\"/>")?;
        let (tip, back) = if self.rtl { (a - 9.0, a) } else { (b + 9.0, b) };
        let (up, down) = (y - 5.0, y + 5.0);
        write!(out, "<path class=\"tip\" d=\"M{tip} {y}L{back} {up}V{down}Z\"/>")?;
        let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return Ok(()) };
        for (day, label) in ticks(first.day, last.day) {
            let (x, text) = (self.x(day), y + 21.0);
            let mark = y + 5.0;
            write!(out, "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y}\" y2=\"{mark}\"/>")?;
            write!(out, "<text x=\"{x:.1}\" y=\"{text}\" text-anchor=\"middle\" direction=\"ltr\">{label}</text>")?;
        }
        Ok(())
    }

    /// What is, in one line; what is promised or expected in another. What is in dispute stands beside the line: between two
    /// that contradict each other nothing moved.
    fn paths(&self, dots: &[&Dot], out: &mut String) -> std::fmt::Result {
        for plan in [false, true] {
            let own: Vec<&&Dot> = dots.iter().filter(|d| d.plan == plan && !d.clash).collect();
            if own.len() < 2 {
                continue;
            }
            out.push_str(if plan { "<path class=\"path plan\" d=\"" } else { "<path class=\"path\" d=\"" });
            for (n, dot) in own.iter().enumerate() {
                let (a, b) = bounds(dot.value);
                let (x, y) = (self.x(dot.day), self.y(f64::midpoint(a, b)));
                write!(out, "{}{x:.1} {y:.1}", if n == 0 { 'M' } else { 'L' })?;
            }
            out.push_str("\"/>");
        }
        Ok(())
    }

    fn dot(&self, dot: &Dot, labelled: &mut Vec<(f64, f64)>, out: &mut String) -> std::fmt::Result {
        let (low, high) = bounds(dot.value);
        let x = self.x(dot.day);
        let (top, bottom) = (self.y(high), self.y(low));
        let colour = dot.source.min(COLOURS - 1);
        let told = html::text(&dot.told);
        let href = html::text(&dot.href);
        // A point without an address is drawn only.
        if !href.is_empty() {
            let brief = html::text(&format!("{} · {}", number(&dot.value), dot.day));
            write!(out, "<a href=\"{href}\" aria-label=\"{brief}\"><title>{told}</title>")?;
        }
        // What the wording leaves open.
        let open = match dot.hedge.as_str() {
            "about" => (top - 12.0, bottom + 12.0),
            "over" | "at_least" => (top - 22.0, bottom),
            "under" | "at_most" | "up_to" => (top, bottom + 22.0),
            _ => (top, bottom),
        };
        if (open.1 - open.0).abs() > 0.5 {
            let (a, b) = (open.0.max(4.0), open.1.min(HEIGHT - FOOT));
            write!(out, "<line class=\"band k{colour}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{a:.1}\" y2=\"{b:.1}\"/>")?;
        }
        let middle = f64::midpoint(top, bottom);
        let plan = if dot.plan { " plan" } else { "" };
        write!(out, "<circle class=\"k{colour}{plan}\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\"/>")?;
        if dot.clash {
            write!(out, "<circle class=\"clash\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"10\"/>")?;
        }
        if !href.is_empty() {
            out.push_str("</a>");
        }
        let y = (open.0 - 9.0).max(14.0);
        if labelled.iter().all(|(a, b)| (a - x).abs() > 44.0 || (b - y).abs() > 16.0) {
            labelled.push((x, y));
            let shown = number(&dot.value);
            write!(
                out,
                "<text class=\"val\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" direction=\"ltr\">{shown}</text>"
            )?;
        }
        Ok(())
    }
}

/// Whole years, months or days between two days, as many as there is room for, with what stands under each.
fn ticks(first: Date, last: Date) -> Vec<(Date, String)> {
    const MOST: usize = 6;
    let days = number_of(last) - number_of(first);
    let mut out: Vec<(Date, String)> = Vec::new();
    if days > 2.5 * 365.0 {
        let years = i32::from(last.year()) - i32::from(first.year()) + 1;
        let step = [1, 2, 5, 10, 20, 50, 100, 500].into_iter().find(|s| years / s <= MOST as i32).unwrap_or(1000);
        for year in i32::from(first.year())..=i32::from(last.year()) {
            if year % step == 0
                && let Ok(day) = i16::try_from(year).map_or(Ok(first), |y| Date::new(y, 1, 1))
            {
                out.push((day, year.to_string()));
            }
        }
    } else if days > 75.0 {
        let number = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
        let months = number(last) - number(first) + 1;
        let step = [1, 2, 3, 6].into_iter().find(|s| months / s <= MOST as i32).unwrap_or(12);
        for month in (number(first)..=number(last)).filter(|m| m % step == 0) {
            let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
            if let (Ok(y), Ok(m)) = (i16::try_from(year), i8::try_from(month))
                && let Ok(day) = Date::new(y, m, 1)
            {
                out.push((day, format!("{year:04}-{month:02}")));
            }
        }
    }
    out.retain(|(d, _)| *d >= first && *d <= last);
    // Where whole periods say too little, the first day and the last.
    if out.len() < 2 {
        out = vec![(first, first.to_string())];
        if days > 0.5 {
            out.push((last, last.to_string()));
        }
    }
    out
}

/// Counts by period as bars, each a link: time runs with the reading. Given as label, count and address.
pub(crate) fn bars(periods: &[(String, u64, String)], label: &str, rtl: bool) -> Html {
    let most = periods.iter().map(|p| p.1).max().unwrap_or(0);
    if periods.len() < 2 || most == 0 {
        return Safe(String::new());
    }
    let wide = WIDTH / periods.len() as f64;
    let room = (periods.len() as f64 * 9.5 * periods.first().map_or(4, |p| p.0.len()) as f64 / WIDTH).ceil().max(1.0);
    // A label at the edge is not cut off.
    let edge = periods.first().map_or(4, |p| p.0.len()) as f64 * 6.5;
    let mut out = format!(
        "<svg class=\"chart bars\" viewBox=\"0 0 {WIDTH} 120\" role=\"group\" aria-label=\"{}\">",
        html::text(label)
    );
    for (n, (label, count, href)) in periods.iter().enumerate() {
        let place = if rtl { periods.len() - 1 - n } else { n };
        let x = place as f64 * wide;
        let high = if *count == 0 { 0.0 } else { (*count as f64 / most as f64 * 78.0).max(2.0) };
        let (label, href) = (html::text(label), html::text(href));
        let (left, width, top) = (x + wide * 0.12, wide * 0.76, 94.0 - high);
        let middle = x + wide / 2.0;
        if *count > 0 {
            let count = crate::cli::grouped(*count);
            out.push_str(&format!(
                "<a href=\"{href}\" aria-label=\"{label}: {count}\"><title>{label}: {count}</title><rect class=\"room\" x=\"{x:.1}\" y=\"0\" width=\"{wide:.1}\" height=\"94\"/><rect class=\"k0\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{high:.1}\"/></a>"
            ));
        }
        if n.is_multiple_of(room as usize) {
            out.push_str(&format!(
                "<text x=\"{:.1}\" y=\"112\" text-anchor=\"middle\" direction=\"ltr\">{label}</text>",
                middle.clamp(edge, WIDTH - edge)
            ));
        }
    }
    out.push_str("</svg>");
    Safe(out)
}

/// A count beside others, as a bar that begins where reading begins.
pub(crate) fn share(count: u64, most: u64, rtl: bool) -> Html {
    let long = (count as f64 / most.max(1) as f64 * 100.0).clamp(1.0, 100.0);
    let x = if rtl { 100.0 - long } else { 0.0 };
    Safe(format!(
        "<svg class=\"share\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect x=\"{x:.1}\" width=\"{long:.1}\" height=\"6\"/></svg>"
    ))
}

/// Days since the year nought, as a number to measure with.
fn number_of(day: Date) -> f64 {
    f64::from(day.year()) * 365.2425 + f64::from(day.day_of_year())
}

/// The nearest of 1, 2, 5 times a power of ten.
fn pleasant(step: f64) -> f64 {
    let power = 10f64.powf(step.max(f64::MIN_POSITIVE).log10().floor());
    let share = step / power;
    let nearest = if share <= 1.0 {
        1.0
    } else if share <= 2.0 {
        2.0
    } else if share <= 5.0 {
        5.0
    } else {
        10.0
    };
    nearest * power
}

fn rounded(value: f64) -> ValueJson {
    let value = (value * 1e6).round() / 1e6;
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        ValueJson::Whole(value as i64)
    } else {
        ValueJson::Decimal(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(day: &str, value: i64) -> Dot {
        Dot {
            day: day.parse().expect("a day"),
            value: ValueJson::Whole(value),
            hedge: "exact".into(),
            source: 0,
            href: "/x".into(),
            told: String::new(),
            clash: false,
            plan: false,
        }
    }

    fn places(svg: &str) -> Vec<(f64, f64)> {
        let value = |piece: &str, name: &str| -> Option<f64> {
            piece.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok()
        };
        svg.split("<circle").skip(1).filter_map(|p| Some((value(p, "cx")?, value(p, "cy")?))).collect()
    }

    #[test]
    fn a_growth_climbs_as_the_eye_moves_on() {
        let dots = [dot("2014-09-11", 12), dot("2021-03-23", 83), dot("2024-09-30", 87)];
        for rtl in [true, false] {
            let Safe(svg) = draw(&dots, "x", rtl);
            let at = places(&svg);
            assert_eq!(at.len(), 3);
            assert!(at[0].1 > at[1].1 && at[1].1 > at[2].1, "higher values stand higher: {at:?}");
            let later_is_left = at[0].0 > at[1].0 && at[1].0 > at[2].0;
            assert_eq!(later_is_left, rtl, "time runs with the reading: {at:?}");
        }
    }

    #[test]
    fn long_numbers_have_their_room_beside_the_scale() {
        for rtl in [true, false] {
            let Safe(svg) = draw(&[dot("2020-01-01", 3_000_000), dot("2021-01-01", 12_000_000)], "x", rtl);
            let label = svg.split(">12,000,000</text>").next().and_then(|p| p.rsplit("<text x=\"").next());
            let x: f64 = label.and_then(|p| p.split('"').next()).and_then(|x| x.parse().ok()).expect("a label");
            let room = if rtl { WIDTH - x } else { x };
            assert!(room > 10.0 * LETTER, "{room}");
        }
    }

    #[test]
    fn time_is_told_in_whole_periods() {
        let day = |d: &str| d.parse::<Date>().expect("a day");
        let labels = |a: &str, b: &str| ticks(day(a), day(b)).into_iter().map(|t| t.1).collect::<Vec<_>>().join(" ");
        assert_eq!(labels("2014-09-11", "2024-10-01"), "2016 2018 2020 2022 2024");
        assert_eq!(labels("2023-11-20", "2024-05-03"), "2024-01 2024-03 2024-05");
        assert_eq!(labels("2024-05-03", "2024-05-09"), "2024-05-03 2024-05-09");
        assert_eq!(labels("2024-05-03", "2024-05-03"), "2024-05-03");
    }

    #[test]
    fn bars_run_with_the_reading() {
        let periods = [("2019".to_owned(), 3, "/a".to_owned()), ("2020".to_owned(), 9, "/b".to_owned())];
        let Safe(rtl) = bars(&periods, "x", true);
        let Safe(ltr) = bars(&periods, "x", false);
        let at = |svg: &str, year: &str| {
            let before = svg.split(&format!(">{year}</text>")).next().and_then(|p| p.rsplit("<text x=\"").next());
            before.and_then(|p| p.split('"').next()).and_then(|x| x.parse::<f64>().ok()).unwrap_or(f64::NAN)
        };
        assert!(at(&rtl, "2019") > at(&rtl, "2020"), "{rtl}");
        assert!(at(&ltr, "2019") < at(&ltr, "2020"), "{ltr}");
    }

    #[test]
    fn odd_values_are_drawn_without_harm() {
        for values in [[0, 0], [5, 5], [-3, 9], [i64::MAX, 1]] {
            let Safe(svg) = draw(&[dot("2020-01-01", values[0]), dot("2020-01-02", values[1])], "<&>", true);
            assert!(svg.ends_with("</svg>") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
        let Safe(one) = draw(&[dot("2020-01-01", 1)], "x", true);
        assert_eq!(one, "");
        let Safe(still) = draw(&[dot("2020-01-01", 1), dot("2020-01-01", 2)], "x", true);
        assert_eq!(still, "", "on one day nothing moves");
    }
}
