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
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const SIDE: f64 = 62.0;
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

/// The drawing; empty with fewer than two points, which say more in a table.
pub(crate) fn draw(dots: &[Dot], label: &str, rtl: bool) -> Html {
    let mut dots: Vec<&Dot> = dots.iter().collect();
    dots.sort_by_key(|d| d.day);
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return Safe(String::new()) };
    if dots.len() < 2 {
        return Safe(String::new());
    }
    let scale = Scale::of(&dots, first.day, last.day, rtl);
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
        Scale { from, days: (number_of(last) - from).max(1.0), low, high, step, rtl }
    }

    fn x(&self, day: Date) -> f64 {
        let share = (number_of(day) - self.from) / self.days;
        let share = if self.rtl { 1.0 - share } else { share };
        SIDE + 18.0 + share * (WIDTH - 2.0 * SIDE - 36.0)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        HEIGHT - FOOT - share * (HEIGHT - TOP - FOOT)
    }

    fn write(&self, dots: &[&Dot], label: &str, out: &mut String) -> std::fmt::Result {
        let label = html::text(label);
        write!(out, "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"{label}\">")?;
        // The scale stands where reading begins.
        let (anchor, at) = if self.rtl { ("start", WIDTH - SIDE + 8.0) } else { ("end", SIDE - 8.0) };
        let mut value = self.low;
        while value <= self.high + self.step / 2.0 {
            let y = self.y(value);
            let (a, b) = (SIDE, WIDTH - SIDE);
            write!(out, "<line class=\"grid\" x1=\"{a}\" x2=\"{b}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>")?;
            let shown = number(&rounded(value));
            let y = y + 4.0;
            write!(out, "<text x=\"{at}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" direction=\"ltr\">{shown}</text>")?;
            value += self.step;
        }
        self.years(dots, out)?;
        self.path(dots, out)?;
        let mut labelled: Vec<(f64, f64)> = Vec::new();
        for dot in dots {
            self.dot(dot, &mut labelled, out)?;
        }
        out.push_str("</svg>");
        Ok(())
    }

    /// The days under the drawing: those of the points, as many as there is room for.
    fn years(&self, dots: &[&Dot], out: &mut String) -> std::fmt::Result {
        let y = HEIGHT - FOOT;
        let (a, b) = (SIDE, WIDTH - SIDE);
        write!(out, "<line class=\"axis\" x1=\"{a}\" x2=\"{b}\" y1=\"{y}\" y2=\"{y}\"/>")?;
        let mut taken: Vec<f64> = Vec::new();
        let ends = dots.first().into_iter().chain(dots.last());
        for dot in ends.chain(dots.iter()) {
            let x = self.x(dot.day);
            if taken.iter().any(|t| (t - x).abs() < 86.0) {
                continue;
            }
            taken.push(x);
            let day = dot.day;
            let y = HEIGHT - FOOT + 20.0;
            write!(out, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\" direction=\"ltr\">{day}</text>")?;
        }
        Ok(())
    }

    fn path(&self, dots: &[&Dot], out: &mut String) -> std::fmt::Result {
        out.push_str("<path class=\"path\" d=\"");
        for (n, dot) in dots.iter().enumerate() {
            let (a, b) = bounds(dot.value);
            let (x, y) = (self.x(dot.day), self.y(f64::midpoint(a, b)));
            write!(out, "{}{x:.1} {y:.1}", if n == 0 { 'M' } else { 'L' })?;
        }
        out.push_str("\"/>");
        Ok(())
    }

    fn dot(&self, dot: &Dot, labelled: &mut Vec<(f64, f64)>, out: &mut String) -> std::fmt::Result {
        let (low, high) = bounds(dot.value);
        let x = self.x(dot.day);
        let (top, bottom) = (self.y(high), self.y(low));
        let colour = dot.source.min(COLOURS - 1);
        let told = html::text(&dot.told);
        let href = html::text(&dot.href);
        write!(out, "<a href=\"{href}\" aria-label=\"{told}\"><title>{told}</title>")?;
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
        write!(out, "<circle class=\"k{colour}\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\"/>")?;
        if dot.clash {
            write!(out, "<circle class=\"clash\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"10\"/>")?;
        }
        out.push_str("</a>");
        let y = (open.0 - 9.0).max(14.0);
        if labelled.iter().all(|(a, b)| (a - x).abs() > 34.0 || (b - y).abs() > 13.0) {
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
    fn odd_values_are_drawn_without_harm() {
        for values in [[0, 0], [5, 5], [-3, 9], [i64::MAX, 1]] {
            let Safe(svg) = draw(&[dot("2020-01-01", values[0]), dot("2020-01-01", values[1])], "<&>", true);
            assert!(svg.ends_with("</svg>") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
        let Safe(one) = draw(&[dot("2020-01-01", 1)], "x", true);
        assert_eq!(one, "");
    }
}
