//! What is told of a landscape in one line: how much is found, how that stands, and the measures that lead.

use crate::graph::Graph;
use crate::measure::{self, Measures, Reading};
use crate::model::{Header, Landscape};
use crate::rule::score::Score;
use crate::rule::{Finding, Severity, Standing};

/// The measures that lead, by key: how far changes reach, how cyclic it is, and whether those talk who have to.
pub const HEADLINES: [&str; 6] =
    ["propagation-cost", "contexts-in-cycles", "tangle-index", "clustering-by-team", "coordination-gaps", "congruence"];

/// How many findings there are, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Open findings that contradict themselves or cannot be.
    pub errors: usize,
    /// Open findings that are likely to hurt.
    pub warnings: usize,
    /// Open findings that are worth knowing.
    pub infos: usize,
    /// Findings that the baseline knows.
    pub known: usize,
    /// Findings that are accepted.
    pub accepted: usize,
    /// What all of them weigh, in points; what is accepted weighs nothing.
    pub points: u64,
}

impl Tally {
    /// Counts what was found in a landscape with this header.
    pub fn of(findings: &[Finding], header: &Header) -> Self {
        let mut tally = Self { points: Score::of(findings, header).points, ..Self::default() };
        for finding in findings {
            match (finding.standing, finding.severity) {
                (Standing::Known, _) => tally.known += 1,
                (Standing::Accepted(_), _) => tally.accepted += 1,
                (Standing::Open, Severity::Error) => tally.errors += 1,
                (Standing::Open, Severity::Warning) => tally.warnings += 1,
                (Standing::Open, Severity::Info) => tally.infos += 1,
            }
        }
        tally
    }
}

/// Every measure of a landscape.
pub(crate) fn measured(landscape: &Landscape) -> Measures {
    measure::compute(landscape, &Graph::of(landscape))
}

/// What the measures that lead say of a landscape, in the order of [`HEADLINES`].
pub fn headlines(landscape: &Landscape) -> Vec<Reading> {
    let overall = measured(landscape).overall;
    HEADLINES.iter().filter_map(|key| overall.iter().find(|reading| reading.key == *key).cloned()).collect()
}

/// The figure alone, without what it consists of, where what is shown begins with it.
pub fn figure(reading: &Reading) -> String {
    let spelled = measure::measure(reading.key).zip(reading.value).map(|(measure, value)| measure.unit.spell(value));
    spelled.filter(|figure| reading.text.starts_with(figure.as_str())).unwrap_or_else(|| reading.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::EXAMPLES;

    #[test]
    fn every_measure_that_leads_is_one_of_the_landscape() {
        for example in EXAMPLES {
            let readings = headlines(&example.landscape());
            let keys: Vec<&str> = readings.iter().map(|reading| reading.key).collect();
            assert_eq!(keys, HEADLINES);
            assert!(readings.iter().all(|reading| !figure(reading).contains(':')));
        }
    }

    #[test]
    fn every_finding_is_counted_once() {
        for example in EXAMPLES {
            let landscape = example.landscape();
            let findings = crate::rule::check(&landscape, None);
            let Tally { errors, warnings, infos, known, accepted, .. } = Tally::of(&findings, &landscape.header);
            assert_eq!(errors + warnings + infos + known + accepted, findings.len());
        }
    }
}
