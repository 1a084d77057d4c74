//! A landscape as the delivery engine sees it, with what was assumed where nothing is drawn.

use super::factory::{Conflicts, Coordination, Failures, Model, Source, Spread, Station, Work};
use super::parameters::Numbers;
use super::practice::{self, MONTH, asked};
use super::reach::Reach;
use crate::measure::congruence;
use crate::model::{ContextId, DeliveryPolicy, Landscape, Team, TeamForm, TeamId, ToggleKind};
use crate::simulation::footprint::Footprints;
use crate::simulation::{Refusal, Request};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// Days of a week.
const WEEK: f64 = 7.0;

/// Disciplines in the order in which work is handed on.
const DISCIPLINES: [&str; 8] =
    ["analysis", "design", "front end", "back end", "database", "security", "testing", "operations"];

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The numbers that the engine runs on.
    pub model: Model,
    /// The parameters that hold.
    pub numbers: Numbers,
    /// The contexts, by number.
    pub contexts: Vec<ContextId>,
    /// The teams, by number.
    pub teams: Vec<TeamId>,
    /// What each dock releases, in words.
    pub docks: Vec<String>,
    /// The share of testing by hand at each dock.
    pub by_hand: Vec<f64>,
    /// What was assumed, in sentences.
    pub notes: Vec<String>,
}

/// Reads a landscape.
///
/// # Errors
/// A sentence that says what has to be drawn first.
pub fn read(landscape: &Landscape, request: &Request) -> Result<Reading, Refusal> {
    let numbers = Numbers::of(landscape);
    let footprints = Footprints::of(landscape);
    let contexts = footprints.graph().contexts.clone();
    let teams: Vec<TeamId> = landscape.teams.keys().copied().collect();
    if contexts.is_empty() || teams.is_empty() {
        return Err(Refusal::new("Draw contexts and the teams that own them: without teams nobody delivers anything."));
    }
    let team_numbers: SortedMap<TeamId, usize> = teams.iter().enumerate().map(|(number, id)| (*id, number)).collect();
    let owners = owners(landscape, &contexts, &team_numbers);
    if owners.iter().all(Vec::is_empty) {
        return Err(Refusal::new("Say which team owns which context: work goes to the owners of what it touches."));
    }
    let mut reading = Reading {
        model: Model { work: work(&numbers), conflicts: conflicts(&numbers), ..Model::default() },
        numbers,
        contexts,
        teams,
        docks: Vec::new(),
        by_hand: Vec::new(),
        notes: Vec::new(),
    };
    reading.model.gaps = gaps(landscape, &footprints, &owners, &team_numbers);
    reading.model.failures = failures(&reading.numbers);
    reading.model.is_hotfix_first = request.setting("priority", "first") == "first";
    let is_sequential = request.setting("coordination", "parallel") == "sequential";
    reading.model.coordination = if is_sequential { Coordination::Sequential } else { Coordination::Parallel };
    reading.read_teams(landscape, request);
    reading.read_contexts(landscape, request, &owners);
    reading.model.reach = Reach::Drawn(Box::new(footprints));
    if reading.model.sources.iter().all(|source| source.a_day <= 0.0) {
        return Err(Refusal::new("No change begins anywhere: say how many changes a month an owned context gets."));
    }
    reading.note(landscape, &owners);
    Ok(reading)
}

impl Reading {
    fn read_teams(&mut self, landscape: &Landscape, request: &Request) {
        let policies: Vec<&DeliveryPolicy> = landscape.delivery_policies.values().map(|policy| &**policy).collect();
        let all = policies.iter().map(|policy| Some(*policy)).chain([None]);
        let all: Vec<DeliveryPolicy> = all.map(|policy| asked(policy, request)).collect();
        self.model.practices = all.iter().map(|policy| practice::practice(policy, landscape, &self.numbers)).collect();
        for id in &self.teams {
            let named = policies.iter().position(|policy| policy.teams.contains(id));
            let practice = named.or_else(|| policies.iter().position(|policy| policy.teams.is_empty()));
            let practice = practice.unwrap_or(policies.len()) as u32;
            if let Some(team) = landscape.teams.get(id) {
                self.model.teams.push(Station { practice, ..station(team, &self.numbers) });
            }
        }
    }

