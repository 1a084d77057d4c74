//! An open host whose protocol nobody wrote down.

use super::contract_without_version::first;
use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Add, Batch};
use crate::model::{
    ContextId, Contract, ContractId, ContractKind, ElementId, ElementKind, RelationshipId, RelationshipKind,
};
use crate::order;
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "open-host-without-contract",
    severity: Severity::Info,
    summary: "A context is an open host or publishes a language, and has no contract.",
    why: "The landscape names what others publish; here it says only that something is.",
    advice: "Add the contract that its consumers build on.",
    source: "Evans, Domain-Driven Design, chapter 14: a published language is well documented.",
    example: |sketch| {
        let [orders, billing, stock] = ["Orders", "Billing", "Stock"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: stock, name: "Stock levels".to_owned(), ..Contract::default() });
        sketch.add(crate::model::ContractVersion { contract, name: "1".to_owned(), ..Default::default() });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.upstream_roles.open_host_service = true;
        });
    },
    reads: &[ElementKind::Context, ElementKind::Contract, ElementKind::Version, ElementKind::Relationship],
    check,
};

/// A finding names only so many of the relationships.
const NAMED_MAX: usize = 8;

/// Nobody is asked for contracts before the landscape has a first one, and nobody for what others publish outside.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.contracts.is_empty() {
        return Vec::new();
    }
    let documented: SortedSet<ContextId> = on.landscape.contracts.values().map(|contract| contract.context).collect();
    let mut hosts: Vec<(ContextId, RelationshipId)> = Vec::new();
    for relationship in on.landscape.relationships.values() {
        let roles = relationship.upstream_roles;
        let Some((upstream, _)) = relationship.contexts() else { continue };
        let is_ours = on.landscape.contexts.get(&upstream).is_some_and(|context| !context.is_external());
        if (roles.open_host_service || roles.published_language) && is_ours && !documented.contains(&upstream) {
            hosts.push((upstream, relationship.id));
        }
    }
    order::sort_by_key(&mut hosts, |host| *host);
    hosts.chunk_by(|a, b| a.0 == b.0).map(|several| told(on, several)).collect()
}

fn told(on: &Checkup<'_>, several: &[(ContextId, RelationshipId)]) -> Finding {
    let context = several[0].0;
    let message = match several.len() {
        1 => format!("{} publishes to a consumer, and has no contract.", on.quoted(context)),
        count => format!("{} publishes to {count} consumers, and has no contract.", on.quoted(context)),
    };
    let relationships = several.iter().take(NAMED_MAX).map(|(_, relationship)| ElementId::from(*relationship));
    let finding = RULE.finding(message, std::iter::once(context.into()).chain(relationships).collect());
    let id = ContractId::new(fresh(on.landscape, ElementKind::Contract, RULE.code, &[context.into()]));
    let name = format!("{} API", on.landscape.name(context.into())).trim_start().to_owned();
    let contract = Contract { id, context, name, kind: ContractKind::Interface, ..Contract::default() };
    let version = first(on, RULE.code, id);
    let label = format!("Add the contract “{}”", contract.name);
    finding.fix(label, Batch::of(vec![Add::new(contract).into(), Add::new(version).into()]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::ContextKind;

    #[test]
    fn only_an_open_host_among_contracts_is_asked_for_one() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” “Orders” → “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        let orders = *sketch.landscape.contexts.keys().next().expect("drawn");
        set(&mut sketch, orders, "kind", &ContextKind::External);
        assert!(found(&RULE, &sketch).is_empty(), "what others publish is theirs to write down");
        set(&mut sketch, orders, "kind", &ContextKind::System);
        set(&mut sketch, contract, "context", &orders);
        assert!(found(&RULE, &sketch).is_empty());
        let elements = [ElementId::from(contract)].into();
        let command = crate::command::Remove { elements }.into();
        crate::command::apply(&mut sketch.landscape, &command).expect("it applies");
        assert!(found(&RULE, &sketch).is_empty(), "without any contract nobody is asked");
    }
}
