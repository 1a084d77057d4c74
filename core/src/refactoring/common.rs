//! What the refactorings share that put a context upstream of two in place of what joins these two as equals.

use super::parts::{aggregates_of, named};
use super::work::Work;
use super::{Answers, Question, Refusal};
use crate::command::Command;
use crate::model::{AggregateId, ContextId, End, IdSource, Integration, Landscape, Relationship, RelationshipId};

/// Two contexts and what joins them.
pub(super) struct Common {
    relationship: RelationshipId,
    /// The contexts, in the order of the relationship.
    pub between: [ContextId; 2],
    integration: Integration,
    exposed: Vec<AggregateId>,
}

impl Common {
    /// Of a relationship between two contexts.
    pub(super) fn of(relationship: &Relationship) -> Option<Self> {
        let (one, other) = relationship.contexts()?;
        Some(Self {
            relationship: relationship.id,
            between: [one, other],
            integration: relationship.integration,
            exposed: relationship.exposed.clone(),
        })
    }

    /// What the context for both could be called.
    pub(super) fn name(&self, landscape: &Landscape, what: &str) -> String {
        let [one, other] = self.between.map(|id| landscape.name(id.into()));
        format!("{one} and {other}: {what}")
    }

    /// Which aggregates go there, and what it is called. Proposed are the aggregates that the relationship exposes.
    pub(super) fn questions(&self, landscape: &Landscape, name: String) -> Vec<Question> {
        let all = self.between.iter().flat_map(|id| aggregates_of(landscape, *id));
        let all: Vec<AggregateId> = all.map(|aggregate| aggregate.id).collect();
        let exposed: Vec<AggregateId> = self.exposed.iter().copied().filter(|id| all.contains(id)).collect();
        let mut questions = vec![Question::text("name", "Name of the new context", name)];
        if !all.is_empty() {
            questions.push(Question::some("aggregates", "Aggregates that go there", &all, &exposed));
        }
        questions
    }
}

/// Adds the context for both, moves the aggregates, and joins it with both instead of these with each other. A message
/// comes from there to whom it came before.
pub(super) fn extract(
    landscape: &Landscape,
    common: &Common,
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let name = named(answers)?;
    let mut work = Work::on(landscape, ids);
    let new = work.foundation(&name, common.between);
    let drawn = common.between.map(|context| {
        let drawn = work.draw(new, context);
        if let Some(drawn) = drawn {
            work.relationship(drawn, |it| it.integration = common.integration);
        }
        drawn
    });
    for message in work.messages_over(common.relationship) {
        work.message(message, |message| {
            let receiver = if message.sender == End::Upstream { drawn[1] } else { drawn[0] };
            message.relationship = receiver.unwrap_or(message.relationship);
            message.sender = End::Upstream;
        });
    }
    work.remove(common.relationship);
    work.move_aggregates(&answers.some::<AggregateId>("aggregates"), new);
    let [one, other] = common.between;
    work.settle(&[one, other, new]);
    work.draw_uses_of(new);
    work.draw_uses_between(common.between);
    work.leave_process(&drawn.into_iter().flatten().collect::<Vec<_>>());
    work.done()
}
