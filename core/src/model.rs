//! What an architect draws: the landscape and its records. Data only; the one way to change it is [`crate::command`].
//!
//! A landscape whose references point nowhere is data, not an error: it loads, and the rules say what is wrong.

/// Gives an enumeration the list of its members and what people call each.
macro_rules! words {
    ($Enum:ident { $($Variant:ident $word:literal,)* }) => {
        impl $Enum {
            /// All of them, in the order that people choose from.
            pub const ALL: &'static [Self] = &[$(Self::$Variant,)*];

            /// What people call it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$Variant => $word,)*
                }
            }
        }
    };
}

mod aggregate;
mod context;
mod domain;
mod element;
mod frame;
mod header;
mod id;
mod landscape;
mod relationship;
mod team;

pub use aggregate::{Aggregate, Volatility};
pub use context::{BoundedContext, Classification, ContextKind, Evolution, KnowledgeLevel, ProblemSpace};
pub use domain::{Domain, DomainKind, Subdomain};
pub use element::{Element, ElementId, ElementKind, Record};
pub use frame::{Frame, GRID};
pub use header::{Header, Held, MapKind, MapState};
pub use id::{AggregateId, ContextId, DomainId, IdParseError, IdSource, RelationshipId, SubdomainId, TeamId};
pub use landscape::Landscape;
pub use relationship::{
    DownstreamRights, DownstreamRoles, End, Integration, Party, Relationship, RelationshipKind, UpstreamRoles,
};
pub use team::{Team, TeamKind};

/// True for a value that a file leaves out because it is what an absent field means.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
