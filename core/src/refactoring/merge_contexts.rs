//! One context out of several.

use super::parts::{all_of, options};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{ContextId, ElementId, IdSource, Landscape, RelationshipKind, Term};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "merge-contexts",
    name: "Merge contexts",
    about: "Makes one context out of several: aggregates, contracts, words, responsibilities and technologies are united, what joined them goes, and everybody else is joined with the one that stays, whose name, purpose and team count. Helps where a boundary costs more than it gives (Context Mapper, AR-7).",
    helps: &[
        "big-ball-of-mud",
        "chatty-relationship",
        "cyclic-dependency",
        "data-store-used-by-several-contexts",
        "data-store-with-several-writers",
        "distributed-monolith",
        "duplicate-name",
        "integration-through-shared-database",
        "long-chain-of-calls",
        "strong-reference-across-domains",
        "teams-strongly-coupled",
    ],
    questions,
    plan,
    example: |sketch| {
        let [orders, basket, billing] = ["Orders", "Basket", "Billing"].map(|name| sketch.context(name));
        sketch.edit_context(orders, |it| it.responsibilities = vec!["Takes orders".to_owned()]);
        sketch.edit_context(basket, |it| {
            it.responsibilities = vec!["Collects what is to be ordered".to_owned()];
            it.technology = "TypeScript".to_owned();
        });
        sketch.aggregate(orders, "Order");
        sketch.aggregate(basket, "Basket");
        for context in [orders, basket] {
            sketch.add(Term { context, name: "Article".to_owned(), ..Term::default() });
        }
        sketch.flow(basket, orders);
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |it| it.technology = "HTTP".to_owned());
        sketch.flow(basket, billing);
        (vec![orders.into(), basket.into()], Answers::default())
    },
};

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let contexts: Vec<ContextId> = all_of(landscape, selection)?;
    let of_ours = contexts.len() > 1 && contexts.iter().all(|id| !landscape.contexts[id].is_external());
    of_ours.then(|| vec![Question::one("keep", "The one that stays", options(landscape, &contexts), 0)])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let contexts: Option<Vec<ContextId>> = all_of(landscape, selection);
    let Some((contexts, keep)) = contexts.zip(answers.element("keep")) else {
        return Err(Refusal::new("Select two contexts and more."));
    };
    let mut work = Work::on(landscape, ids);
    for gone in contexts.into_iter().filter(|id| *id != keep) {
        work.absorb(keep, gone);
    }
    work.done()
}
