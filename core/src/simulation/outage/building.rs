//! Builds the system of a landscape: contexts first, then what they share, then who needs whom, then the buffers.

use super::buffers::{self, Bridge};
use super::composition::{k_of_n, time_to_repair_of_group};
use super::facing::remote_calls;
use super::model::{Form, Model, Part};
use super::parameters::{Assumptions, Own};
use super::system::{Group, Node, System};
use super::ways::{self, Way};
use crate::model::{
    BoundedContext, ContextId, DataStoreKind, Deployable, DeployableKind, Integration, Landscape, Relationship,
};
use crate::pattern;
use crate::sorted_map::SortedMap;

/// A system that grows.
pub(super) struct Builder<'a> {
    pub(super) landscape: &'a Landscape,
    assumptions: &'a Assumptions,
    form: Form,
    nodes: Vec<Node>,
    parts: Vec<Part>,
    minutes: Vec<f64>,
    pub(super) contexts: Vec<ContextId>,
    crashes: Vec<Option<(f64, usize)>>,
    /// For each context the processes that it is in.
    processes: Vec<Vec<usize>>,
    /// For each context how many remote calls it waits for.
    waits: Vec<i32>,
    /// Calls: consumer, supplier, how many for a request, and whether over the network.
    calls: Vec<(usize, usize, f64, bool)>,
    bridges: Vec<Bridge>,
    /// Alternatives by consumer and name: how many are needed, and which there are.
    alternatives: SortedMap<(usize, String), Group>,
    direct: Vec<[usize; 2]>,
    unsaid: usize,
}

impl<'a> Builder<'a> {
    /// A system of the landscape's contexts.
    pub(super) fn new(landscape: &'a Landscape, assumptions: &'a Assumptions, form: Form) -> Self {
        let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
        let count = contexts.len();
        let mut builder = Self {
            landscape,
            assumptions,
            form,
            nodes: Vec::new(),
            parts: Vec::new(),
            minutes: Vec::new(),
            contexts,
            crashes: vec![None; count],
            processes: vec![Vec::new(); count],
            waits: vec![0; count],
            calls: Vec::new(),
            bridges: Vec::new(),
            alternatives: SortedMap::new(),
            direct: Vec::new(),
            unsaid: 0,
        };
        for context in landscape.contexts.values() {
            builder.add(Part::Context(context.id), assumptions.own(context));
        }
        builder
    }

    /// The whole model.
    pub(super) fn model(mut self) -> Model {
        match self.form {
            Form::Drawn => self.drawn_processes(),
            Form::Monolith => self.one_process(self.assumptions.crash_monolith),
            Form::Modular => self.one_process(self.assumptions.crash_modular),
            Form::Services => {}
        }
        self.own_processes();
        self.stores();
        for relationship in self.landscape.relationships.values() {
            self.relationship(relationship);
        }
        self.networks();
        for ((consumer, _), group) in std::mem::take(&mut self.alternatives).iter() {
            self.nodes[*consumer].groups.push(group.clone());
        }
        for buffer in buffers::put(&mut self.nodes, &self.minutes, &self.bridges, self.assumptions.repair) {
            self.parts.push(buffer);
            self.minutes.push(0.0);
        }
        let user_facing = self.user_facing();
        let remote_calls = remote_calls(self.contexts.len(), &self.calls);
        Model {
            system: System::new(self.nodes),
            parts: self.parts,
            minutes: self.minutes,
            contexts: self.contexts,
            user_facing,
            crashes: self.crashes,
            remote_calls,
            direct: self.direct,
            unsaid: self.unsaid,
        }
    }

    fn add(&mut self, part: Part, own: Own) -> usize {
        self.nodes.push(Node::new(own.availability, part.key()));
        self.parts.push(part);
        self.minutes.push(own.minutes);
        self.nodes.len() - 1
    }

    pub(super) fn number(&self, context: ContextId) -> Option<usize> {
        self.contexts.binary_search(&context).ok()
    }

