//! How alike are two bodies? Runs of four words, counted, as the scrapinghub article benchmark compares them.

use std::collections::BTreeMap;

use isnad_text::letters::is_arabic_mark;

/// Shares of runs found, invented and missed; the shares of one page add up to one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Score {
    right: f64,
    invented: f64,
    missed: f64,
}

impl Score {
    pub(super) fn precision(&self) -> f64 {
        ratio(self.right, self.invented, self.missed)
    }

    pub(super) fn recall(&self) -> f64 {
        ratio(self.right, self.missed, self.invented)
    }

    pub(super) fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(f64::EPSILON)
    }
}

fn ratio(right: f64, wrong: f64, other: f64) -> f64 {
    match (right, wrong, other) {
        (_, 0.0, 0.0) => 1.0,
        (0.0, 0.0, _) => 0.0,
        _ => right / (right + wrong),
    }
}

/// Compares what was found with what is right.
pub(super) fn compare(gold: &str, said: &str) -> Score {
    let (gold, said) = (runs(gold), runs(said));
    let mut score = Score::default();
    for (run, n) in &gold {
        let m = said.get(run).copied().unwrap_or(0);
        score.right += f64::from(m.min(*n));
        score.missed += f64::from(n.saturating_sub(m));
    }
    for (run, m) in &said {
        score.invented += f64::from(m.saturating_sub(gold.get(run).copied().unwrap_or(0)));
    }
    let all = score.right + score.invented + score.missed;
    if all > 0.0 {
        score = Score { right: score.right / all, invented: score.invented / all, missed: score.missed / all };
    }
    score
}

fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().filter(|c| !is_arabic_mark(*c)).collect();
    plain.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn runs(text: &str) -> BTreeMap<Vec<String>, u32> {
    let words = words(text);
    let mut out = BTreeMap::new();
    let count = words.len().saturating_sub(3).max(1);
    for i in 0..count {
        let run: Vec<String> = words.iter().skip(i).take(4).cloned().collect();
        *out.entry(run).or_insert(0) += 1;
    }
    out
}

/// The lines of one text whose words do not stand in the other.
pub(super) fn lines_missing(from: &str, other: &str) -> Vec<String> {
    let other = words(other).join(" ");
    from.lines()
        .filter(|l| {
            let said = words(l).join(" ");
            !said.is_empty() && !other.contains(&said)
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn the_same_words_are_the_same_body() {
        let same = compare("one two three four five", "one, two three — four five.");
        assert_eq!((same.precision(), same.recall()), (1.0, 1.0));
        let half = compare("a b c d e f g h", "a b c d");
        assert_eq!(half.precision(), 1.0);
        assert!((half.recall() - 0.2).abs() < 1e-9);
        assert_eq!(compare("a b c d", "").f1(), 0.0);
    }
}
