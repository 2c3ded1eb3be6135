//! What is money called? CLDR's names and signs of the currencies that a country pays with today, each with its code.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cldr::{Cldr, add, counted, printed};
use super::{Line, Table};

pub(super) const TABLE: Table = Table {
    file: "cldr-currencies.tsv",
    about: "A currency in use, by its full name (that says its country), its sign and its code.",
    columns: "key, ISO 4217, Arabic last: singular, then plurals and cases; several forms are parted by ' / '.",
    from: "cldr-numbers-full main/ar*/currencies.json, cldr-core supplemental/currencyData.json",
    lines,
};

fn lines(cldr: &Cldr) -> Result<Vec<Line>, String> {
    let data = cldr.supplemental("currencyData.json", "currencyData")?;
    let used = in_use(&data["region"]).ok_or("no currencies by region in currencyData")?;
    let locales = cldr.arabic("cldr-numbers-full", "currencies.json")?;
    let mut lines = Vec::new();
    for code in used {
        let mut forms = Vec::new();
        for locale in &locales {
            let names = &locale["numbers"]["currencies"][code.as_str()];
            counted(&mut forms, |count| {
                names[format!("displayName-count-{count}").as_str()].as_str().and_then(printed)
            });
            add(&mut forms, names["displayName"].as_str().and_then(printed));
            // A sign of Arabic letters says the country: two letters with a point between them at least.
            add(&mut forms, names["symbol"].as_str().and_then(printed).filter(|s| s.contains('.')));
        }
        // One word without a country («ين») stands in the hand-written table, with all its countries.
        forms.retain(|f| f.contains([' ', '.']));
        forms.push(code.clone());
        lines.push(Line { key: format!("cldr-{}", code.to_lowercase()), columns: vec![code], forms });
    }
    Ok(lines)
}

/// The codes that are legal tender in a country today.
fn in_use(regions: &Value) -> Option<BTreeSet<String>> {
    let mut codes = BTreeSet::new();
    for region in regions.as_object()?.values() {
        for currency in region.as_array()? {
            for (code, when) in currency.as_object()? {
                if when.get("_to").is_none() && when.get("_tender").is_none_or(|t| t != "false") {
                    codes.insert(code.clone());
                }
            }
        }
    }
    Some(codes)
}
