//! In which forms can an entry stand? Inflection is code, so that a lexicon line is one line.

use isnad_text::Row;

use super::{Features, Inflection};

const TEH_MARBUTA: char = '\u{0629}';
const TEH: &str = "\u{062A}";
const ALEF: &str = "\u{0627}";
const ALEF_MAQSURA: char = '\u{0649}';
const YEH: char = '\u{064A}';
const WAW: char = '\u{0648}';
const AN: &str = "\u{0627}\u{0646}";
const IN: &str = "\u{064A}\u{0646}";
const UN: &str = "\u{0648}\u{0646}";
const AT: &str = "\u{0627}\u{062A}";
const UA: &str = "\u{0648}\u{0627}";
const NUN: &str = "\u{0646}";

/// Calls `out` with every form of an entry.
pub(crate) fn forms(how: Inflection, row: &Row<'static>, out: &mut dyn FnMut(&str, Features)) {
    match how {
        Inflection::Fixed => row.forms().for_each(|f| out(f, Features::NONE)),
        Inflection::Noun => {
            let mut all = row.forms();
            if let Some(singular) = all.next() {
                noun(singular, out);
            }
            all.for_each(|plural| plural_noun(plural, out));
        }
        Inflection::Person => {
            let mut all = row.forms();
            if let Some(masculine) = all.next() {
                person(masculine, out);
            }
            all.for_each(|plural| plural_noun(plural, out));
        }
        Inflection::Adjective => row.forms().for_each(|f| adjective(f, out)),
        Inflection::Verb => verb(row, out),
    }
}

/// Singular with tanwin, dual in both cases and in construct.
fn noun(singular: &str, out: &mut dyn FnMut(&str, Features)) {
    out(singular, Features::NONE);
    // A phrase is not inflected beyond its first word's written form.
    if singular.contains(' ') {
        return;
    }
    let mut say = |stem: &str, end: &str, features| out(&format!("{stem}{end}"), features);
    let base = match singular.strip_suffix(TEH_MARBUTA) {
        Some(stem) => format!("{stem}{TEH}"),
        None => {
            say(singular, ALEF, Features::TANWIN);
            singular.to_owned()
        }
    };
    say(&base, AN, Features::DUAL);
    say(&base, IN, Features::DUAL);
    say(&base, ALEF, Features::DUAL.with(Features::CONSTRUCT));
    say(&base, "\u{064A}", Features::DUAL.with(Features::CONSTRUCT));
}

fn plural_noun(plural: &str, out: &mut dyn FnMut(&str, Features)) {
    out(plural, Features::PLURAL);
    if plural.contains(' ') {
        return;
    }
    if let Some(stem) = plural.strip_suffix(UN) {
        // Sound masculine plural: oblique and construct.
        out(&format!("{stem}{IN}"), Features::PLURAL);
        out(&format!("{stem}\u{0648}"), Features::PLURAL.with(Features::CONSTRUCT));
        out(&format!("{stem}\u{064A}"), Features::PLURAL.with(Features::CONSTRUCT));
    } else if !plural.ends_with(AT) {
        out(&format!("{plural}{ALEF}"), Features::PLURAL.with(Features::TANWIN));
    }
}

/// A noun for people: masculine, feminine, dual, sound plurals; broken plurals follow in the file.
fn person(masculine: &str, out: &mut dyn FnMut(&str, Features)) {
    noun(masculine, out);
    let (head, tail) = masculine.split_once(' ').map_or((masculine, ""), |(h, t)| (h, t));
    let mut say = |end: &str, features: Features| {
        let word = format!("{head}{end}");
        if tail.is_empty() { out(&word, features) } else { out(&format!("{word} {tail}"), features) }
    };
    say("\u{0629}", Features::FEMININE);
    if tail.is_empty() {
        say("\u{062A}\u{0627}\u{0646}", Features::FEMININE.with(Features::DUAL));
        say("\u{062A}\u{064A}\u{0646}", Features::FEMININE.with(Features::DUAL));
        say(UN, Features::PLURAL);
        say(IN, Features::PLURAL);
        say("\u{0648}", Features::PLURAL.with(Features::CONSTRUCT));
        say(AT, Features::FEMININE.with(Features::PLURAL));
    }
}

