//! The fields that forms give to reports, entries and their parts, each with a name of its own: macros for dialects that spell them out.

/// Gives the fields of a form to another macro, each with what `core` calls it: `header` those of a report, `entry` those of an
/// entry, `part` those of an allocation or attendee, `itemization` those of v1.1's itemizations.
macro_rules! form_fields {
    (header => $then:ident $arguments:tt) => {
        $then! { $arguments
            org_unit_1 "orgUnit1", org_unit_2 "orgUnit2", org_unit_3 "orgUnit3", org_unit_4 "orgUnit4", org_unit_5 "orgUnit5",
            org_unit_6 "orgUnit6", custom_1 "custom1", custom_2 "custom2", custom_3 "custom3", custom_4 "custom4",
            custom_5 "custom5", custom_6 "custom6", custom_7 "custom7", custom_8 "custom8", custom_9 "custom9",
            custom_10 "custom10", custom_11 "custom11", custom_12 "custom12", custom_13 "custom13", custom_14 "custom14",
            custom_15 "custom15", custom_16 "custom16", custom_17 "custom17", custom_18 "custom18", custom_19 "custom19",
            custom_20 "custom20",
        }
    };
    (entry => $then:ident $arguments:tt) => {
        $then! { $arguments
            org_unit_1 "orgUnit1", org_unit_2 "orgUnit2", org_unit_3 "orgUnit3", org_unit_4 "orgUnit4", org_unit_5 "orgUnit5",
            org_unit_6 "orgUnit6", custom_1 "custom1", custom_2 "custom2", custom_3 "custom3", custom_4 "custom4",
            custom_5 "custom5", custom_6 "custom6", custom_7 "custom7", custom_8 "custom8", custom_9 "custom9",
            custom_10 "custom10", custom_11 "custom11", custom_12 "custom12", custom_13 "custom13", custom_14 "custom14",
            custom_15 "custom15", custom_16 "custom16", custom_17 "custom17", custom_18 "custom18", custom_19 "custom19",
            custom_20 "custom20", custom_21 "custom21", custom_22 "custom22", custom_23 "custom23", custom_24 "custom24",
            custom_25 "custom25", custom_26 "custom26", custom_27 "custom27", custom_28 "custom28", custom_29 "custom29",
            custom_30 "custom30", custom_31 "custom31", custom_32 "custom32", custom_33 "custom33", custom_34 "custom34",
            custom_35 "custom35", custom_36 "custom36", custom_37 "custom37", custom_38 "custom38", custom_39 "custom39",
            custom_40 "custom40",
        }
    };
    (itemization => $then:ident $arguments:tt) => {
        $then! { $arguments
            custom_1 "custom1", custom_2 "custom2", custom_3 "custom3", custom_4 "custom4", custom_5 "custom5", custom_6 "custom6", custom_7 "custom7", custom_8 "custom8", custom_9 "custom9", custom_10 "custom10", custom_11 "custom11", custom_12 "custom12", custom_13 "custom13", custom_14 "custom14", custom_15 "custom15", custom_16 "custom16", custom_17 "custom17", custom_18 "custom18", custom_19 "custom19", custom_20 "custom20", custom_21 "custom21", custom_22 "custom22", custom_23 "custom23", custom_24 "custom24", custom_25 "custom25", custom_26 "custom26", custom_27 "custom27", custom_28 "custom28", custom_29 "custom29", custom_30 "custom30", custom_31 "custom31", custom_32 "custom32", custom_33 "custom33", custom_34 "custom34", custom_35 "custom35", custom_36 "custom36", custom_37 "custom37", custom_38 "custom38", custom_39 "custom39", custom_40 "custom40",
        }
    };
    (part => $then:ident $arguments:tt) => {
        $then! { $arguments
            custom_1 "custom1", custom_2 "custom2", custom_3 "custom3", custom_4 "custom4", custom_5 "custom5",
            custom_6 "custom6", custom_7 "custom7", custom_8 "custom8", custom_9 "custom9", custom_10 "custom10",
            custom_11 "custom11", custom_12 "custom12", custom_13 "custom13", custom_14 "custom14", custom_15 "custom15",
            custom_16 "custom16", custom_17 "custom17", custom_18 "custom18", custom_19 "custom19", custom_20 "custom20",
        }
    };
}

/// Declares a structure with the fields of a form between those before and those after `and`; before it, what a
/// value is.
macro_rules! declare_fields {
    (
        { [$value:ident] $(#[$meta:meta])* pub struct $name:ident<'a> { $($before:tt)* } and { $($after:tt)* } }
        $($field:ident $id:literal,)+
    ) => {
        $(#[$meta])*
        pub struct $name<'a> {
            $($before)*
            $(
                #[doc = concat!("The value of `", $id, "`, where there is one.")]
                pub $field: Option<$value<'a>>,
            )+
            $($after)*
        }
    };
}

/// Makes such a structure, with what `$value` answers for the name of each field.
macro_rules! fill_fields {
    (
        { $value:ident in $name:ident { $($before:tt)* } and { $($after:tt)* } }
        $($field:ident $id:literal,)+
    ) => {
        $name { $($before)* $($field: $value($id),)+ $($after)* }
    };
}

pub(in crate::api) use {declare_fields, fill_fields, form_fields};
