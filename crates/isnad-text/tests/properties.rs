//! What holds for every text: exactness is proved here, over Arabic as pages have it and over any bytes.

use isnad_text::{CodePoints, Span, enclitics, fold, letters, readings, sentences, tokenise};
use proptest::prelude::*;

/// Pieces that pages are made of: words with and without marks, three digit sets, every quotation mark, stops,
/// invisible characters, ligatures, line ends, another script.
const PIECES: &[&str] = &[
    "قال",
    "وأضاف",
    "الوزير",
    "إنّ",
    "بِالعراق",
    "للدول",
    "سيجتمع",
    "مـــصر",
    "ﷲ",
    "ﻻ",
    "ﻋﺸﺮﺓ",
    "ه",
    "و",
    "أ",
    "د",
    "مسؤولهما",
    "٢٠٢٤",
    "۱۲",
    "83",
    "4.5",
    "26,013",
    "٢٫٥",
    "1،234",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "''",
    "’",
    "(",
    ")",
    "[",
    ".",
    "..",
    "...",
    "…",
    "،",
    ",",
    "؛",
    ":",
    "؟",
    "!",
    "-",
    "–",
    "/",
    "%",
    "٪",
    "$",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200f}",
    "\u{200e}",
    "\u{200d}",
    "\u{ad}",
    "\u{feff}",
    "\u{202b}",
    "\u{64b}",
    "\u{651}",
    "\u{670}",
    "\u{640}",
    "NATO",
    "F-16",
    "@user",
    "https://a.example/ب?x=1",
    "🙂",
    "é",
    "e\u{301}",
    "\u{2029}",
    "\u{0}",
];

