//! What are units of measure called? CLDR's names, counted and short, of the units that newspapers use.

use super::cldr::{Cldr, counted, printed};
use super::{Line, Table};

pub(super) const TABLE: Table = Table {
    file: "cldr-units.tsv",
    about: "A unit of measure, in the forms in which CLDR counts it.",
    columns: "key, symbol as on the wire, dimension, Arabic last: singular, then plurals and cases; several forms are parted by ' / '.",
    from: "cldr-units-full main/ar*/units.json",
    lines,
};

/// CLDR's name, symbol, dimension. Left out are names that are mostly other words: «بت», «بار», «نقطة», «شمعة»,
/// «درهم»; CLDR's acre is «فدان», which is another measure in Egypt.
const UNITS: &[(&str, &str, &str)] = &[
    ("area-hectare", "ha", "area"),
    ("area-dunam", "dunum", "area"),
    ("concentr-percent", "%", "share"),
    ("concentr-permille", "\u{2030}", "share"),
    ("digital-petabyte", "PB", "data"),
    ("digital-terabyte", "TB", "data"),
    ("digital-gigabyte", "GB", "data"),
    ("digital-gigabit", "Gb", "data"),
    ("digital-megabyte", "MB", "data"),
    ("digital-megabit", "Mb", "data"),
    ("digital-kilobyte", "kB", "data"),
    ("electric-ampere", "A", "energy"),
    ("electric-milliampere", "mA", "energy"),
    ("electric-volt", "V", "energy"),
    ("energy-kilocalorie", "kcal", "energy"),
    ("energy-calorie", "cal", "energy"),
    ("energy-kilojoule", "kJ", "energy"),
    ("energy-joule", "J", "energy"),
    ("energy-british-thermal-unit", "BTU", "energy"),
    ("frequency-gigahertz", "GHz", "frequency"),
    ("frequency-megahertz", "MHz", "frequency"),
    ("frequency-kilohertz", "kHz", "frequency"),
    ("frequency-hertz", "Hz", "frequency"),
    ("graphics-megapixel", "MP", "data"),
    ("graphics-pixel", "px", "data"),
    ("length-kilometer", "km", "length"),
    ("length-meter", "m", "length"),
    ("length-decimeter", "dm", "length"),
    ("length-centimeter", "cm", "length"),
    ("length-millimeter", "mm", "length"),
    ("length-micrometer", "\u{b5}m", "length"),
    ("length-nanometer", "nm", "length"),
    ("length-mile", "mi", "length"),
    ("length-yard", "yd", "length"),
    ("length-foot", "ft", "length"),
    ("length-inch", "in", "length"),
    ("length-light-year", "ly", "length"),
    ("length-astronomical-unit", "au", "length"),
    ("length-nautical-mile", "nmi", "length"),
    ("mass-tonne", "t", "mass"),
    ("mass-kilogram", "kg", "mass"),
    ("mass-gram", "g", "mass"),
    ("mass-milligram", "mg", "mass"),
    ("mass-microgram", "\u{b5}g", "mass"),
    ("mass-pound", "lb", "mass"),
    ("mass-ounce", "oz", "mass"),
    ("mass-ounce-troy", "oz", "mass"),
    ("mass-carat", "ct", "mass"),
    ("power-gigawatt", "GW", "power-energy"),
    ("power-megawatt", "MW", "power-energy"),
    ("power-kilowatt", "kW", "power-energy"),
    ("power-watt", "W", "power-energy"),
    ("power-horsepower", "hp", "power-energy"),
    ("pressure-millibar", "mbar", "pressure"),
    ("pressure-hectopascal", "hPa", "pressure"),
    ("pressure-kilopascal", "kPa", "pressure"),
    ("speed-kilometer-per-hour", "km/h", "speed"),
    ("speed-meter-per-second", "m/s", "speed"),
    ("speed-mile-per-hour", "mi/h", "speed"),
    ("speed-knot", "kn", "speed"),
    ("temperature-celsius", "\u{b0}C", "temperature"),
    ("temperature-fahrenheit", "\u{b0}F", "temperature"),
    ("temperature-kelvin", "K", "temperature"),
    ("volume-hectoliter", "hl", "volume"),
    ("volume-liter", "l", "volume"),
    ("volume-deciliter", "dl", "volume"),
    ("volume-centiliter", "cl", "volume"),
    ("volume-milliliter", "ml", "volume"),
    ("volume-cubic-foot", "ft3", "volume"),
    ("volume-cup", "cup", "volume"),
    ("volume-tablespoon", "tbsp", "volume"),
    ("volume-teaspoon", "tsp", "volume"),
    ("volume-bushel", "bushel", "volume"),
    ("volume-gallon", "gal", "volume"),
    ("volume-barrel", "bbl", "volume"),
    ("energy-becquerel", "Bq", "energy"),
    ("energy-sievert", "Sv", "energy"),
];

/// Forms that are mostly other words (a contract, a beast, false).
const OTHER_WORDS: &[&str] = &["\u{0639}\u{0642}\u{062F}", "\u{0633}\u{0639}", "\u{0632}\u{064A}\u{0641}"];

fn lines(cldr: &Cldr) -> Result<Vec<Line>, String> {
    let locales = cldr.arabic("cldr-units-full", "units.json")?;
    let mut lines = Vec::new();
    for (unit, symbol, dimension) in UNITS {
        let mut forms = Vec::new();
        for width in ["long", "short", "narrow"] {
            for names in locales.iter().map(|l| &l["units"][width][unit]) {
                counted(&mut forms, |count| {
                    let pattern = names[format!("unitPattern-count-{count}").as_str()].as_str()?;
                    printed(&pattern.replace("{0}", ""))
                });
            }
        }
        // A single letter after a number says too little («2010 م» is a year).
        forms.retain(|f| f.chars().count() > 1 && !OTHER_WORDS.contains(&f.as_str()));
        if forms.is_empty() {
            return Err(format!("CLDR does not count {unit}"));
        }
        let key = format!("cldr-{}", unit.split_once('-').map_or(*unit, |(_, name)| name));
        lines.push(Line { key, columns: vec![(*symbol).to_owned(), (*dimension).to_owned()], forms });
    }
    Ok(lines)
}
