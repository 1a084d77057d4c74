//! A service of its own, out of a monolith.

use std::sync::Arc;

use super::parts::{all_of, named};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    ContextId, Deployable, DeployableId, DeployableKind, ElementId, ElementKind, IdSource, Integration, Landscape,
    RelationshipId, RelationshipKind,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "extract-service",
    name: "Extract a module to a service",
    about: "Takes contexts out of what they ship in into a service of their own. Calls inside the process that now cross its boundary become remote calls or messages through a broker, as chosen; messages inside it become messages through a broker. Helps where a part has to ship or scale alone (Newman, Monolith to Microservices, 2019).",
    helps: &[
        "context-in-several-deployables",
        "deployable-upward-reference",
        "deployable-with-several-sponsors",
        "remote-call-inside-deployable",
    ],
    questions,
    plan,
    example: |sketch| {
        let [shop, search, mail] = ["Shop", "Search", "Mail"].map(|name| sketch.context(name));
        let (name, kind) = ("Store".to_owned(), DeployableKind::ModularMonolith);
        sketch.add(Deployable { name, kind, contexts: vec![shop, search, mail], ..Deployable::default() });
        let kind = RelationshipKind::UpstreamDownstream;
        sketch.relate(search, shop, kind, |it| it.integration = Integration::InProcessCall);
        sketch.relate(search, mail, kind, |it| it.integration = Integration::InProcessMessage);
        sketch.relate(mail, shop, kind, |it| it.integration = Integration::InProcessCall);
        (vec![search.into()], Answers::default())
    },
};

/// The contexts to choose from and those that are proposed.
fn chosen(landscape: &Landscape, selection: &[ElementId]) -> Option<(Vec<ContextId>, Vec<ContextId>)> {
    if let [ElementId::Deployable(id)] = selection {
        let there = |id: &&ContextId| landscape.contexts.contains_key(*id);
        let all: Vec<ContextId> = landscape.deployables.get(id)?.contexts.iter().filter(there).copied().collect();
        return (all.len() > 1).then(|| (all.clone(), standing_out(landscape, &all)));
    }
    let contexts: Vec<ContextId> = all_of(landscape, selection)?;
    let holds = |it: &&Arc<Deployable>| contexts.iter().all(|id| it.contexts.contains(id));
    let mut holding = landscape.deployables.values().filter(holds);
    let first = holding.next()?;
    let is_part = first.contexts.iter().any(|id| !contexts.contains(id)) || holding.next().is_some();
    is_part.then(|| (contexts.clone(), contexts))
}

/// Those whose sponsors or layer are others than those of the first; without any the last.
fn standing_out(landscape: &Landscape, all: &[ContextId]) -> Vec<ContextId> {
    let Some(first) = all.first().map(|id| &landscape.contexts[id]) else { return Vec::new() };
    let others = || all.iter().skip(1).map(|id| &landscape.contexts[id]);
    let is_sponsored_elsewhere = |sponsors: &[String]| {
        !sponsors.is_empty() && !first.sponsors.is_empty() && !sponsors.iter().any(|it| first.sponsors.contains(it))
    };
    let mut out: Vec<ContextId> = others().filter(|it| is_sponsored_elsewhere(&it.sponsors)).map(|it| it.id).collect();
    if out.is_empty() {
        out = others().filter(|it| it.layer != first.layer).map(|it| it.id).collect();
    }
    if out.is_empty() {
        out.extend(all.last());
    }
    out
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (all, proposed) = chosen(landscape, selection)?;
    let name = proposed.first().map(|id| format!("{} service", landscape.name((*id).into()))).unwrap_or_default();
    let ways = [Integration::RemoteCall, Integration::BrokerMessage];
    let key = |it: Integration| Integration::CHOICES[it as usize].key.to_owned();
    let ways = ways.map(|it| (key(it), it.word().to_owned())).to_vec();
    Some(vec![
        Question::some("contexts", "What the service contains", &all, &proposed),
        Question::text("name", "Name of the service", name),
        Question::one("call", "A call that now leaves the process becomes a", ways, 0),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let moving: Vec<ContextId> = answers.some("contexts");
    if moving.is_empty() || chosen(landscape, selection).is_none() {
        return Err(Refusal::new("Select contexts that ship together with others."));
    }
    let call =
        if answers.one("call") == "broker_message" { Integration::BrokerMessage } else { Integration::RemoteCall };
    let name = named(answers)?;
    let mut work = Work::on(landscape, ids);
    let holding = landscape.deployables.values().filter(|it| it.contexts.iter().any(|id| moving.contains(id)));
    let holding: Vec<DeployableId> = holding.map(|it| it.id).collect();
    let technology = holding.first().map(|id| landscape.deployables[id].technology.clone()).unwrap_or_default();
    for id in holding {
        work.deployable(id, |it| it.contexts.retain(|context| !moving.contains(context)));
        if work.now.deployables.get(&id).is_some_and(|it| it.contexts.is_empty()) {
            work.remove(id);
        }
    }
    let name = work.free_name(ElementKind::Deployable, &name);
    let kind = DeployableKind::Service;
    work.add(Deployable { name, kind, contexts: moving.clone(), technology, ..Deployable::default() });
    let crosses = landscape
        .relationships
        .values()
        .filter(|it| it.contexts().is_some_and(|(one, other)| moving.contains(&one) != moving.contains(&other)));
    let crossing: Vec<RelationshipId> = crosses.map(|it| it.id).collect();
    crossing.into_iter().for_each(|id| work.send_out(id, call));
    work.done()
}
