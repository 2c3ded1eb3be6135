//! What may have been meant? For a word that no article has, words of the index that differ by a letter or two.

use isnad_text::Kind;
use rusqlite::OptionalExtension;

use super::query::Query;
use crate::fault::Fault;
use crate::store::open::Store;
use crate::store::words::{Layer, Wanted, asked_for, may_be_glued};

/// Words of the index that are compared.
const COMPARED: usize = 60_000;
const SHOWN: usize = 3;

/// Letters that are often taken for each other, folded: by sound or by shape.
const NEAR: [(char, char); 14] = [
    ('\u{0636}', '\u{0638}'),
    ('\u{0630}', '\u{0632}'),
    ('\u{0630}', '\u{062F}'),
    ('\u{062B}', '\u{0633}'),
    ('\u{062A}', '\u{0637}'),
    ('\u{0633}', '\u{0635}'),
    ('\u{063A}', '\u{0642}'),
    ('\u{0643}', '\u{0642}'),
    ('\u{062C}', '\u{063A}'),
    ('\u{062D}', '\u{0647}'),
    ('\u{062D}', '\u{062E}'),
    ('\u{0627}', '\u{0639}'),
    ('\u{0627}', '\u{0621}'),
    ('\u{062F}', '\u{0636}'),
];

/// A word stands so many times as often as another with a letter before it, where that letter is a small word of its own.
const OFTENER: i64 = 2;

