//! In which language to answer (RFC 9110, section 12.5.4).

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_LANGUAGE;

use crate::core::language::Language;

/// The language that the caller likes best, by `Accept-Language`.
pub fn of(request: &HttpRequest) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    header.map_or_else(Language::default, preferred)
}

/// The language of a range such as `de-AT` or `DE`; any language will do for `*`.
fn of_range(range: &str) -> Option<Language> {
    let primary = range.split('-').next().unwrap_or_default().trim();
    if primary == "*" {
        return Some(Language::default());
    }
    Language::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.tag()))
}

/// The known language of the highest weight; the first of several, English where there is none.
fn preferred(header: &str) -> Language {
    let mut best = (Language::default(), 0.0);
    for entry in header.split(',') {
        let mut parts = entry.split(';');
        let Some(language) = parts.next().and_then(of_range) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_language_of_the_highest_weight_is_chosen() {
        for (header, language) in [
            ("de", Language::German),
            ("de-AT, en;q=0.8", Language::German),
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Language::English),
            ("fr, DE;q=0.7", Language::German),
            ("en;q=0.1,de;q=0.2", Language::German),
            ("de;q=0", Language::English),
            ("de;q=nonsense", Language::English),
            ("*", Language::English),
            ("tlh", Language::English),
            ("", Language::English),
            (";;,,=", Language::English),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
