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

/// An amount in another currency, rounded to [`SCALE`]. None where the product is beyond [`LARGEST`].
pub fn convert(amount: Decimal, rate: Decimal) -> Option<Decimal> {
    let product = amount.checked_mul(rate)?.round_dp(SCALE);
    (product.abs() <= LARGEST).then_some(product)
}
