//! What the rules about layers share: which layer stands above which, the one thing that is wrong with a reference, and
//! the moves that mend it.

use super::{Checkup, Finding, Rule};
use crate::command::{Batch, Command, Set};
use crate::graph::Link;
use crate::model::{BoundedContext, ElementId, Layer};

/// What can be wrong with a reference from a consumer to its supplier. A reference has one fault at most, the one that
/// says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The supplier stands in a higher layer.
    Upward,
    /// Both stand in the same of the two upper layers.
    Sideways,
    /// An end-user context offers a service to something that does not orchestrate.
    EndUserService,
    /// An orchestrating context supplies something that does not orchestrate.
    OrchestrationService,
    /// A foundation needs a core service.
    CoreForFoundation,
    /// Both stand in the same lower layer, and the supplier in a higher sub-layer of it.
    Sublayer,
}

/// A landscape whose contexts are in layers.
pub(super) struct Layers<'a> {
    on: &'a Checkup<'a>,
    of: Vec<(Layer, u32)>,
    /// The height of the highest supplier of each context, 0 for none in a layer.
    highest_supplier: Vec<u8>,
    /// The height of the lowest consumer of each context, 5 for none in a layer.
    lowest_consumer: Vec<u8>,
    has_consumer: Vec<bool>,
    /// Whether a consumer is in no layer, which could come to lie in any.
    has_open_consumer: Vec<bool>,
}

/// How high a layer stands: 1 to 4 from the bottom, nothing for what is in none.
pub(super) fn height(layer: Layer) -> Option<u8> {
    match layer {
        Layer::Undefined => None,
        Layer::Foundation => Some(1),
        Layer::Core => Some(2),
        Layer::EndUser => Some(3),
        Layer::Orchestration => Some(4),
    }
}

impl<'a> Layers<'a> {
    /// The layers of a landscape; nothing before a context is in one.
    pub(super) fn of(on: &'a Checkup<'a>) -> Option<Self> {
        let of: Vec<(Layer, u32)> = on.landscape.contexts.values().map(|it| (it.layer, it.sublayer)).collect();
        if of.iter().all(|(layer, _)| *layer == Layer::Undefined) {
            return None;
        }
        let count = of.len();
        let (mut highest_supplier, mut lowest_consumer) = (vec![0; count], vec![5; count]);
        let (mut has_consumer, mut has_open_consumer) = (vec![false; count], vec![false; count]);
        for link in on.graph.links.iter().filter(|link| !link.symmetric) {
            has_consumer[link.upstream] = true;
            if let Some(supplier) = height(of[link.upstream].0) {
                highest_supplier[link.downstream] = supplier.max(highest_supplier[link.downstream]);
            }
            match height(of[link.downstream].0) {
                Some(consumer) => lowest_consumer[link.upstream] = consumer.min(lowest_consumer[link.upstream]),
                None => has_open_consumer[link.upstream] = true,
            }
        }
        Some(Self { on, of, highest_supplier, lowest_consumer, has_consumer, has_open_consumer })
    }

    /// The layer of the context with this number.
    pub(super) fn layer(&self, number: usize) -> Layer {
        self.of[number].0
    }

    /// The sub-layer of the context with this number; 0 for not said.
    pub(super) fn sublayer(&self, number: usize) -> u32 {
        self.of[number].1
    }

    /// The references that have this fault, in the order of identifiers.
    pub(super) fn faulty(&self, fault: Fault) -> Vec<Link> {
        let links = self.on.graph.links.iter().filter(|link| !link.symmetric);
        links.filter(|link| self.fault(link) == Some(fault)).copied().collect()
    }

    fn fault(&self, link: &Link) -> Option<Fault> {
        let ((supplier, high), (consumer, low)) = (self.of[link.upstream], self.of[link.downstream]);
        match (consumer, supplier) {
            (_, Layer::Undefined) | (Layer::Orchestration, Layer::EndUser) => None,
            (Layer::Orchestration, Layer::Orchestration) => Some(Fault::Sideways),
            (_, Layer::Orchestration) => Some(Fault::OrchestrationService),
            (Layer::EndUser | Layer::Undefined, Layer::EndUser) if self.is_offered(link) => Some(Fault::EndUserService),
            (Layer::EndUser, Layer::EndUser) => Some(Fault::Sideways),
            (Layer::Core | Layer::Foundation, Layer::EndUser) => Some(Fault::Upward),
            (Layer::Foundation, Layer::Core) => Some(Fault::CoreForFoundation),
            (Layer::Core, Layer::Core) | (Layer::Foundation, Layer::Foundation) => {
                (low > 0 && high > low).then_some(Fault::Sublayer)
            }
            _ => None,
        }
    }

