//! Every number that delivery depends on and that is not drawn, with where it comes from.

use crate::model::Landscape;
use crate::simulation::{Parameter, Unit};
use crate::sorted_map::SortedMap;

const FOOTPRINTS: &str = "Ananthanarayanan et al., Keeping Master Green at Scale, EuroSys 2019: real conflicts at about 5 % of 2 and 40 % of 16 concurrent changes";
const BRUN: &str = "Brun, Holmes, Ernst and Notkin, Proactive Detection of Collaboration Conflicts, ESEC/FSE 2011: conflicts live 10 days on average, 1.6 days in the median";
const BIRD: &str = "Bird and Zimmermann, Assessing the Value of Branches with What-if Analysis, FSE 2012: 5.45 hours a month for integration";
const CATALDO: &str = "Cataldo et al., CSCW 2006 and ESEM 2008: congruence cut the time to resolve a request by 32 %";
const DORA: &str =
    "DORA, State of DevOps 2016 and 2017: branches of the best live less than a day, those of the others for days";
const PAIRS: &str = "Cockburn and Williams, The Costs and Benefits of Pair Programming, 2000: about 15 % more time";

type Row = (&'static str, &'static str, Unit, [f64; 5], Option<&'static str>);

/// Key after `delivery.`, label, unit; default, plausible from and to, settable from and to; what published it.
const ROWS: [Row; 52] = [
    ("own_load", "Own changes fill, where nobody says how many", Unit::Share, [0.5, 0.3, 0.7, 0.01, 2.0], None),
    ("people", "People in a team, where it is not said", Unit::Count, [7.0, 5.0, 9.0, 1.0, 1_000.0], None),
    ("days_a_person", "Person-days a week for new work, of each", Unit::PersonDays, [4.0, 2.5, 5.0, 0.1, 7.0], None),
    ("feature_days", "A feature, where it begins", Unit::PersonDays, [1.5, 0.5, 5.0, 0.01, 200.0], None),
    ("defect_days", "A defect", Unit::PersonDays, [0.5, 0.25, 2.0, 0.01, 100.0], None),
    ("repair_days", "The repair of what runs", Unit::PersonDays, [0.25, 0.1, 1.0, 0.01, 20.0], None),
    ("size_spread", "Spread of sizes (of the logarithm)", Unit::Number, [1.0, 0.5, 1.5, 0.0, 2.5], None),
    ("defects", "Defects among what comes in", Unit::Share, [0.25, 0.1, 0.5, 0.0, 1.0], None),
    ("follow", "Each further context, of the change's size", Unit::Share, [0.25, 0.1, 0.6, 0.0, 5.0], None),
    ("hand_off_days", "Another team takes it up after", Unit::Days, [1.0, 0.25, 5.0, 0.0, 60.0], None),
    ("gap", "Longer where the two do not talk", Unit::Times, [1.47, 1.0, 3.0, 1.0, 20.0], Some(CATALDO)),
    ("rework", "Work that comes back", Unit::Share, [0.1, 0.02, 0.25, 0.0, 0.8], None),
    ("hand_off_rework", "More of it after a hand-off", Unit::Share, [0.1, 0.0, 0.3, 0.0, 0.8], None),
    ("rework_share", "Size of what comes back", Unit::Share, [0.3, 0.1, 0.6, 0.0, 1.0], None),
    ("peer_days", "Wait for a colleague's review", Unit::Days, [0.5, 0.1, 2.0, 0.0, 30.0], None),
    ("board_days", "Between meetings of the change board", Unit::Days, [7.0, 2.0, 14.0, 0.1, 180.0], None),
    ("pair_effort", "Working in pairs costs", Unit::Times, [1.15, 1.0, 1.6, 1.0, 3.0], Some(PAIRS)),
    ("long_branch_days", "A long-lived branch lives", Unit::Days, [20.0, 7.0, 60.0, 0.1, 400.0], None),
    ("short_branch_days", "A short-lived branch lives", Unit::Days, [1.0, 0.5, 3.0, 0.01, 60.0], Some(DORA)),
    ("trunk_branch_days", "A branch off the trunk lives", Unit::Days, [0.25, 0.1, 1.0, 0.0, 30.0], Some(DORA)),
    ("overlap", "Two changes of one context conflict", Unit::Share, [0.04, 0.0335, 0.05, 0.0, 1.0], Some(FOOTPRINTS)),
    ("resolution_days", "Median time that a conflict takes", Unit::Days, [0.125, 0.05, 1.6, 0.0, 30.0], None),
    ("resolution_spread", "Spread of that (of the logarithm)", Unit::Number, [1.91, 1.0, 2.2, 0.0, 2.5], Some(BRUN)),
    (
        "integration_hours",
        "Integrating a long-lived branch, a month",
        Unit::Hours,
        [5.45, 2.0, 16.0, 0.0, 200.0],
        Some(BIRD),
    ),
    ("toggle_days", "Setting up a toggle and taking it out", Unit::PersonDays, [0.1, 0.05, 0.5, 0.0, 20.0], None),
    ("stale_toggles", "Toggles that nobody takes out", Unit::Share, [0.2, 0.05, 0.5, 0.0, 1.0], None),
    ("automated_hours", "The automated tests take", Unit::Hours, [0.5, 0.1, 2.0, 0.0, 100.0], None),
    ("manual_days", "Testing a change by hand takes", Unit::Days, [3.0, 1.0, 10.0, 0.0, 100.0], None),
    ("manual_some", "By hand where some tests are automated", Unit::Share, [0.7, 0.5, 0.9, 0.0, 1.0], None),
    ("manual_most", "By hand where most tests are automated", Unit::Share, [0.25, 0.1, 0.5, 0.0, 1.0], None),
    ("stage_hours", "Each environment takes", Unit::Hours, [2.0, 0.5, 8.0, 0.0, 500.0], None),
    ("stages", "Environments, where no pipeline is drawn", Unit::Count, [3.0, 1.0, 5.0, 0.0, 20.0], None),
    ("cadence_days", "Between releases, where it is not said", Unit::Days, [14.0, 1.0, 90.0, 0.0, 400.0], None),
    ("fails", "A reviewed and fully tested change fails", Unit::Share, [0.01, 0.003, 0.05, 0.0, 0.9], None),
    ("untested", "More often without automated tests", Unit::Times, [2.0, 1.0, 4.0, 1.0, 20.0], None),
    ("unreviewed", "More often without review", Unit::Times, [1.5, 1.0, 2.5, 1.0, 20.0], None),
    ("span", "More often for each further team", Unit::Share, [0.2, 0.0, 0.6, 0.0, 5.0], None),
    ("detection_hours", "Until somebody notices a failure", Unit::Hours, [0.5, 0.1, 4.0, 0.0, 500.0], None),
    ("decision_hours", "Until somebody has decided", Unit::Hours, [0.25, 0.05, 2.0, 0.0, 200.0], None),
    ("toggle_minutes", "Switching a feature off", Unit::Minutes, [5.0, 1.0, 30.0, 0.0, 10_000.0], None),
    ("roll_back_minutes", "Rolling a release back", Unit::Minutes, [30.0, 5.0, 120.0, 0.0, 10_000.0], None),
    ("switch_minutes", "Switching back between blue and green", Unit::Minutes, [5.0, 1.0, 20.0, 0.0, 10_000.0], None),
    ("canary_minutes", "Taking a canary back", Unit::Minutes, [15.0, 5.0, 60.0, 0.0, 10_000.0], None),
    ("toggle_works", "Failures that a toggle takes off", Unit::Share, [0.8, 0.5, 0.95, 0.0, 1.0], None),
    ("roll_back_works", "Failures that a roll-back takes off", Unit::Share, [0.9, 0.6, 0.98, 0.0, 1.0], None),
    ("canary_works", "Failures that a canary shows", Unit::Share, [0.8, 0.5, 0.95, 0.0, 1.0], None),
    ("canary_users", "Users who meet a canary", Unit::Share, [0.05, 0.01, 0.2, 0.0, 1.0], None),
    ("living_branches", "Living branches beside the trunk", Unit::Count, [2.0, 1.0, 5.0, 0.0, 50.0], None),
    ("forgotten", "Repairs that are forgotten on a branch", Unit::Share, [0.1, 0.02, 0.3, 0.0, 1.0], None),
    ("release_days", "A release costs, beside testing by hand", Unit::PersonDays, [0.5, 0.05, 3.0, 0.0, 100.0], None),
    ("tested_days", "Testing a release by hand costs", Unit::PersonDays, [5.0, 1.0, 20.0, 0.0, 500.0], None),
    ("holding", "A finished change that waits a week costs", Unit::PersonDays, [0.5, 0.1, 2.0, 0.001, 100.0], None),
];

/// Every parameter, in the order in which a change meets them.
pub fn parameters() -> Vec<Parameter> {
    let parameter = |(key, label, unit, [default, low, high, minimum, maximum], source): &Row| {
        let key = format!("delivery.{key}");
        let parameter = match *source {
            Some(source) => Parameter::published(&key, label, *unit, *default, source),
            None => Parameter::assumed(&key, label, *unit, *default),
        };
        parameter.plausible(*low, *high).settable(*minimum, *maximum)
    };
    ROWS.iter().map(parameter).collect()
}

/// The values that hold in a landscape, by the key after `delivery.`.
#[derive(Clone, Debug)]
pub struct Numbers {
    values: SortedMap<&'static str, f64>,
}

impl Numbers {
    /// The defaults and what the landscape sets differently.
    pub fn of(landscape: &Landscape) -> Self {
        let values = ROWS.iter().zip(parameters()).map(|(row, parameter)| (row.0, parameter.value(landscape)));
        Self { values: values.collect() }
    }

    /// The value of this key.
    pub fn get(&self, key: &str) -> f64 {
        self.values.get(key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_plausible_and_can_be_set() {
        for it in parameters() {
            assert!(it.minimum <= it.low && it.low <= it.default, "{}", it.key);
            assert!(it.default <= it.high && it.high <= it.maximum, "{}", it.key);
        }
        let numbers = Numbers::of(&Landscape::default());
        assert_eq!(numbers.get("feature_days"), 1.5);
    }
}
