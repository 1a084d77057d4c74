//! A landscape and what several measures ask of it: made once for each revision.

use super::architecture::{self, Architecture};
use super::congruence::{self, Congruence};
use super::feedback::{self, FeedbackArcs};
use super::load;
use super::martin::{self, Elements};
use super::structure::{Dependency, Structure};
use crate::graph::Graph;
use crate::model::{Complexity, ContextId, Landscape, TeamId};
use crate::sorted_map::SortedMap;

/// A landscape made ready for being measured.
pub struct Survey<'a> {
    /// What is measured.
    pub landscape: &'a Landscape,
    /// Its contexts by number.
    pub graph: &'a Graph,
    /// Which context depends on which.
    pub structure: Structure,
    /// The least that has to go for no cycle to be left.
    pub cut: FeedbackArcs,
    /// Whether there is a core, and where each context stands to it.
    pub architecture: Architecture,
    /// The teams, in the order of identifiers: a team's number is its place here.
    pub teams: Vec<TeamId>,
    /// For each context the numbers of the teams that own it.
    pub owners: Vec<Vec<usize>>,
    /// For each team the numbers of the contexts that it owns.
    pub owned: Vec<Vec<usize>>,
    /// For each context how complex it is, as far as the landscape tells.
    pub complexity: Vec<Complexity>,
    /// For each context how many building blocks it has, and how many of these are abstract.
    pub elements: Vec<Elements>,
    /// Which teams have to talk, and whether they do.
    pub congruence: Congruence,
    /// Whether the landscape says anything of who talks.
    pub has_interactions: bool,
}

impl<'a> Survey<'a> {
    /// Prepares a landscape whose graph this is.
    pub fn new(landscape: &'a Landscape, graph: &'a Graph) -> Self {
        let structure = Structure::of(landscape, graph);
        let cut = feedback::feedback_arcs(&structure);
        let architecture = architecture::architecture(&structure);
        let teams: Vec<TeamId> = landscape.teams.keys().copied().collect();
        let numbers: SortedMap<TeamId, usize> = teams.iter().enumerate().map(|(number, id)| (*id, number)).collect();
        let owners_of = |context| {
            let owners = landscape.contexts.get(context).map(|context| landscape.owners_of(context));
            owners.unwrap_or_default().iter().filter_map(|team| numbers.get(team).copied()).collect()
        };
        let owners: Vec<Vec<usize>> = graph.contexts.iter().map(owners_of).collect();
        let mut owned = vec![Vec::new(); teams.len()];
        for (context, owners) in owners.iter().enumerate() {
            owners.iter().for_each(|team| owned[*team].push(context));
        }
        let contacts = congruence::landscape::contacts(landscape, &numbers);
        let required = congruence::landscape::required(landscape, graph, &owners);
        Self {
            landscape,
            graph,
            structure,
            cut,
            architecture,
            teams,
            owners,
            owned,
            complexity: complexities(landscape, graph),
            elements: martin::elements(landscape, graph),
            congruence: congruence::congruence(required, &contacts),
            has_interactions: !contacts.is_empty(),
        }
    }

    /// A dependency, for a list.
    pub(super) fn arrow(&self, it: Dependency) -> String {
        format!("{} on {}", self.context(it.from), self.context(it.to))
    }

    /// A context's name, in quotes.
    pub(super) fn context(&self, number: usize) -> String {
        self.landscape.quoted(self.graph.contexts[number].into())
    }

    /// A team's name, in quotes.
    pub(super) fn team(&self, number: usize) -> String {
        self.landscape.quoted(self.teams[number].into())
    }
}

fn complexities(landscape: &Landscape, graph: &Graph) -> Vec<Complexity> {
    let volatile = load::volatile(landscape);
    let complexity = |id: &ContextId| {
        let context = landscape.contexts.get(id)?;
        Some(load::complexity_of(landscape, context, volatile.contains(id)))
    };
    graph.contexts.iter().map(|id| complexity(id).unwrap_or_default()).collect()
}
