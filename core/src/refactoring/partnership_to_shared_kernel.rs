//! A partnership that becomes a shared kernel.

use super::relations::meant;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{ElementId, IdSource, Landscape, RelationshipKind};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "partnership-to-shared-kernel",
    name: "Change partnership to shared kernel",
    about: "Two that plan together name the part of their model that they share; name and technology stay. Helps where the same is built twice (Context Mapper, AR-11).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let [policies, debts] = ["Policies", "Debts"].map(|name| sketch.context(name));
        let both =
            sketch.relate(policies, debts, RelationshipKind::Partnership, |it| it.technology = "Java".to_owned());
        (vec![both.into()], Answers::default())
    },
};

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    meant(landscape, selection, |it| it.kind == RelationshipKind::Partnership).map(|_| Vec::new())
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    _: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(both) = meant(landscape, selection, |it| it.kind == RelationshipKind::Partnership) else {
        return Err(Refusal::new("Select the one partnership of two contexts."));
    };
    let mut work = Work::on(landscape, ids);
    work.relationship(both.id, |it| it.kind = RelationshipKind::SharedKernel);
    work.done()
}
