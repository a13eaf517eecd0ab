//! Numbers and moments as v3 writes them.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_decimal::Decimal;
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::core::Timestamp;

/// A plain number, written digit by digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = f64)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.normalize().to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// A moment, or the beginning of a day: `2016-04-04T23:33:08.21`, with no more digits than needed and without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Moment(NaiveDateTime);

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at.naive_utc())
    }
}

impl From<NaiveDate> for Moment {
    fn from(day: NaiveDate) -> Self {
        Self(day.and_time(NaiveTime::MIN))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S"))?;
        match self.0.nanosecond() / 1_000_000 % 1_000 {
            0 => Ok(()),
            thousandths => write!(f, ".{}", format!("{thousandths:03}").trim_end_matches('0')),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_no_more_digits_than_needed() {
        for (moment, written) in [
            ("2016-04-04T23:33:08.210Z", "2016-04-04T23:33:08.21"),
            ("2013-09-02T19:05:57.687Z", "2013-09-02T19:05:57.687"),
            ("2013-09-02T19:05:57.007999Z", "2013-09-02T19:05:57.007"),
            ("2013-09-02T00:00:00Z", "2013-09-02T00:00:00"),
        ] {
            let at: Timestamp = moment.parse().expect("a moment");
            assert_eq!(Moment::from(at).to_string(), written);
        }
    }

    #[test]
    fn a_number_is_its_digits() {
        for (number, written) in [("1900.00", "1900"), ("307.01", "307.01"), ("0.00", "0"), ("-12.50", "-12.5")] {
            let number = Number(number.parse().expect("a number"));
            assert_eq!(serde_json::to_string(&number).expect("it is written"), written);
        }
    }
}
