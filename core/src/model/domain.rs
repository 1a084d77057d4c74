//! The problem space: what the business does, before any software.

use super::record::{choices, record};
use super::{Classification, DomainId, Frame, Held, SubdomainId};

record! {
    /// A part of the business: a vertical that serves customers, or a foundation that serves the verticals.
    Domain(DomainId) named name {
        /// What the business calls it.
        name: String = field("Name").always();
        /// Vertical or foundation.
        kind: DomainKind = field("Kind");
        /// What it is for.
        vision: String = field("Vision").long();
        /// The least room that its region takes on the map; the region grows with the contexts in it.
        frame: Option<Frame> = field("Frame").hidden();
    }
}

choices! {
    /// Whether a domain serves customers or other domains.
    DomainKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// A line of business (vertical).
        Vertical "vertical" "vertical",
        /// A service to several lines of business (horizontal).
        Foundation "foundation" "foundation",
    }
}

record! {
    /// A part of a domain.
    Subdomain(SubdomainId) named name {
        /// The domain that it is part of.
        domain: DomainId = field("Domain").always();
        /// What the business calls it.
        name: String = field("Name").always();
        /// Core, supporting or generic.
        classification: Classification = field("Class");
        /// What it is for.
        vision: String = field("Vision").long();
        /// Text of an imported file that belongs here.
        held: Vec<Held> = field("Kept from the file").hidden();
    }
}
