//! Forms: which fields the page of a report or an expense shows, and what each of them is like. Source: `FormField` of the pages of
//! Reports v4 and Expenses v4.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The forms of one kind of thing: some for what is named, one for all others.
#[derive(Debug, Clone, PartialEq)]
pub struct FormBook<K> {
    /// The forms of those that have one of their own.
    pub own: BTreeMap<K, Arc<Form>>,
    /// The form of every other.
    pub usual: Arc<Form>,
}

impl<K: Ord> FormBook<K> {
    /// One form for all.
    pub fn new(usual: Form) -> Self {
        Self { own: BTreeMap::new(), usual: Arc::new(usual) }
    }

    /// The form of what has this key.
    pub fn of<Q: Ord + ?Sized>(&self, key: &Q) -> &Arc<Form>
    where
        K: Borrow<Q>,
    {
        self.own.get(key).unwrap_or(&self.usual)
    }
}

/// The fields of a page, in the order in which it shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// In words, unique in the company.
    pub name: String,
    /// The fields.
    pub fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// What it holds, such as `ExpName` or `Custom29`.
    pub field: String,
    /// Unique among all forms.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it is shown.
    pub control: Control,
    /// What its values are.
    pub data: Data,
    /// What one may do with it while the report is with its owner.
    pub access: Access,
    /// Whether it has to be filled in.
    pub is_required: bool,
    /// Whether it has to be, even to save what is not finished.
    pub is_required_for_auto_save: bool,
    /// How long a value may be.
    pub maximum_length: Option<u32>,
    /// What it begins with.
    pub default: Option<String>,
    /// The list that its values are from.
    pub list: Option<ListSource>,
    /// What is said beside it.
    pub tooltip: Option<String>,
    /// What its values have to be like.
    pub validation: Option<Validation>,
    /// Whether a line follows it.
    pub has_line_separator: bool,
    /// Whether other fields copy its value.
    pub is_copy_down_source: bool,
    /// Where itemizations have its value from.
    pub copy_down: CopyDown,
}

impl FormField {
    /// A text of any length that may be left out. Its identifier follows from its name and the form's.
    pub fn text(form: &str, field: &str, label: &str) -> Self {
        Self {
            field: field.to_owned(),
            id: identifier(form, field),
            label: label.to_owned(),
            control: Control::Edit,
            data: Data::String,
            access: Access::ReadWrite,
            is_required: false,
            is_required_for_auto_save: false,
            maximum_length: None,
            default: None,
            list: None,
            tooltip: None,
            validation: None,
            has_line_separator: false,
            is_copy_down_source: false,
            copy_down: CopyDown::None,
        }
    }
}

/// The list that a field's values are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    /// The list.
    pub id: String,
    /// The level of a connected list, from 1; none of a simple one.
    pub level: Option<u32>,
    /// The field that holds the level above.
    pub parent_field: Option<String>,
    /// Whether the list is looked up outside Concur.
    pub is_external: bool,
}

/// What values have to be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// A regular expression.
    pub expression: String,
    /// What is said where a value does not match.
    pub message: Option<String>,
}

macro_rules! named {
    ($($(#[$doc:meta])+ $name:ident { $($(#[$what:meta])+ $variant:ident = $code:literal,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {$(
            $(#[$what])+
            $variant,
        )+}

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// What the API calls it.
            pub const fn code(self) -> &'static str {
                match self {$(
                    Self::$variant => $code,
                )+}
            }
        }
    )+};
}

named! {
    /// How a field is shown.
    Control {
        /// A line of text.
        Edit = "Edit",
        /// Several lines of text.
        TextArea = "TextArea",
        /// A box to tick.
        Checkbox = "Checkbox",
        /// A list to choose from.
        PickList = "PickList",
        /// A list to search.
        List = "List",
        /// Text that nobody types.
        Static = "Static",
        /// A date to choose.
        Date = "DateEdit",
    }
    /// What a field's values are.
    Data {
        /// Text.
        String = "String",
        /// A date.
        Date = "Date",
        /// An amount.
        Money = "Money",
        /// A whole number.
        Integer = "Integer",
        /// A number.
        Numeric = "Numeric",
        /// Yes or no.
        Boolean = "Boolean",
        /// An item of a list.
        List = "List",
        /// An item of a list that hangs on another.
        ConnectedList = "MLList",
    }
    /// What one may do with a field.
    Access {
        /// Not even see it.
        Hidden = "HD",
        /// See it.
        ReadOnly = "RO",
        /// Change it.
        ReadWrite = "RW",
    }
    /// Where itemizations have a field's value from.
    CopyDown {
        /// From nowhere.
        None = "None",
        /// From where the form says.
        Configured = "ConfiguredCopyDown",
        /// From the expense that they are part of.
        ParentExpense = "ParentExpense",
    }
}