fn adjective(masculine: &str, out: &mut dyn FnMut(&str, Features)) {
    noun(masculine, out);
    let mut say = |end: &str, features| out(&format!("{masculine}{end}"), features);
    say("\u{0629}", Features::FEMININE);
    say("\u{062A}\u{0627}\u{0646}", Features::FEMININE.with(Features::DUAL));
    say("\u{062A}\u{064A}\u{0646}", Features::FEMININE.with(Features::DUAL));
    say(UN, Features::PLURAL);
    say(IN, Features::PLURAL);
    say(AT, Features::FEMININE.with(Features::PLURAL));
}

/// Past, present, participle and verbal noun, in this order in the file; `-` leaves one out.
fn verb(row: &Row<'static>, out: &mut dyn FnMut(&str, Features)) {
    let mut all = row.forms();
    let mut next = || all.next().filter(|f| *f != "-");
    let (past_form, present_form, participle_form, masdar) = (next(), next(), next(), next());
    if let Some(f) = past_form {
        past(f, out);
    }
    if let Some(f) = present_form {
        present(f, out);
    }
    if let Some(f) = participle_form {
        participle(f, out);
    }
    if let Some(f) = masdar {
        out(f, Features::MASDAR);
        out(&format!("{f}{ALEF}"), Features::MASDAR.with(Features::TANWIN));
    }
}

/// The first word inflects, what follows stays («أعرب عن»).
fn first_word(form: &str) -> (&str, &str) {
    form.split_at(form.find(' ').unwrap_or(form.len()))
}

fn past(form: &str, out: &mut dyn FnMut(&str, Features)) {
    let (head, tail) = first_word(form);
    let weak = head.chars().last().filter(|c| matches!(c, '\u{0649}' | '\u{0627}' | '\u{064A}')).is_some()
        && head.chars().count() > 2;
    let stem = if weak { head.get(..head.len() - 2).unwrap_or(head) } else { head };
    let mut say =
        |stem: &str, end: &str, features: Features| out(&format!("{stem}{end}{tail}"), features.with(Features::PAST));
    say(head, "", Features::NONE);
    let keeps_yeh = head.ends_with(YEH);
    say(if keeps_yeh { head } else { stem }, TEH, Features::FEMININE);
    say(stem, UA, Features::PLURAL);
    say(if keeps_yeh { head } else { stem }, "\u{062A}\u{0627}", Features::FEMININE.with(Features::DUAL));
    let dual = if head.ends_with(ALEF_MAQSURA) {
        format!("{stem}\u{064A}\u{0627}")
    } else {
        format!("{stem}{}{ALEF}", if weak { "\u{0648}" } else { "" })
    };
    say(&dual, "", Features::DUAL);
    // First person, and the feminine plural that looks like it.
    let full = if head.ends_with(ALEF_MAQSURA) || keeps_yeh {
        format!("{stem}\u{064A}")
    } else if weak {
        format!("{stem}\u{0648}")
    } else {
        hollow(head)
    };
    say(&full, "\u{0646}\u{0627}", Features::FIRST.with(Features::PLURAL));
    say(&full, NUN, Features::FEMININE.with(Features::PLURAL));
    say(&full, TEH, Features::FIRST);
}

/// قال shortens to قل before an ending that begins with a consonant.
fn hollow(head: &str) -> String {
    let letters: Vec<char> = head.chars().collect();
    match letters.as_slice() {
        [.., a, '\u{0627}', b] if letters.len() == 3 || letters.len() == 4 => {
            let mut s: String = letters.iter().take(letters.len() - 3).collect();
            s.push(*a);
            s.push(*b);
            s
        }
        _ => head.to_owned(),
    }
}

