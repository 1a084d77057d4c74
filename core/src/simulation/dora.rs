//! The four DORA keys read against published clusters, by report: the thresholds have changed with the years.
//!
//! The clusters are published: Forsgren, Smith, Humble and Frazelle, *Accelerate: State of DevOps 2019*, the table of the
//! four key metrics and the paragraphs on its ratios. The report leaves gaps between its buckets; what falls in one is
//! between two levels and gets neither. It publishes no rule for an overall label, so there is none here either: each key
//! has its own. Ratios are computed from the middles that the report tells, not quoted.

/// One of the four keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Deployments to production a year. More is better; all others, less.
    DeploymentFrequency,
    /// Hours from a commit to its running in production.
    LeadTime,
    /// Hours until service is restored after a failure.
    TimeToRestore,
    /// The share of deployments that fail and must be mended, 0 to 1.
    ChangeFailRate,
}

impl Key {
    /// All four, in the order of the report.
    pub const ALL: [Self; 4] = [Self::DeploymentFrequency, Self::LeadTime, Self::TimeToRestore, Self::ChangeFailRate];

    /// What it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeploymentFrequency => "Deployment frequency",
            Self::LeadTime => "Lead time for changes",
            Self::TimeToRestore => "Time to restore service",
            Self::ChangeFailRate => "Change fail rate",
        }
    }

    fn is_more_better(self) -> bool {
        self == Self::DeploymentFrequency
    }
}

/// A cluster of a report, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The best performers.
    Elite,
    /// The next.
    High,
    /// In the middle.
    Medium,
    /// The weakest.
    Low,
}

impl Level {
    /// The report's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Elite => "elite",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Where a value lies among the clusters of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the bucket of these clusters: some buckets are the same for several.
    In(&'static [Level]),
    /// In a gap that the report leaves between the buckets of these two.
    Between(Level, Level),
    /// Beyond the worst that the report describes, which is this cluster.
    WorseThan(Level),
}

impl Place {
    /// The better, the smaller: a key that improves never gets a larger one.
    pub fn rank(self) -> u8 {
        match self {
            Self::In(levels) => levels.first().map_or(0, |best| 2 * *best as u8),
            Self::Between(better, _) => 2 * better as u8 + 1,
            Self::WorseThan(worst) => 2 * worst as u8 + 1,
        }
    }

    /// What the page says: `elite`, `high or medium`, `between medium and low`, `worse than low`.
    pub fn words(self) -> String {
        match self {
            Self::In(levels) => levels.iter().map(|level| level.word()).collect::<Vec<_>>().join(" or "),
            Self::Between(better, worse) => format!("between {} and {}", better.word(), worse.word()),
            Self::WorseThan(worst) => format!("worse than {}", worst.word()),
        }
    }
}

/// The clusters of one report.
#[derive(Debug)]
pub struct Clusters {
    /// Which report: the thresholds are those of this year.
    pub year: &'static str,
    /// Where they are published.
    pub source: &'static str,
    /// For each key, in the order of [`Key::ALL`], its stretches from the best to the worst.
    bands: [&'static [Band]; 4],
    /// For each key, the middle of the best and of the worst cluster, where the published ratio follows from them.
    middles: [Option<(f64, f64)>; 4],
}

/// A stretch of values of a key.
#[derive(Debug)]
struct Band {
    /// The worst value in it.
    worst: f64,
    /// Whether that value itself still belongs to it.
    is_worst_in: bool,
    place: Place,
}

const fn up_to(worst: f64, place: Place) -> Band {
    Band { worst, is_worst_in: true, place }
}

const fn before(worst: f64, place: Place) -> Band {
    Band { worst, is_worst_in: false, place }
}

const ELITE: Place = Place::In(&[Level::Elite]);
const HIGH: Place = Place::In(&[Level::High]);
const MEDIUM: Place = Place::In(&[Level::Medium]);
const LOW: Place = Place::In(&[Level::Low]);
const HIGH_OR_MEDIUM: Place = Place::In(&[Level::High, Level::Medium]);
const ALL_BUT_LOW: Place = Place::In(&[Level::Elite, Level::High, Level::Medium]);
const GAP: Place = Place::Between(Level::Medium, Level::Low);
const BEYOND: Place = Place::WorseThan(Level::Low);

const DAY: f64 = 24.0;
const WEEK: f64 = 7.0 * DAY;
/// A twelfth of a year of 8,760 hours.
const MONTH: f64 = 730.0;

/// State of DevOps 2019. A value on the line between two buckets belongs to the better one where the report closes it
/// there ("between once per day and once per week"), and to the worse one where it says "less than".
pub const CLUSTERS_2019: Clusters = Clusters {
    year: "2019",
    source: "Forsgren, Smith, Humble and Frazelle, Accelerate: State of DevOps 2019",
    bands: [
        &[before(365.0, ELITE), up_to(52.0, HIGH), up_to(12.0, MEDIUM), up_to(2.0, LOW)],
        &[before(DAY, ELITE), up_to(WEEK, HIGH), up_to(MONTH, MEDIUM), up_to(6.0 * MONTH, LOW)],
        &[before(1.0, ELITE), before(DAY, HIGH_OR_MEDIUM), before(WEEK, GAP), up_to(MONTH, LOW)],
        &[up_to(0.15, ALL_BUT_LOW), before(0.46, GAP), up_to(0.60, LOW)],
    ],
    middles: [
        Some((4.0 * 365.0, 7.0)),
        Some((DAY, 0.5 * (MONTH + 6.0 * MONTH))),
        // The published 2,604 does not follow from the buckets: their middles give 444.
        None,
        Some((0.075, 0.53)),
    ],
};

/// Every report whose clusters are known here, newest first. Later reports draw other clusters: 2022 has no elite.
pub const REPORTS: [&Clusters; 1] = [&CLUSTERS_2019];

impl Clusters {
    /// Where a value of a key lies; nothing for what is no value: negative, or not a number.
    pub fn place(&self, key: Key, value: f64) -> Option<Place> {
        if value.is_nan() || value < 0.0 {
            return None;
        }
        let fits = |band: &&Band| {
            let is_better = if key.is_more_better() { value > band.worst } else { value < band.worst };
            is_better || band.is_worst_in && value == band.worst
        };
        Some(self.bands[key as usize].iter().find(fits).map_or(BEYOND, |band| band.place))
    }

