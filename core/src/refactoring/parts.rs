//! What refactorings do with contexts and what is in them: a new one out of another, aggregates on the move.

use std::sync::Arc;

use super::work::Work;
use super::{Answers, Refusal};
use crate::model::{
    Aggregate, AggregateId, BoundedContext, BuildingBlock, BuildingBlockId, ContextId, Deployable, DeployableKind,
    Domain, DomainKind, ElementId, ElementKind, End, Frame, Landscape, Party, ProblemSpace, Relationship,
    RelationshipId, TermId,
};
use crate::pattern;

/// The context that is selected, alone.
pub(super) fn one_context<'a>(landscape: &'a Landscape, selection: &[ElementId]) -> Option<&'a Arc<BoundedContext>> {
    match selection {
        [ElementId::Context(id)] => landscape.contexts.get(id),
        _ => None,
    }
}

/// Everything that is selected, if all of it is of one kind, there and each once.
pub(super) fn all_of<T: TryFrom<ElementId> + PartialEq>(
    landscape: &Landscape,
    selection: &[ElementId],
) -> Option<Vec<T>> {
    let mut all: Vec<T> = Vec::with_capacity(selection.len());
    for id in selection {
        let one = T::try_from(*id).ok().filter(|one| landscape.contains(*id) && !all.contains(one))?;
        all.push(one);
    }
    (!all.is_empty()).then_some(all)
}

/// The aggregates of a context.
pub(super) fn aggregates_of(landscape: &Landscape, context: ContextId) -> Vec<Arc<Aggregate>> {
    landscape.aggregates.values().filter(|aggregate| aggregate.context == context).cloned().collect()
}

/// The building blocks of an aggregate.
pub(super) fn blocks_of(landscape: &Landscape, aggregate: AggregateId) -> Vec<Arc<BuildingBlock>> {
    landscape.building_blocks.values().filter(|block| block.aggregate == Some(aggregate)).cloned().collect()
}

/// Says how people call the elements that can be chosen.
pub(super) fn options<T: Into<ElementId> + Copy>(landscape: &Landscape, ids: &[T]) -> Vec<(String, String)> {
    let option = |id: &T| {
        let id: ElementId = (*id).into();
        let name = landscape.name(id);
        (id.to_string(), if name.trim().is_empty() { landscape.quoted(id) } else { name })
    };
    ids.iter().map(option).collect()
}

/// The name that was answered; what is asked for a name must get one.
pub(super) fn named(answers: &Answers) -> Result<String, Refusal> {
    match answers.text("name") {
        "" => Err(Refusal::new("What is new here needs a name.")),
        name => Ok(name.to_owned()),
    }
}

