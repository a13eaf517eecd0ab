//! The numbered fields of forms, which every resource has in its own number: `OrgUnit1`, `Custom1` and so on.

/// Adds them behind the other fields of a struct: `units: 1 2; custom: 1 2 3;`.
macro_rules! with_form_fields {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(<$life:lifetime>)? { $($fields:tt)* }
        as $kind:ty; units: $($unit:literal)*; custom: $($custom:literal)*;
    ) => {
        pastey::paste! {
            $(#[$meta])*
            pub struct $name $(<$life>)? {
                $($fields)*
                $(
                    #[doc = "An organizational unit of the form."]
                    pub [<org_unit_ $unit>]: Option<$kind>,
                )*
                $(
                    #[doc = "A custom field of the form."]
                    pub [<custom_ $custom>]: Option<$kind>,
                )*
            }
        }
    };
}

/// Fills a struct that [`with_form_fields`] made: the other fields as they stand, these by what core calls them.
macro_rules! fill_form_fields {
    ($name:ident { $($fields:tt)* } by $field:expr; units: $($unit:literal)*; custom: $($custom:literal)*;) => {
        pastey::paste! {
            $name {
                $($fields)*
                $([<org_unit_ $unit>]: $field(concat!("orgUnit", $unit)),)*
                $([<custom_ $custom>]: $field(concat!("custom", $custom)),)*
            }
        }
    };
}

/// Calls one of the two with the numbers of an expense's form.
macro_rules! of_expenses {
    ($callback:ident! { $($arguments:tt)* }) => {
        $callback! {
            $($arguments)*;
            units: 1 2 3 4 5 6;
            custom: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
                21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40;
        }
    };
}

pub(crate) use {fill_form_fields, of_expenses, with_form_fields};
