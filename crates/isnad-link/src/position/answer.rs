//! Whom does a statement answer? «… ردا على تصريحات رئيس الوزراء» and the names of those who speak in the article.

use isnad_text::tokenise;

use super::words::light;
use crate::lexicon::words;

/// Words after a phrase of answering within which the one stands who is answered.
const REACH: usize = 14;

/// Which of the names (by index) a passage answers: those of which a word stands soon after a phrase of answering.
pub fn answered(passage: &str, names: &[&str]) -> Vec<usize> {
    let tokens = tokenise(passage);
    let keys: Vec<&str> = (0..tokens.len()).map(|i| tokens.key(i)).collect();
    let mut out = Vec::new();
    for at in 0..keys.len() {
        let Some(len) = keys.get(at..).and_then(|rest| words().reply(rest)) else { continue };
        let after: Vec<String> =
            keys.iter().skip(at + len).take(REACH).map(|k| light(k)).filter(|w| w.len() >= 6).collect();
        for (n, name) in names.iter().enumerate() {
            // The last name, or the one word of a body.
            let last = isnad_text::fold(name).rsplit(' ').next().map(light).unwrap_or_default();
            if last.len() >= 6 && after.contains(&last) && !out.contains(&n) {
                out.push(n);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_after_the_phrase_is_answered() {
        let passage = "قالت الوزارة إن الجسر آمن، وذلك ردا على تصريحات أدلى بها النائب سليم الكرمي";
        assert_eq!(answered(passage, &["سليم الكرمي", "نادر السروجي"]), [0]);
        assert_eq!(answered("رحب النائب سليم الكرمي بالرد", &["سليم الكرمي"]), Vec::<usize>::new());
        assert_eq!(answered("", &["سليم"]), Vec::<usize>::new());
    }
}
