//! What a sketched landscape says of who has to talk.

use super::landscape::required;
use super::*;
use crate::graph::Graph;
use crate::model::RelationshipKind;
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
    let pairs: Vec<_> = found.iter().map(|it| (it.teams, it.is_published)).collect();
    assert_eq!(pairs, [((0, 1), false), ((0, 2), true)]);
    // Partnership has 0.50 and upstream/downstream with an open host 0.40 · 0.60, as the ripple assumes.
    assert_eq!(found[0].weight, 0.5);
    assert!((found[1].weight - 0.24).abs() < 1e-12, "{found:?}");
}

#[test]
fn owning_a_context_together_needs_coordination_that_no_interface_replaces() {
    let found = of(&three(), &[vec![0], vec![1], vec![0, 2]]);
    let pairs: Vec<_> = found.iter().map(|it| (it.teams, it.is_published)).collect();
    assert_eq!(pairs, [((0, 1), false), ((0, 2), false)]);
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

#[test]
fn a_service_meets_only_what_goes_over_published_interfaces() {
    let required = of(&three(), &[vec![0], vec![1], vec![2]]);
    let contact = |teams: (usize, usize), is_service: bool| Contact { teams, is_service };
    let found = congruence(required.clone(), &[contact((0, 1), true), contact((0, 2), true), contact((1, 2), true)]);
    assert_eq!((found.is_met.as_slice(), found.excess.as_slice()), (&[false, true][..], &[(1, 2)][..]));
    assert_eq!((found.share(), found.gaps().count(), found.contacts), (0.5, 1, 3));
    assert!((found.weighted() - 0.24 / 0.74).abs() < 1e-12);
    let found = congruence(required, &[contact((0, 1), false), contact((0, 1), true)]);
    assert_eq!((found.met(), found.contacts), (1, 1));
    assert_eq!(congruence(Vec::new(), &[]).share(), 1.0);
}
