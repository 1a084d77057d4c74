//! A finding that was to be lived with for a while, and the while is over.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Remove, Set};
use crate::model::{Acceptance, ElementKind};
use chrono::NaiveDate;

pub(super) const RULE: Rule = Rule {
    code: "acceptance-expired",
    severity: Severity::Info,
    summary: "A finding was accepted until a day that has passed.",
    why: "What it was accepted for should be done by now: the finding is open again, and nobody has looked.",
    advice: "Mend the finding and delete the acceptance, or accept it until another day.",
    source: "Atoll: who accepts for a while means to look again.",
    example: |sketch| {
        let expires = NaiveDate::from_ymd_opt(2026, 1, 31);
        let (rule, reason) = ("duplicate-name".to_owned(), "One goes in January.".to_owned());
        sketch.add(Acceptance { rule, reason, expires, ..Acceptance::default() });
    },
    reads: &[ElementKind::Acceptance],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let over = on.landscape.acceptances.values().filter(|acceptance| !acceptance.holds_on(on.today));
    let day = |acceptance: &Acceptance| acceptance.expires.map(|day| format!(" until {day}")).unwrap_or_default();
    over.map(|acceptance| {
        let message = match acceptance.reason.trim() {
            "" => format!("{} was accepted{}.", on.quoted(acceptance.id), day(acceptance)),
            reason => format!("{} was accepted{}: {reason}", on.quoted(acceptance.id), day(acceptance)),
        };
        RULE.finding(message, vec![acceptance.id.into()])
            .fix("Delete the acceptance", Remove { elements: [acceptance.id.into()].into() })
            .fix("Accept it for good", Set::new(acceptance.id, "expires", &None::<NaiveDate>))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set, today};
    use super::*;

    #[test]
    fn only_what_is_over_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“duplicate-name”"]);
        every_fix_mends(&RULE, &sketch);
        let acceptance = *sketch.landscape.acceptances.keys().next().expect("drawn");
        set(&mut sketch, acceptance, "expires", &today());
        assert!(found(&RULE, &sketch).is_empty(), "its last day is not over");
    }
}