impl Work<'_> {
    /// A new context beside another one, which it takes after: kind, class, layer, owners and sponsors, what it
    /// implements, and what it ships in.
    pub(super) fn offspring(&mut self, of: ContextId, name: &str) -> ContextId {
        let Some(parent) = self.now.contexts.get(&of).cloned() else { return of };
        let id = self.add(BoundedContext {
            name: self.free_name(ElementKind::Context, name),
            kind: parent.kind,
            classification: parent.classification,
            technology: parent.technology.clone(),
            evolution: parent.evolution,
            implements: parent.implements.clone(),
            owners: parent.owners.clone(),
            sponsors: parent.sponsors.clone(),
            layer: parent.layer,
            sublayer: parent.sublayer,
            off_map: parent.off_map,
            frame: parent.frame.map(|frame| self.beside(frame)),
            ..BoundedContext::default()
        });
        self.ship_with(id, of);
        id
    }

    /// A new context that several need: in a foundation, if there are lines of business, with the team of the first that has one.
    pub(super) fn foundation(&mut self, name: &str, between: [ContextId; 2]) -> ContextId {
        let implements = self.common_ground(between);
        let [one, other] = between.map(|id| self.now.contexts.get(&id).cloned());
        let frames: Option<[Frame; 2]> = one.as_ref().zip(other).and_then(|(a, b)| Some([a.frame?, b.frame?]));
        let one = one.unwrap_or_default();
        let owners = match one.owners.as_slice() {
            [] => self.now.contexts.get(&between[1]).map(|it| it.owners.clone()).unwrap_or_default(),
            owners => owners.to_vec(),
        };
        let id = self.add(BoundedContext {
            name: self.free_name(ElementKind::Context, name),
            kind: one.kind,
            technology: one.technology.clone(),
            implements,
            owners,
            off_map: one.off_map,
            frame: frames.map(|[one, other]| self.between(one, other)),
            ..BoundedContext::default()
        });
        self.sink_below(id, between);
        if super::relations::ship_together(&self.now, between[0], between[1]) {
            self.ship_with(id, between[0]);
        } else if self.now.deployables.values().any(|it| between.iter().any(|id| it.contexts.contains(id))) {
            let name = self.free_name(ElementKind::Deployable, &self.name(id));
            let kind = DeployableKind::Service;
            self.add(Deployable { name, kind, contexts: vec![id], ..Deployable::default() });
        }
        id
    }

    /// What a context for both implements: the domain that both are in; where they are of different ones a foundation,
    /// and a new one of these if there are domains but no foundation.
    fn common_ground(&mut self, between: [ContextId; 2]) -> Vec<ProblemSpace> {
        let homes = between.map(|id| self.now.contexts.get(&id).and_then(|context| self.now.home_of(context)));
        if homes == [None, None] {
            return Vec::new();
        }
        if let [Some(one), Some(other)] = homes
            && one == other
        {
            return vec![ProblemSpace::Domain(one)];
        }
        let is_apart =
            |domain: &&Arc<Domain>| domain.kind == DomainKind::Foundation && !homes.contains(&Some(domain.id));
        let foundation = self.now.domains.values().find(is_apart).map(|domain| domain.id);
        vec![ProblemSpace::Domain(foundation.unwrap_or_else(|| {
            let name = self.free_name(ElementKind::Domain, "Foundation");
            self.add(Domain { name, kind: DomainKind::Foundation, ..Domain::default() })
        }))]
    }

    /// Puts a context into a layer from which both may take.
    fn sink_below(&mut self, id: ContextId, those: [ContextId; 2]) {
        use crate::model::Layer;
        let layers = those.map(|id| self.now.contexts.get(&id).map(|it| (it.layer, it.sublayer)).unwrap_or_default());
        let lowest = if layers[0].0 as usize >= layers[1].0 as usize { layers[0] } else { layers[1] };
        self.context(id, |context| {
            (context.layer, context.sublayer) = match lowest {
                (Layer::Orchestration | Layer::EndUser, _) => (Layer::Core, 0),
                (layer, sublayer) => (layer, sublayer.min(1)),
            };
        });
    }

    /// Puts a context into every deployable that another one is in.
    pub(super) fn ship_with(&mut self, id: ContextId, other: ContextId) {
        let ids: Vec<_> =
            self.now.deployables.values().filter(|it| it.contexts.contains(&other)).map(|it| it.id).collect();
        for deployable in ids {
            self.deployable(deployable, |deployable| deployable.contexts.push(id));
        }
    }

    /// Moves aggregates with their building blocks and terms into another context. Relationships that expose them
    /// follow: wholly where they expose nothing else, else in part.
    pub(super) fn move_aggregates(&mut self, aggregates: &[AggregateId], to: ContextId) {
        let mut from: Vec<ContextId> = Vec::new();
        for id in aggregates {
            let Some(aggregate) = self.now.aggregates.get(id).cloned() else { continue };
            let blocks = blocks_of(&self.now, *id);
            self.aggregate(*id, |aggregate| aggregate.context = to);
            let mut words = vec![aggregate.name.clone()];
            for block in &blocks {
                self.block(block.id, |block| block.context = to);
                words.push(block.name.clone());
            }
            self.move_terms(aggregate.context, &words, to);
            if !from.contains(&aggregate.context) && aggregate.context != to {
                from.push(aggregate.context);
            }
        }
        for context in &from {
            self.move_exposure(*context, aggregates, to);
        }
        from.push(to);
        self.settle(&from);
    }

    /// Moves one building block that is in no aggregate.
    pub(super) fn move_block(&mut self, id: BuildingBlockId, to: ContextId) {
        let Some(block) = self.now.building_blocks.get(&id).cloned() else { return };
        self.block(id, |block| (block.context, block.aggregate) = (to, None));
        self.move_terms(block.context, std::slice::from_ref(&block.name), to);
    }

    /// Words of the language that are names of what moves go with it.
    fn move_terms(&mut self, from: ContextId, words: &[String], to: ContextId) {
        let is_meant =
            |name: &str| words.iter().any(|word| !word.is_empty() && word.to_lowercase() == name.to_lowercase());
        let terms = self.now.terms.values().filter(|term| term.context == from && is_meant(&term.name));
        let ids: Vec<TermId> = terms.map(|term| term.id).collect();
        for id in ids {
            self.term(id, |term| term.context = to);
        }
    }

    fn move_exposure(&mut self, from: ContextId, aggregates: &[AggregateId], to: ContextId) {
        let (from, to) = (Party::Context(from), Party::Context(to));
        // Between equals either end can expose what is its own.
        let end_of = |it: &Relationship| match () {
            () if it.upstream == from => Some(End::Upstream),
            () if it.downstream == from && pattern::is_symmetric(it.kind) => Some(End::Downstream),
            () => None,
        };
        let is_moving = |id: &AggregateId| aggregates.contains(id);
        let all = self.now.relationships.values().filter(|it| it.exposed.iter().any(is_moving));
        let exposing: Vec<(Arc<Relationship>, End)> = all.filter_map(|it| Some((it.clone(), end_of(it)?))).collect();
        let lead = |it: &mut Relationship, end: End| match end {
            End::Upstream => it.upstream = to,
            End::Downstream => it.downstream = to,
        };
        for (it, end) in exposing {
            if it.exposed.iter().all(is_moving) {
                self.relationship(it.id, |it| lead(it, end));
                continue;
            }
            self.relationship(it.id, |it| it.exposed.retain(|id| !is_moving(id)));
            // What was kept from a file and the versions used stay where they are.
            let exposed = it.exposed.iter().copied().filter(is_moving).collect();
            let part = Relationship { id: RelationshipId::default(), exposed, ..it.as_ref().clone() };
            let mut part = Relationship { versions: Vec::new(), held: Vec::new(), name: String::new(), ..part };
            lead(&mut part, end);
            self.add(part);
        }
    }
}
