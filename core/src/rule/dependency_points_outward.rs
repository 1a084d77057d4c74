//! A building block that needs something of a ring further out.

use super::uses::{Use, uses};
use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Add, Batch, Set};
use crate::model::{BuildingBlock, BuildingBlockId, BuildingBlockKind, ElementKind, Ring};

pub(super) const RULE: Rule = Rule {
    code: "dependency-points-outward",
    severity: Severity::Warning,
    summary: "A building block uses one of a ring further out.",
    why: "The business rules then change with the database or the network, and cannot be tested or moved without them.",
    advice: "Let the inner ring say what it needs as a port, and let the outer one answer it.",
    source: "Martin, The Clean Architecture (2012): the Dependency Rule; Palermo, The Onion Architecture (2008).",
    example: |sketch| {
        let context = sketch.context("Orders");
        let block = |name: &str, ring, uses| BuildingBlock {
            context,
            name: name.to_owned(),
            ring,
            uses,
            ..BuildingBlock::default()
        };
        let table = sketch.add(block("Order table", Ring::Infrastructure, vec![]));
        sketch.add(block("Order", Ring::Domain, vec![table]));
    },
    reads: &[ElementKind::BuildingBlock],
    check,
};

/// Whether a building block that uses another one needs something of a ring further out. Of rings that are not said
/// nothing is known.
pub fn points_outward(user: &BuildingBlock, used: &BuildingBlock) -> bool {
    user.ring != Ring::Undefined && user.ring < used.ring
}

/// A dependency between rings that are both known, in one context or across two, is one where the used ring lies
/// further out.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let outward = uses(on.landscape).filter(|it| points_outward(it.user, it.used));
    outward
        .map(|it| {
            let [user, used] = [it.user, it.used].map(|block| on.quoted(block.id));
            let message = format!(
                "{user} ({}) uses {used} ({}): this dependency points outwards.",
                it.user.ring.word(),
                it.used.ring.word()
            );
            let finding = RULE.finding(message, vec![it.user.id.into(), it.used.id.into()]);
            way_out(on, it, finding)
        })
        .collect()
}

/// What only says what is needed belongs to the ring that needs it; what does something is put behind a port.
fn way_out(on: &Checkup<'_>, it: Use<'_>, finding: Finding) -> Finding {
    let ring = it.user.ring;
    if it.used.is_abstract || it.used.kind == BuildingBlockKind::Port {
        let set = Set::new(it.used.id, "ring", &ring);
        return finding.fix(format!("Move it to the {} ring", ring.word()), set);
    }
    if it.is_across() || !on.landscape.contexts.contains_key(&it.user.context) {
        return finding;
    }
    let about = [it.user.id.into(), it.used.id.into()];
    let port = BuildingBlock {
        id: BuildingBlockId::new(fresh(on.landscape, ElementKind::BuildingBlock, RULE.code, &about)),
        context: it.user.context,
        name: format!("{} port", it.used.name).trim_start().to_owned(),
        kind: BuildingBlockKind::Port,
        ring,
        is_abstract: true,
        ..BuildingBlock::default()
    };
    let answers: Vec<BuildingBlockId> = it.used.uses.iter().copied().chain([port.id]).collect();
    let commands = vec![it.replaced_by(port.id), Set::new(it.used.id, "uses", &answers).into()];
    let add = Add::new(port).into();
    finding.fix("Turn it around with a port", Batch::of([vec![add], commands].concat()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_use_of_an_outer_ring_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Order table”"]);
        every_fix_mends(&RULE, &sketch);
        let blocks: Vec<_> = sketch.landscape.building_blocks.keys().copied().collect();
        for (ring, is_found) in [(Ring::Application, true), (Ring::Undefined, false), (Ring::Domain, false)] {
            set(&mut sketch, blocks[0], "ring", &ring);
            assert_eq!(!found(&RULE, &sketch).is_empty(), is_found, "{ring:?}");
        }
        set(&mut sketch, blocks[0], "ring", &Ring::Infrastructure);
        set(&mut sketch, blocks[1], "ring", &Ring::Infrastructure);
        assert!(found(&RULE, &sketch).is_empty(), "the same ring");
    }

    #[test]
    fn an_interface_moves_in_and_nothing_is_built_across_contexts() {
        let mut sketch = example(&RULE);
        let table = *sketch.landscape.building_blocks.keys().next().expect("drawn");
        set(&mut sketch, table, "is_abstract", &true);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, table, "is_abstract", &false);
        let other = sketch.context("Storage");
        set(&mut sketch, table, "context", &other);
        assert_eq!(found(&RULE, &sketch).len(), 1, "across contexts too");
    }
}
