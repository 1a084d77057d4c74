//! What the parser found in a file, before any name is looked up.

use super::grammar::Level;
use super::lexer::Span;
use crate::format::NoteKind;
use crate::model::{DownstreamRoles, RelationshipKind, UpstreamRoles};

/// A block with a name: a map, a context, an aggregate; also the file as a whole and what is said of a relationship.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) level: &'static Level,
    /// Empty for what has none.
    pub(super) name: Name,
    /// The clauses before the body and the attributes in it.
    pub(super) attributes: Vec<Attribute>,
    pub(super) members: Vec<Block>,
    /// On a map.
    pub(super) relationships: Vec<Relationship>,
    /// What no record has room for.
    pub(super) kept: Vec<Kept>,
    pub(super) comments: Vec<Span>,
    pub(super) span: Span,
}

impl Block {
    pub(super) fn new(level: &'static Level, start: usize) -> Self {
        Self {
            level,
            name: Name::default(),
            attributes: Vec::new(),
            members: Vec::new(),
            relationships: Vec::new(),
            kept: Vec::new(),
            comments: Vec::new(),
            span: Span { start, end: start },
        }
    }

    /// How a sentence speaks of the block: its keyword and its name.
    pub(super) fn label(&self) -> String {
        label(self.level.keyword, &self.name.text)
    }

    /// The attributes with this keyword. Only one that can list several values stands there more than once.
    pub(super) fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a Attribute, &'a Name)> {
        let of_key = self.attributes.iter().filter(move |attribute| attribute.key == key);
        of_key.flat_map(|attribute| attribute.values.iter().map(move |value| (attribute, value)))
    }

    /// The value of an attribute that has one.
    pub(super) fn value(&self, key: &str) -> Option<&Name> {
        self.attributes.iter().find(|attribute| attribute.key == key)?.values.first()
    }

    /// What the text of an attribute says; empty if it does not stand there.
    pub(super) fn text(&self, key: &str) -> String {
        self.value(key).map(|value| value.text.clone()).unwrap_or_default()
    }
}

/// A keyword and a name, where there is one.
pub(super) fn label(keyword: &str, name: &str) -> String {
    if name.is_empty() { keyword.to_owned() } else { format!("{keyword} {name}") }
}

/// A name, or any other value, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) key: &'static str,
    pub(super) values: Vec<Name>,
    pub(super) span: Span,
}

/// A stretch of the file that is kept as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) label: String,
    pub(super) span: Span,
    pub(super) why: Why,
}

/// Why text is kept as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No record has room for it.
    NoRecord,
    /// A remark of its own says why.
    Noted,
    /// It is a comment.
    Comment,
}

/// A line of the map between two contexts.
#[derive(Debug)]
pub(super) struct Relationship {
    pub(super) upstream: Name,
    pub(super) downstream: Name,
    pub(super) kind: RelationshipKind,
    pub(super) upstream_roles: UpstreamRoles,
    pub(super) downstream_roles: DownstreamRoles,
    /// Its name, and what stands in its braces.
    pub(super) body: Block,
}

/// A note whose place is not yet counted in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) at: usize,
    pub(super) kind: NoteKind,
    pub(super) message: String,
}

/// Puts things in the order of the file; those at one place stay in the order that they have.
pub(super) fn in_order<T>(things: Vec<T>, place: fn(&T) -> usize) -> impl Iterator<Item = T> {
    // Sorting plain numbers is one routine for all that is sorted: what a browser downloads stays small.
    let mut order: Vec<(usize, usize)> = things.iter().map(place).enumerate().map(|(index, at)| (at, index)).collect();
    crate::order::sort_by_key(&mut order, |(at, _)| *at);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(move |(_, index)| things.get_mut(index)?.take())
}
