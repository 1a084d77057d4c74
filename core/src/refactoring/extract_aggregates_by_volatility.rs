//! A context for what changes as often.

use super::parts::{aggregates_of, named, one_context};
use super::work::Work;
use super::{Answers, Question, Refactoring, Refusal};
use crate::command::Command;
use crate::model::{Aggregate, AggregateId, ContextId, ElementId, IdSource, Landscape, Volatility};

pub(super) const REFACTORING: Refactoring = Refactoring {
    code: "extract-aggregates-by-volatility",
    name: "Extract aggregates by volatility",
    about: "Takes the aggregates that change as often as chosen out of a context into one of their own, so that what rests is not disturbed by what moves (Context Mapper, AR-4; Parnas, On the criteria to be used in decomposing systems into modules, 1972).",
    helps: &[],
    questions,
    plan,
    example: |sketch| {
        let context = sketch.context("Policies");
        for (name, volatility) in [("Contract", Volatility::Rarely), ("Offer", Volatility::Often)] {
            let name = name.to_owned();
            sketch.add(Aggregate { context, name, volatility, ..Aggregate::default() });
        }
        (vec![context.into()], Answers::default())
    },
};

/// The volatilities from the highest that some of the aggregates have and others have not.
fn choices(landscape: &Landscape, context: ContextId) -> Vec<Volatility> {
    let aggregates = aggregates_of(landscape, context);
    let count = |volatility: Volatility| aggregates.iter().filter(|it| it.volatility == volatility).count();
    let tells = |volatility: &Volatility| (1..aggregates.len()).contains(&count(*volatility));
    [Volatility::Often, Volatility::Normal, Volatility::Rarely].into_iter().filter(tells).collect()
}

fn questions(landscape: &Landscape, selection: &[ElementId]) -> Option<Vec<Question>> {
    let context = one_context(landscape, selection)?;
    let choices = choices(landscape, context.id);
    let first = choices.first()?;
    let name = format!("{} (changes {})", context.name, first.word());
    let key = |it: &Volatility| Volatility::CHOICES[*it as usize].key.to_owned();
    let options = choices.iter().map(|it| (key(it), it.word().to_owned())).collect();
    Some(vec![
        Question::one("volatility", "Take out what changes", options, 0),
        Question::text("name", "Name of the new context", name),
    ])
}

fn plan(
    landscape: &Landscape,
    selection: &[ElementId],
    answers: &Answers,
    ids: &mut IdSource,
) -> Result<Vec<Command>, Refusal> {
    let Some(context) = one_context(landscape, selection) else { return Err(Refusal::new("Select one context.")) };
    let chosen = Volatility::CHOICES.iter().position(|choice| choice.key == answers.one("volatility"));
    let chosen = chosen.and_then(|place| Volatility::ALL.get(place));
    let aggregates = aggregates_of(landscape, context.id);
    let moving = aggregates.iter().filter(|it| Some(&it.volatility) == chosen);
    let moving: Vec<AggregateId> = moving.map(|aggregate| aggregate.id).collect();
    let mut work = Work::on(landscape, ids);
    work.extract(context.id, &named(answers)?, &moving);
    work.done()
}
