//! Fields that a company sets up: each an element of its own, numbered.

/// Makes a wire type of fields and, behind them, custom ones, which may be absent.
macro_rules! with_custom_fields {
    ([$($custom:ident = $name:literal),+ $(,)?] $(#[$meta:meta])* pub struct $type:ident { $($fields:tt)* }) => {
        $(#[$meta])*
        pub struct $type {
            $($fields)*
            $(
                #[doc = concat!("The company's field `", $name, "`, 48 characters at most.")]
                #[serde(rename = $name)]
                pub $custom: Option<String>,
            )+
        }

        impl $type {
            /// Its custom fields that are there, each with its name; they are taken out.
            pub fn take_custom(&mut self) -> Vec<(&'static str, String)> {
                let mut fields = Vec::new();
                $(fields.extend(self.$custom.take().map(|value| ($name, value)));)+
                fields
            }

            /// The same fields put in.
            #[allow(dead_code, reason = "not every type is made from another")]
            pub fn put_custom(&mut self, fields: Vec<(&'static str, String)>) {
                for (name, value) in fields {
                    match name {
                        $($name => self.$custom = Some(value),)+
                        _ => {}
                    }
                }
            }
        }
    };
}

/// The same with the custom fields of a report's header.
macro_rules! with_header_fields {
    ($($type:tt)*) => {
        $crate::api::expense_v1::wire::custom::with_custom_fields! {
            [
                org_unit1 = "OrgUnit1", org_unit2 = "OrgUnit2", org_unit3 = "OrgUnit3", org_unit4 = "OrgUnit4",
                org_unit5 = "OrgUnit5", org_unit6 = "OrgUnit6", custom1 = "Custom1", custom2 = "Custom2", custom3 = "Custom3",
                custom4 = "Custom4", custom5 = "Custom5", custom6 = "Custom6", custom7 = "Custom7", custom8 = "Custom8",
                custom9 = "Custom9", custom10 = "Custom10", custom11 = "Custom11", custom12 = "Custom12",
                custom13 = "Custom13", custom14 = "Custom14", custom15 = "Custom15", custom16 = "Custom16",
                custom17 = "Custom17", custom18 = "Custom18", custom19 = "Custom19", custom20 = "Custom20",
            ]
            $($type)*
        }
    };
}

pub(super) use {with_custom_fields, with_header_fields};
