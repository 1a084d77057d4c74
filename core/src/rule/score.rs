//! How much is wrong, as one number: what every open finding weighs, summed (after OutSystems' technical debt formula).
//!
//! The weights are ours, and a landscape can set its own: an assumption, good for watching a trend and for ranking, not
//! for comparing two organisations.

use super::{Finding, RULES, Severity, Standing};
use crate::model::{ElementId, Header};
use crate::sorted_map::SortedMap;

/// What a finding of this severity weighs where nothing else is said, in points.
pub fn default_weight(severity: Severity) -> u32 {
    match severity {
        Severity::Info => 1,
        Severity::Warning => 3,
        Severity::Error => 10,
    }
}

/// What a finding weighs in a landscape, in points.
pub fn weight(finding: &Finding, header: &Header) -> u32 {
    header.weights.get(finding.code).copied().unwrap_or_else(|| default_weight(finding.severity))
}

/// How much is wrong. What is accepted does not count; what the baseline knows does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// All points together.
    pub points: u64,
    /// The points of each rule that found something, by code, in the order of the registry.
    pub by_rule: Vec<(&'static str, u64)>,
    /// The points of the elements that findings are shown at.
    pub by_element: SortedMap<ElementId, u64>,
}

impl Score {
    /// The score of what was found in a landscape with this header.
    pub fn of(findings: &[Finding], header: &Header) -> Self {
        let mut score = Self::default();
        let mut by_code: SortedMap<&'static str, u64> = SortedMap::new();
        for finding in findings.iter().filter(|finding| !matches!(finding.standing, Standing::Accepted(_))) {
            let points = u64::from(weight(finding, header));
            score.points += points;
            *by_code.entry(finding.code).or_insert(0) += points;
            if let Some(first) = finding.targets.first() {
                *score.by_element.entry(*first).or_insert(0) += points;
            }
        }
        let counted = RULES.iter().filter_map(|rule| by_code.get(rule.code).map(|points| (rule.code, *points)));
        score.by_rule = counted.filter(|(_, points)| *points > 0).collect();
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContextId;

    #[test]
    fn open_findings_weigh_and_accepted_ones_do_not() {
        let rule = RULES.iter().find(|rule| rule.code == "duplicate-name").expect("registered");
        let mut findings = vec![rule.finding("A".to_owned(), vec![ContextId::new(1).into()]); 3];
        findings[1].standing = Standing::Known;
        findings[2].standing = Standing::Accepted(crate::model::AcceptanceId::new(1));
        let mut header = Header::default();
        assert_eq!(Score::of(&findings, &header).points, 20);
        header.weights.insert(rule.code.to_owned(), 4);
        let score = Score::of(&findings, &header);
        assert_eq!((score.points, score.by_rule), (8, vec![(rule.code, 8)]));
        assert_eq!(score.by_element.get(&ContextId::new(1).into()), Some(&8));
    }
}
