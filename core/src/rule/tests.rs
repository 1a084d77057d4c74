//! What holds of every rule, and what the tests of each begin with.

use super::*;

/// The day on which tests take place.
pub(super) fn today() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 6, 15)
}

/// The landscape that a rule's page shows.
pub(super) fn example(rule: &Rule) -> Sketch {
    let mut sketch = Sketch::new();
    (rule.example)(&mut sketch);
    sketch
}

/// Says more of anything in a sketch: lets this field hold this.
pub(super) fn set(sketch: &mut Sketch, id: impl Into<ElementId>, field: &str, value: &impl crate::model::Field) {
    let set = crate::command::Set::new(id, field, value);
    crate::command::apply(&mut sketch.landscape, &set.into()).expect("it fits");
}

/// What a rule finds in a sketch, each finding as its targets' names.
pub(super) fn found(rule: &Rule, sketch: &Sketch) -> Vec<String> {
    let graph = Graph::of(&sketch.landscape);
    let findings = (rule.check)(&Checkup { landscape: &sketch.landscape, graph: &graph, today: today() });
    let named = |finding: &Finding| {
        assert_eq!(finding.code, rule.code);
        let names: Vec<String> = finding.targets.iter().map(|id| sketch.landscape.quoted(*id)).collect();
        names.join(" ")
    };
    findings.iter().map(named).collect()
}

/// Taking any of the offered ways out makes the finding go away and makes no other one of this rule.
pub(super) fn every_fix_mends(rule: &Rule, sketch: &Sketch) {
    assert!(fixes_mend(rule, &sketch.landscape) > 0, "{} offers no fix here", rule.code);
}

/// Takes each of the offered ways out, each of which makes the finding go away and makes no other one of this rule;
/// answers with how many there are.
fn fixes_mend(rule: &Rule, landscape: &Landscape) -> usize {
    let find = |landscape: &Landscape| {
        let graph = Graph::of(landscape);
        (rule.check)(&Checkup { landscape, graph: &graph, today: today() })
    };
    let before = find(landscape);
    let mut fixes = 0;
    for fix in before.iter().flat_map(|finding| &finding.fixes) {
        let mut landscape = landscape.clone();
        crate::command::apply(&mut landscape, &fix.command).expect("a fix applies");
        assert!(find(&landscape).len() < before.len(), "{}: “{}” does not mend it", rule.code, fix.label);
        fixes += 1;
    }
    fixes
}

#[test]
fn every_rule_finds_its_own_example_and_every_way_out_of_it_leads_out() {
    let mut quiet = Sketch::new();
    let [orders, billing] = ["Orders", "Billing"].map(|name| quiet.context(name));
    quiet.flow(orders, billing);
    for rule in RULES {
        let mut sketch = Sketch::new();
        (rule.example)(&mut sketch);
        assert_ne!(found(rule, &sketch), [""; 0], "{} finds nothing in its own example", rule.code);
        fixes_mend(rule, &sketch.landscape);
        assert_eq!(found(rule, &quiet), [""; 0], "{} finds something in two related contexts", rule.code);
    }
}

#[test]
fn codes_are_unique_and_every_rule_explains_itself() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
    for rule in RULES {
        for text in [rule.summary, rule.why, rule.advice, rule.source] {
            assert!(text.len() > 10 && text.ends_with(['.', ')']), "{}: {text}", rule.code);
        }
    }
}

#[test]
fn an_empty_landscape_has_nothing_wrong() {
    assert_eq!(check(&Landscape::default(), today()), []);
}