    /// Whether the supplier offers what it supplies to everybody.
    fn is_offered(&self, link: &Link) -> bool {
        let roles = self.on.landscape.relationships.get(&link.relationship).map(|it| it.upstream_roles);
        roles.is_some_and(|roles| roles.open_host_service || roles.published_language)
    }

    /// Whether the context could stand in this layer without any reference being at fault.
    pub(super) fn fits(&self, number: usize, layer: Layer) -> bool {
        let (highest, lowest) = (self.highest_supplier[number], self.lowest_consumer[number]);
        match layer {
            Layer::Undefined => false,
            Layer::Foundation => highest <= 1,
            Layer::Core => highest <= 2 && lowest >= 2,
            Layer::EndUser => highest <= 2 && lowest >= 4 && !self.has_open_consumer[number],
            Layer::Orchestration => highest <= 3 && !self.has_consumer[number],
        }
    }

    /// The way out that moves a context to a layer.
    pub(super) fn moved(&self, number: usize, layer: Layer) -> (String, Command) {
        let id = self.on.graph.contexts[number];
        let mut commands = vec![Set::new(id, "layer", &layer).into()];
        if self.sublayer(number) != 0 {
            commands.push(Set::new(id, "sublayer", &0_u32).into());
        }
        (format!("Move {} to the {} layer", self.quoted(number), layer.word()), Batch::of(commands))
    }

    /// The way out that moves a supplier down to where its lowest consumer may use it, if its own suppliers allow that.
    pub(super) fn lowered(&self, number: usize) -> Option<(String, Command)> {
        let lower = [Layer::Core, Layer::Foundation].into_iter().find(|layer| self.fits(number, *layer))?;
        Some(self.moved(number, lower))
    }

    /// A finding for each context that serves others by this fault: at the context, with the relationships that it
    /// serves over; `say` makes the message of the supplier's number and its consumers.
    pub(super) fn services(
        &self,
        on: &Checkup<'_>,
        rule: &Rule,
        fault: Fault,
        say: impl Fn(usize, &[ElementId]) -> String,
    ) -> Vec<Finding> {
        let mut links = self.faulty(fault);
        crate::order::sort_by_key(&mut links, |link| link.upstream);
        let finding = |services: &[Link]| {
            let supplier = services[0].upstream;
            let mut consumers: Vec<ElementId> =
                services.iter().map(|link| on.graph.contexts[link.downstream].into()).collect();
            crate::order::sort_by_key(&mut consumers, |id| *id);
            consumers.dedup();
            let relationships = services.iter().map(|link| ElementId::from(link.relationship));
            let targets = std::iter::once(on.graph.contexts[supplier].into()).chain(relationships).collect();
            let finding = rule.finding(say(supplier, &consumers), targets);
            match self.lowered(supplier) {
                Some((label, command)) => finding.fix(label, command),
                None => finding,
            }
        };
        links.chunk_by(|one, other| one.upstream == other.upstream).map(finding).collect()
    }

    /// A context's name with its layer: “Sales” (core).
    pub(super) fn told(&self, number: usize) -> String {
        format!("{} ({})", self.quoted(number), self.layer(number).word())
    }

    /// How a sentence speaks of the context with this number.
    pub(super) fn quoted(&self, number: usize) -> String {
        self.on.landscape.quoted(self.on.graph.contexts[number].into())
    }

    /// What a finding about a reference names: the relationship, the consumer, the supplier.
    pub(super) fn targets(&self, link: &Link) -> Vec<ElementId> {
        let [consumer, supplier] = [link.downstream, link.upstream].map(|number| self.on.graph.contexts[number].into());
        vec![link.relationship.into(), consumer, supplier]
    }
}

