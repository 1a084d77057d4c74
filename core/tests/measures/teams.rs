//! Random landscapes with teams: what one more contact and one merger do to congruence.

use atoll_core::graph::Graph;
use atoll_core::measure::congruence::{self, Contact, Requirement, landscape};
use atoll_core::model::{ContextId, Landscape, RelationshipKind};
use atoll_core::random::Random;
use atoll_core::sketch::Sketch;

/// A random map, and for each of its contexts the numbers of the teams that own it.
fn drawn(random: &mut Random, teams: usize) -> (Landscape, Vec<Vec<usize>>) {
    let mut sketch = Sketch::new();
    let count = 2 + random.below(8);
    let contexts: Vec<ContextId> = (0..count).map(|number| sketch.context(&format!("Context {number}"))).collect();
    for _ in 0..random.below(3 * count) {
        let kind = RelationshipKind::ALL[random.below(RelationshipKind::ALL.len())];
        let [upstream, downstream] = [random.below(count), random.below(count)].map(|number| contexts[number]);
        let is_open = random.below(2) == 0;
        sketch.relate(upstream, downstream, kind, |it| it.upstream_roles.open_host_service = is_open);
    }
    let mut owners_of = |_| {
        let mut owners: Vec<usize> = (0..random.below(3)).map(|_| random.below(teams)).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    };
    let owners = (0..count).map(&mut owners_of).collect();
    (sketch.landscape, owners)
}

fn contact(random: &mut Random, teams: usize) -> Contact {
    let provider = random.below(teams);
    let consumer = (provider + 1 + random.below(teams - 1)) % teams;
    Contact { provider, consumer, is_service: random.below(2) == 0 }
}

fn required(landscape: &Landscape, owners: &[Vec<usize>]) -> Vec<Requirement> {
    landscape::required(landscape, &Graph::of(landscape), owners)
}

#[test]
fn one_more_contact_never_lowers_congruence() {
    let mut risen = 0;
    for seed in 0..400 {
        let mut random = Random::keyed(&[seed, 5]);
        let teams = 2 + random.below(5);
        let (landscape, owners) = drawn(&mut random, teams);
        let required = required(&landscape, &owners);
        let mut contacts: Vec<Contact> = (0..random.below(4)).map(|_| contact(&mut random, teams)).collect();
        let before = congruence::congruence(required.clone(), &contacts);
        contacts.push(contact(&mut random, teams));
        let after = congruence::congruence(required, &contacts);
        assert!(after.share() >= before.share() && after.weighted() >= before.weighted(), "seed {seed}");
        assert!((0.0..=1.0).contains(&after.share()) && (0.0..=1.0).contains(&after.weighted()), "seed {seed}");
        assert!(after.met() + after.gaps().count() == after.required.len(), "seed {seed}");
        risen += usize::from(after.share() > before.share());
    }
    assert!(risen > 50, "only {risen} rose");
}

#[test]
fn merging_two_teams_removes_their_gap_and_adds_none_between_others() {
    let mut merged = 0;
    for seed in 0..400 {
        let mut random = Random::keyed(&[seed, 6]);
        let (landscape, owners) = drawn(&mut random, 5);
        let before = congruence::congruence(required(&landscape, &owners), &[]);
        let Some((into, from)) = before.gaps().next().map(|gap| gap.teams) else {
            continue;
        };
        let merge = |team: &usize| if *team == from { into } else { *team };
        let together = |owners: &Vec<usize>| {
            let mut owners: Vec<usize> = owners.iter().map(merge).collect();
            owners.sort_unstable();
            owners.dedup();
            owners
        };
        let owners: Vec<Vec<usize>> = owners.iter().map(together).collect();
        let after = congruence::congruence(required(&landscape, &owners), &[]);
        for gap in after.gaps() {
            assert!(gap.teams != (into, from) && gap.teams.0 != from && gap.teams.1 != from, "seed {seed}");
            let was_there = before.required.iter().any(|it| {
                let [a, b] = [it.teams.0, it.teams.1].map(|team| merge(&team));
                (a.min(b), a.max(b)) == gap.teams
            });
            assert!(was_there, "seed {seed}: {gap:?}");
        }
        assert!(after.required.len() < before.required.len(), "seed {seed}");
        merged += 1;
    }
    assert!(merged > 100, "only {merged} merged");
}
