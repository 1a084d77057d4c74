//! An acceptance of what nothing finds.

use super::{Checkup, Finding, RULES, Rule, Severity};
use crate::command::Remove;
use crate::model::{Acceptance, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "acceptance-of-unknown-rule",
    severity: Severity::Warning,
    summary: "An accepted finding names a rule that does not exist.",
    why: "It accepts nothing: the code is misspelt, or of another release.",
    advice: "Accept the finding again under its rule, and delete this.",
    source: "ESLint and Clippy report what they are told to ignore and do not know.",
    example: |sketch| {
        let (rule, reason) = ("duplicate-nmae".to_owned(), "One goes next month.".to_owned());
        sketch.add(Acceptance { rule, reason, ..Acceptance::default() });
    },
    reads: &[ElementKind::Acceptance],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_known = |acceptance: &Acceptance| RULES.iter().any(|rule| rule.code == acceptance.rule);
    let unknown = on.landscape.acceptances.values().filter(|acceptance| !is_known(acceptance));
    unknown
        .map(|acceptance| {
            let message = match acceptance.rule.as_str() {
                "" => "This accepts a finding without saying of which rule.".to_owned(),
                rule => format!("There is no rule “{rule}” whose finding could be accepted."),
            };
            RULE.finding(message, vec![acceptance.id.into()])
                .fix("Delete the acceptance", Remove { elements: [acceptance.id.into()].into() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_rule_that_does_not_exist_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“duplicate-nmae”"]);
        every_fix_mends(&RULE, &sketch);
        let acceptance = *sketch.landscape.acceptances.keys().next().expect("drawn");
        set(&mut sketch, acceptance, "rule", &RULE.code.to_owned());
        assert!(found(&RULE, &sketch).is_empty());
    }
}
