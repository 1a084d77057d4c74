//! A dependency that points the other way.

use std::sync::Arc;

use super::relations::{is_directed, meant};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    BuildingBlock, BuildingBlockId, BuildingBlockKind, ContextId, DownstreamRights, DownstreamRoles, ElementId,
    IdSource, Landscape, Party, Relationship, RelationshipKind, Ring, UpstreamRoles,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "invert-dependency",
    name: "Invert a dependency",
    about: "Lets the one that needs something say what it needs, by a port of its own, and the other side implement it: the contract changes hands and the dependency points the other way. Helps where it points at what changes more often, or upwards (Martin, Agile Software Development, 2002: Dependency Inversion Principle).",
    helps: &[
        "cyclic-dependency",
        "depends-on-less-stable",
        "domains-depend-in-a-circle",
        "foundation-consumes-core",
        "foundation-depends-on-vertical",
        "higher-sublayer-needed",
        "orchestration-provides-services",
        "upward-reference",
    ],
    questions,
    plan,
    example: |sketch| {
        let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
        let order = BuildingBlock { context: shop, name: "Order".to_owned(), is_public: true, ..Default::default() };
        let order = sketch.add(order);
        let notice = BuildingBlock { context: mail, name: "Notice".to_owned(), ..BuildingBlock::default() };
        sketch.add(BuildingBlock { uses: vec![order], ring: Ring::Domain, ..notice });
        let flow = sketch.flow(shop, mail);
        let name = super::Answer::Text("What can be told".to_owned());
        (vec![flow.into()], Answers::default().with("port", name))
    },
};

fn directed(landscape: &Landscape, selection: &[ElementId]) -> Option<(Arc<Relationship>, ContextId, ContextId)> {
    let relationship = meant(landscape, selection, |it| is_directed(it.kind))?;
    let (upstream, downstream) = relationship.contexts()?;
    // What others run will not implement our ports.
    let is_ours = !landscape.contexts.get(&upstream)?.is_external();
    is_ours.then_some((relationship, upstream, downstream))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let (_, upstream, _) = directed(landscape, selection)?;
    let name = format!("Port for {}", landscape.name(upstream.into()));
    Some(vec![Question::text("port", "Name of the port that says what is needed", name)])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some((relationship, supplier, needing)) = directed(landscape, selection) else {
        return Err(Refusal::new("Select a relationship with a direction between two contexts of ours."));
    };
    let name = answers.text("port");
    if name.is_empty() {
        return Err(Refusal::new("The port needs a name."));
    }
    let mut work = Work::on(landscape, ids);
    let port = work.add(BuildingBlock {
        context: needing,
        name: name.to_owned(),
        kind: BuildingBlockKind::Port,
        ring: Ring::Domain,
        is_public: true,
        is_abstract: true,
        ..BuildingBlock::default()
    });
    let used = used_across(landscape, needing, supplier);
    for user in landscape.building_blocks.values().filter(|it| it.context == needing) {
        let of_port = |id: &BuildingBlockId| if used.contains(id) { port } else { *id };
        work.block(user.id, |it| it.uses = it.uses.iter().map(of_port).collect());
    }
    let uses = std::iter::once(port).chain(used).collect();
    work.add(BuildingBlock {
        context: supplier,
        name: format!("{name}: adapter"),
        kind: BuildingBlockKind::Adapter,
        ring: Ring::Infrastructure,
        uses,
        ..BuildingBlock::default()
    });
    turn(&mut work, &relationship, needing, supplier);
    work.settle(&[needing, supplier]);
    work.done()
}

/// The building blocks of the supplier that those of the other use, in order.
fn used_across(landscape: &Landscape, needing: ContextId, supplier: ContextId) -> Vec<BuildingBlockId> {
    let uses = |id: BuildingBlockId| {
        landscape.building_blocks.values().any(|user| user.context == needing && user.uses.contains(&id))
    };
    let of_supplier = landscape.building_blocks.values().filter(|it| it.context == supplier);
    of_supplier.map(|it| it.id).filter(|id| uses(*id)).collect()
}

/// Swaps the ends. What was agreed about the old direction is agreed no longer: roles, rights, exposed aggregates and
/// versions of the old contract.
fn turn(work: &mut Work<'_>, relationship: &Relationship, upstream: ContextId, downstream: ContextId) {
    work.relationship(relationship.id, |it| {
        (it.upstream, it.downstream) = (Party::Context(upstream), Party::Context(downstream));
        it.kind = RelationshipKind::UpstreamDownstream;
        it.upstream_roles = UpstreamRoles::default();
        it.downstream_roles = DownstreamRoles::default();
        it.downstream_rights = DownstreamRights::default();
        it.exposed.clear();
        it.versions.clear();
    });
    for message in work.messages_over(relationship.id) {
        work.message(message, |message| message.sender = message.sender.other());
    }
}
