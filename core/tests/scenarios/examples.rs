//! Scenarios over an insurer: what people meet, one thing at a time.

use atoll_core::change::Changes;
use atoll_core::command::{Add, Command, Place, Remove, Set, apply, rename};
use atoll_core::difference::Status;
use atoll_core::gallery::example;
use atoll_core::model::{
    ContextId, Frame, IdSource, Landscape, RelationshipId, RelationshipKind, Scenario, ScenarioId, SubdomainId, Team,
    TeamId,
};
use atoll_core::rule::{self, Severity, Standing};
use atoll_core::scenario::{Choice, Conflict, add_step, merge, move_step, remove_step, resolve, roadmap, side_by_side};
use atoll_core::{difference, model::DomainId};

use super::{ID, outlook, with_scenario, without_scenarios};

fn insurer() -> Landscape {
    with_scenario(example("insurer").expect("an example").landscape())
}

fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("an identifier")
}

fn billing() -> ContextId {
    id("c9")
}

fn owned_by(team: &str) -> Command {
    Set::new(billing(), "owners", &vec![id::<TeamId>(team)]).into()
}

/// Does a step in the scenario.
fn step(base: &mut Landscape, label: &str, command: &Command) {
    let command = add_step(base, ID, label, command).unwrap_or_else(|reason| panic!("{label}: {reason}"));
    apply(base, &command).expect("a step can be noted");
}

/// Billing gets an owner and becomes insurance, and the shared kernel ends.
fn clear_borders() -> Landscape {
    let mut base = insurer();
    step(&mut base, "Give billing to the policy crew", &owned_by("t1l"));
    let money: SubdomainId = id("sm");
    step(&mut base, "Count money as insurance", &Set::new(money, "domain", &id::<DomainId>("d1")).into());
    let kernel: RelationshipId = id("r18");
    let ends = Set::new(kernel, "kind", &RelationshipKind::UpstreamDownstream).into();
    step(&mut base, "End the shared kernel", &ends);
    base
}

#[test]
fn a_base_that_moves_underneath_is_told_and_decided_and_merged_and_taken_back() {
    let drawn = clear_borders();
    for (choice, owner) in [(Choice::KeepBase, "t1p"), (Choice::KeepScenario, "t1l")] {
        let mut base = drawn.clone();
        apply(&mut base, &owned_by("t1p")).expect("it applies");
        let before = outlook(&base);
        let [conflict] = before.conflicts.as_slice() else { panic!("{:?}", before.conflicts) };
        assert_eq!(
            conflict.told(&base, &before.landscape),
            "“Billing and collections”: “owning team” was nothing; the base now has Foundations, and the scenario would \
             have Policy crew."
        );
        let refused = merge(&base, ID).expect_err("a conflict is open");
        assert!(refused.to_string().contains("Decide every conflict first"), "{refused}");
        let decided = resolve(&base, ID, conflict, choice).expect("a choice");
        apply(&mut base, &decided).expect("it applies");
        assert_eq!(outlook(&base).conflicts, []);
        let undone = base.clone();
        let merged = merge(&base, ID).expect("nothing is open");
        let changes = apply(&mut base, &merged).expect("it applies");
        assert_eq!(base.contexts[&billing()].owners, [id::<TeamId>(owner)], "{choice:?}");
        assert_eq!(base.relationships[&id("r18")].kind, RelationshipKind::UpstreamDownstream);
        base.apply(&changes.invert());
        assert_eq!(base, undone);
    }
}

