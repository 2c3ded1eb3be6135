//! Which labels fit a stretch of words best, taken together?

use super::{LABELS, Score};

/// Stretches of so many tokens need no memory of their own.
const SHORT: usize = 24;

/// Far below any score that can be reached.
const NEVER: i32 = i32::MIN / 4;

/// Whether label `to` may follow label `from`: a name goes on only as what it began.
fn follows(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// The best labels (0 none; 1, 3, 5 begin a person, body, place; 2, 4, 6 go on with it) of tokens with these scores,
/// where `steps` scores a label after another and bit *n* of `allowed` admits label *n*. Before the first token stands
/// a word outside all names.
pub fn decode(scores: &[Score], steps: &[Score; LABELS], allowed: &[u8], best: &mut Vec<u8>) {
    best.clear();
    // Most stretches are short: what each label came from fits on the stack.
    let mut near = [[0u8; LABELS]; SHORT];
    let mut far = Vec::new();
    let backs: &mut [[u8; LABELS]] = if let Some(near) = near.get_mut(..scores.len()) {
        near
    } else {
        far.resize(scores.len(), [0u8; LABELS]);
        &mut far
    };
    let mut sums = [NEVER; LABELS];
    if let Some(first) = sums.first_mut() {
        *first = 0;
    }
    for (i, (score, slot)) in scores.iter().zip(backs.iter_mut()).enumerate() {
        let open = allowed.get(i).copied().unwrap_or(0x7F);
        let mut next = [NEVER; LABELS];
        let mut back = [0u8; LABELS];
        for to in (0..LABELS).filter(|to| open & 1 << to != 0) {
            let mut top = (NEVER, 0usize);
            for (from, (sum, row)) in sums.iter().zip(steps).enumerate() {
                if follows(from, to) {
                    let value = sum + row.get(to).copied().unwrap_or(0);
                    if value > top.0 {
                        top = (value, from);
                    }
                }
            }
            if let (Some(n), Some(b), Some(s)) = (next.get_mut(to), back.get_mut(to), score.get(to)) {
                *n = (top.0 + s).max(NEVER);
                *b = top.1 as u8;
            }
        }
        sums = next;
        *slot = back;
    }
    let mut label = (0..LABELS).max_by_key(|l| (sums.get(*l).copied(), std::cmp::Reverse(*l))).unwrap_or(0) as u8;
    for back in backs.iter().rev() {
        best.push(label);
        label = back.get(label as usize).copied().unwrap_or(0);
    }
    best.reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scores: &[Score], allowed: &[u8]) -> Vec<u8> {
        let mut best = Vec::new();
        decode(scores, &[[0; LABELS]; LABELS], allowed, &mut best);
        best
    }

    #[test]
    fn a_name_begins_before_it_goes_on() {
        let inside = [0, 0, 9, 0, 0, 0, 0];
        assert_eq!(labels(&[inside, inside], &[0x7F; 2]), [1, 2]);
        assert_eq!(labels(&[[5, 0, 9, 0, 0, 0, 0]], &[0x7F]), [0]);
    }

    #[test]
    fn a_long_stretch_is_read_as_a_short_one() {
        let person = [0, 9, 0, 0, 0, 0, 0];
        assert_eq!(labels(&[person; SHORT + 6], &[]), [1; SHORT + 6]);
        assert_eq!(labels(&[person; 3], &[]), [1; 3]);
    }

    #[test]
    fn what_is_not_allowed_is_not_taken() {
        let person = [0, 9, 0, 0, 0, 0, 0];
        assert_eq!(labels(&[person], &[0b0000001]), [0]);
        assert_eq!(labels(&[], &[]), []);
    }
}
