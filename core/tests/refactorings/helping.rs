//! A refactoring that is said to help with a rule's findings mends the rule's own example.

use atoll_core::model::Landscape;
use atoll_core::refactoring::{Answers, REFACTORINGS, offered_for};
use atoll_core::rule::{self, Finding, RULES};
use atoll_core::sketch::Sketch;

use super::refactor;

fn findings(landscape: &Landscape, code: &str) -> Vec<Finding> {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 6, 15);
    rule::check(landscape, today).into_iter().filter(|finding| finding.code == code).collect()
}

#[test]
fn every_refactoring_mends_what_it_is_said_to_help_with() {
    let mut wrong = Vec::new();
    for refactoring in REFACTORINGS {
        for code in refactoring.helps {
            let rule = RULES.iter().find(|rule| rule.code == *code);
            let rule = rule.unwrap_or_else(|| panic!("{}: there is no rule {code}", refactoring.code));
            let mut sketch = Sketch::new();
            (rule.example)(&mut sketch);
            let before = findings(&sketch.landscape, code);
            let offers = offered_for(&sketch.landscape, &before[0]);
            let Some((_, selection)) = offers.iter().find(|(it, _)| it.code == refactoring.code) else {
                wrong.push(format!("{} is not offered for {code}", refactoring.code));
                continue;
            };
            let mut after = sketch.landscape.clone();
            if let Err(refusal) = refactor(refactoring, &mut after, selection, &Answers::default()) {
                wrong.push(format!("{} refuses {code}: {refusal}", refactoring.code));
                continue;
            }
            let left = findings(&after, code);
            if left.len() >= before.len() {
                wrong.push(format!("{} does not mend {code}: {}", refactoring.code, left[0].message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_else_is_offered_for_a_finding() {
    let mut sketch = Sketch::new();
    let orders = sketch.context("Orders");
    sketch.team("Blue", &[]);
    let before = findings(&sketch.landscape, "context-without-owner");
    let offers = offered_for(&sketch.landscape, &before[0]);
    let codes: Vec<&str> = offers.iter().map(|(it, _)| it.code).collect();
    assert_eq!(codes, ["assign-owner"]);
    assert_eq!(offers[0].1, [orders.into()]);
}
