//! What of a context's code stays the same when it ships alone, and what its design, code and tests have to go through.
//!
//! The domain ring, the application ring and the contracts stay. Adapters and configuration change, and so does whatever
//! reaches past a boundary. Where building blocks are drawn they are taken as a sample of the code.

use super::assumptions::Assumptions;
use super::ground::Ground;
use super::pert::Pert;
use super::reuse::Reuse;
use crate::model::{BuildingBlock, Ring};
use crate::simulation::Estimate;

/// What is known of the inside of a context.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inside {
    /// The share of code that stays as it is.
    pub stays: Estimate,
    /// Building blocks by ring, from the inside: domain, application, infrastructure.
    pub rings: [u64; 3],
    /// Building blocks of the inner rings that reach past a boundary or outwards.
    pub entangled_blocks: u64,
    /// Uses across the context's boundary of what is internal, in either direction: user and used, by name.
    pub internals: Vec<(String, String)>,
    /// Uses that point outwards, by name.
    pub outwards: Vec<(String, String)>,
    /// The share of its boundary that goes past what is published.
    pub entangled: f64,
}

impl Inside {
    /// What is inside a context, and how its boundary to what ships with it is kept.
    pub(crate) fn of(ground: &Ground<'_>, context: usize, assumptions: &Assumptions) -> Self {
        let id = ground.id(context);
        let mut inside = Self {
            stays: Estimate::exact(1.0),
            rings: [0; 3],
            entangled_blocks: 0,
            internals: Vec::new(),
            outwards: Vec::new(),
            entangled: 0.0,
        };
        let is_with = |other: usize| ground.is_together(context, other);
        for user in ground.landscape.building_blocks.values() {
            let Some(home) = ground.graph.number(user.context) else { continue };
            let mut is_entangled = false;
            for used in distinct(user).filter_map(|used| ground.landscape.building_blocks.get(used)) {
                let names = || (user.name.clone(), used.name.clone());
                let across = user.context != used.context && (user.context == id || used.context == id);
                let other = ground.graph.number(if user.context == id { used.context } else { user.context });
                if across && !used.is_public && other.is_some_and(is_with) {
                    inside.internals.push(names());
                    is_entangled = true;
                }
                if home == context && user.ring != Ring::Undefined && user.ring < used.ring {
                    inside.outwards.push(names());
                    is_entangled = true;
                }
            }
            let ring = match user.ring {
                Ring::Undefined => continue,
                Ring::Domain => 0,
                Ring::Application => 1,
                Ring::Infrastructure => 2,
            };
            if home == context {
                inside.rings[ring] += 1;
                inside.entangled_blocks += u64::from(is_entangled && ring < 2);
            }
        }
        inside.entangled = entangled(ground, context, inside.internals.len());
        inside.stays = inside.staying(assumptions);
        inside
    }

    /// How many building blocks say in which ring they lie.
    pub(crate) fn blocks(&self) -> u64 {
        self.rings.iter().sum()
    }

    /// The share of code that stays: all but what of the infrastructure ring an extraction changes, and what of the
    /// inner rings is entangled. Building blocks are a sample of the code, and what is assumed counts as a few more of
    /// them; the interval is that of the sample (Wilson) and of the assumptions together.
    fn staying(&self, assumptions: &Assumptions) -> Estimate {
        let [changed, outer] = ["infrastructure_changed", "infrastructure_share"].map(|name| assumptions.pert(name));
        let caught = assumptions.pert("entangled_changed").times(self.entangled * (1.0 - outer.likely).max(0.0));
        let [outer, caught] = [(self.rings[2], outer), (self.entangled_blocks, caught)]
            .map(|(hits, assumed)| self.weighed(hits, &assumed, assumptions.value("assumed_blocks")));
        let changes = |outer: f64, share: f64, caught: f64| (outer * share + caught).clamp(0.0, 1.0);
        let value = 1.0 - changes(outer.value, changed.likely, caught.value);
        Estimate {
            value,
            low: (1.0 - changes(outer.high, changed.most, caught.high)).min(value),
            high: (1.0 - changes(outer.low, changed.least, caught.low)).max(value),
        }
    }

    /// A share among the building blocks, with the assumed one as if it had been seen among so many more.
    fn weighed(&self, hits: u64, assumed: &Pert, blocks: f64) -> Estimate {
        let (seen, drawn) = (Estimate::share(hits, self.blocks()), self.blocks() as f64);
        let all = drawn + blocks;
        if all <= 0.0 {
            return Estimate { value: assumed.likely, low: assumed.least, high: assumed.most };
        }
        let between = |seen: f64, assumed: f64| (drawn * seen + blocks * assumed) / all;
        Estimate {
            value: between(seen.value, assumed.likely),
            low: between(seen.low, assumed.least),
            high: between(seen.high, assumed.most),
        }
    }

    /// What the code goes through on its way out of modules, by how its boundary is kept: behind a seam design stays,
    /// and past one everything has to be integrated and tested again.
    pub(crate) fn reuse(&self, assumptions: &Assumptions) -> Reuse {
        let [modular, tiered] = ["integration_modular", "integration_tiered"].map(|key| assumptions.percent(key));
        let tiered = tiered.max(modular);
        self.reuse_at(modular + (tiered - modular) * self.entangled, assumptions)
    }

    /// The same with this percentage of integration and test done again.
    pub(crate) fn reuse_at(&self, integration: f64, assumptions: &Assumptions) -> Reuse {
        let changed = 100.0 * (1.0 - self.stays.value);
        Reuse {
            design: changed * self.entangled,
            code: changed,
            integration,
            understanding: assumptions.value("understanding"),
            unfamiliarity: assumptions.value("unfamiliarity"),
            assessment: assumptions.value("assessment"),
        }
    }
}

/// The share of a context's boundary that goes past what is published: ties without a seam, through a shared table or
/// into entities, and uses of internals.
fn entangled(ground: &Ground<'_>, context: usize, internals: usize) -> f64 {
    let (mut all, mut past) = (internals, internals);
    for tie in ground.boundary(context) {
        all += 1;
        past += usize::from(tie.is_entangled());
    }
    if all == 0 { 0.0 } else { past as f64 / all as f64 }
}

/// What a building block uses, each once.
pub(crate) fn distinct(block: &BuildingBlock) -> impl Iterator<Item = &crate::model::BuildingBlockId> {
    let is_first = |(index, used): &(usize, &crate::model::BuildingBlockId)| !block.uses[..*index].contains(used);
    let others = block.uses.iter().enumerate().filter(move |it| is_first(it) && *it.1 != block.id);
    others.map(|(_, used)| used)
}
