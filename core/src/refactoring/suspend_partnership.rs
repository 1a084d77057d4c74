//! A partnership that comes to an end.

use super::common::{self, Common};
use super::parts::options;
use super::relations::meant;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{
    AggregateId, BuildingBlockId, ContextId, ElementId, End, IdSource, Landscape, Party, RelationshipKind, VersionId,
};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "suspend-partnership",
    name: "Suspend partnership",
    about: "Ends a partnership in one of three ways: one side becomes the upstream of the other, what both need becomes a context upstream of both, or the two become one. Helps where planning everything together has become too much (Context Mapper, AR-9).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let [risks, policies] = ["Risks", "Policies"].map(|name| sketch.context(name));
        let partners = sketch.relate(risks, policies, RelationshipKind::Partnership, |it| {
            it.technology = "RabbitMQ".to_owned();
        });
        (vec![partners.into()], Answers::default().with("upstream", super::Answer::One(policies.to_string())))
    },
};

fn common(landscape: &Landscape, selection: &[ElementId]) -> Option<Common> {
    meant(landscape, selection, |it| it.kind == RelationshipKind::Partnership).and_then(|it| Common::of(&it))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let common = common(landscape, selection)?;
    let ways = [
        ("replace", "one becomes the upstream of the other"),
        ("extract", "what both need becomes a context upstream of both"),
        ("merge", "the two become one"),
    ];
    let ways = ways.map(|(key, word)| (key.to_owned(), word.to_owned())).to_vec();
    let sides = options(landscape, &common.between);
    let mut questions = vec![
        Question::one("how", "How it ends", ways, 0),
        Question::one("upstream", "The one that becomes upstream, or stays", sides, more_used(landscape, &common)),
    ];
    questions.extend(common.questions(landscape, common.name(landscape, "common model")));
    Some(questions)
}

/// The place of the side whose inside the other one uses more.
fn more_used(landscape: &Landscape, common: &Common) -> usize {
    let [one, other] = common.between;
    let uses = |user: ContextId, used: ContextId| -> usize {
        let users = landscape.building_blocks.values().filter(|it| it.context == user);
        let is_of_used =
            |id: &&BuildingBlockId| landscape.building_blocks.get(*id).is_some_and(|it| it.context == used);
        users.map(|it| it.uses.iter().filter(is_of_used).count()).sum()
    };
    usize::from(uses(one, other) > uses(other, one))
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let partnership = meant(landscape, selection, |it| it.kind == RelationshipKind::Partnership);
    let chosen: Option<ContextId> = answers.element("upstream");
    let (Some(partnership), Some(common), Some(first)) = (partnership, common(landscape, selection), chosen) else {
        return Err(Refusal::new("Select the one partnership of two contexts."));
    };
    if answers.one("how") == "extract" {
        return common::extract(landscape, &common, answers, ids);
    }
    let [one, other] = common.between;
    let second = if first == one { other } else { one };
    let mut work = Work::on(landscape, ids);
    if answers.one("how") == "merge" {
        work.absorb(first, second);
        return work.done();
    }
    let is_published = |id: &VersionId| {
        let contract = landscape.versions.get(id).and_then(|version| landscape.contracts.get(&version.contract));
        contract.is_none_or(|contract| contract.context == first)
    };
    work.relationship(partnership.id, |it| {
        it.kind = RelationshipKind::UpstreamDownstream;
        (it.upstream, it.downstream) = (Party::Context(first), Party::Context(second));
        // A partnership may name aggregates of both sides; an upstream exposes its own.
        let is_upstreams =
            |id: &AggregateId| landscape.aggregates.get(id).is_none_or(|aggregate| aggregate.context == first);
        it.exposed.retain(is_upstreams);
        it.versions.retain(is_published);
    });
    if first != one {
        for message in work.messages_over(partnership.id) {
            work.message(message, |message| {
                message.sender = if message.sender == End::Upstream { End::Downstream } else { End::Upstream };
            });
        }
    }
    work.settle(&[one, other]);
    // Where both sides use each other's inside, that can be seen from now on.
    work.draw_uses_between([one, other]);
    work.done()
}
