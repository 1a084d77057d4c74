//! A context that keeps hardly anything to itself.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{BuildingBlock, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "too-much-public",
    severity: Severity::Info,
    summary: "A context has very many public building blocks.",
    why: "Everything that is public is a promise: so many of them can hardly be kept, and leave nothing to change freely.",
    advice: "Publish few services that answer for the rest, or split the context along what is used together.",
    source: "OutSystems, code patterns: monolithic service, too many public elements; more than 20 is too many here (Atoll: an assumption).",
    example: |sketch| {
        let context = sketch.context("Orders");
        for number in 0..=PUBLIC_MAX {
            let name = format!("Service {}", number + 1);
            sketch.add(BuildingBlock { context, name, is_public: true, ..BuildingBlock::default() });
        }
    },
    reads: &[ElementKind::Context, ElementKind::BuildingBlock],
    check,
};

/// So many public building blocks of a context are not too many: an assumption.
const PUBLIC_MAX: usize = 20;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut public = vec![0_usize; on.graph.contexts.len()];
    for block in on.landscape.building_blocks.values().filter(|block| block.is_public) {
        if let Some(number) = on.graph.number(block.context) {
            public[number] += 1;
        }
    }
    let many = public.iter().enumerate().filter(|(_, count)| **count > PUBLIC_MAX);
    many.map(|(number, count)| {
        let context = on.graph.contexts[number];
        let message = format!("{} has {count} public building blocks; over {PUBLIC_MAX} is many.", on.quoted(context));
        RULE.finding(message, vec![context.into()])
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, found, set};
    use super::*;

    #[test]
    fn only_more_than_the_threshold_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders”"]);
        let one = *sketch.landscape.building_blocks.keys().next().expect("drawn");
        set(&mut sketch, one, "is_public", &false);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
