//! What changes from one state of a landscape to the next: the score, what is new and gone, and what is accepted.
//!
//! A count of accepted findings says little; what came to be accepted and what is so no longer says who decided what.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use atoll_core::rule::Standing;

use super::report::Report;
use crate::cli::output::{Colours, Look, harmless};

/// States of a landscape, in the order of time.
#[derive(Debug, Default)]
pub(super) struct Trend {
    points: Vec<Point>,
}

/// A state.
#[derive(Debug)]
struct Point {
    file: String,
    score: u64,
    /// Every finding by its key.
    findings: BTreeMap<String, Entry>,
    step: Option<Step>,
}

/// What is kept of a finding.
#[derive(Debug)]
struct Entry {
    /// The rule and the sentence.
    words: String,
    /// Why it is accepted, where it is.
    reason: Option<String>,
    is_known: bool,
}

/// What changed from the state before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    /// How many points more, or fewer.
    pub(super) score: i64,
    /// What was not found before.
    pub(super) new: Vec<String>,
    /// What is not found any more.
    pub(super) gone: Vec<String>,
    /// What was not accepted before and is now, with the reason.
    pub(super) accepted: Vec<String>,
    /// What was accepted before and is found and not accepted now.
    pub(super) reopened: Vec<String>,
}

impl Trend {
    /// Adds a state; answers with what changed from the one before.
    pub(super) fn add(&mut self, report: &Report) -> Option<Step> {
        let entry = |finding: &atoll_core::rule::Finding| Entry {
            words: format!("{}: {}", finding.code, finding.message),
            reason: report.acceptance(finding).map(|acceptance| acceptance.reason.clone()),
            is_known: finding.standing == Standing::Known,
        };
        let findings = report.findings.iter().map(|finding| (report.key(finding), entry(finding))).collect();
        let mut point = Point { file: report.file.clone(), score: report.score.points, findings, step: None };
        point.step = self.points.last().map(|before| Step::between(before, &point));
        let step = point.step.clone();
        self.points.push(point);
        step
    }

    /// A line for each state, and below it what was decided.
    pub(super) fn spell(&self, colours: Colours) -> String {
        let mut text = colours.paint(Look::Heading, "Trend") + "\n";
        let width = self.points.iter().map(|point| harmless(&point.file).chars().count()).max().unwrap_or(0);
        for point in &self.points {
            let accepted = point.findings.values().filter(|entry| entry.reason.is_some()).count();
            let known = point.findings.values().filter(|entry| entry.is_known).count();
            let open = point.findings.len() - accepted - known;
            let mut line = format!("  {:width$}  score {}", harmless(&point.file), point.score);
            if let Some(step) = &point.step {
                let _ = write!(line, " ({:+}; {} new, {} gone)", step.score, step.new.len(), step.gone.len());
            }
            let _ = writeln!(text, "{line}: {open} open, {known} known, {accepted} accepted");
            let Some(step) = &point.step else { continue };
            for (word, list) in [("now accepted", &step.accepted), ("no longer accepted", &step.reopened)] {
                for what in list {
                    let _ = writeln!(text, "    {} {}", colours.paint(Look::Warning, word), harmless(what));
                }
            }
        }
        text
    }
}

impl Step {
    fn between(before: &Point, after: &Point) -> Self {
        let words = |entry: &Entry| match &entry.reason {
            Some(reason) => format!("{} ({reason})", entry.words),
            None => entry.words.clone(),
        };
        let mut step = Self { score: after.score.cast_signed() - before.score.cast_signed(), ..Self::default() };
        for (key, entry) in &after.findings {
            let was = before.findings.get(key);
            let was_accepted = was.is_some_and(|was| was.reason.is_some());
            match (was_accepted, entry.reason.is_some()) {
                (false, true) => step.accepted.push(words(entry)),
                (true, false) => step.reopened.push(words(entry)),
                _ if was.is_none() => step.new.push(words(entry)),
                _ => {}
            }
        }
        let is_gone = |key: &&String| !after.findings.contains_key(*key);
        step.gone = before.findings.keys().filter(is_gone).map(|key| words(&before.findings[key])).collect();
        step
    }
}
