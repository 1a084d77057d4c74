//! The figures of delivery: what each is called, how it comes about, and its value by formula and by replication.

use super::flows::Flows;
use super::item::Cause;
use super::moments;
use super::reading::Reading;
use super::restore;
use super::tally::{Tally, quantile};
use crate::simulation::Unit;
use crate::simulation::report::Better;

/// Days of a year and of an average month.
pub const YEAR: f64 = 365.25;
const MONTH: f64 = YEAR / 12.0;

/// What there is to say of a figure.
pub struct Spec {
    /// Names it in files.
    pub key: &'static str,
    /// Names it on screen.
    pub name: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is good.
    pub better: Better,
    /// How it comes about.
    pub why: &'static str,
    /// Where the formula is from.
    pub source: &'static str,
    /// The parameters that it rests on most, by the key after `delivery.`.
    pub rests_on: &'static [&'static str],
}

const DORA: &str = "The four keys of DORA: Forsgren, Humble and Kim, Accelerate, 2018";
const LITTLE: &str = "Little, A Proof for the Queuing Formula L = λW, Operations Research 9(3), 1961";
const OURS: &str = "Our model, from the formulas of queues; see the guide to delivery";
const REINERTSEN: &str = "Reinertsen, The Principles of Product Development Flow, 2009";

const fn spec(key: &'static str, name: &'static str, unit: Unit, better: Better) -> Spec {
    Spec { key, name, unit, better, why: "", source: OURS, rests_on: &[] }
}

impl Spec {
    const fn says(mut self, why: &'static str, source: &'static str, rests_on: &'static [&'static str]) -> Self {
        (self.why, self.source, self.rests_on) = (why, source, rests_on);
        self
    }
}

/// How many figures there are.
pub const COUNT: usize = 18;

/// Where the lead time stands.
pub const LEAD: usize = 0;
/// Where the four keys stand: deployment frequency, commit to production, time to restore, change fail rate.
pub const KEYS: [usize; 4] = [4, 5, 7, 6];

/// Every figure, the most telling ones first.
pub const SPECS: [Spec; COUNT] = [
    spec("lead_time", "Lead time of a change", Unit::Days, Better::Less).says(
        "From the idea to production, on average: the sum of where its time goes, which the waterfall shows.",
        OURS,
        &[
            "feature_days",
            "own_load",
            "defects",
            "defect_days",
            "size_spread",
            "days_a_person",
            "people",
            "follow",
            "hand_off_days",
            "gap",
            "rework",
            "peer_days",
            "board_days",
            "long_branch_days",
            "overlap",
            "resolution_days",
            "manual_days",
            "manual_some",
            "stage_hours",
            "cadence_days",
        ],
    ),
    spec("lead_time_p50", "Lead time, half are faster", Unit::Days, Better::Less).says(
        "Half of the changes take less.",
        OURS,
        &["feature_days", "own_load", "size_spread", "cadence_days"],
    ),
    spec("lead_time_p85", "Lead time, 85 % are faster", Unit::Days, Better::Less).says(
        "What one can promise: 85 of 100 changes take less.",
        OURS,
        &["feature_days", "own_load", "size_spread", "cadence_days"],
    ),
    spec("lead_time_p95", "Lead time, 95 % are faster", Unit::Days, Better::Less).says(
        "95 of 100 changes take less.",
        OURS,
        &["feature_days", "own_load", "size_spread", "cadence_days"],
    ),
    spec("deployments_a_year", "Deployments of one release unit", Unit::AYear, Better::More).says(
        "Releases a year divided by the units that are released: a deployable, or what a team ships. Repairs count.",
        DORA,
        &["cadence_days", "own_load", "fails"],
    ),
    spec("commit_to_production", "From commit to production", Unit::Hours, Better::Less).says(
        "Half of the changes take less from the end of the work to production: review, branch, tests, release. This is \
         DORA's lead time for changes, which does not count what was before.",
        DORA,
        &["peer_days", "board_days", "manual_days", "stage_hours", "cadence_days", "short_branch_days"],
    ),
    spec("change_fail_rate", "Change fail rate", Unit::Share, Better::Less).says(
        "Releases that fail, divided by releases; one with b changes fails with 1 − (1 − p)^b.",
        DORA,
        &["fails", "untested", "unreviewed", "span", "cadence_days"],
    ),
    spec("time_to_restore", "Time to restore", Unit::Hours, Better::Less).says(
        "Half of the failures are over sooner: notice, decide, then the quick way out or a repair that waits for the \
         team, is tested and goes out.",
        DORA,
        &["detection_hours", "decision_hours", "repair_days", "manual_days", "toggle_works", "roll_back_works"],
    ),
    spec("throughput", "Changes that reach production", Unit::AMonth, Better::More).says(
        "Where no team gets more than it can do, it is what comes in.",
        LITTLE,
        &["own_load", "feature_days", "defect_days"],
    ),
    spec("work_in_progress", "Changes on their way", Unit::Count, Better::Less).says(
        "Counted over time; by Little's law it is throughput times lead time.",
        LITTLE,
        &["own_load", "feature_days", "cadence_days"],
    ),
    spec("flow_efficiency", "Flow efficiency", Unit::Share, Better::More).says(
        "The share of the lead time in which a change is worked on for the first time.",
        REINERTSEN,
        &["feature_days", "own_load", "cadence_days", "manual_days"],
    ),
    spec("busiest", "The busiest team is busy", Unit::Share, Better::Neither).says(
        "Person-days that are asked for, divided by those that its people have. Work waits ρ ÷ (1 − ρ) times as long as \
         it takes where one person does it: 4 times at 80 %, 19 times at 95 %.",
        "Erlang 1909; Kingman 1961",
        &["own_load", "feature_days", "follow", "days_a_person", "people"],
    ),
    spec("teams_a_change", "Teams that a change needs", Unit::Count, Better::Less).says(
        "The owners of all contexts that one change touches, as the ripple draws them.",
        OURS,
        &["follow"],
    ),
    spec("conflict_rate", "Merges that conflict", Unit::Share, Better::Less).says(
        "1 − (1 − q)^n, where n changes of the same contexts were merged while the branch was alive.",
        "Our model over the concurrency curve of Ananthanarayanan et al., EuroSys 2019",
        &["overlap", "short_branch_days", "long_branch_days"],
    ),
    spec("lost", "Failure that users feel", Unit::MinutesAYear, Better::Less).says(
        "Failures times how long they last times the share of users who meet them.",
        OURS,
        &["fails", "detection_hours", "canary_users", "toggle_works"],
    ),
    spec("releases", "Releases of all", Unit::AMonth, Better::Neither).says(
        "Releases of every unit, repairs among them.",
        OURS,
        &["cadence_days"],
    ),
    spec("regressions", "Repairs that come undone", Unit::AYear, Better::Less).says(
        "Repairs that were forgotten on a living branch, so that the next release from it fails again.",
        OURS,
        &["living_branches", "forgotten", "fails"],
    ),
    spec("stale_toggles", "Toggles that nobody takes out", Unit::AYear, Better::Less).says(
        "Features behind a toggle, times the share of toggles that are left behind.",
        OURS,
        &["stale_toggles"],
    ),
];

