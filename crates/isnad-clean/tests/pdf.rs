//! PDF files as programs write them: glyphs at places, letters named by a table, Arabic drawn from left to right.
use std::fmt::Write;

use isnad_clean::{NoText, pdf};

/// A file of one page: each line drawn glyph by glyph, as the eye sees it from left to right.
fn file(lines: &[&str], named: bool) -> Vec<u8> {
    let mut letters: Vec<char> = lines.iter().flat_map(|l| l.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |c: char| letters.iter().position(|l| *l == c).expect("a letter of the text") + 1;
    let mut page = String::from("BT /F 10 Tf 40 TL 50 700 Td\n");
    for line in lines {
        let hex: String = line.chars().map(|c| format!("{:02X}", code(c))).collect();
        writeln!(page, "<{hex}> Tj T*").expect("a string");
    }
    page.push_str("ET");
    let mut table = String::from(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n",
    );
    for (i, c) in letters.iter().enumerate() {
        let mut units = [0; 2];
        let units: String = c.encode_utf16(&mut units).iter().map(|u| format!("{u:04X}")).collect();
        writeln!(table, "1 beginbfchar <{:02X}> <{units}> endbfchar", i + 1).expect("a string");
    }
    table.push_str("endcmap end");
    let count = letters.len();
    let names: String = (1..=count).map(|i| format!("/g{i} ")).collect();
    let glyphs: String = (1..=count).map(|i| format!("/g{i} 6 0 R ")).collect();
    let unicode = if named { "/ToUnicode 7 0 R" } else { "" };
    let stream = |s: &str| format!("<</Length {}>>\nstream\n{s}\nendstream", s.len());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        stream(&page),
        format!(
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar {count}/Widths[{}]/Encoding<</Type/Encoding/Differences[1 {names}]>>/CharProcs<<{glyphs}>>/Resources<<>>{unicode}>>",
            "500 ".repeat(count)
        ),
        stream("500 0 d0"),
        stream(&table),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (i, o) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{o}\nendobj\n", i + 1).expect("a string");
    }
    let at = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("a string");
    for p in places {
        writeln!(out, "{p:010} 00000 n ").expect("a string");
    }
    write!(out, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF", objects.len() + 1).expect("a string");
    out.into_bytes()
}

fn backwards(text: &str) -> String {
    text.chars().rev().collect()
}

#[test]
fn arabic_comes_out_in_the_order_of_reading() {
    let first = format!("{} 120 {}", backwards("سفينة في الميناء"), backwards("رست"));
    let second = backwards("ﻭﻗﺎﻟﺖ ﺍﻟﻬﻴﺌﺔ ﺇﻥ ﺍﻟﻌﻤﻞ ﻣﺴﺘﻤﺮ.");
    let read = pdf(&file(&[&first, &second], true)).expect("a text layer");
    assert_eq!(read.text, "رست 120 سفينة في الميناء\nوقالت الهيئة إن العمل مستمر.");
    assert_eq!((read.pages, read.title), (1, None));
}

#[test]
fn what_gives_no_text_says_why() {
    assert_eq!(pdf(b"%PDF-1.7\nnothing"), Err(NoText::Broken));
    assert_eq!(pdf(&file(&[], true)), Err(NoText::Scan));
    assert_eq!(pdf(&file(&["abc"], false)), Err(NoText::Unnamed));
    // Cut anywhere, it is read or refused.
    let whole = file(&["abc def", "ghi"], true);
    for n in (0..whole.len()).step_by(37) {
        let _ = pdf(whole.get(..n).unwrap_or_default());
    }
}