    fn context(&self, number: usize) -> Option<&'a BoundedContext> {
        self.landscape.contexts.get(&self.contexts[number]).map(AsRef::as_ref)
    }

    pub(super) fn is_built(&self, number: usize) -> bool {
        self.context(number).is_some_and(|context| !context.is_external())
    }

    /// So many instances of a process, of which some are needed.
    fn instances(&self, count: u32) -> Own {
        let Own { availability, minutes } = self.assumptions.process;
        let (count, needed) = (count.clamp(1, 99), self.assumptions.needed_of(count.clamp(1, 99)));
        let minutes = time_to_repair_of_group(needed, count, availability, minutes);
        Own { availability: k_of_n(needed, count, availability), minutes }
    }

    fn drawn_processes(&mut self) {
        for deployable in self.landscape.deployables.values() {
            let mut inside: Vec<usize> = deployable.contexts.iter().filter_map(|id| self.number(*id)).collect();
            crate::order::sort_by_key(&mut inside, |number| *number);
            inside.dedup();
            let said = deployable.instances;
            let mut own = self.instances(if said == 0 { self.assumptions.instances } else { said });
            // What is observed of a context that has its process for itself has the faults of the process in it.
            if let [alone] = inside[..]
                && self.context(alone).is_some_and(|context| context.outages_a_year > 0)
            {
                own.availability = 1.0;
            }
            let process = self.add(Part::Process(deployable.id), own);
            let share = if inside.len() > 1 { self.crash_share(deployable) } else { 0.0 };
            self.put_into(process, &inside, share);
        }
    }

    fn crash_share(&self, deployable: &Deployable) -> f64 {
        match deployable.kind {
            DeployableKind::TieredMonolith => self.assumptions.crash_monolith,
            _ => self.assumptions.crash_modular,
        }
    }

    fn one_process(&mut self, share: f64) {
        let built: Vec<usize> = (0..self.contexts.len()).filter(|number| self.is_built(*number)).collect();
        let own = self.instances(self.assumptions.instances);
        let process = self.add(Part::Whole, own);
        self.put_into(process, &built, if built.len() > 1 { share } else { 0.0 });
    }

    /// Contexts in a process: it takes them down, and a share of their faults takes it down.
    fn put_into(&mut self, process: usize, inside: &[usize], share: f64) {
        for number in inside {
            self.nodes[*number].needs.push(process);
            self.processes[*number].push(process);
            if share <= 0.0 {
                continue;
            }
            let crash = match self.crashes[*number] {
                Some((_, crash)) => crash,
                None => {
                    // A^(1 − s) · A^s = A: the two together are as available as was said.
                    let (own, minutes) = (self.nodes[*number].own, self.minutes[*number]);
                    let crash = Own { availability: libm::pow(own, share), minutes };
                    self.nodes[*number].own = libm::pow(own, 1.0 - share);
                    let crash = self.add(Part::Crash(self.contexts[*number]), crash);
                    self.crashes[*number] = Some((share, crash));
                    crash
                }
            };
            self.nodes[process].needs.push(crash);
        }
    }

    /// What is built and in no process has one of its own.
    fn own_processes(&mut self) {
        for number in 0..self.contexts.len() {
            let is_observed = self.context(number).is_some_and(|context| context.outages_a_year > 0);
            if self.is_built(number) && self.processes[number].is_empty() && !is_observed {
                let process =
                    self.add(Part::OwnProcess(self.contexts[number]), self.instances(self.assumptions.instances));
                self.put_into(process, &[number], 0.0);
            }
        }
    }

    fn stores(&mut self) {
        for store in self.landscape.data_stores.values() {
            let node = self.add(Part::Store(store.id), self.assumptions.store);
            // A cache can be lost.
            let users = store.writers.iter().chain(&store.readers).filter(|_| store.kind != DataStoreKind::Cache);
            for number in users.filter_map(|id| self.number(*id)).collect::<Vec<_>>() {
                self.nodes[number].needs.push(node);
            }
        }
    }

    fn relationship(&mut self, relationship: &Relationship) {
        let Some((upstream, downstream)) = relationship.contexts() else { return };
        let (Some(upstream), Some(downstream)) = (self.number(upstream), self.number(downstream)) else { return };
        if upstream == downstream {
            return;
        }
        self.unsaid += usize::from(ways::is_unsaid(relationship));
        let way = ways::way(relationship, self.assumptions);
        self.one_way(relationship, way, upstream, downstream);
        if pattern::is_symmetric(relationship.kind) && way != Way::SharedDatabase {
            self.one_way(relationship, way, downstream, upstream);
        }
    }

    fn one_way(&mut self, relationship: &Relationship, way: Way, supplier: usize, consumer: usize) {
        let is_remote = self.is_remote(relationship, supplier, consumer);
        if way == Way::Hard {
            let calls = f64::from(relationship.calls_per_request.max(1));
            self.calls.push((consumer, supplier, calls, is_remote));
        }
        if !relationship.one_of.is_empty() {
            let member = self.alternative(relationship, way, supplier, is_remote);
            let name = (consumer, relationship.one_of.clone());
            let group = self.alternatives.entry(name).or_insert_with(|| Group { needed: 1, members: Vec::new() });
            group.needed = group.needed.max(relationship.needed as usize);
            group.members.push(member);
            return;
        }
        match way {
            Way::None => {}
            Way::Hard => {
                self.nodes[consumer].needs.push(supplier);
                self.direct.push([consumer, supplier]);
                self.waits[consumer] += i32::from(is_remote);
            }
            Way::Buffered(minutes) => {
                self.bridges.push(Bridge { consumer, supplier, after: Some(minutes), share: 1.0 });
            }
            Way::Unsaid(share) => self.bridges.push(Bridge { consumer, supplier, after: None, share }),
            Way::SharedDatabase => self.shared_database(relationship, supplier, consumer),
        }
    }

    /// One of several alternatives, as a node of its own where more is to be said than that the supplier is up.
    fn alternative(&mut self, relationship: &Relationship, way: Way, supplier: usize, is_remote: bool) -> usize {
        let always = Own { availability: 1.0, minutes: 0.0 };
        match way {
            Way::Hard | Way::SharedDatabase if !is_remote => supplier,
            Way::Hard | Way::SharedDatabase => {
                let own = Own { availability: self.assumptions.network, minutes: self.assumptions.process.minutes };
                let link = self.add(Part::Link(relationship.id), own);
                self.nodes[link].needs.push(supplier);
                link
            }
            Way::None => self.add(Part::Either(relationship.id), always),
            Way::Buffered(_) | Way::Unsaid(_) => {
                let consumer = self.add(Part::Either(relationship.id), always);
                let (after, share) = match way {
                    Way::Buffered(minutes) => (Some(minutes), 1.0),
                    Way::Unsaid(share) => (None, share),
                    _ => (None, 0.0),
                };
                self.bridges.push(Bridge { consumer, supplier, after, share });
                consumer
            }
        }
    }

    /// A call stays in its process where both ends are in one; among services every call goes over the network.
    fn is_remote(&self, relationship: &Relationship, supplier: usize, consumer: usize) -> bool {
        let is_inside = matches!(relationship.integration, Integration::InProcessCall | Integration::InProcessMessage);
        let is_together = self.processes[supplier].iter().any(|process| self.processes[consumer].contains(process));
        !(is_together || is_inside && self.form == Form::Drawn)
    }

    /// Both need the database that they share: one that was drawn, else one that nobody drew.
    fn shared_database(&mut self, relationship: &Relationship, supplier: usize, consumer: usize) {
        let [one, other] = [supplier, consumer].map(|number| self.contexts[number]);
        let uses = |id| {
            move |store: &&std::sync::Arc<crate::model::DataStore>| {
                store.writers.contains(&id) || store.readers.contains(&id)
            }
        };
        if self.landscape.data_stores.values().filter(uses(one)).any(|store| uses(other)(&store)) {
            return;
        }
        let store = self.add(Part::ImpliedStore(relationship.id), self.assumptions.store);
        self.nodes[supplier].needs.push(store);
        self.nodes[consumer].needs.push(store);
    }

    /// The ways of all remote calls that a context waits for, as one.
    fn networks(&mut self) {
        for number in 0..self.contexts.len() {
            if self.waits[number] > 0 {
                let availability = libm::pow(self.assumptions.network, f64::from(self.waits[number]));
                let own = Own { availability, minutes: self.assumptions.process.minutes };
                let network = self.add(Part::Network(self.contexts[number]), own);
                self.nodes[number].needs.push(network);
            }
        }
    }
}
