//! Are two addresses the same page, and which day does an address name?

use jiff::civil::Date;

/// The address without what does not change the page: scheme, fragment, tracking parameters, last slash.
///
/// ```
/// use isnad::acquire::canonical;
/// assert_eq!(canonical("HTTP://News.example/a/?utm_source=x&id=7#top"), canonical("https://news.example/a?id=7"));
/// ```
pub fn canonical(url: &str) -> String {
    let url = url.trim();
    let url = url.split('#').next().unwrap_or(url);
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest,
        None => url.strip_prefix("//").unwrap_or(url),
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    let mut out = format!("{host}/{}", path.trim_end_matches('/'));
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !is_tracking(p)).collect();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    out
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("").to_ascii_lowercase();
    name.starts_with("utm_") || matches!(name.as_str(), "fbclid" | "gclid" | "igshid" | "mc_cid" | "mc_eid" | "ref_src")
}

/// The day that the path of an address names: `/2024/9/30/`, `/2024-09-30-title`, `/20240930/`.
///
/// ```
/// use isnad::acquire::day_of_address;
/// assert_eq!(day_of_address("https://a.example/iraq/2024-01-19-sudani").unwrap().to_string(), "2024-01-19");
/// assert_eq!(day_of_address("https://a.example/2024/9/3/x").unwrap().to_string(), "2024-09-03");
/// assert_eq!(day_of_address("https://a.example/2021/3/coalition-83"), None);
/// ```
pub fn day_of_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?.split_once('/')?.1;
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let likely = |year: i16| (1990..2100).contains(&year);
    let separate = numbers.windows(3).find_map(|w| match w {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => day(y, m, d, likely),
        _ => None,
    });
    separate.or_else(|| {
        numbers.iter().filter(|n| n.len() == 8).find_map(|n| day(n.get(..4)?, n.get(4..6)?, n.get(6..)?, likely))
    })
}

fn day(year: &str, month: &str, day: &str, likely: impl Fn(i16) -> bool) -> Option<Date> {
    let year = year.parse().ok().filter(|y| likely(*y))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}
