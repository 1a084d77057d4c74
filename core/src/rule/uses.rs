//! Which building block uses which, for the rules about the inside of contexts. No rule itself.

use crate::command::{Command, Set};
use crate::model::{BuildingBlock, BuildingBlockId, Landscape};
use crate::order;

/// A building block and another one that it uses; both are there.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    /// The one that uses.
    pub(super) user: &'a BuildingBlock,
    /// The one that is used.
    pub(super) used: &'a BuildingBlock,
}

/// Every use, each once, in the order of identifiers.
pub(super) fn uses(landscape: &Landscape) -> impl Iterator<Item = Use<'_>> {
    landscape.building_blocks.values().flat_map(|user| {
        let mut used = user.uses.clone();
        order::sort_by_key(&mut used, |id| *id);
        used.dedup();
        let others = used.into_iter().filter(|id| *id != user.id);
        others.filter_map(|id| landscape.building_blocks.get(&id)).map(move |used| Use { user, used })
    })
}

impl Use<'_> {
    /// Whether it leads from one context to another.
    pub(super) fn is_across(self) -> bool {
        self.user.context != self.used.context
    }

    /// The command that lets the user use another one instead.
    pub(super) fn replaced_by(self, other: BuildingBlockId) -> Command {
        let mut uses: Vec<BuildingBlockId> = Vec::with_capacity(self.user.uses.len());
        for id in &self.user.uses {
            let id = if *id == self.used.id { other } else { *id };
            if id != self.user.id && !uses.contains(&id) {
                uses.push(id);
            }
        }
        Set::new(self.user.id, "uses", &uses).into()
    }
}
