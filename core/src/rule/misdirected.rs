//! Which relationships point where a rule says that none should: what views draw as wrong.

use super::layers::{Fault, Layers};
use super::verticals::places;
use super::{
    Checkup, Rule, foundation_consumes_core, foundation_depends_on_vertical, higher_sublayer_needed,
    orchestration_provides_services, side_reference, upward_reference,
};
use crate::graph::Graph;
use crate::model::{Grade, Landscape, RelationshipId};
use crate::sorted_map::SortedMap;

/// What is wrong with a dependency for where it points, and the rule that says so.
const FAULTS: [(Fault, &Rule); 5] = [
    (Fault::Upward, &upward_reference::RULE),
    (Fault::CoreForFoundation, &foundation_consumes_core::RULE),
    (Fault::OrchestrationService, &orchestration_provides_services::RULE),
    (Fault::Sideways, &side_reference::RULE),
    (Fault::Sublayer, &higher_sublayer_needed::RULE),
];

/// The relationships whose dependency points upwards or from a foundation to a line of business, with what the rule says
/// is wrong. Rules that are turned off say nothing.
pub fn misdirected(landscape: &Landscape) -> SortedMap<RelationshipId, &'static str> {
    let graph = Graph::of(landscape);
    let on = Checkup { landscape, graph: &graph, today: None };
    let is_on = |rule: &Rule| landscape.header.severities.get(rule.code) != Some(&Grade::Off);
    let mut wrong = SortedMap::new();
    if let Some(layers) = Layers::of(&on) {
        for (fault, rule) in FAULTS.iter().filter(|(_, rule)| is_on(rule)) {
            wrong.extend(layers.faulty(*fault).into_iter().map(|link| (link.relationship, rule.summary)));
        }
    }
    let foundations = &foundation_depends_on_vertical::RULE;
    if let Some(places) = places(&on).filter(|_| is_on(foundations)) {
        let links = graph.links.iter().filter(|link| !link.symmetric);
        let upward = links
            .filter(|link| places[link.upstream].vertical.is_some() && places[link.downstream].foundation.is_some());
        wrong.extend(upward.map(|link| (link.relationship, foundations.summary)));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::EXAMPLES;
    use crate::model::ElementId;
    use crate::sketch::Sketch;

    #[test]
    fn what_is_wrong_is_what_the_rules_find() {
        let examples = FAULTS.iter().map(|(_, rule)| *rule).chain([&foundation_depends_on_vertical::RULE]);
        let drawn = examples.map(|rule| {
            let mut sketch = Sketch::new();
            (rule.example)(&mut sketch);
            sketch.landscape
        });
        let mut count = 0;
        for landscape in drawn.chain(EXAMPLES.iter().map(|example| example.landscape())) {
            let codes: Vec<&str> =
                FAULTS.iter().map(|(_, rule)| rule.code).chain([foundation_depends_on_vertical::RULE.code]).collect();
            let mut found: Vec<ElementId> = super::super::check(&landscape, None)
                .iter()
                .filter(|finding| codes.contains(&finding.code))
                .flat_map(|finding| finding.targets.iter().copied())
                .filter(|id| matches!(id, ElementId::Relationship(_)))
                .collect();
            crate::order::sort_by_key(&mut found, |id| *id);
            found.dedup();
            let told: Vec<ElementId> = misdirected(&landscape).keys().map(|id| ElementId::from(*id)).collect();
            assert_eq!(told, found);
            count += told.len();
        }
        assert!(count >= 6, "{count}");
    }
}
