//! Which outlet stands at this address, and of which country is it? `lexicon/outlets.tsv`, which a user can extend.

use std::collections::HashMap;
use std::sync::LazyLock;

use isnad_text::{Table, TableError};

/// An outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its name as it writes it.
    pub name: String,
    /// Its country, ISO 3166; nothing for one of no single country.
    pub country: Option<String>,
    /// The family of month names that it prints: `syriac`, `egyptian`, `maghreb`.
    pub months: Option<String>,
    /// The digits that it prints: `arabic` (١٢٣) or `latin` (123).
    pub digits: Option<String>,
}

/// Outlets by the hosts of their pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlets(HashMap<String, Outlet>);

const FILE: &str = include_str!("../lexicon/outlets.tsv");

impl Outlets {
    /// Those that this program knows.
    pub fn known() -> &'static Outlets {
        static KNOWN: LazyLock<Outlets> = LazyLock::new(|| Outlets::read(FILE).unwrap_or_default());
        &KNOWN
    }

    /// Reads a table: key, hosts, country, months, digits, name; `-` for what is not known.
    ///
    /// # Errors
    /// The line that is no row of it.
    pub fn read(text: &str) -> Result<Outlets, TableError> {
        let mut out = HashMap::new();
        let filled = |s: &str| Some(s.trim().to_owned()).filter(|s| !s.is_empty() && s != "-");
        for row in Table::read(text, 4)?.rows {
            let outlet = Outlet {
                name: row.lemma().to_owned(),
                country: filled(row.column(1)),
                months: filled(row.column(2)),
                digits: filled(row.column(3)),
            };
            for host in row.column(0).split(' ').filter(|h| !h.is_empty()) {
                out.insert(host.to_ascii_lowercase(), outlet.clone());
            }
        }
        Ok(Outlets(out))
    }

    /// The outlet at an address: of its host, else of the domain above it.
    ///
    /// ```
    /// use isnad_clean::Outlets;
    /// let own = Outlets::read("marsa\tmarsa.example\tLB\tsyriac\tarabic\tصحيفة المرسى").unwrap();
    /// assert_eq!(own.of(Some("https://www.marsa.example/1")).unwrap().name, "صحيفة المرسى");
    /// assert_eq!(own.of(Some("https://other.example/1")), None);
    /// ```
    pub fn of(&self, url: Option<&str>) -> Option<&Outlet> {
        let rest = url?.split_once("://").map_or(url?, |(_, r)| r);
        let host = rest.split(['/', ':', '?', '#']).next()?.to_ascii_lowercase();
        let mut at = host.as_str();
        loop {
            if let Some(outlet) = self.0.get(at) {
                return Some(outlet);
            }
            at = at.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outlets;

    #[test]
    fn the_table_is_read() {
        assert!(Outlets::read(super::FILE).is_ok_and(|o| o.0.len() > 60));
        let one = |url| Outlets::known().of(Some(url)).cloned().expect("known");
        let tunis = one("http://www.assabah.com.tn/article/1");
        assert_eq!((tunis.country.as_deref(), tunis.months.as_deref()), (Some("TN"), Some("maghreb")));
        assert_eq!(one("https://gate.ahram.org.eg/1").digits.as_deref(), Some("arabic"));
        assert_eq!(one("https://news.un.org/ar/1").country, None);
        assert!(Outlets::read("a\tb.example\tc").is_err(), "a row without its columns");
    }
}