fn present(form: &str, out: &mut dyn FnMut(&str, Features)) {
    let (head, tail) = first_word(form);
    let Some(rest) = head.strip_prefix(YEH) else {
        out(form, Features::PRESENT);
        return;
    };
    let weak = head.ends_with([YEH, ALEF_MAQSURA, WAW]) && head.chars().count() > 3;
    let short = if weak { rest.get(..rest.len() - 2).unwrap_or(rest) } else { rest };
    let mut say = |first: &str, stem: &str, end: &str, f: Features| {
        out(&format!("{first}{stem}{end}{tail}"), f.with(Features::PRESENT));
    };
    say("\u{064A}", rest, "", Features::NONE);
    say("\u{062A}", rest, "", Features::FEMININE);
    say("\u{0646}", rest, "", Features::FIRST.with(Features::PLURAL));
    say("\u{0623}", rest, "", Features::FIRST);
    say("\u{064A}", short, UN, Features::PLURAL);
    say("\u{064A}", short, UA, Features::PLURAL);
    say("\u{064A}", if head.ends_with(ALEF_MAQSURA) { short } else { rest }, AN, Features::DUAL);
    say("\u{062A}", rest, AN, Features::FEMININE.with(Features::DUAL));
    say("\u{064A}", rest, NUN, Features::FEMININE.with(Features::PLURAL));
    // The jussive after «لم» loses a weak ending.
    if weak {
        say("\u{064A}", short, "", Features::NONE);
        say("\u{062A}", short, "", Features::FEMININE);
    }
}

fn participle(form: &str, out: &mut dyn FnMut(&str, Features)) {
    let (head, tail) = first_word(form);
    let short = head.strip_suffix(YEH).unwrap_or(head);
    let mut say = |stem: &str, end: &str, f: Features| out(&format!("{stem}{end}{tail}"), f.with(Features::PARTICIPLE));
    say(head, "", Features::NONE);
    say(head, ALEF, Features::TANWIN);
    say(head, "\u{0629}", Features::FEMININE);
    say(short, IN, Features::PLURAL);
    say(short, UN, Features::PLURAL);
    say(head, AT, Features::FEMININE.with(Features::PLURAL));
    say(head, AN, Features::DUAL);
    say(head, IN, Features::DUAL);
    say(head, "\u{062A}\u{064A}\u{0646}", Features::FEMININE.with(Features::DUAL));
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_text::{Table, fold};

    fn all(how: Inflection, line: &'static str) -> Vec<String> {
        let table = Table::read(line, 0).expect("a line reads");
        let mut out = Vec::new();
        for row in &table.rows {
            forms(how, row, &mut |f, _| out.push(fold(f)));
        }
        out
    }

    #[test]
    fn verbs_in_their_forms() {
        let forms = all(Inflection::Verb, "say\tقال / يقول / قائل / قول");
        for f in ["قال", "قالت", "قالوا", "قالا", "قلنا", "يقول", "تقول", "يقولون", "قائلا", "قائلة", "قول"]
        {
            assert!(forms.contains(&fold(f)), "{f}");
        }
        let weak = all(Inflection::Verb, "deny\tنفى / ينفي / نافي / نفي");
        for f in ["نفى", "نفت", "نفوا", "نفيا", "نفينا", "ينفي", "تنفي", "ينفون", "نافيا", "نافية", "نافين"]
        {
            assert!(weak.contains(&fold(f)), "{f}");
        }
        let call = all(Inflection::Verb, "call\tدعا / يدعو / داعي / دعوة");
        for f in ["دعا", "دعت", "دعوا", "دعونا", "يدعو", "تدعو", "يدعون", "داعيا", "داعين"]
        {
            assert!(call.contains(&fold(f)), "{f}");
        }
    }

    #[test]
    fn nouns_in_their_forms() {
        let forms = all(Inflection::Noun, "member\tعضو / أعضاء");
        for f in ["عضو", "عضوا", "عضوان", "عضوين", "أعضاء"] {
            assert!(forms.contains(&fold(f)), "{f}");
        }
        let city = all(Inflection::Noun, "state\tدولة / دول");
        for f in ["دولة", "دولتان", "دولتي", "دول"] {
            assert!(city.contains(&fold(f)), "{f}");
        }
    }
}
