//! Releases that wait for a board.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{DeliveryPolicy, ElementKind, Review};

pub(super) const RULE: Rule = Rule {
    code: "change-board-approves-releases",
    severity: Severity::Warning,
    summary: "A board outside of the team approves changes.",
    why: "Approval from outside goes with slower delivery, and no study found that fewer changes fail for it: a board knows less of a change than those who wrote it.",
    advice: "Let peers review and tests gate; let a board look after the rules instead of each change.",
    source: "DORA, State of DevOps 2019: heavyweight external approval has a negative effect on delivery and none on stability.",
    example: |sketch| {
        let (name, review) = ("By release".to_owned(), Review::Board);
        sketch.add(DeliveryPolicy { name, review, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let found = on.landscape.delivery_policies.values().filter(|policy| policy.review == Review::Board);
    let told = found.map(|policy| {
        let message = format!("By {}, a board approves every change.", on.landscape.quoted(policy.id.into()));
        RULE.finding(message, vec![policy.id.into()])
            .fix("Let a colleague review instead", Set::new(policy.id, "review", &Review::Peer))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_board_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(DeliveryPolicy { review: Review::Peer, ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
