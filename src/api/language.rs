//! In which language a caller reads names: `Accept-Language`, as RFC 9110 weighs it and RFC 4647 looks it up.

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_LANGUAGE;

/// A language in which names are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English: where nothing is asked for, or nothing that there is.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them, in the order in which `*` takes them.
    pub const ALL: &[Self] = &[Self::English, Self::German];

    /// Its primary subtag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The one that a caller prefers.
    pub fn of(request: &HttpRequest) -> Self {
        let values = request.headers().get_all(ACCEPT_LANGUAGE).filter_map(|value| value.to_str().ok());
        preferred(values.flat_map(|value| value.split(',')))
    }

    /// The language that a range leads to, once what follows its primary subtag is left out.
    fn of_range(range: &str) -> Option<Self> {
        let primary = range.split('-').next().unwrap_or_default();
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// The language of the highest weight; the first of several. `*` stands for those that no range names.
fn preferred<'a>(ranges: impl Iterator<Item = &'a str>) -> Language {
    let ranges: Vec<_> = ranges.filter_map(weighed).collect();
    let named: Vec<_> = ranges.iter().filter_map(|(range, _)| Language::of_range(range)).collect();
    let mut best: Option<(Language, u16)> = None;
    for (range, weight) in &ranges {
        let language = match *range {
            "*" => Language::ALL.iter().copied().find(|language| !named.contains(language)),
            range => Language::of_range(range),
        };
        let Some(language) = language else { continue };
        if *weight > 0 && best.is_none_or(|(_, highest)| *weight > highest) {
            best = Some((language, *weight));
        }
    }
    best.map_or_else(Language::default, |(language, _)| language)
}

/// A range with its weight in thousandths; none where it is written wrongly.
fn weighed(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    let weight = match parts.next() {
        None => 1000,
        Some(weight) => thousandths(weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="))?)?,
    };
    Some((range, weight))
}

/// A weight: `0` to `1`, with three decimals at most.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, decimals) {
        ("0", decimals) => Some(decimals),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_highest_weight_is_taken() {
        for (header, language) in [
            ("", Language::English),
            ("de", Language::German),
            ("DE-at", Language::German),
            ("de-DE-1996, en", Language::German),
            ("en, de", Language::English),
            ("en;q=0.8, de", Language::German),
            ("en;q=0.8 , de ; q=0.9", Language::German),
            ("fr, de;q=0.2, en;q=0.1", Language::German),
            ("fr", Language::English),
            ("fr, *;q=0.5", Language::English),
            ("en;q=0, *", Language::German),
            ("de;q=0, *", Language::English),
            ("de;q=0", Language::English),
            ("den", Language::English),
            ("de;q=2, en;q=0.1", Language::English),
            ("de;q=x", Language::English),
            ("de;q=0.0001", Language::English),
            ("de;q=1.000", Language::German),
            (",, ;q=1, de", Language::German),
        ] {
            assert_eq!(preferred(header.split(',')), language, "{header:?}");
        }
    }
}