    fn read_contexts(&mut self, landscape: &Landscape, request: &Request, owners: &[Vec<u32>]) {
        let policies: Vec<&DeliveryPolicy> = landscape.delivery_policies.values().map(|policy| &**policy).collect();
        let mut docks: SortedMap<(u64, u32), u32> = SortedMap::new();
        let rates = self.rates(landscape, owners);
        for (number, id) in self.contexts.iter().enumerate() {
            let Some(first) = owners[number].first().copied() else {
                self.model.sources.push(Source { key: id.number(), ..Source::default() });
                continue;
            };
            let practice = self.model.teams[first as usize].practice;
            let deployable = landscape.deployables.values().find(|deployable| deployable.contexts.contains(id));
            let team = self.teams[first as usize];
            let (key, name) = match deployable {
                Some(deployable) => (deployable.id.number(), landscape.quoted(deployable.id.into())),
                None => (team.number(), format!("what {} releases", landscape.quoted(team.into()))),
            };
            let count = docks.len() as u32;
            let dock = *docks.entry((key, practice)).or_insert(count);
            if dock == count {
                let policy = asked(policies.get(practice as usize).copied(), request);
                let of_policy = practice::dock(&policy, &self.numbers);
                self.model.docks.push(super::factory::Dock { key, ..of_policy });
                self.docks.push(name);
                self.by_hand.push(practice::by_hand(&policy, &self.numbers));
            }
            let has_switch = landscape.toggles.values().any(|toggle| {
                toggle.context == Some(*id) && matches!(toggle.kind, ToggleKind::Operations | ToggleKind::Release)
            });
            let (owners, a_day) = (owners[number].clone(), rates[number]);
            self.model.sources.push(Source { key: id.number(), a_day, owners, dock, has_switch });
        }
    }

    /// Changes a day that begin in each context.
    fn rates(&mut self, landscape: &Landscape, owners: &[Vec<u32>]) -> Vec<f64> {
        let said = |id: &ContextId| landscape.contexts.get(id).map_or(0, |context| context.changes_a_month);
        let owned = || self.contexts.iter().zip(owners).filter(|(_, owners)| !owners.is_empty());
        let saying: Vec<f64> = owned().map(|(id, _)| f64::from(said(id))).filter(|count| *count > 0.0).collect();
        if saying.is_empty() {
            let share = self.numbers.get("own_load");
            self.notes.push(format!(
                "No context says how many changes it gets: each team is given as many of its own as fill {} % of its \
                 time, evenly over its contexts.",
                (100.0 * share).round()
            ));
            let work = &self.model.work;
            let days = (1.0 - work.defects) * work.feature_days + work.defects * work.defect_days;
            let homes = |team: u32| owners.iter().filter(|owners| owners.first() == Some(&team)).count().max(1);
            let rate = |owners: &Vec<u32>| {
                let Some(team) = owners.first() else { return 0.0 };
                let station = &self.model.teams[*team as usize];
                share * f64::from(station.people) * station.pace / days.max(0.01) / homes(*team) as f64
            };
            return owners.iter().map(rate).collect();
        }
        let mean = saying.iter().sum::<f64>() / saying.len() as f64;
        let silent = owned().count() - saying.len();
        if silent > 0 {
            self.notes.push(format!(
                "{silent} of the owned contexts do not say how many changes they get: they are given {mean:.1} a \
                 month, as the others have on average."
            ));
        }
        let rate = |(id, owners): (&ContextId, &Vec<u32>)| match (said(id), owners.is_empty()) {
            (_, true) => 0.0,
            (0, _) => mean / MONTH,
            (count, _) => f64::from(count) / MONTH,
        };
        self.contexts.iter().zip(owners).map(rate).collect()
    }

    fn note(&mut self, landscape: &Landscape, owners: &[Vec<u32>]) {
        let is_ours = |id: &ContextId| landscape.contexts.get(id).is_some_and(|context| !context.is_external());
        let orphans = self.contexts.iter().zip(owners).filter(|(id, owners)| owners.is_empty() && is_ours(id)).count();
        if orphans > 0 {
            self.notes.push(format!("{orphans} of the contexts have no owner: what has to be done there is left out."));
        }
        if landscape.delivery_policies.is_empty() {
            self.notes.push(
                "No delivery policy is drawn: short-lived branches, a colleague's review, some automated tests and a \
                 release every so many days are assumed."
                    .to_owned(),
            );
        }
    }
}

