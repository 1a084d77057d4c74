//! One protocol for all consumers.

use super::parts::one_context;
use super::relations::supplies;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    ContextId, Contract, ContractId, ContractKind, ContractVersion, ElementId, IdSource, Landscape, Lifecycle, Party,
    RelationshipKind, VersionId,
};
use crate::sorted_set::SortedSet;

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "introduce-open-host",
    name: "Introduce an open host",
    about: "Lets a supplier serve its consumers by one protocol in a documented language, with a contract in a version; what was agreed on with single customers is agreed on no more. Helps where many consumers each get what they ask for (Evans, Domain-Driven Design, chapter 14: Open Host Service and Published Language).",
    helps: &["customer-supplier-with-open-host", "hub-without-open-host", "open-host-without-contract"],
    questions,
    plan,
    example: |sketch| {
        let customers = sketch.context("Customers");
        for name in ["Orders", "Billing"] {
            let consumer = sketch.context(name);
            sketch.flow(customers, consumer);
        }
        (vec![customers.into()], Answers::default())
    },
};

/// The consumers of a context that has several, or one to which it is open already.
fn consumers(landscape: &Landscape, context: ContextId) -> Option<Vec<ContextId>> {
    let supplies = supplies(landscape, context);
    let of = |it: &Party| if let Party::Context(id) = it { Some(*id) } else { None };
    let consumers: SortedSet<ContextId> = supplies.iter().filter_map(|it| of(&it.downstream)).collect();
    let is_open = |it: &crate::model::UpstreamRoles| it.open_host_service || it.published_language;
    let fits = consumers.len() > 1 || supplies.iter().any(|it| is_open(&it.upstream_roles));
    let is_done = supplies.iter().all(|it| {
        it.upstream_roles.open_host_service
            && it.upstream_roles.published_language
            && it.kind == RelationshipKind::UpstreamDownstream
    }) && published(landscape, context).is_some_and(|(_, version)| version.is_some());
    (fits && !is_done).then(|| consumers.into_iter().collect())
}

/// The contract of a context and its version to be used, if it has them.
fn published(landscape: &Landscape, context: ContextId) -> Option<(ContractId, Option<VersionId>)> {
    let mut contracts = landscape.contracts.values().filter(|contract| contract.context == context);
    let is_usable =
        |it: &&std::sync::Arc<ContractVersion>| !matches!(it.lifecycle, Lifecycle::Deprecated | Lifecycle::Retired);
    let versioned = |contract: &std::sync::Arc<Contract>| {
        let mut versions = landscape.versions.values().filter(|it| it.contract == contract.id).rev();
        (contract.id, versions.find(is_usable).map(|version| version.id))
    };
    let first = contracts.next()?;
    let all = std::iter::once(first).chain(contracts).map(versioned);
    all.into_iter().find(|(_, version)| version.is_some()).or(Some((first.id, None)))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let context = one_context(landscape, selection)?;
    let consumers = consumers(landscape, context.id)?;
    let mut questions = vec![Question::some("consumers", "Who uses it", &consumers, &consumers)];
    if published(landscape, context.id).is_none() {
        questions.push(Question::text("name", "Name of the contract", format!("{} API", context.name)));
    }
    Some(questions)
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(context) = one_context(landscape, selection) else { return Err(Refusal::new("Select one context.")) };
    let mut work = Work::on(landscape, ids);
    let version = publish(&mut work, context.id, answers)?;
    let chosen: Vec<ContextId> = answers.some("consumers");
    for it in supplies(landscape, context.id) {
        let is_chosen = chosen.iter().any(|id| it.downstream == Party::Context(*id));
        let names_version = it.versions.iter().any(|id| {
            let contract = landscape.versions.get(id).and_then(|it| landscape.contracts.get(&it.contract));
            contract.is_some_and(|contract| contract.context == context.id)
        });
        if !is_chosen {
            continue;
        }
        work.relationship(it.id, |it| {
            it.kind = RelationshipKind::UpstreamDownstream;
            it.upstream_roles.open_host_service = true;
            it.upstream_roles.published_language = true;
            if !names_version {
                it.versions.push(version);
            }
        });
    }
    work.done()
}

/// The version that consumers use: one that is there, or a first one.
fn publish(work: &mut Work<'_>, context: ContextId, answers: &Answers) -> Result<VersionId, Refusal> {
    let contract = match published(&work.now, context) {
        Some((_, Some(version))) => return Ok(version),
        Some((contract, None)) => contract,
        None => {
            let (name, kind) = (super::parts::named(answers)?, ContractKind::Interface);
            work.add(Contract { context, name, kind, ..Contract::default() })
        }
    };
    let (name, lifecycle) = (next_name(work, contract), Lifecycle::Active);
    Ok(work.add(ContractVersion { contract, name, lifecycle, ..ContractVersion::default() }))
}

/// The number after those that there are.
fn next_name(work: &Work<'_>, contract: ContractId) -> String {
    let versions = work.now.versions.values().filter(|it| it.contract == contract).count();
    (versions + 1).to_string()
}
