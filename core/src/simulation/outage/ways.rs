//! What an outage does over a relationship: whether the downstream goes down with the upstream, later, or not at all.

use super::parameters::Assumptions;
use crate::model::{Coupling, Integration, Relationship, RelationshipKind, Timing};

/// What an outage of the upstream does to the downstream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// Nothing: the downstream works on, perhaps with less.
    None,
    /// The downstream waits for an answer and is down at once.
    Hard,
    /// The downstream lives on what is stored for so many minutes.
    Buffered(f64),
    /// Nothing is said: this share of outages gets through.
    Unsaid(f64),
    /// Both read and write one database: that is what they need, and not each other.
    SharedDatabase,
}

/// What an outage does over this relationship. What is not said follows from how the two are joined:
///
/// - soft: nothing; a buffer of so many minutes: that; a shared database: the database.
/// - asynchronous, or a message or a file: buffered, for as long as is assumed.
/// - put together on the screen and not said to be hard: nothing, as a part of the screen is missing.
/// - a call, in a process or remote, synchronous or hard: hard.
/// - nothing said at all: between partners and around a shared kernel nothing, as these are about people and code; else
///   the assumed share.
pub fn way(relationship: &Relationship, assumptions: &Assumptions) -> Way {
    let Relationship { kind, coupling, timing, integration, buffer_minutes, .. } = relationship;
    if *kind == RelationshipKind::SeparateWays || *coupling == Coupling::Soft {
        return Way::None;
    }
    if *integration == Integration::SharedDatabase {
        return Way::SharedDatabase;
    }
    if *buffer_minutes > 0 {
        return Way::Buffered(f64::from(*buffer_minutes));
    }
    let is_message =
        matches!(integration, Integration::BrokerMessage | Integration::InProcessMessage | Integration::File);
    if *timing == Timing::Asynchronous || (*timing == Timing::Undefined && is_message) {
        return Way::Buffered(assumptions.buffer);
    }
    if *coupling == Coupling::Hard || *timing == Timing::Synchronous {
        return Way::Hard;
    }
    match integration {
        Integration::UserInterfaceComposition => Way::None,
        Integration::Undefined => match kind {
            RelationshipKind::Partnership | RelationshipKind::SharedKernel => Way::None,
            _ if assumptions.unsaid >= 1.0 => Way::Hard,
            _ if assumptions.unsaid <= 0.0 => Way::None,
            _ => Way::Unsaid(assumptions.unsaid),
        },
        _ => Way::Hard,
    }
}

/// Whether nothing is said from which a way follows, so that the assumption decides.
pub fn is_unsaid(relationship: &Relationship) -> bool {
    let Relationship { kind, coupling, timing, integration, buffer_minutes, .. } = relationship;
    *coupling == Coupling::Undefined
        && *timing == Timing::Undefined
        && *integration == Integration::Undefined
        && *buffer_minutes == 0
        && !matches!(
            kind,
            RelationshipKind::SeparateWays | RelationshipKind::Partnership | RelationshipKind::SharedKernel
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Landscape;
    use crate::simulation::Request;

    #[test]
    fn what_is_not_said_follows_from_how_the_two_are_joined() {
        let assumptions = Assumptions::of(&Landscape::default(), &Request::default());
        let of = |edit: fn(&mut Relationship)| {
            let mut relationship = Relationship::default();
            edit(&mut relationship);
            way(&relationship, &assumptions)
        };
        assert_eq!(of(|_| {}), Way::Hard);
        assert_eq!(of(|it| it.kind = RelationshipKind::Partnership), Way::None);
        assert_eq!(of(|it| it.coupling = Coupling::Soft), Way::None);
        assert_eq!(of(|it| it.integration = Integration::BrokerMessage), Way::Buffered(assumptions.buffer));
        assert_eq!(of(|it| (it.integration, it.timing) = (Integration::BrokerMessage, Timing::Synchronous)), Way::Hard);
        assert_eq!(of(|it| (it.coupling, it.buffer_minutes) = (Coupling::Hard, 5)), Way::Buffered(5.0));
        assert_eq!(of(|it| it.integration = Integration::SharedDatabase), Way::SharedDatabase);
        assert_eq!(of(|it| it.integration = Integration::UserInterfaceComposition), Way::None);
        let half = Assumptions { unsaid: 0.5, ..assumptions.clone() };
        assert_eq!(way(&Relationship::default(), &half), Way::Unsaid(0.5));
    }
}
