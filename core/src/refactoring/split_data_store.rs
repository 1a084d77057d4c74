//! A data store for each context that writes.

use std::sync::Arc;

use super::relations::{meant, ship_together};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    ContextId, DataStore, ElementId, ElementKind, IdSource, Integration, Landscape, Party, RelationshipId,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "split-data-store",
    name: "Split a shared data store",
    about: "Gives every context that writes to a data store one of its own; the first keeps the one that is there. Whoever only read it asks the contexts that own the data, and what was joined through the database is joined by calls or messages, as chosen. Helps where nobody can change a table without asking everybody (Newman, Monolith to Microservices, 2019, chapter 4).",
    helps: &[
        "data-store-used-by-several-contexts",
        "data-store-with-several-writers",
        "integration-through-shared-database",
    ],
    questions,
    plan,
    example: |sketch| {
        let [orders, billing, reports] = ["Orders", "Billing", "Reports"].map(|name| sketch.context(name));
        let (writers, readers) = (vec![orders, billing], vec![reports]);
        let store = DataStore { name: "Sales database".to_owned(), writers, readers, ..DataStore::default() };
        let store = sketch.add(store);
        let kind = crate::model::RelationshipKind::UpstreamDownstream;
        sketch.relate(orders, billing, kind, |it| it.integration = Integration::SharedDatabase);
        (vec![store.into()], Answers::default())
    },
};

/// What is taken apart: the stores that several contexts use, and what is joined through a database without one.
struct Shared {
    stores: Vec<Arc<DataStore>>,
    joins: Vec<RelationshipId>,
}

fn shared(landscape: &Landscape, selection: &[ElementId]) -> Option<Shared> {
    match selection {
        [ElementId::DataStore(id)] => {
            let store = landscape.data_stores.get(id)?;
            let [owners, askers] = users(landscape, store);
            (owners.len() + askers.len() > 1).then(|| Shared { stores: vec![store.clone()], joins: Vec::new() })
        }
        [ElementId::Relationship(_)] => {
            let joined = meant(landscape, selection, |it| it.integration == Integration::SharedDatabase)?;
            let (one, other) = joined.contexts()?;
            let uses = |store: &DataStore, id| store.writers.contains(&id) || store.readers.contains(&id);
            let of_both = landscape.data_stores.values().filter(|store| uses(store, one) && uses(store, other));
            Some(Shared { stores: of_both.cloned().collect(), joins: vec![joined.id] })
        }
        _ => None,
    }
}

/// Those that write, and those that only read; where nobody is said to write, the first reader owns the data.
fn users(landscape: &Landscape, store: &DataStore) -> [Vec<ContextId>; 2] {
    let there = |ids: &[ContextId]| {
        let mut there: Vec<ContextId> = Vec::new();
        for id in ids {
            if landscape.contexts.contains_key(id) && !there.contains(id) {
                there.push(*id);
            }
        }
        there
    };
    let (mut owners, mut askers) = (there(&store.writers), there(&store.readers));
    if owners.is_empty() && !askers.is_empty() {
        owners.push(askers.remove(0));
    }
    askers.retain(|id| !owners.contains(id));
    [owners, askers]
}

const WAYS: [Integration; 2] = [Integration::RemoteCall, Integration::BrokerMessage];

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    shared(landscape, selection)?;
    let key = |it: Integration| Integration::CHOICES[it as usize].key.to_owned();
    let ways = WAYS.map(|it| (key(it), it.word().to_owned())).to_vec();
    Some(vec![Question::one("call", "What went through the database becomes a", ways, 0)])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(Shared { stores, mut joins }) = shared(landscape, selection) else {
        return Err(Refusal::new("Select a data store that several contexts use."));
    };
    let call = WAYS.into_iter().find(|it| Integration::CHOICES[*it as usize].key == answers.one("call"));
    let call = call.unwrap_or(Integration::RemoteCall);
    let mut work = Work::on(landscape, ids);
    for store in &stores {
        let [owners, askers] = users(landscape, store);
        divide(&mut work, store, &owners);
        for asker in &askers {
            owners.iter().for_each(|owner| draw_by(&mut work, *owner, *asker, call));
        }
        let all: Vec<ContextId> = owners.iter().chain(&askers).copied().collect();
        let among = |party: Party| matches!(party, Party::Context(id) if all.contains(&id));
        let through = landscape.relationships.values().filter(|it| it.integration == Integration::SharedDatabase);
        joins.extend(through.filter(|it| it.parties().into_iter().all(among)).map(|it| it.id));
    }
    for id in joins {
        let Some((one, other)) = landscape.relationships.get(&id).and_then(|it| it.contexts()) else { continue };
        let is_inside = ship_together(landscape, one, other);
        work.relationship(id, |it| it.integration = way(call, is_inside));
    }
    work.done()
}

/// What is chosen for the network, as it is inside one process.
fn way(call: Integration, is_inside: bool) -> Integration {
    match (call, is_inside) {
        (Integration::BrokerMessage, true) => Integration::InProcessMessage,
        (_, true) => Integration::InProcessCall,
        (call, false) => call,
    }
}

/// The first owner keeps the store; every other gets one like it.
fn divide(work: &mut Work<'_>, store: &DataStore, owners: &[ContextId]) {
    work.data_store(store.id, |it| {
        it.writers = owners.iter().take(1).copied().collect();
        it.readers.clear();
    });
    for owner in owners.iter().skip(1) {
        let name = format!("{} of {}", store.name, work.name(*owner));
        work.add(DataStore {
            name: work.free_name(ElementKind::DataStore, &name),
            kind: store.kind,
            writers: vec![*owner],
            technology: store.technology.clone(),
            ..DataStore::default()
        });
    }
    // The data of one was there for the others: these ask the first owner from now on.
    if let [first, others @ ..] = owners {
        others.iter().for_each(|other| work.draw_either(*first, *other));
    }
}

fn draw_by(work: &mut Work<'_>, owner: ContextId, asker: ContextId, call: Integration) {
    let before = work.now.relationships.len();
    let drawn = work.draw(owner, asker).filter(|_| work.now.relationships.len() > before);
    if let Some(drawn) = drawn {
        let is_inside = ship_together(&work.now, owner, asker);
        work.relationship(drawn, |it| it.integration = way(call, is_inside));
    }
}
