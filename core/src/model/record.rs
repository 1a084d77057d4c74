//! The macros that write a record, an enumeration or a set of flags together with what the generic parts need of it.

/// Writes a record: its struct, its table of fields, and its form in files.
///
/// `named field` says which text field people know the record by.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $Name:ident($Id:ident) named $title:ident {
            $($(#[$field_doc:meta])* $field:ident: $Type:ty = $spec:expr;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Name {
            /// Names it.
            pub id: $Id,
            $($(#[$field_doc])* pub $field: $Type,)*
        }

        crate::model::record::record!(@fields $Name named $title { $($field: $Type = $spec;)* });

        impl crate::model::Identified for $Name {
            type Id = $Id;
        }

        impl crate::model::Fields for $Name {
            const KIND: crate::model::ElementKind = $Id::KIND;
            const SPECS: &'static [crate::model::FieldSpec] = Self::FIELD_SPECS;

            fn id(&self) -> crate::model::ElementId {
                self.id.into()
            }

            fn identify(&mut self, id: crate::model::ElementId) {
                self.id = id.try_into().unwrap_or(self.id);
            }

            fn name(&self) -> &str {
                &self.$title
            }

            fn fields(&self) -> Vec<&dyn crate::model::Field> {
                vec![$(&self.$field,)*]
            }

            fn fields_mut(&mut self) -> Vec<&mut dyn crate::model::Field> {
                vec![$(&mut self.$field,)*]
            }
        }
    };
    (@fields $Name:ident named $title:ident { $($field:ident: $Type:ty = $spec:expr;)* }) => {
        impl $Name {
            const FIELD_SPECS: &'static [crate::model::FieldSpec] = {
                #[allow(unused_imports, reason = "a record without folds needs less of it")]
                use crate::model::field::field;
                &[$($spec.named(stringify!($field), <$Type as crate::model::Shaped>::SHAPE),)*]
            };
        }
    };
}
pub(super) use record;

/// Writes an enumeration of which people choose: its members, how files write them and what people call them. The first
/// is what an absent field means.
macro_rules! choices {
    (
        $(#[$doc:meta])*
        $Name:ident {
            $(#[$first_doc:meta])* $First:ident $first_key:literal $first_word:literal,
            $($(#[$member_doc:meta])* $Member:ident $key:literal $word:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $(#[$first_doc])*
            #[default]
            $First,
            $($(#[$member_doc])* $Member,)*
        }

        impl $Name {
            /// All of them, in the order that people choose from.
            pub const ALL: &'static [Self] = &[Self::$First, $(Self::$Member,)*];

            /// How files write each and what people call it, in the same order.
            pub const CHOICES: &'static [crate::model::Choice] = &[
                crate::model::Choice { key: $first_key, word: $first_word },
                $(crate::model::Choice { key: $key, word: $word },)*
            ];

            /// What people call it.
            pub fn word(self) -> &'static str {
                Self::CHOICES[self as usize].word
            }
        }

        impl crate::model::Field for $Name {
            fn value(&self) -> crate::model::Value {
                crate::model::Value::Text(Self::CHOICES[*self as usize].key.to_owned())
            }

            fn set(&mut self, value: crate::model::Value) -> Result<(), crate::model::Misfit> {
                *self = Self::ALL[crate::model::record::chosen(Self::CHOICES, &value)?];
                Ok(())
            }

            fn is_silent(&self) -> bool {
                *self == Self::default()
            }
        }

        impl crate::model::Shaped for $Name {
            const SHAPE: crate::model::Shape = crate::model::Shape::Choice(Self::CHOICES);
        }
    };
}
pub(super) use choices;

/// Writes a set of yes-or-no marks that stand together.
macro_rules! flags {
    ($(#[$doc:meta])* $Name:ident { $($(#[$flag_doc:meta])* $flag:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $Name {
            $($(#[$flag_doc])* pub $flag: bool,)*
        }

        impl crate::model::Field for $Name {
            fn value(&self) -> crate::model::Value {
                let flags = [$((stringify!($flag), self.$flag),)*];
                crate::model::record::marks(&flags)
            }

            fn set(&mut self, value: crate::model::Value) -> Result<(), crate::model::Misfit> {
                let mut after = Self::default();
                crate::model::record::mark(value, &mut [$((stringify!($flag), &mut after.$flag),)*])?;
                *self = after;
                Ok(())
            }

            fn is_silent(&self) -> bool {
                *self == Self::default()
            }
        }

        impl crate::model::Shaped for $Name {
            const SHAPE: crate::model::Shape = crate::model::Shape::Other;
        }
    };
}
pub(super) use flags;

use super::field::{Choice, Field as _};
use super::value::{Misfit, Value};

/// Which of the choices a value names.
pub(super) fn chosen(choices: &[Choice], value: &Value) -> Result<usize, Misfit> {
    let place = match value {
        Value::Text(text) => choices.iter().position(|choice| choice.key == text),
        _ => None,
    };
    place.ok_or_else(|| {
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key).collect();
        Misfit::of(value, &format!("one of {}", keys.join(", ")))
    })
}

/// The marks that are set.
pub(super) fn marks(flags: &[(&str, bool)]) -> Value {
    let set = flags.iter().filter(|(_, is_set)| *is_set);
    Value::Map(set.map(|(name, is_set)| ((*name).to_owned(), Value::Flag(*is_set))).collect())
}

/// Sets marks by name.
pub(super) fn mark(value: Value, flags: &mut [(&str, &mut bool)]) -> Result<(), Misfit> {
    let Value::Map(entries) = value else { return Err(Misfit::of(&value, "a map")) };
    for (name, value) in entries {
        let flag = flags.iter_mut().find(|(flag, _)| *flag == name);
        flag.ok_or_else(|| Misfit::new(format!("there is no field `{name}` here")))?.1.set(value)?;
    }
    Ok(())
}
