//! Amounts of money: a decimal number with its currency beside it, never a binary float.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

/// A currency by its three-letter ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is not three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a three-letter ISO 4217 currency code")]
pub struct MalformedCurrency;

impl Currency {
    /// US dollars.
    pub const USD: Self = Self(*b"USD");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters ever get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = MalformedCurrency;

    fn from_str(text: &str) -> Result<Self, MalformedCurrency> {
        let letters: [u8; 3] = text.as_bytes().try_into().map_err(|_| MalformedCurrency)?;
        if letters.iter().all(u8::is_ascii_alphabetic) {
            Ok(Self(letters.map(|c| c.to_ascii_uppercase())))
        } else {
            Err(MalformedCurrency)
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An amount in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// An amount in a currency.
    pub const fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }
}

/// Amounts are kept to eight decimals, as the APIs show them.
pub const SCALE: u32 = 8;

/// The largest amount accepted, either way from zero: sums of thousands of them stay exact.
pub const LARGEST: Decimal = Decimal::from_parts(1_316_134_911, 2_328, 0, false, 0);

/// Rates of exchange are kept to fourteen decimals, as v4 shows them.
pub const RATE_SCALE: u32 = 14;

/// How an amount becomes one in another currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExchangeRate {
    /// The rate; greater than zero.
    pub value: Decimal,
    /// What is done with it.
    pub operation: RateOperation,
}

/// What is done with a rate of exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateOperation {
    /// The amount times the rate.
    Multiply,
    /// The amount divided by the rate.
    Divide,
}

impl RateOperation {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Multiply, Self::Divide];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Multiply => "MULTIPLY",
            Self::Divide => "DIVIDE",
        }
    }
}

impl ExchangeRate {
    /// One for one.
    pub const ONE: Self = Self { value: Decimal::ONE, operation: RateOperation::Multiply };

    /// A rate to multiply with, rounded to [`RATE_SCALE`].
    pub fn multiply(value: Decimal) -> Self {
        Self { value, operation: RateOperation::Multiply }.rounded()
    }

    /// The same to [`RATE_SCALE`] decimals, so that what is shown is what was reckoned with.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self { value: self.value.round_dp(RATE_SCALE), ..self }
    }

    /// The same as a rate to multiply with, for those that know no other.
    pub fn as_multiplier(self) -> Decimal {
        match self.operation {
            RateOperation::Multiply => self.value,
            RateOperation::Divide => Decimal::ONE.checked_div(self.value).unwrap_or_default().round_dp(RATE_SCALE),
        }
    }

    /// An amount in the other currency, rounded to [`SCALE`]. None where the result is beyond [`LARGEST`], or the rate is zero.
    pub fn convert(self, amount: Decimal) -> Option<Decimal> {
        let result = match self.operation {
            RateOperation::Multiply => amount.checked_mul(self.value)?,
            RateOperation::Divide => amount.checked_div(self.value)?,
        };
        let result = result.round_dp(SCALE);
        (result.abs() <= LARGEST).then_some(result)
    }
}

/// An amount in parts by weight, of which `whole` makes all of it; each part is rounded to [`SCALE`].
///
/// A part is what the rounded running total grows by: what rounding takes from one part, the next one gets (inferred). So no
/// part is off by more than the last decimal, none has another sign than the amount, and parts whose weights come to `whole`
/// come to the amount exactly.
pub fn split(amount: Decimal, weights: impl IntoIterator<Item = Decimal>, whole: Decimal) -> Vec<Decimal> {
    let (mut weight, mut given) = (Decimal::ZERO, Decimal::ZERO);
    let part = |next: Decimal| {
        weight += next;
        let share = || Some(amount.checked_mul(weight)?.checked_div(whole)?.round_dp(SCALE));
        let so_far = if weight == whole { amount } else { share().unwrap_or(given) };
        so_far - std::mem::replace(&mut given, so_far)
    };
    weights.into_iter().map(part).collect()
}

/// An amount as the APIs write it: with exactly eight decimals, `-12.50000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EightDecimals {
    text: [u8; Self::ROOM],
    start: usize,
}

impl EightDecimals {
    /// Room for a sign, 29 digits, a point and eight decimals.
    const ROOM: usize = 40;

    /// Writes an amount down; what is beyond eight decimals is rounded, half to even.
    pub fn new(amount: Decimal) -> Self {
        let rounded = amount.round_dp(SCALE);
        let missing = SCALE - rounded.scale();
        let mut written = Self { text: [b'0'; Self::ROOM], start: Self::ROOM - missing as usize };
        let digits = rounded.mantissa().unsigned_abs();
        // Amounts fit into 64 bits but for absurd ones, and there division is many times faster.
        match u64::try_from(digits) {
            Ok(digits) => written.number(digits, rounded.scale(), |n| (n / 10, n % 10)),
            Err(_) => written.number(digits, rounded.scale(), |n| (n / 10, (n % 10) as u64)),
        }
        if rounded.is_sign_negative() && !rounded.is_zero() {
            written.push(b'-');
        }
        written
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever written.
        std::str::from_utf8(&self.text[self.start..]).unwrap_or_default()
    }

    /// Writes a number from its last digit to its first, with a point before so many of them.
    fn number<N: Copy + Default + PartialEq>(&mut self, mut left: N, decimals: u32, split: impl Fn(N) -> (N, u64)) {
        let mut written = 0;
        // At least one digit stands before the point.
        while written <= decimals || left != N::default() {
            if written == decimals {
                self.push(b'.');
            }
            let (rest, digit) = split(left);
            self.push(b'0' + u8::try_from(digit).unwrap_or_default());
            left = rest;
            written += 1;
        }
    }

    fn push(&mut self, character: u8) {
        self.start -= 1;
        self.text[self.start] = character;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_exactly_eight_decimals() {
        for (amount, text) in [
            ("525", "525.00000000"),
            ("0", "0.00000000"),
            ("-0.00", "0.00000000"),
            ("23340.21", "23340.21000000"),
            ("-12.5", "-12.50000000"),
            ("0.123456789", "0.12345679"),
            ("0.1234567850", "0.12345678"),
            ("79228162514264337593543950335", "79228162514264337593543950335.00000000"),
        ] {
            let amount: Decimal = amount.parse().unwrap();
            assert_eq!(EightDecimals::new(amount).as_str(), text);
        }
    }

    #[test]
    fn the_largest_amount_is_what_its_documentation_says() {
        assert_eq!(LARGEST, Decimal::from(9_999_999_999_999_i64));
    }
}
