//! What a sketched landscape says of who has to talk.

use super::landscape::required;
use super::*;
use crate::graph::Graph;
use crate::measure;
use crate::model::{
    Contract, ContractId, ContractVersion, Interaction, InteractionId, InteractionMode, Lifecycle, RelationshipKind,
    TeamId, VersionId,
};
use crate::sketch::Sketch;

/// Three contexts of three teams; the third offers the first an open host, the second is the first one's partner.
fn three() -> Sketch {
    let mut sketch = Sketch::new();
    let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
    sketch.relate(a, b, RelationshipKind::Partnership, |_| ());
    sketch.relate(c, a, RelationshipKind::UpstreamDownstream, |it| it.upstream_roles.open_host_service = true);
    for (name, context) in [("One", a), ("Two", b), ("Three", c)] {
        sketch.team(name, &[context]);
    }
    sketch
}

fn of(sketch: &Sketch, owners: &[Vec<usize>]) -> Vec<Requirement> {
    required(&sketch.landscape, &Graph::of(&sketch.landscape), owners)
}

#[test]
fn owners_of_dependent_contexts_have_to_coordinate() {
    let found = of(&three(), &[vec![0], vec![1], vec![2]]);
    let pairs: Vec<_> = found.iter().map(|it| (it.teams, it.needs)).collect();
    assert_eq!(pairs, [((0, 1), [Need::Talk; 2]), ((0, 2), [Need::Service, Need::Nothing])]);
    // Partnership has 0.50 and upstream/downstream with an open host 0.40 · 0.60, as the ripple assumes.
    assert_eq!(found[0].weight, 0.5);
    assert!((found[1].weight - 0.24).abs() < 1e-12, "{found:?}");
}

#[test]
fn owning_a_context_together_needs_coordination_that_no_interface_replaces() {
    let found = of(&three(), &[vec![0], vec![1], vec![0, 2]]);
    let pairs: Vec<_> = found.iter().map(|it| (it.teams, it.needs)).collect();
    // What is owned together outweighs what the open host offers.
    assert_eq!(pairs, [((0, 1), [Need::Talk; 2]), ((0, 2), [Need::Talk; 2])]);
}

#[test]
fn the_sparse_requirements_are_those_of_the_matrices() {
    let sketch = three();
    let owners = [vec![0, 2], vec![1], vec![2]];
    let dependency = [[1.0, 0.5, 0.24], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]].map(Vec::from);
    let assignment = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0]].map(Vec::from);
    let expected = Requirement::of_matrix(&requirements(&assignment, &dependency));
    let found = of(&sketch, &owners);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.teams, expected.teams);
        assert!((found.weight - expected.weight).abs() < 1e-12, "{found:?} {expected:?}");
    }
}

fn talk(provider: usize, consumer: usize) -> Contact {
    Contact { provider, consumer, is_service: false }
}

fn service(provider: usize, consumer: usize) -> Contact {
    Contact { provider, consumer, is_service: true }
}

#[test]
fn a_service_meets_only_what_goes_over_published_interfaces_of_its_provider() {
    let required = of(&three(), &[vec![0], vec![1], vec![2]]);
    let found = congruence(required.clone(), &[service(0, 1), service(2, 0), service(1, 2)]);
    assert_eq!((found.is_met.as_slice(), found.excess.as_slice()), (&[false, true][..], &[(1, 2)][..]));
    assert_eq!((found.share(), found.gaps().count(), found.contacts), (0.5, 1, 3));
    assert!((found.weighted() - 0.24 / 0.74).abs() < 1e-12);
    assert_eq!(congruence(required.clone(), &[service(0, 2)]).met(), 0, "the wrong one provides");
    let found = congruence(required, &[talk(1, 0), service(0, 1)]);
    assert_eq!((found.met(), found.contacts), (1, 1));
    assert_eq!(congruence(Vec::new(), &[]).share(), 1.0);
}

#[test]
fn a_contract_is_something_published_unless_it_can_still_change_or_is_gone() {
    for (lifecycle, need) in [
        (Lifecycle::Active, Need::Service),
        (Lifecycle::Deprecated, Need::Service),
        (Lifecycle::Draft, Need::Talk),
        (Lifecycle::Retired, Need::Talk),
    ] {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let (contract, version) = (ContractId::new(901), VersionId::new(902));
        sketch.put(Contract { id: contract, context: a, ..Contract::default() });
        sketch.put(ContractVersion { id: version, contract, lifecycle, ..ContractVersion::default() });
        sketch.relate(a, b, RelationshipKind::UpstreamDownstream, |it| it.versions.push(version));
        assert_eq!(of(&sketch, &[vec![0], vec![1]])[0].needs, [Need::Nothing, need], "{lifecycle:?}");
    }
}

#[test]
fn the_interactions_of_teams_are_who_communicates() {
    let mut sketch = three();
    let teams: Vec<TeamId> = sketch.landscape.teams.keys().copied().collect();
    let measured = |sketch: &Sketch, key: &str| {
        let measures = measure::compute(&sketch.landscape, &Graph::of(&sketch.landscape));
        measures.overall.into_iter().find(|reading| reading.key == key).map(|reading| reading.text).expect("a measure")
    };
    assert_eq!(measured(&sketch, "coordination-requirements"), "2");
    assert_eq!(measured(&sketch, "coordination-gaps"), measure::UNDEFINED);
    let interact = |id: u64, [provider, consumer]: [TeamId; 2], mode: InteractionMode| Interaction {
        id: InteractionId::new(id),
        provider,
        consumer,
        mode,
        ..Interaction::default()
    };
    sketch.put(interact(901, [teams[2], teams[0]], InteractionMode::XAsAService));
    sketch.put(interact(902, [teams[1], teams[1]], InteractionMode::Collaboration));
    assert_eq!(measured(&sketch, "coordination-gaps"), "1: “One” and “Two”");
    assert_eq!(measured(&sketch, "congruence"), "50.0 %");
    sketch.put(interact(903, [teams[1], teams[0]], InteractionMode::Facilitating));
    sketch.put(interact(904, [teams[1], teams[2]], InteractionMode::Collaboration));
    assert_eq!(measured(&sketch, "weighted-congruence"), "100.0 %");
    assert_eq!(measured(&sketch, "coordination-excess"), "1: “Two” and “Three”");
}
