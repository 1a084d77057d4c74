//! A context for each feature.

use super::parts::{aggregates_of, one_context};
use super::splitting::{Group, grouped, name_for};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{Aggregate, ContextId, ElementId, IdSource, Landscape, Party};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "split-context-by-features",
    name: "Split context by features",
    about: "Takes a context apart along its features: aggregates of one module stay together, or those with the same responsibilities, or those that the same consumers see, as chosen. The first feature stays, every other gets a context of its own. Helps where one context does several things (Context Mapper, AR-2, which goes by use cases and user stories).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let shop = sketch.context("Shop");
        let billing = sketch.context("Billing");
        for (name, module) in [("Basket", "ordering"), ("Order", "ordering"), ("Invoice", "invoicing")] {
            let id = sketch.aggregate(shop, name);
            sketch.put(Aggregate {
                id,
                context: shop,
                name: name.to_owned(),
                module: module.to_owned(),
                ..Aggregate::default()
            });
            if name == "Invoice" {
                let kind = crate::model::RelationshipKind::UpstreamDownstream;
                sketch.relate(shop, billing, kind, |it| it.exposed = vec![id]);
            }
        }
        (vec![shop.into()], Answers::default())
    },
};

/// What a feature can be told by: key, word, and what is told of an aggregate.
type Criterion = (&'static str, &'static str, fn(&Landscape, &Aggregate) -> String);

const CRITERIA: [Criterion; 3] = [
    ("module", "by their modules", |_, aggregate| aggregate.module.trim().to_owned()),
    ("responsibilities", "by what they answer for", |_, aggregate| aggregate.responsibilities.join(", ")),
    ("consumers", "by who sees them", seen_by),
];

fn seen_by(landscape: &Landscape, aggregate: &Aggregate) -> String {
    let sees = landscape
        .relationships
        .values()
        .filter(|it| it.upstream == Party::Context(aggregate.context) && it.exposed.contains(&aggregate.id));
    let mut names: Vec<String> = Vec::new();
    for name in sees.map(|it| landscape.name(it.downstream.into())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn groups(landscape: &Landscape, context: ContextId, criterion: &Criterion) -> Vec<Group> {
    let aggregates = aggregates_of(landscape, context);
    grouped(aggregates.iter().map(|aggregate| (criterion.2(landscape, aggregate), aggregate.id)))
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let context = one_context(landscape, selection)?;
    let tells = |criterion: &&Criterion| groups(landscape, context.id, criterion).len() > 1;
    let options: Vec<(String, String)> =
        CRITERIA.iter().filter(tells).map(|(key, word, _)| ((*key).to_owned(), (*word).to_owned())).collect();
    (!options.is_empty()).then(|| vec![Question::one("by", "Features are told apart", options, 0)])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let criterion = CRITERIA.iter().find(|criterion| criterion.0 == answers.one("by"));
    let Some((context, criterion)) = one_context(landscape, selection).zip(criterion) else {
        return Err(Refusal::new("Select one context whose aggregates differ."));
    };
    let mut work = Work::on(landscape, ids);
    for group in groups(landscape, context.id, criterion).iter().skip(1) {
        work.extract(context.id, &name_for(landscape, context.id, group), &group.aggregates);
    }
    work.done()
}
