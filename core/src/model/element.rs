//! The list of everything a landscape holds, and what all of it has in common.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Aggregate, AggregateId, BoundedContext, ContextId, Domain, DomainId, Frame, Header, IdParseError, Relationship,
    RelationshipId, Subdomain, SubdomainId, Team, TeamId,
};

/// Runs a macro over the list of record kinds: type, identifier, table of the landscape, word for people.
macro_rules! with_records {
    ($macro:ident) => {
        $macro! {
            Domain DomainId domains "domain";
            Subdomain SubdomainId subdomains "subdomain";
            Context(BoundedContext) ContextId contexts "context";
            Aggregate AggregateId aggregates "aggregate";
            Team TeamId teams "team";
            Relationship RelationshipId relationships "relationship";
        }
    };
}
pub(super) use with_records;

macro_rules! elements {
    (@type $Kind:ident) => { $Kind };
    (@type $Kind:ident $Type:ident) => { $Type };
    ($($Kind:ident $(($Type:ident))? $Id:ident $table:ident $word:literal;)*) => {
        /// Names any element of a landscape.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ElementId {
            /// The landscape's own header.
            Header,
            $(#[doc = concat!("A ", $word, ".")] $Kind($Id),)*
        }

        /// One record of a landscape. Cheap to clone: the record itself is shared.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Record {
            /// The landscape's own header.
            Header(Arc<Header>),
            $(#[doc = concat!("A ", $word, ".")] $Kind(Arc<elements!(@type $Kind $($Type)?)>),)*
        }

        /// The kinds of element, in the order that lists show them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ElementKind {
            /// The landscape's own header.
            Header,
            $(#[doc = concat!("A ", $word, ".")] $Kind,)*
        }

        impl ElementKind {
            /// What people call this kind of element.
            pub fn word(self) -> &'static str {
                match self {
                    Self::Header => "landscape",
                    $(Self::$Kind => $word,)*
                }
            }
        }

        impl ElementId {
            /// Which kind of element this names.
            pub fn kind(self) -> ElementKind {
                match self {
                    Self::Header => ElementKind::Header,
                    $(Self::$Kind(_) => ElementKind::$Kind,)*
                }
            }

            /// The number of the identifier; the header has none.
            pub fn number(self) -> Option<u64> {
                match self {
                    Self::Header => None,
                    $(Self::$Kind(id) => Some(id.number()),)*
                }
            }
        }

        impl fmt::Display for ElementId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Header => f.write_str("landscape"),
                    $(Self::$Kind(id) => id.fmt(f),)*
                }
            }
        }

        impl FromStr for ElementId {
            type Err = IdParseError;

            fn from_str(text: &str) -> Result<Self, IdParseError> {
                match text.chars().next() {
                    _ if text == "landscape" => Ok(Self::Header),
                    $(Some($Id::LETTER) => text.parse().map(Self::$Kind),)*
                    _ => Err(IdParseError::new(text)),
                }
            }
        }

        impl Record {
            /// Names the element that this record describes.
            pub fn id(&self) -> ElementId {
                match self {
                    Self::Header(_) => ElementId::Header,
                    $(Self::$Kind(record) => ElementId::$Kind(record.id),)*
                }
            }
        }

        $(
            impl From<$Id> for ElementId {
                fn from(id: $Id) -> Self {
                    Self::$Kind(id)
                }
            }

            impl From<elements!(@type $Kind $($Type)?)> for Record {
                fn from(record: elements!(@type $Kind $($Type)?)) -> Self {
                    Self::$Kind(Arc::new(record))
                }
            }
        )*
    };
}
with_records!(elements);

impl From<Header> for Record {
    fn from(header: Header) -> Self {
        Self::Header(Arc::new(header))
    }
}

impl Serialize for ElementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ElementId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// What commands, rules and panels ask of any record, whatever its kind.
pub trait Element {
    /// What people call the element; empty for one without a name.
    fn name(&self) -> &str;
    /// Where it stands on the map, for those kinds that stand there.
    fn frame(&self) -> Option<Frame> {
        None
    }
}

impl Element for Record {
    fn name(&self) -> &str {
        match self {
            Self::Header(record) => &record.name,
            Self::Domain(record) => &record.name,
            Self::Subdomain(record) => &record.name,
            Self::Context(record) => &record.name,
            Self::Aggregate(record) => &record.name,
            Self::Team(record) => &record.name,
            Self::Relationship(record) => &record.name,
        }
    }

    fn frame(&self) -> Option<Frame> {
        match self {
            Self::Domain(record) => record.frame,
            Self::Context(record) => record.frame,
            Self::Team(record) => record.frame,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_identifier_is_read_back() {
        let ids = [
            ElementId::Header,
            DomainId::new(1).into(),
            SubdomainId::new(2).into(),
            ContextId::new(3).into(),
            AggregateId::new(4).into(),
            TeamId::new(5).into(),
            RelationshipId::new(6).into(),
        ];
        for id in ids {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert!("x1".parse::<ElementId>().is_err());
        assert!("".parse::<ElementId>().is_err());
    }
}
