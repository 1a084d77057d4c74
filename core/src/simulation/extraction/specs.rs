//! The list of what extraction and strategy assume: each with its plausible range and where it comes from.

use crate::simulation::{Evidence, Unit};

const COCOMO: Evidence = Evidence::Published("Boehm et al., Software Cost Estimation with COCOMO II (2000).");
const UBER: Evidence = Evidence::Published(
    "Calibrated on Ananthanarayanan et al., Keeping Master Green at Scale (EuroSys 2019): 0.0335 to 0.05 bracket its curve.",
);
const DIAS: Evidence = Evidence::Published(
    "Dias, Borba and Barreto, Understanding Predictive Factors for Merge Conflicts (2020): 4.4 to 6.1 times as likely where both sides touch one slice.",
);
const OURS: Evidence = Evidence::Assumption;

/// A parameter: its key and label; its unit; what holds; the plausible range; what can be set; where it comes from.
pub(super) type Spec = ([&'static str; 2], Unit, f64, [f64; 2], [f64; 2], Evidence);

/// Size, reuse and calibration.
pub(super) const REUSE: [Spec; 17] = [
    (
        ["entangled_changed", "Part of the inner code that changes where no boundary is kept"],
        Unit::Share,
        0.1,
        [0.03, 0.3],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["assumed_blocks", "What is assumed of the rings counts as so many building blocks"],
        Unit::Count,
        10.0,
        [5.0, 30.0],
        [0.0, 1_000.0],
        OURS,
    ),
    (
        ["lines_of_aggregate", "Code of an aggregate, where a context does not say its size"],
        Unit::ThousandLines,
        4.0,
        [1.0, 10.0],
        [0.1, 100.0],
        OURS,
    ),
    (
        ["lines_of_context", "Code of a context that says neither its size nor its aggregates"],
        Unit::ThousandLines,
        15.0,
        [5.0, 50.0],
        [0.1, 1_000.0],
        OURS,
    ),
    (
        ["infrastructure_share", "Code in the infrastructure ring, where no building blocks are drawn"],
        Unit::Share,
        0.25,
        [0.15, 0.45],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["infrastructure_changed", "Part of the infrastructure ring that an extraction changes"],
        Unit::Share,
        0.4,
        [0.2, 0.8],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["understanding", "SU, understanding the code: 10 very clear, 50 hardly"],
        Unit::Number,
        30.0,
        [10.0, 50.0],
        [0.0, 50.0],
        COCOMO,
    ),
    (
        ["unfamiliarity", "UNFM, unfamiliar with the code: 0 wrote it, 1 never saw it"],
        Unit::Number,
        0.4,
        [0.0, 1.0],
        [0.0, 1.0],
        COCOMO,
    ),
    (
        ["assessment", "AA, finding out whether it can be reused, in per cent"],
        Unit::Number,
        4.0,
        [0.0, 8.0],
        [0.0, 8.0],
        COCOMO,
    ),
    (
        ["integration_modular", "IM, integration and test done again out of kept module boundaries"],
        Unit::Share,
        0.3,
        [0.1, 0.6],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["integration_tiered", "IM, integration and test done again where nothing keeps modules apart"],
        Unit::Share,
        1.0,
        [0.6, 1.0],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["tiered_design", "DM and CM, design and code changed to cut a module out of tiers"],
        Unit::Share,
        0.15,
        [0.05, 0.4],
        [0.0, 1.0],
        OURS,
    ),
    (
        ["productivity", "A, person-months for a thousand new lines"],
        Unit::Number,
        2.94,
        [2.0, 4.0],
        [0.1, 20.0],
        COCOMO,
    ),
    (
        ["scale_factors", "ΣSF, how much faster effort grows than size"],
        Unit::Number,
        18.97,
        [10.0, 25.0],
        [0.0, 31.62],
        COCOMO,
    ),
    (
        ["optimistic", "The least that an early estimate of code comes out at"],
        Unit::Times,
        0.67,
        [0.5, 0.8],
        [0.05, 1.0],
        OURS,
    ),
    (
        ["pessimistic", "The most that an early estimate of code comes out at"],
        Unit::Times,
        1.5,
        [1.25, 2.0],
        [1.0, 10.0],
        OURS,
    ),
    (
        ["days_a_month", "Working days in a person-month (152 hours)"],
        Unit::Days,
        19.0,
        [18.0, 21.0],
        [1.0, 31.0],
        COCOMO,
    ),
];

/// What holds where the landscape does not say how busy, how large a team's branches, how often it fails.
pub(super) const UNSAID: [Spec; 8] = [
    (
        ["changes", "Changes a month of a context that does not say"],
        Unit::AMonth,
        4.0,
        [1.0, 15.0],
        [0.0, 1_000.0],
        OURS,
    ),
    (["outages", "Outages of a context that does not say"], Unit::AYear, 2.0, [0.5, 12.0], [0.0, 365.0], OURS),
    (
        ["restore_minutes", "Minutes to restore a context that does not say"],
        Unit::Minutes,
        60.0,
        [15.0, 240.0],
        [0.0, 100_000.0],
        OURS,
    ),
    (["branch_days", "Life of a branch where no policy says"], Unit::Days, 3.0, [0.5, 15.0], [0.0, 365.0], OURS),
    (["cadence_days", "Days between releases where no policy says"], Unit::Days, 14.0, [1.0, 60.0], [1.0, 365.0], OURS),
    (["instances", "Instances of what does not say"], Unit::Count, 2.0, [1.0, 10.0], [1.0, 10_000.0], OURS),
    (["instances_least", "Instances that a service needs at least"], Unit::Count, 2.0, [1.0, 3.0], [1.0, 100.0], OURS),
    (
        ["critical_factor", "How much more an hour without a critical context weighs"],
        Unit::Times,
        3.0,
        [1.0, 10.0],
        [1.0, 100.0],
        OURS,
    ),
];

/// What a month brings and costs, and when a reason counts.
pub(super) const WORTH: [Spec; 17] = [
    (["collision_chance", "Two changes at once collide"], Unit::Share, 0.04, [0.0335, 0.05], [0.0, 1.0], UBER),
    (
        ["modular_factor", "Collisions across module boundaries, against those within one slice"],
        Unit::Times,
        0.19,
        [0.164, 0.227],
        [0.0, 1.0],
        DIAS,
    ),
    (["collision_days", "A collision of changes takes"], Unit::PersonDays, 1.0, [0.25, 3.0], [0.0, 100.0], OURS),
    (
        ["coordination_days", "A talk with one more team before a release takes"],
        Unit::PersonDays,
        0.25,
        [0.05, 1.0],
        [0.0, 100.0],
        OURS,
    ),
    (
        ["scale_ratio", "A load counts as another from so many times on"],
        Unit::Times,
        5.0,
        [2.0, 10.0],
        [1.0, 1_000.0],
        OURS,
    ),
    (
        ["standing_share", "Cost of an instance that is there whatever the load"],
        Unit::Share,
        0.5,
        [0.2, 0.8],
        [0.0, 1.0],
        OURS,
    ),
    (["instance_days", "An instance more costs a month"], Unit::PersonDays, 0.25, [0.05, 1.0], [0.0, 100.0], OURS),
    (
        ["outage_hour_days", "An hour without one context costs"],
        Unit::PersonDays,
        1.0,
        [0.2, 5.0],
        [0.0, 10_000.0],
        OURS,
    ),
    (
        ["fault_hours", "Fault isolation counts from so many hours a year on"],
        Unit::Hours,
        4.0,
        [1.0, 24.0],
        [0.0, 8_760.0],
        OURS,
    ),
    (
        ["network_minutes", "Minutes a year in which the network between two fails"],
        Unit::Minutes,
        10.0,
        [0.0, 60.0],
        [0.0, 100_000.0],
        OURS,
    ),
    (
        ["round_trip", "A call over the network takes longer by"],
        Unit::Milliseconds,
        0.5,
        [0.2, 2.0],
        [0.0, 10_000.0],
        OURS,
    ),
    (["service_days", "A service more costs a month to run"], Unit::PersonDays, 3.0, [1.0, 6.0], [0.0, 100.0], OURS),
    (
        ["crossing_days", "A change through two releases costs more by"],
        Unit::PersonDays,
        1.0,
        [0.25, 3.0],
        [0.0, 100.0],
        OURS,
    ),
    (["days_a_change", "A change takes"], Unit::PersonDays, 3.0, [1.0, 8.0], [0.0, 100.0], OURS),
    (["discipline_share", "Keeping boundaries adds to each change"], Unit::Share, 0.05, [0.02, 0.15], [0.0, 1.0], OURS),
    (["horizon_months", "It should pay back within"], Unit::Number, 36.0, [12.0, 60.0], [1.0, 600.0], OURS),
    (
        ["platform_learning", "Each doubling of services leaves of the platform's cost"],
        Unit::Share,
        0.8,
        [0.7, 0.95],
        [0.1, 1.0],
        OURS,
    ),
];