    /// How many times better the best cluster is than the worst, by the middles that the report tells; nothing where
    /// the published ratio does not follow from what is published.
    pub fn ratio(&self, key: Key) -> Option<f64> {
        let (best, worst) = self.middles[key as usize]?;
        Some(times_better(key, best, worst))
    }
}

/// How many times better one value of a key is than another.
pub fn times_better(key: Key, better: f64, worse: f64) -> f64 {
    if key.is_more_better() { better / worse } else { worse / better }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(key: Key, value: f64) -> String {
        CLUSTERS_2019.place(key, value).map(Place::words).unwrap_or_default()
    }

    #[test]
    fn gaps_are_told_and_nothing_is_made_up() {
        assert_eq!(words(Key::TimeToRestore, 60.0), "between medium and low");
        assert_eq!(words(Key::ChangeFailRate, 0.3), "between medium and low");
        assert_eq!(words(Key::TimeToRestore, 3.0), "high or medium");
        assert_eq!(words(Key::ChangeFailRate, 0.7), "worse than low");
        assert_eq!(words(Key::DeploymentFrequency, 0.0), "worse than low");
        assert_eq!((words(Key::LeadTime, f64::NAN), words(Key::LeadTime, -1.0)), (String::new(), String::new()));
        assert_eq!(CLUSTERS_2019.ratio(Key::TimeToRestore), None);
    }

    #[test]
    fn a_value_on_a_line_belongs_where_the_report_puts_it() {
        assert_eq!(
            (words(Key::DeploymentFrequency, 365.0), words(Key::DeploymentFrequency, 365.5)),
            ("high".into(), "elite".into())
        );
        assert_eq!(
            (words(Key::DeploymentFrequency, 52.0), words(Key::DeploymentFrequency, 51.9)),
            ("high".into(), "medium".into())
        );
        assert_eq!((words(Key::LeadTime, 24.0), words(Key::LeadTime, 23.9)), ("high".into(), "elite".into()));
        assert_eq!(
            (words(Key::TimeToRestore, 168.0), words(Key::TimeToRestore, 24.0)),
            ("low".into(), words(Key::TimeToRestore, 60.0))
        );
        assert_eq!(
            (words(Key::ChangeFailRate, 0.15), words(Key::ChangeFailRate, 0.46)),
            ("elite or high or medium".into(), "low".into())
        );
    }

    #[test]
    fn bands_follow_each_other_and_get_worse() {
        for (key, bands) in Key::ALL.iter().zip(CLUSTERS_2019.bands) {
            for pair in bands.windows(2) {
                assert!(pair[0].place.rank() < pair[1].place.rank(), "{key:?}");
                assert!((pair[0].worst > pair[1].worst) == key.is_more_better(), "{key:?}");
            }
        }
    }
}