/// Arabic text as it comes, any text at all, or bytes that were never text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|p| p.concat()),
        2 => prop::collection::vec(prop_oneof![
                3 => prop::char::range('\u{600}', '\u{6ff}'),
                1 => prop::char::range('\u{fb50}', '\u{fefc}'),
                1 => prop::char::range(' ', '~'),
                1 => any::<char>(),
            ], 0..80).prop_map(|c| c.into_iter().collect()),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..120).prop_map(|b| String::from_utf8_lossy(&b).into_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_is_idempotent(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_goes_character_by_character(a in text(), b in text()) {
        prop_assert_eq!(fold(&format!("{a}{b}")), fold(&a) + &fold(&b));
    }

    #[test]
    fn tokens_tile_the_text(text in text()) {
        let tokens = tokenise(&text);
        let mut at = 0;
        for token in tokens.iter() {
            let range = token.span.range();
            prop_assert!(range.start >= at && !range.is_empty(), "{:?} after byte {at}", token);
            shows_nothing(text.get(at..range.start))?;
            prop_assert!(text.get(range.clone()).is_some(), "{:?} is not on characters", token);
            at = range.end;
        }
        shows_nothing(text.get(at..))?;
    }

    #[test]
    fn keys_are_the_folded_words(text in text()) {
        let tokens = tokenise(&text);
        for i in 0..tokens.len() {
            prop_assert_eq!(tokens.key(i), fold(tokens.span(i).of(&text)));
        }
    }

    #[test]
    fn tokens_know_what_stands_before_them(text in text()) {
        let tokens = tokenise(&text);
        let mut at = 0;
        for token in tokens.iter() {
            let gap = text.get(at..token.span.start as usize).unwrap_or("");
            prop_assert_eq!(token.spaced, at == 0 && tokens_first(token.span, &tokens) || gap.contains(char::is_whitespace));
            prop_assert!(!gap.contains('\n') || token.line_start);
            at = token.span.end as usize;
        }
    }

    #[test]
    fn offsets_round_trip(text in text()) {
        let points = CodePoints::of(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(points.at(byte as u32), point as u32);
            prop_assert_eq!(points.byte(point as u32), byte as u32);
        }
        let count = text.chars().count() as u32;
        prop_assert_eq!(points.at(text.len() as u32), count);
        prop_assert_eq!(points.byte(count), text.len() as u32);
        prop_assert_eq!(points.at(u32::MAX), count);
        prop_assert_eq!(points.byte(u32::MAX), text.len() as u32);
    }

    #[test]
    fn sentences_hold_every_token_in_order(text in text()) {
        let tokens = tokenise(&text);
        let mut next = 0;
        for s in sentences(&text, &tokens, &[]) {
            prop_assert_eq!(s.first, next);
            prop_assert!(s.end > s.first);
            prop_assert_eq!(s.span, tokens.cover(s.first, s.end));
            prop_assert!(text.get(s.span.range()).is_some());
            next = s.end;
        }
        prop_assert_eq!(next, tokens.len());
    }

    #[test]
    fn furniture_is_in_no_sentence(text in text(), cuts in prop::collection::vec(0u32..400, 0..6)) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let hidden: Vec<Span> = cuts.chunks_exact(2).map(|c| Span::new(c[0], c[1])).collect();
        let tokens = tokenise(&text);
        let mut covered = vec![false; tokens.len()];
        let mut last = 0;
        for s in sentences(&text, &tokens, &hidden) {
            prop_assert!(s.first >= last && s.end <= tokens.len());
            last = s.end;
            covered[s.first..s.end].fill(true);
        }
        for (i, token) in tokens.iter().enumerate() {
            let is_hidden = hidden.iter().any(|h| h.overlaps(token.span));
            prop_assert_eq!(covered[i], !is_hidden, "token {} {:?} of {:?}, hidden {:?}", i, token.span, text, hidden);
        }
    }

    #[test]
    fn clitics_stay_inside_the_word(text in text()) {
        let tokens = tokenise(&text);
        for i in 0..tokens.len() {
            let key = tokens.key(i);
            let mut whole = false;
            for r in readings(key) {
                whole |= r.stem == 0;
                prop_assert!(r.word <= r.stem);
                prop_assert!(key.get(r.stem..).is_some() && key.get(r.word..).is_some(), "{r:?} of {key:?}");
                for at in [r.stem, r.word] {
                    let byte = tokens.offset_in(&text, i, at) as usize;
                    let span = tokens.span(i).range();
                    prop_assert!(text.is_char_boundary(byte) && (span.start..=span.end).contains(&byte));
                }
            }
            prop_assert!(whole, "the whole word is a reading: {key:?}");
            for e in enclitics(key) {
                prop_assert!(e.stem < key.len() && key.get(..e.stem).is_some(), "{e:?} of {key:?}");
            }
        }
    }

    #[test]
    fn any_word_may_be_asked_for_its_clitics(key in any::<String>()) {
        prop_assert!(readings(&key).all(|r| r.stem <= key.len()));
        prop_assert!(enclitics(&key).all(|e| e.stem <= key.len()));
    }
}

/// Whether this is the first token of the text: it counts as spaced.
fn tokens_first(span: Span, tokens: &isnad_text::Tokens) -> bool {
    tokens.span(0) == span
}

/// Between two tokens stand only white space, invisible characters and marks that lost their letter.
fn shows_nothing(gap: Option<&str>) -> Result<(), TestCaseError> {
    let gap = gap.ok_or_else(|| TestCaseError::fail("the gap is not on characters"))?;
    match gap.chars().find(|&c| !c.is_whitespace() && !letters::is_invisible(c) && !letters::is_arabic_mark(c)) {
        None => Ok(()),
        Some(c) => Err(TestCaseError::fail(format!("{c:?} is in no token"))),
    }
}

/// A page of nothing but opening marks, or of one endless line, costs what its length costs.
#[test]
fn strange_pages_end() {
    for piece in ["«", "\"", " \"", "(", "و", "1،", "أ.", "«»", "« “ ", "\u{200f}", "a", "...", "ها", "١"] {
        let text = piece.repeat(60_000);
        let tokens = tokenise(&text);
        let held: usize = sentences(&text, &tokens, &[]).iter().map(|s| s.end - s.first).sum();
        assert_eq!(held, tokens.len(), "{piece:?}");
    }
}
