//! One data store under several contexts.

use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Add, Batch, Command, Set};
use crate::model::{
    ContextId, DataStore, DataStoreKind, ElementId, ElementKind, Party, Relationship, RelationshipId, RelationshipKind,
};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "data-store-used-by-several-contexts",
    severity: Severity::Warning,
    summary: "Several contexts use one data store.",
    why: "A query can then join what belongs to two modules: neither can change its tables, or move, without the other, and no map of calls shows it.",
    advice: "Give the data to one context, and let the others ask it or keep a copy of their own.",
    source: "Richardson, Microservices Patterns (2018): database per service; Newman, Monolith to Microservices (2019), chapter 4.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let (writers, readers) = (vec![orders], vec![billing]);
        sketch.add(DataStore { name: "Sales database".to_owned(), writers, readers, ..DataStore::default() });
    },
    reads: &[ElementKind::Context, ElementKind::DataStore, ElementKind::Relationship],
    check,
};

/// Stores that are made to be read by many: what happened, in order, and what was gathered for reports.
const FOR_MANY: [DataStoreKind; 2] = [DataStoreKind::EventLog, DataStoreKind::Warehouse];

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut joined: Option<SortedSet<(ContextId, ContextId)>> = None;
    let mut findings = Vec::new();
    for store in on.landscape.data_stores.values().filter(|store| !FOR_MANY.contains(&store.kind)) {
        let is_there = |context: &&ContextId| on.landscape.contexts.contains_key(*context);
        let writers: SortedSet<ContextId> = store.writers.iter().filter(is_there).copied().collect();
        let readers = store.readers.iter().filter(is_there).filter(|context| !writers.contains(*context));
        let readers: SortedSet<ContextId> = readers.copied().collect();
        if writers.len() + readers.len() < 2 {
            continue;
        }
        let mut finding = RULE.finding(message(on, store, &writers, &readers), targets(store, &writers, &readers));
        if let (1, Some(owner)) = (writers.len(), writers.first()) {
            let joined = joined.get_or_insert_with(|| joined_contexts(on));
            let command = left_to(on, store, *owner, &readers, joined);
            finding = finding.fix(format!("Leave it to {}, and let the others ask it", on.quoted(*owner)), command);
        }
        findings.push(finding);
    }
    findings
}

fn message(
    on: &Checkup<'_>,
    store: &DataStore,
    writers: &SortedSet<ContextId>,
    readers: &SortedSet<ContextId>,
) -> String {
    let names = |contexts: &SortedSet<ContextId>| -> Vec<String> { contexts.iter().map(|id| on.quoted(*id)).collect() };
    let written = super::listed(&names(writers));
    let read = super::listed(&names(readers));
    let how = match (writers.is_empty(), readers.is_empty()) {
        (false, false) => format!("written by {written} and read by {read}"),
        (false, true) => format!("written by {written}"),
        (true, _) => format!("read by {read}"),
    };
    format!("{} is {how}: a query can join what belongs to several contexts.", on.quoted(store.id))
}

fn targets(store: &DataStore, writers: &SortedSet<ContextId>, readers: &SortedSet<ContextId>) -> Vec<ElementId> {
    let users = writers.iter().chain(readers).map(|context| ElementId::from(*context));
    std::iter::once(store.id.into()).chain(users).collect()
}

/// Which contexts are downstream of which: upstream first.
fn joined_contexts(on: &Checkup<'_>) -> SortedSet<(ContextId, ContextId)> {
    on.landscape.relationships.values().filter_map(|relationship| relationship.contexts()).collect()
}

/// Only the owner uses the store, and whoever read it is downstream of the owner.
fn left_to(
    on: &Checkup<'_>,
    store: &DataStore,
    owner: ContextId,
    readers: &SortedSet<ContextId>,
    joined: &SortedSet<(ContextId, ContextId)>,
) -> Command {
    let kept: Vec<ContextId> = store.readers.iter().copied().filter(|reader| *reader == owner).collect();
    let mut commands = vec![Set::new(store.id, "readers", &kept).into()];
    for reader in readers.iter().filter(|reader| !joined.contains(&(owner, **reader))) {
        let [upstream, downstream] = [owner, *reader].map(Party::Context);
        let about = [store.id.into(), (*reader).into()];
        let id = RelationshipId::new(fresh(on.landscape, ElementKind::Relationship, RULE.code, &about));
        let kind = RelationshipKind::UpstreamDownstream;
        commands.push(Add::new(Relationship::new(id, upstream, downstream, kind)).into());
    }
    Batch::of(commands)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_store_of_several_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Sales database” “Orders” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let store = *sketch.landscape.data_stores.keys().next().expect("drawn");
        let contexts: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
        set(&mut sketch, store, "kind", &DataStoreKind::EventLog);
        assert!(found(&RULE, &sketch).is_empty(), "a log is there to be read");
        set(&mut sketch, store, "kind", &DataStoreKind::Relational);
        set(&mut sketch, store, "readers", &vec![contexts[0], contexts[0]]);
        assert!(found(&RULE, &sketch).is_empty(), "one that writes and reads is one");
        set(&mut sketch, store, "writers", &Vec::<ContextId>::new());
        set(&mut sketch, store, "readers", &contexts);
        assert_eq!(found(&RULE, &sketch).len(), 1, "two readers can join");
    }

    #[test]
    fn who_may_no_longer_read_asks_the_owner() {
        let mut landscape = example(&RULE).landscape;
        let graph = crate::graph::Graph::of(&landscape);
        let findings = check(&Checkup { landscape: &landscape, graph: &graph, today: None });
        crate::command::apply(&mut landscape, &findings[0].fixes[0].command).expect("it applies");
        let drawn = landscape.relationships.values().next().expect("drawn").contexts();
        let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
        assert_eq!(drawn, Some((contexts[0], contexts[1])));
    }
}