impl Form {
    /// The form of a report for whose policy the company has none. Names and lengths of the first two fields are the page's, the
    /// others inferred: see `docs/fidelity.md`.
    pub fn of_any_report() -> Self {
        let name = "Default Report Form";
        let text = |field, label| FormField::text(name, field, label);
        let long = |field, most| FormField { maximum_length: Some(most), ..field };
        let read_only = |field| FormField { access: Access::ReadOnly, ..field };
        let date = |field| FormField { control: Control::Date, data: Data::Date, ..field };
        let list = |field| FormField { control: Control::PickList, data: Data::List, ..field };
        let fields = vec![
            FormField {
                is_required: true,
                is_required_for_auto_save: true,
                is_copy_down_source: true,
                ..long(text("Name", "Report Name"), 40)
            },
            FormField { is_required: true, ..read_only(long(text("ReportId", "Report ID"), 32)) },
            FormField { is_required: true, ..list(text("PolKey", "Policy")) },
            date(text("UserDefinedDate", "Report Date")),
            long(text("Purpose", "Business Purpose"), 64),
            FormField { control: Control::TextArea, ..long(text("Comment", "Comment"), 500) },
            list(text("CtryCode", "Country")),
            date(text("StartDate", "Start Date")),
            date(text("EndDate", "End Date")),
            FormField {
                control: Control::Checkbox,
                data: Data::Boolean,
                ..text("ReceiptsReceived", "Paper Receipts Received")
            },
        ];
        Self { name: name.to_owned(), fields }
    }

    /// The form of an expense type for which the company has none: what Concur asks of every expense (inferred: see
    /// `docs/fidelity.md`).
    pub fn of_any_expense() -> Self {
        let name = "Default Expense Form";
        let text = |field, label| FormField::text(name, field, label);
        let required = |field| FormField { is_required: true, is_required_for_auto_save: true, ..field };
        let copied = |field| FormField { copy_down: CopyDown::ParentExpense, ..field };
        let amount = |field| FormField { data: Data::Money, ..field };
        let flag = |field| FormField { control: Control::Checkbox, data: Data::Boolean, ..field };
        let long = |field, most| FormField { maximum_length: Some(most), ..field };
        let fields = vec![
            required(long(text("ExpName", "Expense Type"), 64)),
            required(copied(FormField {
                control: Control::Date,
                data: Data::Date,
                ..text("TransactionDate", "Transaction Date")
            })),
            copied(long(text("Description", "Business Purpose"), 64)),
            copied(long(text("VendorDescription", "Vendor"), 64)),
            copied(FormField { control: Control::List, data: Data::List, ..long(text("LocName", "City"), 64) }),
            required(copied(FormField {
                control: Control::PickList,
                data: Data::List,
                ..text("PatKey", "Payment Type")
            })),
            required(amount(text("TransactionAmount", "Amount"))),
            required(copied(FormField {
                control: Control::PickList,
                data: Data::List,
                ..text("TransactionCurrencyName", "Currency")
            })),
            copied(FormField { data: Data::Numeric, ..text("ExchangeRate", "Exchange Rate") }),
            FormField { access: Access::ReadOnly, ..amount(text("PostedAmount", "Posted Amount")) },
            flag(text("IsPersonal", "Personal Expense (do not reimburse)")),
            flag(text("IsBillable", "Billable")),
            FormField { control: Control::TextArea, ..long(text("Comment", "Comment"), 2000) },
        ];
        Self { name: name.to_owned(), fields }
    }
}

/// 32 hexadecimal digits that follow from two names: the same names always give the same ones (FNV-1a).
pub fn identifier(form: &str, field: &str) -> String {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = form.bytes().chain([0]).chain(field.bytes());
    let hash = bytes.fold(OFFSET, |hash, byte| {
        let byte: u128 = byte.into();
        (hash ^ byte).wrapping_mul(PRIME)
    });
    format!("{hash:032X}")
}
