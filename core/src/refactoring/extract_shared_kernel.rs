//! A context out of a shared kernel.

use super::common::{self, Common};
use super::relations::meant;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{ElementId, IdSource, Landscape, RelationshipKind};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "extract-shared-kernel",
    name: "Extract shared kernel",
    about: "Makes a context of what two share, upstream of both, with the aggregates that are chosen; the shared kernel goes. Helps where both sides have to agree about every change (Context Mapper, AR-8, which puts placeholders into the new context).",
    helps: &["shared-kernel-across-teams", "verticals-entangled"],
    questions,
    plan,
    example: |sketch| {
        let [policies, debts] = ["Policies", "Debts"].map(|name| sketch.context(name));
        let customer = sketch.aggregate(policies, "Customer");
        sketch.aggregate(policies, "Policy");
        let kernel = sketch.relate(policies, debts, RelationshipKind::SharedKernel, |it| it.exposed = vec![customer]);
        (vec![kernel.into()], Answers::default())
    },
};

fn common(landscape: &Landscape, selection: &[ElementId]) -> Option<Common> {
    meant(landscape, selection, |it| it.kind == RelationshipKind::SharedKernel).and_then(|it| Common::of(&it))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let common = common(landscape, selection)?;
    Some(common.questions(landscape, common.name(landscape, "shared kernel")))
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(common) = common(landscape, selection) else {
        return Err(Refusal::new("Select the one shared kernel of two contexts."));
    };
    common::extract(landscape, &common, answers, ids)
}