/// The teams that act on a change of each context. Where a team of one discipline owns it, so do the functional teams
/// that own nothing: they are there for everybody.
fn owners(landscape: &Landscape, contexts: &[ContextId], numbers: &SortedMap<TeamId, usize>) -> Vec<Vec<u32>> {
    let of = |id: &ContextId| -> Vec<u32> {
        let context = landscape.contexts.get(id).filter(|context| !context.is_external());
        let owners = context.map(|context| landscape.owners_of(context)).unwrap_or_default();
        owners.iter().filter_map(|team| numbers.get(team)).map(|number| *number as u32).collect()
    };
    let mut owners: Vec<Vec<u32>> = contexts.iter().map(of).collect();
    let is_functional = |team: &Team| team.form == TeamForm::Functional;
    let functional: Vec<bool> = landscape.teams.values().map(|team| is_functional(team)).collect();
    let owning: SortedSet<u32> = owners.iter().flatten().copied().collect();
    let idle: Vec<u32> =
        (0..functional.len() as u32).filter(|team| functional[*team as usize] && !owning.contains(team)).collect();
    for owners in &mut owners {
        if owners.iter().any(|team| functional[*team as usize]) {
            owners.extend(&idle);
        }
    }
    owners
}

/// A team as people at work.
fn station(team: &Team, numbers: &Numbers) -> Station {
    let a_person = numbers.get("days_a_person");
    let people = match (team.people, team.capacity) {
        (0, 0) => numbers.get("people"),
        (0, capacity) => (f64::from(capacity) / a_person).ceil(),
        (people, _) => f64::from(people),
    };
    let people = people.clamp(1.0, 100_000.0).round();
    let capacity = if team.capacity > 0 { f64::from(team.capacity) } else { people * a_person };
    let place = || {
        let discipline = team.discipline.trim().to_lowercase();
        DISCIPLINES.iter().position(|known| *known == discipline).unwrap_or(DISCIPLINES.len()) as u32
    };
    let discipline = (team.form == TeamForm::Functional).then(place);
    Station { key: team.id.number(), people: people as u32, pace: capacity / WEEK / people, discipline, practice: 0 }
}

/// Pairs of teams that have to talk and do not; none where no interaction is drawn at all.
fn gaps(
    landscape: &Landscape,
    footprints: &Footprints,
    owners: &[Vec<u32>],
    numbers: &SortedMap<TeamId, usize>,
) -> SortedSet<(u32, u32)> {
    let contacts = congruence::landscape::contacts(landscape, numbers);
    if contacts.is_empty() {
        return SortedSet::new();
    }
    let owners: Vec<Vec<usize>> =
        owners.iter().map(|teams| teams.iter().map(|team| *team as usize).collect()).collect();
    let required = congruence::landscape::required(landscape, footprints.graph(), &owners);
    let congruence = congruence::congruence(required, &contacts);
    congruence.gaps().map(|gap| (gap.teams.0 as u32, gap.teams.1 as u32)).collect()
}

fn work(numbers: &Numbers) -> Work {
    let get = |key: &str| numbers.get(key);
    Work {
        feature_days: get("feature_days"),
        defect_days: get("defect_days"),
        repair_days: get("repair_days"),
        spread: Spread::Lognormal(get("size_spread")),
        defects: get("defects"),
        follow: get("follow"),
        hand_off_days: get("hand_off_days"),
        gap: get("gap"),
        rework: get("rework"),
        hand_off_rework: get("hand_off_rework"),
        rework_share: get("rework_share"),
    }
}

fn conflicts(numbers: &Numbers) -> Conflicts {
    let [overlap, resolution_days, resolution_spread] =
        ["overlap", "resolution_days", "resolution_spread"].map(|key| numbers.get(key));
    Conflicts { overlap, resolution_days, resolution_spread }
}

fn failures(numbers: &Numbers) -> Failures {
    let [span, detection, decision, forgotten] =
        ["span", "detection_hours", "decision_hours", "forgotten"].map(|key| numbers.get(key));
    Failures { span, detection_days: detection / 24.0, decision_days: decision / 24.0, forgotten }
}
