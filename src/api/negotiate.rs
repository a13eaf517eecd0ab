//! Whether to answer in JSON or in XML.

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, CONTENT_TYPE, HeaderName};

/// A format of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

impl Format {
    /// What the caller asks for in `Accept`; where that leaves it open, what he sends himself; else `otherwise`.
    pub fn of_answer(request: &HttpRequest, otherwise: Self) -> Self {
        accepted(header(request, &ACCEPT)).or_else(|| Self::of_request(request)).unwrap_or(otherwise)
    }

    /// What the caller sends, by `Content-Type`.
    pub fn of_request(request: &HttpRequest) -> Option<Self> {
        Self::of_media_type(header(request, &CONTENT_TYPE))
    }

    fn of_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.split_once('/')?.1 {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            subtype if subtype.ends_with("+json") => Some(Self::Json),
            subtype if subtype.ends_with("+xml") => Some(Self::Xml),
            _ => None,
        }
    }
}

/// The format of the highest weight; the first of several. None where neither is named.
fn accepted(accept: &str) -> Option<Format> {
    let mut best: Option<(Format, f32)> = None;
    for range in accept.split(',') {
        let Some(format) = Format::of_media_type(range) else { continue };
        let weight =
            range.split(';').find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(_, highest)| weight > highest) {
            best = Some((format, weight));
        }
    }
    best.map(|(format, _)| format)
}

fn header<'a>(request: &'a HttpRequest, name: &HeaderName) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_of_the_highest_weight_is_chosen() {
        for (accept, format) in [
            ("application/xml", Some(Format::Xml)),
            ("application/json", Some(Format::Json)),
            ("text/xml;q=0.5, application/json;q=0.9", Some(Format::Json)),
            ("application/json;q=0.1,text/xml", Some(Format::Xml)),
            ("application/json;q=0", None),
            ("*/*", None),
            ("", None),
        ] {
            assert_eq!(accepted(accept), format, "{accept}");
        }
    }
}
