//! A data store that several contexts write to.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{ContextId, DataStore, DataStoreKind, ElementId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "data-store-with-several-writers",
    severity: Severity::Warning,
    summary: "Several contexts write to one data store.",
    why: "Nobody can promise what is in it: each writer has its own rules, and breaks those of the others.",
    advice: "Let one context write, and the others ask it to.",
    source: "Newman, Monolith to Microservices (2019), chapter 4: data has one owner.",
    example: |sketch| {
        let writers = ["Orders", "Billing"].map(|name| sketch.context(name)).to_vec();
        sketch.add(DataStore { name: "Customers".to_owned(), writers, ..DataStore::default() });
    },
    reads: &[ElementKind::Context, ElementKind::DataStore],
    check,
};

/// Of more writers than this a finding offers only some as the one.
const OFFERED_MAX: usize = 4;

/// A warehouse is left out: it gathers what others wrote.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let stores = on.landscape.data_stores.values().filter(|store| store.kind != DataStoreKind::Warehouse);
    stores.filter_map(|store| several(on, store)).collect()
}

fn several(on: &Checkup<'_>, store: &DataStore) -> Option<Finding> {
    let mut writers: Vec<ContextId> =
        store.writers.iter().copied().filter(|context| on.landscape.contexts.contains_key(context)).collect();
    crate::order::sort_by_key(&mut writers, |writer| *writer);
    writers.dedup();
    if writers.len() < 2 {
        return None;
    }
    let names: Vec<String> = writers.iter().map(|writer| on.quoted(*writer)).collect();
    let message = format!("{} is written by {}.", on.quoted(store.id), super::listed(&names));
    let contexts = writers.iter().map(|writer| ElementId::from(*writer));
    let mut finding = RULE.finding(message, std::iter::once(store.id.into()).chain(contexts).collect());
    for (writer, name) in writers.iter().zip(&names).take(OFFERED_MAX) {
        let mut readers = store.readers.clone();
        readers.extend(writers.iter().filter(|other| *other != writer && !store.readers.contains(other)));
        let commands =
            vec![Set::new(store.id, "writers", &vec![*writer]).into(), Set::new(store.id, "readers", &readers).into()];
        finding = finding.fix(format!("Let only {name} write, and the others read"), Batch::of(commands));
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_several_writers_are_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Customers” “Orders” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let store = *sketch.landscape.data_stores.keys().next().expect("drawn");
        let contexts: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
        set(&mut sketch, store, "kind", &DataStoreKind::Warehouse);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, store, "kind", &DataStoreKind::Cache);
        set(&mut sketch, store, "writers", &vec![contexts[0], contexts[0]]);
        set(&mut sketch, store, "readers", &contexts);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
