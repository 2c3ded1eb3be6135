//! What are the states called? CLDR's names of the members of the United Nations and of four that are none.

use super::cldr::{Cldr, add, printed};
use super::{Line, Table};

pub(super) const TABLE: Table = Table {
    file: "cldr-countries.tsv",
    about: "A state, with the names that CLDR gives it in Arabic and in the Arabic of each country.",
    columns: "key, ISO 3166 alpha-2, Arabic last; several forms are parted by ' / '.",
    from: "cldr-localenames-full main/ar*/territories.json, cldr-core supplemental/territoryContainment.json",
    lines,
};

/// Palestine, Kosovo, Taiwan, the Vatican: told of as states.
const OTHERS: &[&str] = &["PS", "XK", "TW", "VA"];

fn lines(cldr: &Cldr) -> Result<Vec<Line>, String> {
    let containment = cldr.supplemental("territoryContainment.json", "territoryContainment")?;
    let members = containment["UN"]["_contains"].as_array().ok_or("no members of the UN in territoryContainment")?;
    let mut codes: Vec<&str> = members.iter().filter_map(|c| c.as_str()).chain(OTHERS.iter().copied()).collect();
    codes.sort_unstable();
    let locales = cldr.arabic("cldr-localenames-full", "territories.json")?;
    let mut lines = Vec::new();
    for code in codes {
        let mut forms = Vec::new();
        for locale in &locales {
            let names = &locale["localeDisplayNames"]["territories"];
            for name in [code.to_owned(), format!("{code}-alt-short"), format!("{code}-alt-variant")] {
                add(&mut forms, names[name.as_str()].as_str().and_then(printed));
            }
        }
        if !forms.is_empty() {
            let key = format!("cldr-{}", code.to_lowercase());
            lines.push(Line { key, columns: vec![code.to_owned()], forms });
        }
    }
    Ok(lines)
}
