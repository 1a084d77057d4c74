//! A landscape as people and work: who there is, who does what, and what comes in.

use std::borrow::Cow;

use super::demand::Demand;
use super::flow::DAYS_A_MONTH;
use super::parameters::Values;
use crate::measure::congruence::{self, Congruence, landscape as drawn};
use crate::model::{ContextId, Landscape, TeamForm, TeamId};
use crate::simulation::footprint::Footprints;
use crate::simulation::{Refusal, Request};
use crate::sorted_map::SortedMap;

/// Above so many contexts the comparison would not be live any more.
pub const CONTEXTS_MAX: usize = 2_000;

/// So many trials for a context are enough for anybody, and so many contexts may all trials together touch.
pub const TRIALS_MOST: u32 = 512;
/// See [`TRIALS_MOST`].
pub const TOUCHES: usize = 50_000;

/// A team and what it can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Crew {
    /// Which team.
    pub team: TeamId,
    /// How many people.
    pub people: f64,
    /// Person-days a month for changes; 0 where none of the changes is its work.
    pub capacity: f64,
    /// The discipline of a functional team.
    pub discipline: Option<String>,
    /// The contexts that it owns, by number.
    pub owned: Vec<usize>,
}

/// People, work, and who has to talk.
#[derive(Clone, Debug)]
pub struct Situation {
    /// What holds.
    pub values: Values,
    /// The contexts by number.
    pub contexts: Vec<ContextId>,
    /// Whether one of the teams works in the context.
    pub is_ours: Vec<bool>,
    /// The teams, in the order of identifiers.
    pub crews: Vec<Crew>,
    /// For each context the numbers of the teams that own it.
    pub owners: Vec<Vec<usize>>,
    /// For each context which teams do which share of the work in it.
    pub doers: Vec<Vec<(usize, f64)>>,
    /// What comes in.
    pub demand: Demand,
    /// What the work was multiplied with to fit the people; 1 where it is taken as drawn.
    pub fitted: f64,
    /// Which teams have to talk, and do.
    pub congruence: Congruence,
    /// Whether anything is recorded of who talks.
    pub has_interactions: bool,
    /// How many contexts say how often they change.
    pub said: usize,
}

impl Situation {
    /// The situation that a landscape shows. `is_fitted` scales the work to the people.
    ///
    /// # Errors
    /// Where there are no teams with work, or too many contexts.
    pub fn of(landscape: &Landscape, request: &Request, is_fitted: bool) -> Result<Self, Refusal> {
        let values = Values::of(landscape);
        if landscape.contexts.len() > CONTEXTS_MAX {
            return Err(Refusal::new(format!(
                "This compares teams for up to {CONTEXTS_MAX} contexts, and here are {}.",
                landscape.contexts.len()
            )));
        }
        let footprints = Footprints::of(landscape);
        let contexts = footprints.graph().contexts.clone();
        let owners = owners(landscape, &contexts);
        let mut crews = crews(landscape, &values, &owners);
        let doers = doers(landscape, &crews, &owners, &contexts);
        let is_ours: Vec<bool> = doers.iter().map(|doers| !doers.is_empty()).collect();
        for (number, crew) in crews.iter_mut().enumerate() {
            if !doers.iter().flatten().any(|(doer, _)| *doer == number) {
                crew.capacity = 0.0;
            }
        }
        if !is_ours.contains(&true) {
            return Err(Refusal::new("Draw a team and the contexts that it owns: there is nobody who does the work."));
        }
        let (rates, said) = rates(landscape, &footprints, &is_ours);
        let network = |_: usize| Cow::Borrowed(&footprints.model.network);
        let demand = match request.effort {
            0 => Demand::draw_within(&network, &contexts, rates, &is_ours, (TOUCHES, TRIALS_MOST, request.seed)),
            effort => Demand::draw(&network, &contexts, rates, &is_ours, (effort.min(20_000), request.seed)),
        };
        let congruence = congruence_of(landscape, &footprints, &owners);
        let has_interactions = congruence.contacts > 0;
        let situation = Self {
            values,
            contexts,
            is_ours,
            crews,
            owners,
            doers,
            demand,
            fitted: 1.0,
            congruence,
            has_interactions,
            said,
        };
        Ok(if is_fitted { situation.fitted_to_people() } else { situation })
    }

    /// As much of the same work as keeps people as busy as is assumed.
    fn fitted_to_people(mut self) -> Self {
        let work = self.bare_work();
        if work > 0.0 {
            self.fitted = self.values.busy * self.capacity() / work;
            self.demand = self.demand.scaled(self.fitted);
        }
        self
    }

    /// Person-days a month of the work itself.
    pub fn bare_work(&self) -> f64 {
        let pace = &self.values.pace;
        let work = self.demand.changes.iter().map(|change| {
            let others = change.touched.iter().filter(|context| **context != change.source).count() as f64;
            let own = f64::from(u8::from(change.touched.contains(&change.source)));
            self.demand.volume(change) * pace.days * (own + pace.elsewhere * others)
        });
        work.sum()
    }

    /// What everybody who works on changes can do, in person-days a month.
    pub fn capacity(&self) -> f64 {
        self.crews.iter().map(|crew| crew.capacity).sum()
    }

