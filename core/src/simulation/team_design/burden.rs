//! What each team has to keep in mind: the published rule, and a score of our own that also counts what is around it.

use super::parameters;
use super::situation::Situation;
use crate::measure::load;
use crate::model::{Complexity, Landscape};
use crate::simulation::Unit;
use crate::simulation::report::Table;

/// What one team has to keep in mind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Burden {
    /// How complex each of its contexts is.
    pub complexities: Vec<Complexity>,
    /// Relationships of its contexts with those of others.
    pub relationships: usize,
    /// Toggles in its contexts, and those that it has to take out.
    pub toggles: usize,
    /// Deployables with a context of it.
    pub services: usize,
    /// Our score, in points.
    pub score: f64,
}

impl Burden {
    /// Whether the rule of Team Topologies says that it is too much.
    pub fn is_overload(&self) -> bool {
        load::is_overload(&self.complexities)
    }
}

/// What each team has to keep in mind, by its number.
pub fn burdens(on: &Situation, landscape: &Landscape) -> Vec<Burden> {
    let parameters = parameters::load();
    let weight = |key: &str| parameters::value(landscape, &parameters, key);
    let weights = ["teams.load_relationship", "teams.load_toggle", "teams.load_service"].map(weight);
    let volatile = load::volatile(landscape);
    let number = |id: &crate::model::ContextId| on.contexts.binary_search(id).ok();
    let burden = |team: usize| {
        let owns = |id: &crate::model::ContextId| number(id).is_some_and(|context| on.owners[context].contains(&team));
        let crew = &on.crews[team];
        let complexity = |context: &usize| {
            let id = on.contexts[*context];
            let context = landscape.contexts.get(&id);
            context.map(|context| load::complexity_of(landscape, context, volatile.contains(&id))).unwrap_or_default()
        };
        let complexities: Vec<Complexity> = crew.owned.iter().map(complexity).collect();
        let crosses = |relationship: &&std::sync::Arc<crate::model::Relationship>| {
            relationship.contexts().is_some_and(|(one, other)| owns(&one) != owns(&other))
        };
        let relationships = landscape.relationships.values().filter(crosses).count();
        let toggles = landscape.toggles.values();
        let toggles =
            toggles.filter(|it| it.owner == Some(crew.team) || it.context.as_ref().is_some_and(&owns)).count();
        let services = landscape.deployables.values().filter(|it| it.contexts.iter().any(&owns)).count();
        let counts = [relationships, toggles, services];
        let around: f64 = counts.iter().zip(weights).map(|(count, weight)| *count as f64 * weight).sum();
        let score = f64::from(load::points(&complexities)) + around;
        Burden { complexities, relationships, toggles, services, score }
    };
    (0..on.crews.len()).map(burden).collect()
}

/// The burdens as a table, the heaviest first.
pub fn table(on: &Situation, landscape: &Landscape, burdens: &[Burden]) -> Table {
    let columns = [
        ("Team", Unit::Word),
        ("Contexts", Unit::Count),
        ("Points by the rule", Unit::Number),
        ("Relationships with others", Unit::Count),
        ("Toggles", Unit::Count),
        ("Runs", Unit::Count),
        ("Our score", Unit::Number),
        ("Rule of Team Topologies", Unit::Word),
    ];
    let mut table = Table::new("load", "What each team has to keep in mind", &columns);
    let mut order: Vec<usize> = (0..burdens.len()).collect();
    crate::order::sort_by(&mut order, |a, b| burdens[*b].score.total_cmp(&burdens[*a].score));
    for team in order {
        let (burden, id) = (&burdens[team], on.crews[team].team);
        let verdict = if burden.is_overload() { "too much" } else { "fits" };
        let cells = vec![
            landscape.quoted(id.into()).into(),
            burden.complexities.len().into(),
            f64::from(load::points(&burden.complexities)).into(),
            burden.relationships.into(),
            burden.toggles.into(),
            burden.services.into(),
            burden.score.into(),
            verdict.into(),
        ];
        table.push(Some(id.into()), cells);
    }
    table
}