/// Puts a context into a layer, for examples.
pub(super) fn in_layer(layer: Layer) -> impl FnOnce(&mut BoundedContext) {
    move |context| context.layer = layer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;
    use crate::model::{Landscape, RelationshipKind};
    use crate::sketch::Sketch;

    /// What is wrong when a context of the first layer needs one of the second.
    fn fault(consumer: (Layer, u32), supplier: (Layer, u32)) -> Option<Fault> {
        let mut sketch = Sketch::new();
        let [a, b] = [consumer, supplier].map(|(layer, sublayer)| {
            let id = sketch.context("A");
            sketch.edit_context(id, |context| (context.layer, context.sublayer) = (layer, sublayer));
            id
        });
        sketch.flow(b, a);
        let graph = Graph::of(&sketch.landscape);
        let on = Checkup { landscape: &sketch.landscape, graph: &graph, today: None };
        Layers::of(&on).and_then(|layers| layers.fault(&graph.links[0]))
    }

    #[test]
    fn every_reference_has_one_fault_or_none() {
        use Layer::{Core, EndUser, Foundation, Orchestration, Undefined};
        let order = [Undefined, Foundation, Core, EndUser, Orchestration];
        let faults = order.map(|consumer| order.map(|supplier| fault((consumer, 0), (supplier, 0))));
        let (up, side, service) = (Some(Fault::Upward), Some(Fault::Sideways), Some(Fault::OrchestrationService));
        let core = Some(Fault::CoreForFoundation);
        assert_eq!(
            faults,
            [
                [None, None, None, None, service],
                [None, None, core, up, service],
                [None, None, None, up, service],
                [None, None, None, side, service],
                [None, None, None, None, side],
            ]
        );
        assert_eq!(fault((Core, 1), (Core, 2)), Some(Fault::Sublayer));
        assert_eq!((fault((Core, 2), (Core, 1)), fault((Core, 0), (Core, 2))), (None, None));
        assert_eq!(fault((EndUser, 1), (Core, 2)), None);
    }

    /// Contexts in random layers, joined at random.
    fn drawn(seed: u64) -> Sketch {
        let mut random = crate::random::Random::new(seed);
        let mut sketch = Sketch::new();
        let contexts: Vec<_> = (0..6).map(|number| sketch.context(&number.to_string())).collect();
        for id in &contexts {
            let (layer, sublayer) = (Layer::ALL[random.below(Layer::ALL.len())], random.below(3) as u32);
            sketch.edit_context(*id, |context| (context.layer, context.sublayer) = (layer, sublayer));
        }
        for _ in 0..8 {
            let [from, to] = [(); 2].map(|()| contexts[random.below(contexts.len())]);
            let is_open = random.below(4) == 0;
            sketch.relate(from, to, RelationshipKind::UpstreamDownstream, |it| {
                it.upstream_roles.open_host_service = is_open;
            });
        }
        sketch
    }

    #[test]
    fn no_way_out_of_one_fault_leads_into_another() {
        use super::super as rule;
        let rules = [
            &rule::upward_reference::RULE,
            &rule::side_reference::RULE,
            &rule::end_user_context_provides_services::RULE,
            &rule::orchestration_provides_services::RULE,
            &rule::foundation_consumes_core::RULE,
            &rule::higher_sublayer_needed::RULE,
            &rule::context_without_layer::RULE,
        ];
        let find = |landscape: &Landscape| {
            let graph = Graph::of(landscape);
            let on = Checkup { landscape, graph: &graph, today: None };
            rules.iter().flat_map(|rule| (rule.check)(&on)).collect::<Vec<_>>()
        };
        let mut taken = rules.map(|_| 0);
        for seed in 0..300 {
            let sketch = drawn(seed);
            let before = find(&sketch.landscape);
            for (finding, fix) in before.iter().flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)))
            {
                let mut landscape = sketch.landscape.clone();
                crate::command::apply(&mut landscape, &fix.command).expect("a fix applies");
                let after = find(&landscape);
                assert!(after.len() < before.len(), "seed {seed}: {} “{}”: {after:?}", finding.message, fix.label);
                for (count, _) in taken.iter_mut().zip(rules).filter(|(_, rule)| rule.code == finding.code) {
                    *count += 1;
                }
            }
        }
        assert!(taken.iter().all(|count| *count > 0), "{taken:?}");
    }
}
