//! Who waits for whom at run time, and where contexts run. No rule itself.

use super::Checkup;
use crate::command::{Batch, Command, Set};
use crate::model::{ContextId, Coupling, DeployableId, Integration, Relationship, Strength, Timing};
use crate::order;

/// Whether the downstream waits for an answer without which it cannot go on.
pub(super) fn blocks(relationship: &Relationship) -> bool {
    let is_call = matches!(relationship.integration, Integration::RemoteCall | Integration::InProcessCall);
    let waits = relationship.timing == Timing::Synchronous || relationship.timing == Timing::Undefined && is_call;
    relationship.coupling == Coupling::Hard && waits
}

/// The command after which the downstream no longer waits: it is told by messages.
pub(super) fn no_longer_waits(relationship: &Relationship) -> Command {
    let mut commands = vec![Set::new(relationship.id, "timing", &Timing::Asynchronous).into()];
    let integration = match relationship.integration {
        Integration::RemoteCall => Some(Integration::BrokerMessage),
        Integration::InProcessCall => Some(Integration::InProcessMessage),
        _ => None,
    };
    commands.extend(integration.map(|integration| Set::new(relationship.id, "integration", &integration).into()));
    Batch::of(commands)
}

/// How hard a relationship is to loosen, the easiest first: how much it is tied to, then how often it is used. That
/// order is ours.
pub(super) fn hold(relationship: &Relationship) -> (u8, u32) {
    let strength = match relationship.strength {
        Strength::Weak => 0,
        Strength::Undefined => 1,
        Strength::EntityReads => 2,
        Strength::Strong => 3,
    };
    (strength, relationship.calls_per_request)
}

/// In which deployables contexts run, by the numbers of the graph.
pub(super) struct Runtime {
    /// Deployables of each context that is in one, by context number; sorted.
    places: Vec<(usize, DeployableId)>,
}

impl Runtime {
    /// Where the contexts of a landscape run.
    pub(super) fn of(on: &Checkup<'_>) -> Self {
        let mut places = Vec::new();
        for deployable in on.landscape.deployables.values() {
            let numbers = deployable.contexts.iter().filter_map(|context| on.graph.number(*context));
            places.extend(numbers.map(|number| (number, deployable.id)));
        }
        order::sort_by_key(&mut places, |place| *place);
        places.dedup();
        Self { places }
    }

    /// Whether no context is in a deployable.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The deployables of a context, in the order of identifiers.
    pub(super) fn places(&self, context: usize) -> impl Iterator<Item = DeployableId> + Clone + '_ {
        let start = self.places.partition_point(|(number, _)| *number < context);
        let here = self.places[start..].iter().take_while(move |(number, _)| *number == context);
        here.map(|(_, deployable)| *deployable)
    }

    /// A deployable that both contexts are in.
    pub(super) fn common(&self, one: usize, other: usize) -> Option<DeployableId> {
        self.places(one).find(|deployable| self.places(other).any(|of_other| of_other == *deployable))
    }

    /// Whether both contexts are in deployables, but in none together.
    pub(super) fn is_apart(&self, one: usize, other: usize) -> bool {
        let is_placed = |context: usize| self.places(context).next().is_some();
        is_placed(one) && is_placed(other) && self.common(one, other).is_none()
    }

    /// Whether a call over this relationship goes over the network: because it is said, or because the two run apart.
    pub(super) fn is_remote(&self, relationship: &Relationship, upstream: usize, downstream: usize) -> bool {
        match relationship.integration {
            Integration::RemoteCall => true,
            Integration::Undefined => self.is_apart(upstream, downstream),
            _ => false,
        }
    }
}

/// The numbers of the two contexts of a relationship, upstream first, where both are there and differ.
pub(super) fn ends(on: &Checkup<'_>, relationship: &Relationship) -> Option<(usize, usize)> {
    let number = |id: ContextId| on.graph.number(id);
    let (upstream, downstream) = relationship.contexts()?;
    let (upstream, downstream) = (number(upstream)?, number(downstream)?);
    (upstream != downstream).then_some((upstream, downstream))
}
