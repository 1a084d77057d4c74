//! A layer that translates.

use std::sync::Arc;

use super::relations::{is_directed, meant};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    BuildingBlock, BuildingBlockId, BuildingBlockKind, Classification, ContextId, ElementId, IdSource, Landscape,
    Relationship, RelationshipKind, Ring,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "introduce-anticorruption-layer",
    name: "Introduce an anticorruption layer",
    about: "Lets the downstream translate what comes from upstream into its own language; what it used of the upstream directly it now uses through a port, whose adapter translates. Helps where somebody else's model would spoil one's own (Evans, Domain-Driven Design, chapter 14).",
    helps: &[
        "conformist-with-anticorruption-layer",
        "core-conforms",
        "core-unprotected-from-outside",
        "customer-supplier-with-conformist",
        "different-terms-same-meaning",
        "same-term-different-meanings",
    ],
    questions,
    plan,
    example: |sketch| {
        let [prices, offers] = ["Prices", "Offers"].map(|name| sketch.context(name));
        sketch.edit_context(offers, |context| context.classification = Classification::Core);
        let block = |context, name: &str| BuildingBlock { context, name: name.to_owned(), ..BuildingBlock::default() };
        let price = sketch.add(BuildingBlock { is_public: true, ..block(prices, "Price list") });
        sketch.add(BuildingBlock { uses: vec![price], ring: Ring::Domain, ..block(offers, "Offer") });
        let conforms = |it: &mut Relationship| it.downstream_roles.conformist = true;
        let taken = sketch.relate(prices, offers, RelationshipKind::UpstreamDownstream, conforms);
        (vec![taken.into()], Answers::default())
    },
};

fn unprotected(landscape: &Landscape, selection: &[ElementId]) -> Option<(Arc<Relationship>, ContextId, ContextId)> {
    let translates = |it: &Relationship| it.downstream_roles.anticorruption_layer && !it.downstream_roles.conformist;
    let relationship = meant(landscape, selection, |it| is_directed(it.kind) && !translates(it))?;
    let (upstream, downstream) = relationship.contexts()?;
    let is_ours = !landscape.contexts.get(&downstream)?.is_external();
    is_ours.then_some((relationship, upstream, downstream))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (_, upstream, downstream) = unprotected(landscape, selection)?;
    if used_across(landscape, upstream, downstream).is_empty() {
        return Some(Vec::new());
    }
    let name = format!("Port to {}", landscape.name(upstream.into()));
    Some(vec![Question::text("port", "Name of the port that the inside uses instead", name)])
}

fn used_across(landscape: &Landscape, upstream: ContextId, downstream: ContextId) -> Vec<BuildingBlockId> {
    let uses = |id: BuildingBlockId| {
        landscape.building_blocks.values().any(|user| user.context == downstream && user.uses.contains(&id))
    };
    let theirs = landscape.building_blocks.values().filter(|it| it.context == upstream);
    theirs.map(|it| it.id).filter(|id| uses(*id)).collect()
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some((relationship, upstream, downstream)) = unprotected(landscape, selection) else {
        return Err(Refusal::new("Select a relationship with a direction that nothing translates."));
    };
    let mut work = Work::on(landscape, ids);
    work.relationship(relationship.id, |it| {
        it.downstream_roles.anticorruption_layer = true;
        it.downstream_roles.conformist = false;
        // A customer has a say, and needs no protection from what it asked for.
        it.kind = RelationshipKind::UpstreamDownstream;
    });
    let used = used_across(landscape, upstream, downstream);
    if !used.is_empty() {
        let name = answers.text("port");
        if name.is_empty() {
            return Err(Refusal::new("The port needs a name."));
        }
        go_through_port(&mut work, name, downstream, &used);
    }
    work.done()
}

/// Adds a port and the adapter that translates, and lets the inside use the port.
fn go_through_port(work: &mut Work<'_>, name: &str, context: ContextId, used: &[BuildingBlockId]) {
    let kind = BuildingBlockKind::Port;
    let port = BuildingBlock { context, name: name.to_owned(), kind, is_abstract: true, ..BuildingBlock::default() };
    let users: Vec<BuildingBlockId> = work
        .now
        .building_blocks
        .values()
        .filter(|user| user.context == context && user.uses.iter().any(|id| used.contains(id)))
        .map(|user| user.id)
        .collect();
    let port = work.add(BuildingBlock { ring: Ring::Domain, ..port });
    let of_port = |id: &BuildingBlockId| if used.contains(id) { port } else { *id };
    for user in users {
        work.block(user, |user| user.uses = user.uses.iter().map(of_port).collect());
    }
    work.add(BuildingBlock {
        context,
        name: format!("{name}: translator"),
        kind: BuildingBlockKind::Adapter,
        ring: Ring::Infrastructure,
        uses: std::iter::once(port).chain(used.iter().copied()).collect(),
        ..BuildingBlock::default()
    });
}
