//! May this address be asked? What a site's `robots.txt` says, read as RFC 9309 has it.

/// The rules of one site for this program.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Robots {
    /// Pattern and whether it allows.
    rules: Vec<(String, bool)>,
    /// Seconds between two questions.
    pub(super) delay: Option<f32>,
}

/// The name by which sites speak of this program.
pub(super) const NAME: &str = "isnad";
/// More of a file is not read.
const LONGEST: usize = 512 << 10;

impl Robots {
    /// Reads a file: the groups for this program, else those for all.
    pub(super) fn read(text: &str) -> Robots {
        let end = (0..=LONGEST.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let (mut ours, mut all) = (None::<Robots>, Robots::default());
        // A group: its names, then its rules; a name after a rule opens the next.
        let (mut names, mut ruled): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.get(..end).unwrap_or("").lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if ruled {
                    names.clear();
                    ruled = false;
                }
                names.push(value.to_ascii_lowercase());
                if names.iter().any(|n| n == NAME) {
                    ours.get_or_insert_with(Robots::default);
                }
                continue;
            }
            let rule = match key.as_str() {
                "allow" => Some(true),
                "disallow" => Some(false),
                _ => None,
            };
            ruled |= rule.is_some() || key == "crawl-delay";
            let mine = names.iter().any(|n| n == NAME);
            let target = match &mut ours {
                Some(ours) if mine => ours,
                _ if names.iter().any(|n| n == "*") => &mut all,
                _ => continue,
            };
            match rule {
                Some(allow) if !value.is_empty() => target.rules.push((value.to_owned(), allow)),
                None if key == "crawl-delay" => target.delay = value.parse().ok().filter(|d| *d >= 0.0),
                _ => {}
            }
        }
        ours.unwrap_or(all)
    }

    /// Whether the path with its query may be asked: the longest pattern decides, `Allow` where two are as long.
    pub(super) fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let fits = self.rules.iter().filter(|(pattern, _)| matches(pattern.as_bytes(), path.as_bytes()));
        fits.max_by_key(|(pattern, allow)| (pattern.len(), *allow)).is_none_or(|(_, allow)| *allow)
    }
}

/// `*` stands for anything, `$` at the end for the end; cost is bounded by the product of both lengths.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    let (mut p, mut s) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(p), path.get(s)) {
            (None, None) => return true,
            (None, Some(_)) if !whole => return true,
            (Some(b'*'), _) => {
                star = Some((p, s));
                p += 1;
            }
            (Some(a), Some(b)) if a == b => {
                p += 1;
                s += 1;
            }
            _ => match star {
                Some((at, from)) if from < path.len() => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    s = from + 1;
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Robots;

    #[test]
    fn the_longest_rule_of_the_right_group_decides() {
        let r = Robots::read(
            "User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nCrawl-delay: 3\n",
        );
        assert!(r.allows("/") && r.allows("/private/open/x") && r.allows("/a.pdfx"));
        assert!(!r.allows("/private/x") && !r.allows("/d/a.pdf"));
        assert_eq!(r.delay, Some(3.0));
        let r = Robots::read("User-agent: other\nUser-agent: Isnad\nDisallow: /\n\nUser-agent: *\nDisallow:\n");
        assert!(!r.allows("/x") && r.allows("/robots.txt"));
        let r = Robots::read("User-agent: isnad\nDisallow:\nUser-agent: *\nDisallow: /\n");
        assert!(r.allows("/x"));
        assert!(Robots::read("<html>not found</html>").allows("/x"));
        assert!(
            !Robots::read(&format!("user-agent:*\ndisallow: /{}a", "*".repeat(200)))
                .allows(&format!("/{}a", "b".repeat(400)))
        );
    }
}
