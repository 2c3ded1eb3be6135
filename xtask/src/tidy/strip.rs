//! What of a Rust file is code? Comments and, where asked, literals give way to spaces; lines keep their numbers.

/// What is kept beside code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// String and character literals stay.
    Literals,
    /// Only code stays.
    Code,
}

/// The code of a Rust file without comments, line by line. Reading stops at the test module that closes a file.
pub(super) fn code(text: &str, keep: Keep) -> Vec<String> {
    let body = text.find("#[cfg(test)]\nmod ").and_then(|at| text.get(..at)).unwrap_or(text);
    let mut out = String::with_capacity(body.len());
    let chars: Vec<char> = body.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut i = 0;
    while i < chars.len() {
        let end = match at(i) {
            '/' if at(i + 1) == '/' => blank(&chars, i, line_end(&chars, i), &mut out),
            '/' if at(i + 1) == '*' => blank(&chars, i, comment_end(&chars, i), &mut out),
            'r' if !is_name(at(i.wrapping_sub(1))) && raw_opens(&chars, i) => {
                literal(&chars, i, raw_end(&chars, i), keep, &mut out)
            }
            '"' => literal(&chars, i, string_end(&chars, i), keep, &mut out),
            // A lifetime is no literal: 'a without a closing mark two or more places on.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => literal(&chars, i, char_end(&chars, i), keep, &mut out),
            c => {
                out.push(c);
                i + 1
            }
        };
        i = end;
    }
    out.lines().map(str::to_owned).collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn blank(chars: &[char], from: usize, to: usize, out: &mut String) -> usize {
    out.extend(chars.iter().take(to).skip(from).map(|c| if *c == '\n' { '\n' } else { ' ' }));
    to.max(from + 1)
}

fn literal(chars: &[char], from: usize, to: usize, keep: Keep, out: &mut String) -> usize {
    match keep {
        Keep::Literals => {
            out.extend(chars.iter().take(to).skip(from));
            to.max(from + 1)
        }
        Keep::Code => blank(chars, from, to, out),
    }
}

fn line_end(chars: &[char], from: usize) -> usize {
    (from..chars.len()).find(|i| chars.get(*i) == Some(&'\n')).unwrap_or(chars.len())
}

fn comment_end(chars: &[char], from: usize) -> usize {
    let mut depth = 0;
    let mut i = from;
    while i < chars.len() {
        match (chars.get(i), chars.get(i + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                i += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], from: usize) -> usize {
    let mut i = from + 1;
    while i < chars.len() {
        match chars.get(i) {
            Some('\\') => i += 2,
            Some('"') => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

fn char_end(chars: &[char], from: usize) -> usize {
    let mut i = from + 1;
    while i < chars.len() && chars.get(i) != Some(&'\n') {
        match chars.get(i) {
            Some('\\') => i += 2,
            Some('\'') => return i + 1,
            _ => i += 1,
        }
    }
    i
}

fn raw_opens(chars: &[char], from: usize) -> bool {
    chars.iter().skip(from + 1).find(|c| **c != '#') == Some(&'"')
}

fn raw_end(chars: &[char], from: usize) -> usize {
    let hashes = chars.iter().skip(from + 1).take_while(|c| **c == '#').count();
    let mut i = from + hashes + 2;
    while i < chars.len() {
        let closes = chars.get(i) == Some(&'"') && (1..=hashes).all(|n| chars.get(i + n) == Some(&'#'));
        if closes {
            return i + hashes + 1;
        }
        i += 1;
    }
    chars.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_give_way() {
        let text = "let a = \"b // c\"; // d\n/* e\n /* f */ g */ let h = 'i'; let j = r#\"k\"#;\nfn l<'m>() {}";
        let code = code(text, Keep::Code);
        assert_eq!(code[0].trim_end(), "let a =         ;");
        assert_eq!(code[1].trim_end(), "");
        assert_eq!(code[2].trim_start(), "let h =    ; let j =       ;");
        assert_eq!(code[3], "fn l<'m>() {}");
    }

    #[test]
    fn literals_stay_where_asked() {
        assert_eq!(code("f(\"a\") // b", Keep::Literals)[0].trim_end(), "f(\"a\")");
    }

    #[test]
    fn the_closing_test_module_is_left_out() {
        assert_eq!(code("fn a() {}\n#[cfg(test)]\nmod tests {}", Keep::Code), ["fn a() {}"]);
    }
}
