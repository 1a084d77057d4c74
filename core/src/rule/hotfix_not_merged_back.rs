//! A repair that the next release will undo.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, Hotfix};

pub(super) const RULE: Rule = Rule {
    code: "hotfix-not-merged-back",
    severity: Severity::Error,
    summary: "A hotfix is missing on a branch that needs it.",
    why: "What was repaired in production is broken again with the next release from that branch: the fault comes back, and nobody looks for it.",
    advice: "Merge it. Whoever does the hotfix answers for the merge.",
    source: "OutSystems, development and delivery at scale: merge your fixes back to the start of the pipeline, and ensure that there are no pending merges.",
    example: |sketch| {
        let branches = ["main", "release-7"].map(str::to_owned).to_vec();
        let merged = vec!["release-7".to_owned()];
        sketch.add(Hotfix { name: "Wrong VAT".to_owned(), branches, merged, ..Hotfix::default() });
    },
    reads: &[ElementKind::Hotfix],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for hotfix in on.landscape.hotfixes.values() {
        let missing: Vec<String> = hotfix.missing_on().into_iter().map(str::to_owned).collect();
        if missing.is_empty() {
            continue;
        }
        let branches: Vec<String> = missing.iter().map(|branch| format!("“{branch}”")).collect();
        let name = on.landscape.quoted(hotfix.id.into());
        let message = format!("{name} is not merged back into {}.", super::listed(&branches));
        let merged: Vec<String> = hotfix.merged.iter().cloned().chain(missing).collect();
        let label = "Say that it is merged everywhere";
        let finding = RULE.finding(message, vec![hotfix.id.into()]);
        findings.push(finding.fix(label, Set::new(hotfix.id, "merged", &merged)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_hotfix_that_is_missing_somewhere_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let branches = vec!["main".to_owned()];
        sketch.add(Hotfix { merged: branches.clone(), branches, ..Hotfix::default() });
        assert_eq!(found(&RULE, &sketch), ["“Wrong VAT”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
