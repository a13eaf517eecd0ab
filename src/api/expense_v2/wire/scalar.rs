//! Amounts, rates, flags and moments as v2.0 writes them: all of them texts.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::api::xml::NIL;
use crate::core::Timestamp;
use crate::core::money::{EightDecimals, RATE_SCALE};

/// An amount with eight decimals: `50.00000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Amount(pub Decimal);

/// An amount with its sign before it, unless it is zero: `+50.00000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Signed(pub Decimal);

/// A share in percent: `100.00000000%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Percentage(pub Decimal);

/// A rate of exchange with fourteen decimals: `1.00000000000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Rate(pub Decimal);

/// `Y` or `N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Flag(pub bool);

/// A moment to the second, without a zone, or the beginning of a day: `2013-01-11T01:58:20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct Moment(NaiveDateTime);

/// A moment that is nil where there is none, where others would be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = Option<String>)]
pub struct OrNil(pub Option<Moment>);

impl Moment {
    /// What stands where a report was never submitted: the first moment that .NET knows.
    pub fn never() -> Self {
        Self(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default().and_time(NaiveTime::MIN))
    }
}

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

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(EightDecimals::new(self.0).as_str())
    }
}

impl Serialize for Signed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plus = if self.0 > Decimal::ZERO { "+" } else { "" };
        serializer.collect_str(&format_args!("{plus}{}", EightDecimals::new(self.0).as_str()))
    }
}

impl Serialize for Percentage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}%", EightDecimals::new(self.0).as_str()))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rate = self.0.round_dp(RATE_SCALE);
        rate.rescale(RATE_SCALE);
        serializer.collect_str(&rate)
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "Y" } else { "N" })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%Y-%m-%dT%H:%M:%S"))
    }
}

impl Serialize for OrNil {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(moment) => moment.serialize(serializer),
            None => serializer.serialize_unit_struct(NIL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Serialize) -> String {
        serde_json::to_string(&value).expect("it is written")
    }

    #[test]
    fn numbers_are_texts_with_all_their_decimals() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        assert_eq!(written(Amount(number("-12.5"))), r#""-12.50000000""#);
        assert_eq!(written(Signed(number("50"))), r#""+50.00000000""#);
        assert_eq!(written(Signed(number("-50"))), r#""-50.00000000""#);
        assert_eq!(written(Signed(number("0"))), r#""0.00000000""#);
        assert_eq!(written(Percentage(number("33.5"))), r#""33.50000000%""#);
        assert_eq!(written(Rate(number("1.09"))), r#""1.09000000000000""#);
        assert_eq!(written(Flag(true)), r#""Y""#);
    }

    #[test]
    fn what_never_was_is_the_first_moment() {
        assert_eq!(written(Moment::never()), r#""0001-01-01T00:00:00""#);
        assert_eq!(written(OrNil(None)), "null");
    }
}
