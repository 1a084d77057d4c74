//! A package that needs a higher one, though no context in it does.

use super::layers::{Layers, height, in_layer};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{BoundedContext, Deployable, DeployableId, ElementId, ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "deployable-upward-reference",
    severity: Severity::Warning,
    summary: "A deployable needs one of a higher layer, because that one mixes layers.",
    why: "What ships as one stands where its highest context stands. A core service in one package with a screen is released with the screen: who needs the service, needs the screen's releases.",
    advice: "Ship the needed context in a package of its own layer.",
    source: "OutSystems, rules for correct application composition: an application is in the layer of its topmost module, and the rules for layers hold among applications as well.",
    example: |sketch| {
        let [shop, pricing, billing] = ["Shop", "Pricing", "Billing"].map(|name| sketch.context(name));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.edit_context(pricing, in_layer(Layer::Core));
        sketch.edit_context(billing, in_layer(Layer::Core));
        sketch.flow(pricing, billing);
        for (name, contexts) in [("Retail", vec![shop, pricing]), ("Back office", vec![billing])] {
            sketch.add(Deployable { name: name.to_owned(), contexts, ..Deployable::default() });
        }
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Deployable,
    ],
    check,
};

/// Asked where a context is in one deployable; a reference that points upwards among contexts has a rule of its own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.deployables.is_empty() {
        return Vec::new();
    }
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let (package_of, tops) = packages(on);
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (index, link) in on.graph.links.iter().enumerate().filter(|(_, link)| !link.symmetric) {
        let (Some(consumer), Some(supplier)) = (package_of[link.downstream], package_of[link.upstream]) else {
            continue;
        };
        let [Some(low), Some(high)] = [consumer, supplier].map(|place: usize| tops[place].map(|(height, _)| height))
        else {
            continue;
        };
        let ends = [link.downstream, link.upstream].map(|number| height(layers.layer(number)));
        let is_upward = matches!(ends, [Some(low), Some(high)] if low < high) || ends.contains(&None);
        if consumer != supplier && low < high && !is_upward {
            found.push((consumer, supplier, index));
        }
    }
    crate::order::sort_by_key(&mut found, |it| *it);
    let ids: Vec<DeployableId> = on.landscape.deployables.keys().copied().collect();
    let mut findings = Vec::new();
    for group in found.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let (consumer, supplier, index) = group[0];
        let (link, Some((_, top))) = (on.graph.links[index], tops[supplier]) else { continue };
        let [low, high] = [consumer, supplier].map(|place| on.landscape.quoted(ids[place].into()));
        let message = format!(
            "{low} needs {} of {high}, which ships with {} and so stands above it.",
            layers.quoted(link.upstream),
            layers.told(top)
        );
        let mut targets = vec![ids[consumer].into(), ids[supplier].into()];
        targets.extend(group.iter().map(|(_, _, index)| ElementId::from(on.graph.links[*index].relationship)));
        findings.push(RULE.finding(message, targets));
    }
    findings
}

/// For each context the one deployable that it is in, by its place in the table, and for each deployable how high its
/// topmost context stands and which that is.
#[allow(clippy::type_complexity, reason = "two tables that are only read together")]
fn packages(on: &Checkup<'_>) -> (Vec<Option<usize>>, Vec<Option<(u8, usize)>>) {
    let mut package_of: Vec<Option<usize>> = vec![None; on.graph.contexts.len()];
    let mut is_in_several = vec![false; on.graph.contexts.len()];
    let layers: Vec<&BoundedContext> = on.landscape.contexts.values().map(AsRef::as_ref).collect();
    let mut tops = Vec::with_capacity(on.landscape.deployables.len());
    for (place, deployable) in on.landscape.deployables.values().enumerate() {
        let mut top: Option<(u8, usize)> = None;
        for number in deployable.contexts.iter().filter_map(|id| on.graph.number(*id)) {
            is_in_several[number] |= package_of[number].is_some_and(|other| other != place);
            package_of[number] = Some(place);
            if let Some(height) = height(layers[number].layer)
                && top.is_none_or(|(highest, _)| height > highest)
            {
                top = Some((height, number));
            }
        }
        tops.push(top);
    }
    for (number, _) in is_in_several.iter().enumerate().filter(|(_, several)| **several) {
        package_of[number] = None;
    }
    (package_of, tops)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_package_that_mixes_layers_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Back office” “Retail” “Pricing” → “Billing”"]);
        let shop = *sketch.landscape.contexts.keys().next().expect("shop");
        sketch.edit_context(shop, in_layer(Layer::Core));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
