//! A generated landscape of any size in which everything is said: what rules and measures are timed on.
//!
//! The contexts and relationships are those of [`synthetic`](super::synthetic); around them are teams, contracts, data
//! stores, deployables, building blocks, terms, toggles and policies in the numbers of a large organisation, some of them
//! wrong. Which, follows from small prime numbers, so that it is the same everywhere.

use std::sync::Arc;

use chrono::NaiveDate;

use super::synthetic;
use crate::model::{
    BoundedContext, Branching, BuildingBlock, BuildingBlockKind, Complexity, ContextId, Contract, ContractVersion,
    Coupling, Criticality, DataStore, DeliveryPolicy, Deployable, DeployableKind, Environment, EnvironmentKind, Hotfix,
    HotfixPath, Integration, Interaction, InteractionMode, Landscape, Layer, Lifecycle, Message, MessageKind, Release,
    Review, Ring, Rollout, Strength, Team, TeamForm, TeamId, TeamKind, Term, TestAutomation, Timing, Toggle,
    ToggleKind, VersionId,
};
use crate::sketch::Sketch;

/// The landscape of `count` contexts with all that belongs to them.
pub fn landscape(count: usize) -> Landscape {
    let mut sketch = Sketch::on(synthetic::landscape(count));
    let contexts: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
    let teams = teams(&mut sketch, &contexts);
    for (number, context) in contexts.iter().enumerate() {
        let team = teams.get(number / 4).copied();
        sketch.edit_context(*context, |context| say(context, number, team));
        language(&mut sketch, *context, number);
        blocks(&mut sketch, *context, number);
    }
    let versions: Vec<Option<[VersionId; 2]>> =
        contexts.iter().enumerate().map(|(number, context)| contract(&mut sketch, *context, number)).collect();
    relationships(&mut sketch, &contexts, &versions);
    runtime(&mut sketch, &contexts);
    delivery(&mut sketch, &contexts, &teams);
    sketch.landscape
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn one<T: Copy>(all: &[T], number: usize) -> T {
    all[number % all.len()]
}

fn teams(sketch: &mut Sketch, contexts: &[ContextId]) -> Vec<TeamId> {
    let team = |number: usize| Team {
        name: format!("Team {number}"),
        kind: one(TeamKind::ALL, number),
        people: 4 + (number % 7) as u32,
        form: one(TeamForm::ALL, number),
        ..Team::default()
    };
    let teams: Vec<TeamId> = (0..contexts.len().div_ceil(4)).map(|number| sketch.add(team(number))).collect();
    for pair in teams.windows(2).step_by(2) {
        sketch.add(Interaction {
            provider: pair[0],
            consumer: pair[1],
            mode: one(InteractionMode::ALL, pair[0].number() as usize),
            start: day(2026, 1, 12),
            expected_weeks: 8 + (pair[1].number() % 30) as u32,
            ..Interaction::default()
        });
    }
    teams
}

fn say(context: &mut BoundedContext, number: usize, team: Option<TeamId>) {
    context.owners = team.into_iter().collect();
    context.layer = one(Layer::ALL, number / 3);
    context.sublayer = (number % 3) as u32;
    context.criticality = one(Criticality::ALL, number);
    context.complexity = one(Complexity::ALL, number);
    context.sponsors = vec![format!("Sponsor {}", number % 11)];
    context.decisions = vec!["Nothing leaves unpaid".to_owned()];
}

fn language(sketch: &mut Sketch, context: ContextId, number: usize) {
    for word in [format!("Customer {}", number % 40), format!("Word {number}")] {
        let meaning = format!("What {} means by it.", number % 7);
        sketch.add(Term { context, name: word, meaning, ..Term::default() });
    }
}

fn blocks(sketch: &mut Sketch, context: ContextId, number: usize) {
    let aggregate = sketch.aggregate(context, &format!("Aggregate {number}"));
    let kinds = [BuildingBlockKind::Entity, BuildingBlockKind::Service, BuildingBlockKind::Repository];
    let rings = [Ring::Domain, Ring::Application, Ring::Infrastructure];
    let mut inner = Vec::new();
    for place in 0..3 {
        inner.push(sketch.add(BuildingBlock {
            context,
            aggregate: (place == 0).then_some(aggregate),
            name: format!("Block {number}.{place}"),
            kind: kinds[place],
            ring: rings[place],
            is_root: place == 0,
            is_public: place == 1,
            uses: inner.clone(),
            ..BuildingBlock::default()
        }));
    }
}

fn contract(sketch: &mut Sketch, context: ContextId, number: usize) -> Option<[VersionId; 2]> {
    if number % 3 == 2 {
        return None;
    }
    let contract = sketch.add(Contract { context, name: format!("Contract {number}"), ..Contract::default() });
    let version = |name: &str, lifecycle, is_breaking| ContractVersion {
        contract,
        name: name.to_owned(),
        lifecycle,
        is_breaking,
        released: day(2025, 3, 1),
        deprecated: (lifecycle == Lifecycle::Deprecated).then(|| day(2026, 2, 1)).flatten(),
        sunset: (lifecycle == Lifecycle::Deprecated && !number.is_multiple_of(5)).then(|| day(2026, 9, 30)).flatten(),
        ..ContractVersion::default()
    };
    let first = sketch.add(version("1", Lifecycle::Deprecated, false));
    let second = sketch.add(version("2", Lifecycle::Active, number.is_multiple_of(4)));
    Some([first, second])
}

fn relationships(sketch: &mut Sketch, contexts: &[ContextId], versions: &[Option<[VersionId; 2]>]) {
    let mut after = Vec::with_capacity(sketch.landscape.relationships.len());
    for (number, relationship) in sketch.landscape.relationships.values().enumerate() {
        let mut relationship = relationship.as_ref().clone();
        relationship.integration = one(Integration::ALL, number);
        relationship.coupling = one(Coupling::ALL, number / 2);
        relationship.timing = one(Timing::ALL, number / 3);
        relationship.strength = one(Strength::ALL, number / 5);
        relationship.calls_per_request = (number % 13) as u32;
        let upstream = relationship.contexts().map(|(upstream, _)| upstream);
        let place = upstream.and_then(|id| contexts.binary_search(&id).ok());
        let of_upstream = place.and_then(|place| versions[place]);
        relationship.versions = of_upstream.map(|both| both[number % 2]).into_iter().collect();
        after.push(relationship);
    }
    for (number, relationship) in after.into_iter().enumerate() {
        let id = relationship.id;
        sketch.put(relationship);
        if number.is_multiple_of(5) {
            let kind = one(MessageKind::ALL, number / 5);
            sketch.add(Message { relationship: id, name: format!("Message {number}"), kind, ..Message::default() });
        }
    }
}

fn runtime(sketch: &mut Sketch, contexts: &[ContextId]) {
    for (number, together) in contexts.chunks(3).enumerate() {
        let (name, kind) = (format!("Program {number}"), one(DeployableKind::ALL, number));
        let contexts = if number % 17 == 3 { together[1..].to_vec() } else { together.to_vec() };
        sketch.add(Deployable { name, kind, contexts, ..Deployable::default() });
    }
    for (number, pair) in contexts.chunks(2).enumerate() {
        let readers = if number.is_multiple_of(6) { pair.to_vec() } else { Vec::new() };
        let writers = vec![pair[0]];
        sketch.add(DataStore { name: format!("Store {number}"), readers, writers, ..DataStore::default() });
    }
}

fn delivery(sketch: &mut Sketch, contexts: &[ContextId], teams: &[TeamId]) {
    let kinds = [EnvironmentKind::Development, EnvironmentKind::PreProduction, EnvironmentKind::Production];
    let pipeline: Vec<_> = kinds
        .map(|kind| sketch.add(Environment { name: kind.word().to_owned(), kind, ..Environment::default() }))
        .to_vec();
    for (number, teams) in teams.chunks(10).enumerate() {
        sketch.add(DeliveryPolicy {
            name: format!("Policy {number}"),
            teams: teams.to_vec(),
            branching: one(Branching::ALL, number),
            branch_days: (number % 20) as u32,
            batch_size: (number % 30) as u32,
            cadence_days: (number % 60) as u32,
            review: one(Review::ALL, number),
            automation: one(TestAutomation::ALL, number),
            pipeline: pipeline.clone(),
            rollout: one(Rollout::ALL, number),
            hotfix_path: one(HotfixPath::ALL, number),
            ..DeliveryPolicy::default()
        });
    }
    let release = sketch.add(Release { name: "2026.4".to_owned(), date: day(2026, 4, 1), ..Release::default() });
    for (number, context) in contexts.iter().enumerate().step_by(4) {
        sketch.add(Toggle {
            name: format!("toggle-{number}"),
            kind: one(ToggleKind::ALL, number / 4),
            context: Some(*context),
            owner: if number.is_multiple_of(12) { None } else { teams.get(number / 4).copied() },
            created: day(2025, 11, 3),
            expires: day(2026, 1 + (number % 12) as u32, 1),
            ..Toggle::default()
        });
        if number.is_multiple_of(40) {
            sketch.add(Hotfix {
                name: format!("Repair {number}"),
                context: Some(*context),
                release: Some(release),
                branches: vec!["main".to_owned(), "release".to_owned()],
                merged: vec!["main".to_owned()],
                ..Hotfix::default()
            });
        }
    }
    Arc::make_mut(&mut sketch.landscape.header).purpose = "To be timed.".to_owned();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ElementKind;

    #[test]
    fn everything_is_said_and_nothing_points_nowhere() {
        let landscape = landscape(60);
        for kind in ElementKind::ALL {
            let is_asked = !matches!(
                kind,
                ElementKind::Subdomain
                    | ElementKind::Actor
                    | ElementKind::Acceptance
                    | ElementKind::Story
                    | ElementKind::Perspective
                    | ElementKind::Scenario
                    | ElementKind::Comment
            );
            assert_eq!(!landscape.ids_of(*kind).is_empty(), is_asked, "{kind:?}");
        }
        assert!(landscape.records().all(|record| record.references().iter().all(|id| landscape.contains(*id))));
        assert_eq!(landscape, super::landscape(60));
    }
}
