//! Whether a context keeps its database behind ports: then a swap of the database stays inside.

use super::parameters::Values;
use crate::model::{BuildingBlock, BuildingBlockKind, ContextId, Landscape, Ring};
use crate::sorted_map::SortedMap;

/// How a context keeps its database away from its inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shelter {
    /// Nobody says.
    #[default]
    Unknown,
    /// A repository or adapter in the infrastructure ring, and the rings inside of it use no more than what is abstract.
    Behind,
    /// Something in the domain or application ring uses the infrastructure directly.
    Leaking,
}

/// The shelter of every context of which something is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Ports {
    shelters: SortedMap<ContextId, Shelter>,
    factors: [f64; 2],
}

impl Ports {
    pub(super) fn of(landscape: &Landscape, values: &Values) -> Self {
        let mut shelters = SortedMap::new();
        for block in landscape.building_blocks.values() {
            let shelter: &mut Shelter = shelters.entry(block.context).or_default();
            if leaks(landscape, block) {
                *shelter = Shelter::Leaking;
            } else if shelters_data(block) && *shelter == Shelter::Unknown {
                *shelter = Shelter::Behind;
            }
        }
        Self { shelters, factors: ["behind", "leaking"].map(|key| values.factor(&format!("ports.{key}"))) }
    }

    pub(super) fn shelter(&self, context: ContextId) -> Shelter {
        self.shelters.get(&context).copied().unwrap_or_default()
    }

    /// The factor on the odds that a swap of its database leaves the context.
    pub(super) fn factor(&self, context: ContextId) -> f64 {
        match self.shelter(context) {
            Shelter::Unknown => 1.0,
            Shelter::Behind => self.factors[0],
            Shelter::Leaking => self.factors[1],
        }
    }
}

/// Whether the block keeps the database away from the inside.
fn shelters_data(block: &BuildingBlock) -> bool {
    let is_way_out = matches!(block.kind, BuildingBlockKind::Repository | BuildingBlockKind::Adapter);
    let is_port = matches!(block.kind, BuildingBlockKind::Repository | BuildingBlockKind::Port) && block.is_abstract;
    is_port || is_way_out && block.ring == Ring::Infrastructure
}

/// Whether the block lies inside and uses what is concrete in the infrastructure ring of its own context.
fn leaks(landscape: &Landscape, block: &BuildingBlock) -> bool {
    let is_inside = matches!(block.ring, Ring::Domain | Ring::Application);
    let is_outside =
        |used: &BuildingBlock| used.context == block.context && used.ring == Ring::Infrastructure && !used.is_abstract;
    let mut used = block.uses.iter().filter_map(|id| landscape.building_blocks.get(id));
    is_inside && used.any(|used| is_outside(used))
}