    /// Everybody who works on changes.
    pub fn people(&self) -> f64 {
        self.crews.iter().filter(|crew| crew.capacity > 0.0).map(|crew| crew.people).sum()
    }

    /// How many teams work on changes.
    pub fn teams(&self) -> usize {
        self.crews.iter().filter(|crew| crew.capacity > 0.0).count()
    }

    /// How many items people like these work on at a time.
    pub fn servers(&self, people: f64) -> u32 {
        (people / self.values.people_on_one).round().clamp(1.0, 10_000.0) as u32
    }
}

/// For each context the numbers of the teams that own it; of an external one nobody here.
pub fn owners(landscape: &Landscape, contexts: &[ContextId]) -> Vec<Vec<usize>> {
    let numbers: SortedMap<TeamId, usize> = landscape.teams.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let of = |id: &ContextId| -> Vec<usize> {
        let context = landscape.contexts.get(id).filter(|context| !context.is_external());
        let owners = context.map(|context| landscape.owners_of(context)).unwrap_or_default();
        owners.iter().filter_map(|team| numbers.get(team).copied()).collect()
    };
    contexts.iter().map(of).collect()
}

/// The teams of a landscape.
pub fn crews(landscape: &Landscape, values: &Values, owners: &[Vec<usize>]) -> Vec<Crew> {
    let crew = |(number, team): (usize, &std::sync::Arc<crate::model::Team>)| {
        let people = if team.people > 0 { f64::from(team.people) } else { values.people };
        let capacity = match team.capacity {
            0 => people * values.new_work * DAYS_A_MONTH,
            days_a_week => f64::from(days_a_week) * DAYS_A_MONTH / 5.0,
        };
        let discipline = (team.form == TeamForm::Functional).then(|| match team.discipline.trim() {
            "" => format!("of {}", team.id),
            discipline => discipline.to_lowercase(),
        });
        let owned = (0..owners.len()).filter(|context| owners[*context].contains(&number)).collect();
        Crew { team: team.id, people, capacity, discipline, owned }
    };
    landscape.teams.values().enumerate().map(crew).collect()
}

/// Who does which share of the work in each context.
///
/// A discipline does an equal share with the others; those that own the context share what is left. Functional teams
/// that own nothing serve every context that somebody owns, or all where nobody owns any.
fn doers(
    landscape: &Landscape,
    crews: &[Crew],
    owners: &[Vec<usize>],
    contexts: &[ContextId],
) -> Vec<Vec<(usize, f64)>> {
    let is_serving = |crew: &Crew| crew.discipline.is_some() && crew.owned.is_empty();
    let serving: Vec<usize> = (0..crews.len()).filter(|number| is_serving(&crews[*number])).collect();
    let nobody_owns = owners.iter().all(Vec::is_empty);
    let of = |(number, id): (usize, &ContextId)| -> Vec<(usize, f64)> {
        let is_external = landscape.contexts.get(id).is_none_or(|context| context.is_external());
        if is_external || owners[number].is_empty() && !nobody_owns {
            return Vec::new();
        }
        let (mut by_discipline, mut whole): (SortedMap<&str, Vec<usize>>, Vec<usize>) = Default::default();
        for crew in owners[number].iter().chain(&serving) {
            match &crews[*crew].discipline {
                Some(discipline) => by_discipline.entry(discipline.as_str()).or_default().push(*crew),
                None => whole.push(*crew),
            }
        }
        let shares = by_discipline.len() + usize::from(!whole.is_empty());
        let equally = |crews: &Vec<usize>| -> Vec<(usize, f64)> {
            crews.iter().map(|crew| (*crew, 1.0 / (shares * crews.len()) as f64)).collect()
        };
        let mut doers: Vec<(usize, f64)> = by_discipline.values().flat_map(equally).collect();
        doers.extend(equally(&whole));
        doers
    };
    contexts.iter().enumerate().map(of).collect()
}

/// Changes a month that begin in each context, as the ripple counts them, and how many contexts say so themselves.
pub fn rates(landscape: &Landscape, footprints: &Footprints, is_ours: &[bool]) -> (Vec<f64>, usize) {
    let volatility = &footprints.model.likelihoods.volatility;
    let ours = footprints.graph().contexts.iter().zip(is_ours);
    let rate = |(id, is_ours): (&ContextId, &bool)| match landscape.contexts.get(id).filter(|_| *is_ours) {
        Some(context) => volatility.changes(context),
        None => 0.0,
    };
    let is_said = |id: &ContextId| landscape.contexts.get(id).is_some_and(|context| context.changes_a_month > 0);
    let said = ours.clone().filter(|(id, is_ours)| **is_ours && is_said(id)).count();
    (ours.map(rate).collect(), said)
}

fn congruence_of(landscape: &Landscape, footprints: &Footprints, owners: &[Vec<usize>]) -> Congruence {
    let numbers: SortedMap<TeamId, usize> = landscape.teams.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let required = drawn::required(landscape, footprints.graph(), owners);
    congruence::congruence(required, &drawn::contacts(landscape, &numbers))
}
