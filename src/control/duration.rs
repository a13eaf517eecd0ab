//! ISO 8601 durations, as far as each unit always has the same length: weeks, days, hours, minutes, seconds.

use chrono::Duration;

/// Reads a duration such as `PT72H`, `P3DT12H` or `PT0.5S`; none where it is not one, or is out of range.
pub fn parse(text: &str) -> Option<Duration> {
    let (days, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None => (text.strip_prefix('P')?, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let days = sum(days, &[('W', 7 * 86_400_000), ('D', 86_400_000)])?;
    let time = sum(time, &[('H', 3_600_000), ('M', 60_000), ('S', 1_000)])?;
    Duration::try_milliseconds(days.checked_add(time)?)
}

/// The sum of amounts in units, each at most once and in this order, in milliseconds. Only the last may have a fraction.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut sum = 0_i64;
    let mut units = units.iter();
    while !text.is_empty() {
        let end = text.find(|c: char| c.is_ascii_uppercase())?;
        let unit = text[end..].chars().next()?;
        let (_, millis) = units.find(|(name, _)| *name == unit)?;
        let (amount, rest) = (&text[..end], &text[end + 1..]);
        if amount.contains('.') && !rest.is_empty() {
            return None;
        }
        sum = sum.checked_add(scaled(amount, *millis)?)?;
        text = rest;
    }
    Some(sum)
}

/// A decimal number times so many milliseconds.
fn scaled(amount: &str, millis: i64) -> Option<i64> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let part = fraction.parse::<i64>().ok()?.checked_mul(millis)? / 10_i64.pow(u32::try_from(fraction.len()).ok()?);
    whole.parse::<i64>().ok()?.checked_mul(millis)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_every_unit_of_fixed_length() {
        for (text, millis) in [
            ("PT72H", 72 * 3_600_000),
            ("P3D", 72 * 3_600_000),
            ("P1W", 7 * 86_400_000),
            ("P1DT1H1M1S", 86_400_000 + 3_600_000 + 60_000 + 1_000),
            ("PT0.5S", 500),
            ("PT1.5H", 5_400_000),
            ("PT0S", 0),
        ] {
            assert_eq!(parse(text), Some(Duration::milliseconds(millis)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_a_duration() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1H",
            "PT1",
            "PT-1H",
            "-PT1H",
            "P1Y",
            "P1M",
            "PT1M1H",
            "PT1H1H",
            "PT1.5H1M",
            "P1DT",
            "PT.5S",
            "PT1.S",
            "PT99999999999999999999S",
            "P9999999999999W",
            "pt1h",
            "PT1é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
