//! A landscape as a system of things that can be down: contexts, the processes that they share, their data stores, the
//! ways of their calls, and buffers.

use super::building::Builder;
use super::composition::MINUTES_A_YEAR;
use super::parameters::{Assumptions, Own};
use super::system::System;
use crate::model::{ContextId, DataStoreId, DeployableId, ElementId, Landscape, RelationshipId};
use crate::random::mix;
use crate::sorted_map::SortedMap;

/// How the contexts are put into processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is drawn.
    Drawn,
    /// All that is built is one process, without walls inside.
    Monolith,
    /// All that is built is one process of modules.
    Modular,
    /// Each context is a process, and calls go over the network.
    Services,
}

impl Form {
    /// Every form, in the order of a comparison.
    pub const ALL: [Self; 4] = [Self::Drawn, Self::Monolith, Self::Modular, Self::Services];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drawn => "as drawn",
            Self::Monolith => "as one monolith",
            Self::Modular => "as one modular monolith",
            Self::Services => "as services",
        }
    }
}

/// What a node of the system is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// A context, and those of its own faults that stay in it.
    Context(ContextId),
    /// The faults of a context that bring down its process.
    Crash(ContextId),
    /// A process that was drawn.
    Process(DeployableId),
    /// The process of a context that is in none that was drawn, or in none but its own.
    OwnProcess(ContextId),
    /// The one process of everything.
    Whole,
    /// A data store.
    Store(DataStoreId),
    /// A database that a relationship speaks of and nobody drew.
    ImpliedStore(RelationshipId),
    /// The ways of a context's remote calls.
    Network(ContextId),
    /// The way of one call to one of several alternatives.
    Link(RelationshipId),
    /// A supplier, or what is stored of it.
    Either(RelationshipId),
    /// A buffer: it is exhausted in this share of the time in which the node is down.
    Buffer {
        /// Whose outages it bridges.
        of: usize,
        /// From how many minutes on it is exhausted; nothing where it is so from the start, or not at all, by chance.
        after: Option<f64>,
    },
}

impl Part {
    /// What a node's draws follow from: what it is, so that it draws the same in every form and whatever stands around it.
    pub(super) fn key(self) -> u64 {
        let (kind, number) = match self {
            Self::Context(id) => (1, id.number()),
            Self::Crash(id) => (2, id.number()),
            Self::Process(id) => (3, id.number()),
            Self::OwnProcess(id) => (4, id.number()),
            Self::Whole => (5, 0),
            Self::Store(id) => (6, id.number()),
            Self::ImpliedStore(id) => (7, id.number()),
            Self::Network(id) => (8, id.number()),
            Self::Link(id) => (9, id.number()),
            Self::Either(id) => (10, id.number()),
            Self::Buffer { of, .. } => (11, of as u64),
        };
        mix(mix(kind) ^ number)
    }
}

/// A landscape as a system.
#[derive(Clone, Debug)]
pub struct Model {
    /// Who needs whom; the contexts are the first nodes, in the order of identifiers.
    pub system: System,
    /// What each node is.
    pub parts: Vec<Part>,
    /// How long each node is down at a time, in minutes.
    pub minutes: Vec<f64>,
    /// The contexts.
    pub contexts: Vec<ContextId>,
    /// The numbers of the contexts that people or other systems use from outside, or that nobody else needs.
    pub user_facing: Vec<usize>,
    /// For each context, the share of its faults that bring down its process, and the node of these.
    pub crashes: Vec<Option<(f64, usize)>>,
    /// For each context, how many remote calls it makes for a request, itself and those that it calls.
    pub remote_calls: Vec<f64>,
    /// Who needs whom directly: consumer, supplier.
    pub direct: Vec<[usize; 2]>,
    /// How many relationships say nothing of what an outage does.
    pub unsaid: usize,
}

impl Model {
    /// The model of a landscape in this form.
    pub fn of(landscape: &Landscape, assumptions: &Assumptions, form: Form) -> Self {
        Builder::new(landscape, assumptions, form).model()
    }

    /// The number of a context.
    pub fn number(&self, context: ContextId) -> Option<usize> {
        self.contexts.binary_search(&context).ok()
    }

    /// Which nodes fail when this element has a fault of its own, and how available each is then: a fault of a context
    /// brings down its process only in a share of cases.
    pub fn faults_of(&self, element: ElementId) -> Vec<(usize, f64)> {
        let is_it = |part: &Part| match (*part, element) {
            (Part::Process(of), ElementId::Deployable(id)) => of == id,
            (Part::Store(of), ElementId::DataStore(id)) => of == id,
            _ => false,
        };
        if let ElementId::Context(id) = element {
            let Some(number) = self.number(id) else { return Vec::new() };
            let crash = self.crashes[number].map(|(share, node)| (node, 1.0 - share));
            return std::iter::once((number, 0.0)).chain(crash).collect();
        }
        self.parts.iter().enumerate().filter(|(_, part)| is_it(part)).map(|(node, _)| (node, 0.0)).collect()
    }

    /// The element behind a node, for tables: what one would mend.
    pub fn element_of(&self, node: usize) -> Option<ElementId> {
        match self.parts[node] {
            Part::Context(id) | Part::Crash(id) | Part::OwnProcess(id) | Part::Network(id) => Some(id.into()),
            Part::Process(id) => Some(id.into()),
            Part::Store(id) => Some(id.into()),
            Part::ImpliedStore(id) | Part::Link(id) | Part::Either(id) => Some(id.into()),
            Part::Whole | Part::Buffer { .. } => None,
        }
    }

    /// What people call the thing behind a node.
    pub fn name_of(&self, landscape: &Landscape, node: usize) -> String {
        let named = |id: ElementId| match landscape.name(id) {
            name if name.is_empty() => landscape.quoted(id),
            name => name,
        };
        match self.parts[node] {
            Part::Context(id) | Part::Crash(id) => named(id.into()),
            Part::Process(id) => named(id.into()),
            Part::OwnProcess(id) => format!("process of {}", named(id.into())),
            Part::Whole => "the one process".to_owned(),
            Part::Store(id) => named(id.into()),
            Part::ImpliedStore(id) => format!("shared database of {}", landscape.quoted(id.into())),
            Part::Network(id) => format!("network calls of {}", named(id.into())),
            Part::Link(id) | Part::Either(id) => format!("way of {}", landscape.quoted(id.into())),
            Part::Buffer { of, .. } => format!("buffer of {}", self.name_of(landscape, of)),
        }
    }

    /// Whether the node is a buffer, which is no cause of an outage.
    pub fn is_buffer(&self, node: usize) -> bool {
        matches!(self.parts[node], Part::Buffer { .. })
    }

    /// How often a year a node fails by itself: as often as its time down is as long as it takes to repair.
    pub fn failures_a_year(&self, node: usize) -> f64 {
        let own = Own { availability: self.system.nodes()[node].own, minutes: self.minutes[node] };
        if own.minutes > 0.0 { (1.0 - own.availability) * MINUTES_A_YEAR / own.minutes } else { 0.0 }
    }

    /// The nodes by the element behind them, buffers apart.
    pub fn nodes_by_element(&self) -> SortedMap<ElementId, Vec<usize>> {
        let mut nodes: SortedMap<ElementId, Vec<usize>> = SortedMap::new();
        for node in 0..self.parts.len() {
            if let Some(element) = self.element_of(node) {
                nodes.entry(element).or_default().push(node);
            }
        }
        nodes
    }
}