impl Store {
    /// Takes small words off typed words that the lexicon does not have, where the articles know what is left much better:
    /// «بشؤون» asks for «شؤون», «بلدية» stays as it is.
    pub(super) fn parted(&self, query: &mut Query) -> Result<(), Fault> {
        for part in query.clauses.iter_mut().flat_map(|c| &mut c.any) {
            if part.layer != Layer::Plain {
                continue;
            }
            for word in part.words.iter_mut().filter(|w| w.kind == Kind::Word && !w.prefix) {
                let key = isnad_text::fold(&word.typed);
                let rests = may_be_glued(&key);
                if rests.is_empty() {
                    continue;
                }
                let whole = self.articles_with(&word.plain)?;
                for rest in rests {
                    let n = self.articles_with(&asked_for(rest))?;
                    if n > 0 && n >= whole * OFTENER {
                        *word = Wanted::of(rest, rest, word.kind, false);
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// In how many articles a form of the usual layer stands.
    fn articles_with(&self, form: &str) -> Result<i64, Fault> {
        self.vocabulary()?;
        let mut statement = self.connection.prepare_cached("SELECT doc FROM temp.vocabulary WHERE term = ?1")?;
        Ok(statement.query_row([form], |r| r.get(0)).optional()?.unwrap_or(0))
    }

    fn vocabulary(&self) -> Result<(), Fault> {
        let sql = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')";
        Ok(self.connection.execute_batch(sql)?)
    }

    /// The query with words that no article has exchanged for likely ones.
    pub(super) fn suggestions(&self, typed: &str, query: &Query) -> Result<Vec<String>, Fault> {
        let c = &self.connection;
        self.vocabulary()?;
        let mut out = Vec::new();
        for wanted in query.shown().filter(|p| p.added.is_none()).flat_map(|p| &p.words).filter(|w| !w.prefix) {
            let known: bool = c.prepare("SELECT 1 FROM temp.vocabulary WHERE term = ?1")?.exists([&wanted.plain])?;
            if known || wanted.plain.chars().count() < 3 {
                continue;
            }
            for near in self.near(&wanted.plain)? {
                // The word as it was typed keeps what stood before its stem.
                let front = wanted.spelled.strip_suffix(wanted.plain.as_str()).unwrap_or("");
                let whole = typed.replacen(wanted.typed.as_str(), &format!("{front}{near}"), 1);
                if !out.contains(&whole) && out.len() < SHOWN {
                    out.push(whole);
                }
            }
        }
        // One word wrong in each of two ways is not a guess: the first word's guesses only.
        Ok(out)
    }

    /// The likeliest words of the index for one that it does not have.
    fn near(&self, word: &str) -> Result<Vec<String>, Fault> {
        let letters: Vec<char> = word.chars().collect();
        let Some(first) = letters.first() else { return Ok(Vec::new()) };
        let most = if letters.len() <= 4 { 1.0 } else { 2.0 };
        // Words that begin alike; then, for a wrong first letter, those that begin with the second one or one like the first.
        let mut firsts = vec![*first];
        firsts.extend(letters.get(1));
        firsts.extend(NEAR.iter().filter_map(|(a, b)| {
            if a == first {
                Some(*b)
            } else if b == first {
                Some(*a)
            } else {
                None
            }
        }));
        let mut statement =
            self.connection.prepare("SELECT term, doc FROM temp.vocabulary WHERE term >= ?1 AND term < ?2")?;
        let mut found: Vec<(f64, i64, String)> = Vec::new();
        let mut compared = 0;
        for first in firsts {
            let end = char::from_u32(first as u32 + 1).unwrap_or(first);
            let mut rows = statement.query([first.to_string(), end.to_string()])?;
            while let Some(row) = rows.next()? {
                compared += 1;
                if compared > COMPARED {
                    break;
                }
                let term = row.get_ref(0)?.as_str().unwrap_or("");
                if term.len().abs_diff(word.len()) > 4 {
                    continue;
                }
                let other: Vec<char> = term.chars().collect();
                let far = distance(&letters, &other, most);
                if far <= most {
                    found.push((far, row.get(1)?, term.to_owned()));
                }
            }
        }
        // The nearest; of those, the commonest.
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
        let nearest = found.first().map_or(0.0, |f| f.0);
        found.retain(|f| f.0 <= nearest + 0.5);
        found.truncate(SHOWN);
        Ok(found.into_iter().map(|f| f.2).collect())
    }
}

/// How many letters differ: put in, left out, exchanged, in the wrong order; letters taken for each other count half.
fn distance(a: &[char], b: &[char], most: f64) -> f64 {
    let width = b.len() + 1;
    let mut rows = vec![vec![0.0f64; width]; a.len() + 1];
    let at = |rows: &[Vec<f64>], i: usize, j: usize| rows.get(i).and_then(|r| r.get(j)).copied().unwrap_or(f64::MAX);
    for i in 0..=a.len() {
        let mut least = f64::MAX;
        for j in 0..width {
            let value = if i == 0 {
                j as f64
            } else if j == 0 {
                i as f64
            } else {
                let (x, y) = (a.get(i - 1).copied().unwrap_or(' '), b.get(j - 1).copied().unwrap_or(' '));
                let mut value = (at(&rows, i - 1, j) + 1.0)
                    .min(at(&rows, i, j - 1) + 1.0)
                    .min(at(&rows, i - 1, j - 1) + exchanged(x, y));
                let crossed = i > 1 && j > 1 && a.get(i - 2) == Some(&y) && b.get(j - 2) == Some(&x);
                if crossed {
                    value = value.min(at(&rows, i - 2, j - 2) + 0.75);
                }
                value
            };
            least = least.min(value);
            if let Some(slot) = rows.get_mut(i).and_then(|r| r.get_mut(j)) {
                *slot = value;
            }
        }
        if least > most {
            return f64::MAX;
        }
    }
    at(&rows, a.len(), b.len())
}

fn exchanged(x: char, y: char) -> f64 {
    if x == y {
        0.0
    } else if NEAR.contains(&(x, y)) || NEAR.contains(&(y, x)) {
        0.5
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_that_differ() {
        let far = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 3.0);
        assert_eq!(far("بلينكن", "بلينكن"), 0.0);
        assert_eq!(far("بلنكن", "بلينكن"), 1.0);
        assert_eq!(far("بلنيكن", "بلينكن"), 0.75);
        assert_eq!(far("مسطفي", "مصطفي"), 0.5);
        assert!(far("سلام", "حكومه") > 3.0);
    }
}
