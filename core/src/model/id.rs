//! Typed identifiers, made by one macro; never a bare string or integer in a signature.
//!
//! Written as a letter for the kind and the number in base 36: `c1`, `t2`, `r1z`. The high half of the number is the
//! replica that made it, so that two people who draw at the same time, apart, never make the same identifier.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{ElementId, Landscape, Misfit, Value};

/// Makes a type that names elements into a field.
macro_rules! reference {
    ($Type:ident [$($Kind:expr),*]) => {
        crate::model::id::reference! { @field $Type }
        crate::model::id::reference! { @shape $Type, ExactlyOne [$($Kind),*] }
        crate::model::id::reference! { @shape Option<$Type>, AtMostOne [$($Kind),*] }
        crate::model::id::reference! { @shape Vec<$Type>, Any [$($Kind),*] }
    };
    (@field $Type:ident) => {
        impl crate::model::Field for $Type {
            fn value(&self) -> crate::model::Value {
                crate::model::Value::Text(crate::model::ElementId::from(*self).to_string())
            }

            fn set(&mut self, value: crate::model::Value) -> Result<(), crate::model::Misfit> {
                *self = crate::model::id::read(&value)?.try_into().map_err(|_| {
                    crate::model::Misfit::of(&value, "an identifier of the expected kind")
                })?;
                Ok(())
            }

            fn is_silent(&self) -> bool {
                false
            }

            fn references(&self, into: &mut Vec<crate::model::ElementId>) {
                into.push((*self).into());
            }

            fn follow(&mut self, follow: &dyn Fn(crate::model::ElementId) -> Option<crate::model::ElementId>) {
                *self = follow((*self).into()).and_then(|id| id.try_into().ok()).unwrap_or(*self);
            }
        }
    };
    (@shape $Type:ty, $Number:ident [$($Kind:expr),*]) => {
        impl crate::model::Shaped for $Type {
            const SHAPE: crate::model::Shape = crate::model::Shape::Reference {
                kinds: &[$($Kind),*],
                number: crate::model::Number::$Number,
            };
        }
    };
}
pub(super) use reference;

/// The identifier that a value names.
pub(super) fn read(value: &Value) -> Result<ElementId, Misfit> {
    let text = if let Value::Text(text) = value { text.as_str() } else { "" };
    text.parse().map_err(|_| Misfit::of(value, "an identifier"))
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $Id:ident $letter:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Id(u64);

        impl $Id {
            /// The letter that this kind of identifier is written with.
            pub const LETTER: char = $letter;

            /// The identifier with this number.
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number behind the letter.
            pub const fn number(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(f, $letter, self.0)
            }
        }

        impl FromStr for $Id {
            type Err = IdParseError;

            fn from_str(text: &str) -> Result<Self, IdParseError> {
                parse_number(text, $letter).map(Self)
            }
        }

        impl Serialize for $Id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $Id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }

        impl FromNumber for $Id {
            fn from_number(number: u64) -> Self {
                Self(number)
            }
        }

        reference! { $Id [$Id::KIND] }
    )*};
}

ids! {
    /// Names a [`super::Domain`].
    DomainId 'd';
    /// Names a [`super::Subdomain`].
    SubdomainId 's';
    /// Names a [`super::BoundedContext`].
    ContextId 'c';
    /// Names an [`super::Aggregate`].
    AggregateId 'a';
    /// Names a [`super::Team`].
    TeamId 't';
    /// Names a [`super::Relationship`].
    RelationshipId 'r';
    /// Names an [`super::Actor`].
    ActorId 'u';
    /// Names a [`super::Contract`].
    ContractId 'k';
    /// Names a [`super::ContractVersion`].
    VersionId 'v';
    /// Names a [`super::Message`].
    MessageId 'm';
    /// Names a [`super::BuildingBlock`].
    BuildingBlockId 'b';
    /// Names a [`super::Term`].
    TermId 'w';
    /// Names a [`super::DataStore`].
    DataStoreId 'p';
    /// Names a [`super::Deployable`].
    DeployableId 'y';
    /// Names an [`super::Interaction`].
    InteractionId 'i';
    /// Names a [`super::DeliveryPolicy`].
    DeliveryPolicyId 'q';
    /// Names an [`super::Environment`].
    EnvironmentId 'e';
    /// Names a [`super::Toggle`].
    ToggleId 'g';
    /// Names a [`super::Release`].
    ReleaseId 'n';
    /// Names a [`super::Hotfix`].
    HotfixId 'h';
    /// Names an [`super::Acceptance`].
    AcceptanceId 'f';
    /// Names a [`super::Story`].
    StoryId 'l';
    /// Names a [`super::Perspective`].
    PerspectiveId 'o';
    /// Names a [`super::Scenario`].
    ScenarioId 'j';
    /// Names a [`super::Comment`].
    CommentId 'z';
}

