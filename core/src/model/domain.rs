//! The problem space: what the business does, before any software.

use serde::{Deserialize, Serialize};

use super::{Classification, DomainId, Frame, SubdomainId, is_default};

/// A part of the business: a vertical that serves customers, or a foundation that serves the verticals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Domain {
    /// Names it.
    pub id: DomainId,
    /// What the business calls it.
    pub name: String,
    /// Vertical or foundation.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: DomainKind,
    /// What it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub vision: String,
    /// The least room that its region takes on the map; the region grows with the contexts in it.
    #[serde(skip_serializing_if = "is_default")]
    pub frame: Option<Frame>,
}

/// Whether a domain serves customers or other domains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainKind {
    /// Not said.
    #[default]
    Undefined,
    /// A line of business (vertical).
    Vertical,
    /// A service to several lines of business (horizontal).
    Foundation,
}

/// A part of a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subdomain {
    /// Names it.
    pub id: SubdomainId,
    /// The domain that it is part of.
    pub domain: DomainId,
    /// What the business calls it.
    pub name: String,
    /// Core, supporting or generic.
    #[serde(skip_serializing_if = "is_default")]
    pub classification: Classification,
    /// What it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub vision: String,
    /// Text of an imported file that belongs here.
    #[serde(skip_serializing_if = "is_default")]
    pub held: Vec<super::Held>,
}

words! {
    DomainKind {
        Undefined "not said",
        Vertical "vertical",
        Foundation "foundation",
    }
}
