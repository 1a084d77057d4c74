//! Draws other boundaries: contexts are merged and made, aggregates move. What a suggestion of boundaries plans and what
//! is then done as one step.

use super::Refusal;
use super::work::Work;
use crate::command::Command;
use crate::model::{AggregateId, ContextId, IdSource, Landscape};

/// What becomes of one part of another cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recut {
    /// The context that it goes on as; without one there is a new context for it.
    pub keep: Option<ContextId>,
    /// The aggregates that come from other contexts.
    pub aggregates: Vec<AggregateId>,
    /// The contexts that are merged into it, with all that is in them by then.
    pub contexts: Vec<ContextId>,
}

/// What has to be done, in order: first aggregates move, then what is left of a context is merged. All of it belongs
/// together and can be taken back as one.
///
/// # Errors
///
/// Says which step does not apply; nothing is done then.
pub fn commands(landscape: &Landscape, plan: &[Recut], ids: &mut IdSource) -> Result<Vec<Command>, Refusal> {
    let mut work = Work::on(landscape, ids);
    let mut into: Vec<Option<ContextId>> = Vec::with_capacity(plan.len());
    for part in plan {
        let to = match part.keep.filter(|id| work.now.contexts.contains_key(id)) {
            Some(keep) => Some(keep),
            None => found(&mut work, part),
        };
        if let Some(to) = to
            && !part.aggregates.is_empty()
        {
            work.move_aggregates(&part.aggregates, to);
        }
        into.push(to);
    }
    for (_, to) in plan.iter().zip(&into).filter(|(part, _)| !part.aggregates.is_empty()) {
        to.iter().for_each(|to| work.draw_uses_of(*to));
    }
    for (part, to) in plan.iter().zip(into) {
        let Some(to) = to else { continue };
        part.contexts.iter().for_each(|gone| work.absorb(to, *gone));
    }
    work.done()
}

/// A new context for a part, beside the one from which its first aggregate comes; of whole contexts the first goes on.
fn found(work: &mut Work<'_>, part: &Recut) -> Option<ContextId> {
    let first = part.aggregates.iter().find_map(|id| work.now.aggregates.get(id)).cloned();
    match first {
        Some(first) if work.now.contexts.contains_key(&first.context) => {
            let name = if first.name.trim().is_empty() { work.name(first.context) } else { first.name.clone() };
            Some(work.offspring(first.context, &name))
        }
        _ => part.contexts.first().copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Batch, apply};
    use crate::sketch::Sketch;

    #[test]
    fn aggregates_move_contexts_merge_and_new_ones_are_made() {
        let mut sketch = Sketch::new();
        let [shop, stock, old] = ["Shop", "Stock", "Old"].map(|name| sketch.context(name));
        let [order, item, price] =
            [(shop, "Order"), (shop, "Item"), (stock, "Price")].map(|(context, name)| sketch.aggregate(context, name));
        let plan = [
            Recut { keep: Some(stock), aggregates: vec![item], contexts: vec![old] },
            Recut { aggregates: vec![price], ..Recut::default() },
        ];
        let mut ids = IdSource::after(&sketch.landscape, 0);
        let commands = commands(&sketch.landscape, &plan, &mut ids).expect("it can be done");
        let mut after = sketch.landscape.clone();
        apply(&mut after, &Batch { commands }.into()).expect("it applies");
        let home = |id| after.aggregates.get(&id).map(|it| after.name(it.context.into())).unwrap_or_default();
        assert_eq!([order, item, price].map(home), ["Shop", "Stock", "Price"]);
        assert!(!after.contexts.contains_key(&old) && after.contexts.len() == 3);
    }
}