/// The text is not an identifier of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdParseError {
    text: String,
}

impl IdParseError {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.chars().take(40).collect() }
    }
}

impl fmt::Display for IdParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not an identifier of the expected kind", self.text)
    }
}

impl std::error::Error for IdParseError {}

/// Makes identifiers that nobody else makes: each replica (one open editor, one import) counts in a range of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdSource {
    next: u64,
}

impl IdSource {
    /// The identifiers of a replica, from its first one on. Replica 0 is for files and examples.
    pub fn new(replica: u32) -> Self {
        Self { next: (u64::from(replica) << 32) + 1 }
    }

    /// The identifiers of a replica after all of its own that the landscape holds.
    pub fn after(landscape: &Landscape, replica: u32) -> Self {
        let mut source = Self::new(replica);
        source.skip(landscape);
        source
    }

    /// Goes on after every identifier of this replica that the landscape holds, or its scenarios add. Never goes back, so that an identifier
    /// that was once given is not given again.
    pub fn skip(&mut self, landscape: &Landscape) {
        let last = self.next | u64::from(u32::MAX);
        let there = landscape.ids().filter_map(|id| id.number());
        let would_be = landscape.scenarios.values().flat_map(|scenario| scenario.numbers());
        let used = there.chain(would_be).filter(|number| (self.next..=last).contains(number));
        if let Some(highest) = used.max() {
            self.next = highest + 1;
        }
    }

    /// A fresh identifier of the kind that the caller expects.
    pub fn fresh<T: FromNumber>(&mut self) -> T {
        T::from_number(self.number())
    }

    /// The number of a fresh identifier, for a kind that is known only when it runs.
    pub fn number(&mut self) -> u64 {
        let number = self.next;
        self.next += 1;
        number
    }
}

/// What [`IdSource::fresh`] can make.
pub trait FromNumber {
    /// The identifier with this number.
    fn from_number(number: u64) -> Self;
}

fn write_id(f: &mut fmt::Formatter<'_>, letter: char, mut number: u64) -> fmt::Result {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut buffer = [0_u8; 14];
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = DIGITS[(number % 36) as usize];
        number /= 36;
        if number == 0 {
            break;
        }
    }
    write!(f, "{letter}")?;
    f.write_str(str::from_utf8(&buffer[start..]).unwrap_or_default())
}

fn parse_number(text: &str, letter: char) -> Result<u64, IdParseError> {
    let digits = text.strip_prefix(letter).filter(|digits| !digits.is_empty() && !digits.starts_with('+'));
    let number = digits.and_then(|digits| u64::from_str_radix(digits, 36).ok());
    number.ok_or_else(|| IdParseError::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_read_back_as_it_was_written() {
        for number in [0, 1, 35, 36, u64::from(u32::MAX), u64::MAX] {
            let id = ContextId::new(number);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(ContextId::new(71).to_string(), "c1z");
    }

    #[test]
    fn another_kind_or_no_number_is_refused() {
        for text in ["", "c", "t1", "c-1", "c+1", "c 1", "c1!", "c3w5e11264sgsg"] {
            assert!(text.parse::<ContextId>().is_err(), "{text}");
        }
    }

    #[test]
    fn replicas_never_meet() {
        let (mut one, mut two) = (IdSource::new(1), IdSource::new(2));
        let (a, b): (TeamId, TeamId) = (one.fresh(), two.fresh());
        assert_ne!(a, b);
    }
}
