//! One context or aggregate out of two: what both say is kept, what named the one that goes names the one that stays.

use std::sync::Arc;

use super::relations::ship_apart;
use super::work::Work;
use crate::model::{
    BoundedContext, ContextId, Deployable, DeployableId, ElementId, Party, PerspectiveId, Record, Relationship,
    RelationshipId, Term, TermId,
};

impl Work<'_> {
    /// Takes everything of a context into another, and removes it. The relationships between the two go.
    pub(super) fn absorb(&mut self, keep: ContextId, gone: ContextId) {
        let Some(other) = self.now.contexts.get(&gone).cloned() else { return };
        if keep == gone || !self.now.contexts.contains_key(&keep) {
            return;
        }
        let parties = [keep, gone].map(Party::Context);
        let between = self.now.relationships.values();
        let between = between.filter(|it| parties.contains(&it.upstream) && parties.contains(&it.downstream));
        let between: Vec<_> = between.map(|it| it.id).collect();
        between.into_iter().for_each(|id| self.remove(id));
        self.context(keep, |context| unite(context, &other));
        let joined = self.not_apart(&parties);
        self.forget_spots(gone);
        self.ship_no_more(gone, keep);
        let (from, to) = (ElementId::from(gone), ElementId::from(keep));
        self.follow(&[from, to], &|id| Some(if id == from { to } else { id }));
        self.keep_readers_apart(keep);
        self.unite_terms(keep);
        self.remove(gone);
        self.settle(&[keep]);
        self.leave_process(&joined);
    }

    /// The relationships of these but for those whose ends are known to ship apart.
    fn not_apart(&self, parties: &[Party]) -> Vec<RelationshipId> {
        let is_meant = |it: &&Arc<Relationship>| {
            parties.iter().any(|party| it.touches(*party))
                && it.contexts().is_some_and(|(one, other)| !ship_apart(&self.now, one, other))
        };
        self.now.relationships.values().filter(is_meant).map(|it| it.id).collect()
    }

    /// A view that shows both keeps the place of the one that stays.
    fn forget_spots(&mut self, gone: ContextId) {
        let perspectives: Vec<PerspectiveId> = self.now.perspectives.keys().copied().collect();
        for id in perspectives {
            let Some(mut after) = self.now.perspectives.get(&id).cloned() else { continue };
            let perspective = Arc::make_mut(&mut after);
            perspective.places.retain(|spot| spot.id != ElementId::from(gone));
            self.put(&Record::Perspective(after));
        }
    }

    /// Both ship in what the one that stays ships in, if it ships in anything; what is empty then goes.
    fn ship_no_more(&mut self, gone: ContextId, keep: ContextId) {
        let ships = |it: &Deployable, id: ContextId| it.contexts.contains(&id);
        if !self.now.deployables.values().any(|it| ships(it, keep)) {
            return;
        }
        let only_gone = self.now.deployables.values().filter(|it| ships(it, gone) && !ships(it, keep));
        let only_gone: Vec<DeployableId> = only_gone.map(|it| it.id).collect();
        for id in only_gone {
            self.deployable(id, |it| it.contexts.retain(|context| *context != gone));
            if self.now.deployables.get(&id).is_some_and(|it| it.contexts.is_empty()) {
                self.remove(id);
            }
        }
    }

    /// Who writes to a store needs not be named among its readers.
    fn keep_readers_apart(&mut self, context: ContextId) {
        let stores: Vec<_> =
            self.now.data_stores.values().filter(|it| it.writers.contains(&context)).cloned().collect();
        for store in stores {
            self.data_store(store.id, |store| store.readers.retain(|reader| *reader != context));
        }
    }

    /// A word that both explained in the same way, or only one of them, is one word.
    fn unite_terms(&mut self, context: ContextId) {
        let terms: Vec<Arc<Term>> = self.now.terms.values().filter(|term| term.context == context).cloned().collect();
        let mut kept: Vec<Arc<Term>> = Vec::new();
        for term in terms {
            let is_same = |first: &&Arc<Term>| {
                first.name.to_lowercase() == term.name.to_lowercase()
                    && (first.meaning == term.meaning || first.meaning.is_empty() || term.meaning.is_empty())
            };
            let Some(first) = kept.iter().find(is_same).map(|first| first.id) else {
                kept.push(term);
                continue;
            };
            self.unite_term(first, &term);
        }
    }

    fn unite_term(&mut self, first: TermId, term: &Term) {
        self.term(first, |it| {
            if it.meaning.is_empty() {
                it.meaning.clone_from(&term.meaning);
            }
            it.same_as.extend(&term.same_as);
            it.same_as.retain(|same| *same != first && *same != term.id);
        });
        let (from, to) = (ElementId::from(term.id), ElementId::from(first));
        self.follow(&[from, to], &|id| Some(if id == from { to } else { id }));
        self.remove(term.id);
    }
}

/// The first of the two that says something.
fn said<T: Default + PartialEq + Clone>(one: &mut T, other: &T) {
    if *one == T::default() {
        *one = other.clone();
    }
}

/// Both, each once.
pub(super) fn both<T: PartialEq + Clone>(one: &mut Vec<T>, other: &[T]) {
    for item in other {
        if !one.contains(item) {
            one.push(item.clone());
        }
    }
}

/// Two technologies as one text.
fn joined(one: &mut String, other: &str) {
    if one.is_empty() {
        other.clone_into(one);
    } else if !other.is_empty() && !one.split(", ").any(|part| part == other) {
        one.push_str(", ");
        one.push_str(other);
    }
}

fn unite(context: &mut BoundedContext, other: &BoundedContext) {
    both(&mut context.responsibilities, &other.responsibilities);
    both(&mut context.implements, &other.implements);
    both(&mut context.sponsors, &other.sponsors);
    both(&mut context.roles, &other.roles);
    both(&mut context.decisions, &other.decisions);
    both(&mut context.assumptions, &other.assumptions);
    both(&mut context.metrics, &other.metrics);
    both(&mut context.questions, &other.questions);
    joined(&mut context.technology, &other.technology);
    said(&mut context.kind, &other.kind);
    said(&mut context.classification, &other.classification);
    said(&mut context.purpose, &other.purpose);
    said(&mut context.business_model, &other.business_model);
    said(&mut context.evolution, &other.evolution);
    said(&mut context.knowledge_level, &other.knowledge_level);
    said(&mut context.owners, &other.owners);
    said(&mut context.frame, &other.frame);
    if context.layer == crate::model::Layer::Undefined {
        (context.layer, context.sublayer) = (other.layer, other.sublayer);
    }
    context.complexity = context.complexity.max(other.complexity);
    context.criticality = context.criticality.max(other.criticality);
    context.off_map &= other.off_map;
    context.refines = context.refines.filter(|it| *it != other.id).or(other.refines.filter(|it| *it != context.id));
    context.held.extend(other.held.iter().cloned());
}
