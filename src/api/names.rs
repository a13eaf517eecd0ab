//! Display names of codes, in the languages that are known, as most dialects have them; what one calls otherwise is in its own `names`.

use crate::core::language::Language;
use crate::core::money::Currency;
use crate::core::particulars::ReceiptKind;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// The name of an approval status. Those of `A_RHLD`, `A_AAFH` and `A_TEXP`, and most German ones, are inferred.
pub const fn approval(status: ApprovalStatus, language: Language) -> &'static str {
    let (english, german) = match status {
        ApprovalStatus::NotSubmitted => ("Not Submitted", "Nicht eingereicht"),
        ApprovalStatus::Filed => ("Submitted", "Eingereicht"),
        ApprovalStatus::Pending => ("Submitted & Pending Approval", "Eingereicht und Genehmigung ausstehend"),
        ApprovalStatus::ExternalValidation => ("Pending External Validation", "Externe Validierung ausstehend"),
        ApprovalStatus::CostObject => ("Pending Cost Object Approval", "Genehmigung der Kostenobjekte ausstehend"),
        ApprovalStatus::Budget => ("Pending Budget Approval", "Budgetgenehmigung ausstehend"),
        ApprovalStatus::Accounting => ("Approved & In Accounting Review", "Genehmigt und in Buchführungsprüfung"),
        ApprovalStatus::Prepayment => ("Pending Prepayment Validation", "Prüfung vor der Zahlung ausstehend"),
        ApprovalStatus::Approved => ("Approved", "Genehmigt"),
        ApprovalStatus::Returned => ("Sent Back to Employee", "An Mitarbeiter zurückgesendet"),
        ApprovalStatus::HeldForReceipts => {
            ("Report Submission Held: Receipt Images Required", "Einreichung angehalten: Belegbilder erforderlich")
        }
        ApprovalStatus::HeldForAnomaly => {
            ("Pending Anomaly and Fraud Check", "Prüfung auf Anomalien und Betrug ausstehend")
        }
        ApprovalStatus::Expired => ("Approval Time Expired", "Genehmigungsfrist abgelaufen"),
    };
    pick(language, english, german)
}

/// The name of a payment status; the German ones are inferred.
pub const fn payment(status: PaymentStatus, language: Language) -> &'static str {
    let (english, german) = match status {
        PaymentStatus::NotPaid => ("Not Paid", "Nicht bezahlt"),
        PaymentStatus::OnHold => ("Payment On Hold", "Zahlung angehalten"),
        PaymentStatus::Processing => ("Processing Payment", "Zahlung wird bearbeitet"),
        PaymentStatus::Confirmed => ("Payment Confirmed", "Zahlung bestätigt"),
        PaymentStatus::Paid => ("Paid", "Bezahlt"),
    };
    pick(language, english, german)
}

/// What is said of an expense's receipt.
pub const fn receipt(kind: ReceiptKind, language: Language) -> &'static str {
    match kind {
        ReceiptKind::Missing => pick(language, "No Receipt", "Kein Beleg"),
        ReceiptKind::Regular => pick(language, "Regular Receipt", "Regulärer Beleg"),
        ReceiptKind::Tax => pick(language, "Tax Receipt", "Steuerbeleg"),
    }
}

/// The name of a currency, in the form in which the page shows the dollar's; the code where it is not known here.
pub fn currency(currency: &Currency, language: Language) -> &str {
    let (english, german) = match currency.as_str() {
        "USD" => ("US, Dollar", "USA, Dollar"),
        "EUR" => ("Euro", "Euro"),
        "GBP" => ("UK, Pound Sterling", "Vereinigtes Königreich, Pfund Sterling"),
        "CAD" => ("Canada, Dollar", "Kanada, Dollar"),
        "CHF" => ("Switzerland, Franc", "Schweiz, Franken"),
        "JPY" => ("Japan, Yen", "Japan, Yen"),
        "AUD" => ("Australia, Dollar", "Australien, Dollar"),
        "BRL" => ("Brazil, Real", "Brasilien, Real"),
        "INR" => ("India, Rupee", "Indien, Rupie"),
        "MXN" => ("Mexico, Peso", "Mexiko, Peso"),
        "NOK" => ("Norway, Krone", "Norwegen, Krone"),
        "SEK" => ("Sweden, Krona", "Schweden, Krone"),
        "DKK" => ("Denmark, Krone", "Dänemark, Krone"),
        "HKD" => ("Hong Kong, Dollar", "Hongkong, Dollar"),
        _ => return currency.as_str(),
    };
    pick(language, english, german)
}

/// The name of a country, in the form in which the page shows one; none where it is not known here.
pub fn country(code: &str, language: Language) -> Option<&'static str> {
    let (english, german) = match code {
        "US" => ("UNITED STATES", "VEREINIGTE STAATEN"),
        "DE" => ("GERMANY", "DEUTSCHLAND"),
        "GB" => ("UNITED KINGDOM", "VEREINIGTES KÖNIGREICH"),
        "FR" => ("FRANCE", "FRANKREICH"),
        "CA" => ("CANADA", "KANADA"),
        "CH" => ("SWITZERLAND", "SCHWEIZ"),
        "JP" => ("JAPAN", "JAPAN"),
        "AU" => ("AUSTRALIA", "AUSTRALIEN"),
        "BR" => ("BRAZIL", "BRASILIEN"),
        "IN" => ("INDIA", "INDIEN"),
        "MX" => ("MEXICO", "MEXIKO"),
        "NO" => ("NORWAY", "NORWEGEN"),
        "SE" => ("SWEDEN", "SCHWEDEN"),
        "DK" => ("DENMARK", "DÄNEMARK"),
        "HK" => ("HONG KONG", "HONGKONG"),
        _ => return None,
    };
    Some(pick(language, english, german))
}

/// The one of these that is in a language.
pub const fn pick<'a>(language: Language, english: &'a str, german: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::German => german,
    }
}
