//! A shared kernel that becomes a partnership.

use super::relations::meant;
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{ElementId, IdSource, Landscape, RelationshipKind};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "shared-kernel-to-partnership",
    name: "Change shared kernel to partnership",
    about: "Two that share a part of their model share it no longer and go on planning together; name and technology stay. Helps where the shared code ties more than the common plans do (Context Mapper, AR-10).",
    helps: &["shared-kernel-across-teams"],
    questions,
    plan,
    example: |sketch| {
        let [policies, debts] = ["Policies", "Debts"].map(|name| sketch.context(name));
        let both =
            sketch.relate(policies, debts, RelationshipKind::SharedKernel, |it| it.technology = "Java".to_owned());
        (vec![both.into()], Answers::default())
    },
};

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    meant(landscape, selection, |it| it.kind == RelationshipKind::SharedKernel).map(|_| Vec::new())
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    _: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(both) = meant(landscape, selection, |it| it.kind == RelationshipKind::SharedKernel) else {
        return Err(Refusal::new("Select the one shared kernel of two contexts."));
    };
    let mut work = Work::on(landscape, ids);
    work.relationship(both.id, |it| it.kind = RelationshipKind::Partnership);
    work.done()
}