#[test]
fn what_is_dragged_on_is_one_step_and_what_is_taken_back_is_none() {
    let mut base = insurer();
    let place = |x: i32| Command::from(Place { frames: [(billing().into(), Frame::new(x, 0, 176, 88))].into() });
    for x in 1..9 {
        step(&mut base, "Move", &place(8 * x));
    }
    assert_eq!(base.scenarios[&ID].steps.len(), 1);
    for name in ["Money", "Cash", "Billing and collections"] {
        step(&mut base, "Rename", &rename(billing().into(), name.to_owned()));
    }
    assert_eq!(base.scenarios[&ID].steps.len(), 1, "{:?}", base.scenarios[&ID].steps);
    let frame = base.contexts[&billing()].frame.expect("it stands on the map");
    step(&mut base, "Move", &Place { frames: [(billing().into(), frame)].into() }.into());
    assert_eq!((base.scenarios[&ID].steps.len(), base.scenarios[&ID].seen.len()), (0, 0));
}

#[test]
fn where_things_stand_is_no_conflict() {
    let mut base = insurer();
    let place = |x: i32| Command::from(Place { frames: [(billing().into(), Frame::new(x, 0, 176, 88))].into() });
    step(&mut base, "Move", &place(800));
    apply(&mut base, &place(1600)).expect("it applies");
    let outlook = outlook(&base);
    assert_eq!(outlook.conflicts, []);
    assert_eq!(outlook.landscape.contexts[&billing()].frame.map(|frame| frame.x), Some(800));
    let statuses = difference::statuses(&outlook.changes);
    assert_eq!(statuses.get(&billing().into()), Some(&Status::Moved));
}

#[test]
fn a_removal_takes_no_side_about_what_else_the_base_says() {
    let mut base = insurer();
    let claims: ContextId = id("c5");
    step(&mut base, "Dissolve the claims crew", &Remove { elements: [id("t1m")].into() }.into());
    let both = vec![id::<TeamId>("t1m"), id("t1l")];
    apply(&mut base, &Set::new(claims, "owners", &both).into()).expect("it applies");
    let outlook = outlook(&base);
    assert_eq!(outlook.conflicts, []);
    assert_eq!(outlook.landscape.contexts[&claims].owners, [id::<TeamId>("t1l")]);
}

#[test]
fn what_the_base_changed_is_not_removed_without_asking() {
    let mut base = insurer();
    step(&mut base, "Do without billing", &Remove { elements: [billing().into()].into() }.into());
    apply(&mut base, &owned_by("t1p")).expect("it applies");
    let told = |base: &Landscape| {
        let outlook = outlook(base);
        outlook.conflicts.iter().map(|it| it.told(base, &outlook.landscape)).collect::<Vec<_>>()
    };
    let expected = ["The scenario removes the context “Billing and collections”, which the base changed since."];
    assert_eq!(told(&base), expected);
    let conflict = outlook(&base).conflicts.remove(0);
    let keep = resolve(&base, ID, &conflict, Choice::KeepBase).expect("a choice");
    let mut kept = base.clone();
    apply(&mut kept, &keep).expect("it applies");
    assert_eq!(outlook(&kept).changes, Changes::default());
    assert_eq!(kept.scenarios[&ID].steps, []);
}

#[test]
fn what_is_gone_is_called_by_its_name_and_comes_back() {
    let mut base = insurer();
    step(&mut base, "Give billing to the policy crew", &owned_by("t1l"));
    apply(&mut base, &Remove { elements: [id("t1l")].into() }.into()).expect("it applies");
    let conflicts = outlook(&base).conflicts;
    let [conflict @ Conflict::Gone { called, step: 0, .. }] = conflicts.as_slice() else { panic!("{conflicts:?}") };
    assert_eq!(called, "“Policy crew”");
    for (choice, owners, teams) in [(Choice::KeepScenario, 1, 6), (Choice::KeepBase, 0, 5), (Choice::DropStep, 0, 5)] {
        let mut decided = base.clone();
        let command = resolve(&base, ID, conflict, choice).expect("a choice");
        apply(&mut decided, &command).expect("it applies");
        let outlook = outlook(&decided);
        let there = (outlook.landscape.contexts[&billing()].owners.len(), outlook.landscape.teams.len());
        assert_eq!((outlook.conflicts.len(), there), (0, (owners, teams)), "{choice:?}");
    }
}