/// The figures of one replication, in the order of [`SPECS`].
pub fn of_tally(tally: &Tally, reading: &Reading) -> [f64; COUNT] {
    let (days, mut leads, mut tails) = (tally.days(), tally.leads.clone(), tally.tails.clone());
    let mut restores = tally.all_restores();
    let a_year = |count: u64| count as f64 / days * YEAR;
    let shipped = tally.docks.iter().filter(|count| **count > 0).count().max(1);
    let busy = tally.teams.iter().zip(&reading.model.teams);
    let busiest = busy.map(|(team, station)| team.busy / days / f64::from(station.people.max(1))).fold(0.0, f64::max);
    let changes = leads.len().max(1) as f64;
    [
        tally.lead(),
        quantile(&mut leads, 0.5),
        quantile(&mut leads, 0.85),
        quantile(&mut leads, 0.95),
        a_year(tally.releases) / shipped as f64,
        24.0 * quantile(&mut tails, 0.5),
        tally.failed as f64 / tally.releases.max(1) as f64,
        24.0 * quantile(&mut restores, 0.5),
        tally.leads.len() as f64 / days * MONTH,
        tally.on_the_way / days,
        tally.flow_efficiency(),
        busiest,
        tally.acting as f64 / changes,
        tally.conflicts as f64 / tally.merges.max(1) as f64,
        tally.lost * 1_440.0 / days * YEAR,
        tally.releases as f64 / days * MONTH,
        a_year(tally.regressions),
        a_year(tally.toggles) * reading.numbers.get("stale_toggles"),
    ]
}

/// The figures by formula, in the order of [`SPECS`].
pub fn of_flows(flows: &Flows, reading: &Reading) -> [f64; COUNT] {
    let restores = restore::restores(flows, &reading.model);
    let repairs: f64 = restores.iter().map(|it| it.urgent).sum();
    let planned: f64 = flows.outlets.iter().map(|outlet| outlet.releases).sum();
    let failed: f64 = flows.outlets.iter().map(|outlet| outlet.releases * outlet.fails).sum();
    let shipped = flows.outlets.iter().filter(|outlet| outlet.a_day > 0.0).count().max(1);
    let releases = planned + repairs;
    let can_do = flows.teams.iter().map(|team| 1.0 / team.utilisation.max(1.0)).fold(1.0, f64::min);
    let lost: f64 = restores.iter().map(|it| it.a_day * it.time.mean * it.exposed).sum();
    let lead = flows.lead;
    let efficiency = if lead.mean > 0.0 { flows.spent[Cause::Work as usize] / lead.mean } else { 0.0 };
    [
        lead.mean,
        moments::quantile(&flows.leads, 0.5),
        moments::quantile(&flows.leads, 0.85),
        moments::quantile(&flows.leads, 0.95),
        releases * YEAR / shipped as f64,
        24.0 * moments::quantile(&flows.tails, 0.5),
        failed / releases.max(f64::MIN_POSITIVE),
        24.0 * restore::quantile(&restores, 0.5),
        flows.a_day * can_do * MONTH,
        flows.a_day * lead.mean,
        efficiency,
        flows.teams.iter().map(|team| team.utilisation).fold(0.0, f64::max),
        flows.acting,
        flows.conflicts,
        lost * 1_440.0 * YEAR,
        releases * MONTH,
        restores.iter().map(|it| it.forgotten).sum::<f64>() * YEAR,
        flows.toggles_a_day * reading.numbers.get("stale_toggles") * YEAR,
    ]
}
