//! A context that reaches into another one.

use super::uses::uses;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{BuildingBlock, ContextId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "internals-used-by-another-context",
    severity: Severity::Error,
    summary: "A context uses a building block of another one that is not public.",
    why: "What is internal may change at any time and without a word; whoever uses it breaks, and the two can no longer be pulled apart.",
    advice: "Use what the other context publishes, or let it publish this on purpose.",
    source: "Spring Modulith, verification of application modules; Parnas, On the Criteria To Be Used in Decomposing Systems into Modules (1972).",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.flow(billing, orders);
        let invoice = BuildingBlock { context: billing, name: "Invoice".to_owned(), ..BuildingBlock::default() };
        let uses = vec![sketch.add(invoice)];
        sketch.add(BuildingBlock { context: orders, name: "Order".to_owned(), uses, ..BuildingBlock::default() });
    },
    reads: &[ElementKind::Context, ElementKind::BuildingBlock],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_there = |context: ContextId| on.landscape.contexts.contains_key(&context);
    let across = uses(on.landscape).filter(|it| it.is_across() && !it.used.is_public);
    let internal = across.filter(|it| is_there(it.user.context) && is_there(it.used.context));
    internal
        .map(|it| {
            let [user, used] = [it.user, it.used].map(|block| on.quoted(block.id));
            let [home, other] = [it.user.context, it.used.context].map(|context| on.quoted(context));
            let message = format!("{user} of {home} uses {used}, which is internal to {other}.");
            let targets = vec![it.user.id.into(), it.used.id.into(), it.user.context.into(), it.used.context.into()];
            RULE.finding(message, targets).fix(format!("Make {used} public"), Set::new(it.used.id, "is_public", &true))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_what_is_not_public_is_internal() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Invoice” “Orders” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let blocks: Vec<_> = sketch.landscape.building_blocks.keys().copied().collect();
        set(&mut sketch, blocks[0], "is_public", &true);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, blocks[0], "is_public", &false);
        let home = sketch.landscape.building_blocks[&blocks[1]].context;
        set(&mut sketch, blocks[0], "context", &home);
        assert!(found(&RULE, &sketch).is_empty(), "within one context nothing is internal");
    }
}