#[test]
fn steps_go_and_change_places_where_they_can() {
    let mut base = insurer();
    let team = Team { id: TeamId::new(9_000), name: "Money crew".to_owned(), ..Team::default() };
    step(&mut base, "Found a money crew", &Add::new(team).into());
    step(&mut base, "Give it billing", &Set::new(billing(), "owners", &vec![TeamId::new(9_000)]).into());
    let refused = move_step(&base, ID, 1, 0).expect_err("nobody can own before there is anybody");
    assert!(refused.to_string().contains("needs what another one does first"), "{refused}");
    assert!(move_step(&base, ID, 0, 2).is_err() && remove_step(&base, ID, 2).is_err());
    let removed = remove_step(&base, ID, 0).expect("there is one");
    apply(&mut base, &removed).expect("it applies");
    let conflicts = outlook(&base).conflicts;
    assert!(matches!(conflicts.as_slice(), [Conflict::Step { index: 0, .. }]), "{conflicts:?}");
    assert!(add_step(&base, ScenarioId::new(1), "Nothing", &owned_by("t1l")).is_err());
    let itself = rename(ID.into(), "Otherwise".to_owned());
    assert!(add_step(&base, ID, "Rename", &itself).is_err_and(|it| it.to_string().contains("not a scenario")));
}

#[test]
fn a_roadmap_goes_from_what_is_to_what_would_be() {
    let base = clear_borders();
    let milestones = roadmap(&base, &base.scenarios[&ID], None);
    let labels: Vec<&str> = milestones.iter().map(|it| it.label.as_str()).collect();
    let expected = ["As it is", "Give billing to the policy crew", "Count money as insurance", "End the shared kernel"];
    assert_eq!(labels, expected);
    let errors: Vec<usize> = milestones.iter().map(|it| it.findings.errors).collect();
    assert_eq!((errors[0], errors[3]), (2, 0), "{errors:?}");
    let to_be = outlook(&base).landscape;
    let open = |landscape: &Landscape, severity| {
        let findings = rule::check(landscape, None);
        findings.iter().filter(|it| it.severity == severity && it.standing == Standing::Open).count()
    };
    let last = milestones.last().expect("a milestone");
    assert_eq!(last.findings.warnings, open(&to_be, Severity::Warning));
    assert_eq!(last.figures, difference::headlines(&to_be));

    let sides = side_by_side(&base, &[ID], None);
    assert_eq!((sides[0].findings, sides[1].findings), (milestones[0].findings, last.findings));
    assert_eq!((sides[1].steps, sides[1].changed, sides[1].added, sides[1].conflicts), (3, 3, 0, 0));
}

#[test]
fn rules_and_measures_look_at_what_is_and_not_at_what_would_be() {
    let base = clear_borders();
    let drawn = without_scenarios(&base);
    assert_eq!(rule::check(&base, None), rule::check(&drawn, None));
    assert_eq!(difference::headlines(&base), difference::headlines(&drawn));
}

#[test]
fn an_identifier_that_a_scenario_gave_is_not_given_again() {
    let mut base = insurer();
    let mut ids = IdSource::after(&base, 5);
    let team: TeamId = ids.fresh();
    step(&mut base, "Found a crew", &Add::new(Team { id: team, ..Team::default() }).into());
    let other: TeamId = IdSource::after(&base, 5).fresh();
    assert_ne!(other, team);
    // Another scenario over the same base does not meet it either.
    let second = Scenario { id: ScenarioId::new(2), ..Scenario::default() };
    apply(&mut base, &Add::new(second).into()).expect("it applies");
    let step = add_step(&base, ScenarioId::new(2), "Found", &Add::new(Team { id: other, ..Team::default() }).into());
    apply(&mut base, &step.expect("it applies")).expect("it applies");
    assert!(IdSource::after(&base, 5).fresh::<TeamId>() > other);
}
