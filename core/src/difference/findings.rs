//! What differs in what is found: what is new, what is gone, and what people decided about what stays.

use chrono::NaiveDate;

use crate::model::{Acceptance, ElementId, Landscape};
use crate::rule::{Finding, Severity, Standing};
use crate::sorted_map::SortedMap;

use super::figures::Tally;

/// What differs in what is found.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingsDifference {
    /// How much was found, and is.
    pub tallies: [Tally; 2],
    /// What is found and was not.
    pub new: Vec<Found>,
    /// What was found and is not.
    pub gone: Vec<Found>,
    /// What was found and is, and is judged otherwise: before, after.
    pub judged: Vec<(Found, Found)>,
}

/// A finding and how it is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which rule found it.
    pub code: &'static str,
    /// How bad it is there.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What it is about; the first is the one that it is shown at.
    pub targets: Vec<ElementId>,
    /// Whether people know of it.
    pub judged: Judged,
}

/// How people judge a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Nobody has said that they know of it.
    Open,
    /// The baseline knows it.
    Known,
    /// It is accepted.
    Accepted {
        /// Why.
        reason: String,
        /// The last day on which it is; without one it is for good.
        until: Option<NaiveDate>,
    },
}

impl Judged {
    /// What files call it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Known => "known",
            Self::Accepted { .. } => "accepted",
        }
    }

    /// The word, and why and until when something is accepted.
    pub fn told(&self) -> String {
        match self {
            Self::Open | Self::Known => self.word().to_owned(),
            Self::Accepted { reason, until: None } => format!("accepted: {reason}"),
            Self::Accepted { reason, until: Some(day) } => format!("accepted until {day}: {reason}"),
        }
    }
}

impl FindingsDifference {
    /// What differs between what was found before and after.
    pub(super) fn between(sides: [(&Landscape, &Vec<Finding>); 2]) -> Self {
        let tallies = sides.map(|(landscape, findings)| Tally::of(findings, &landscape.header));
        let [before, after] = sides.map(|(landscape, findings)| keyed(landscape, findings));
        let [was, is] = [&before, &after].map(|side| side.iter().cloned().collect::<SortedMap<Key, Found>>());
        let (mut new, mut judged) = (Vec::new(), Vec::new());
        for (key, found) in &after {
            match was.get(key) {
                None => new.push(found.clone()),
                Some(was) if was.judged != found.judged || was.severity != found.severity => {
                    judged.push((was.clone(), found.clone()));
                }
                Some(_) => {}
            }
        }
        let gone = before.iter().filter(|(key, _)| !is.contains_key(key)).map(|(_, found)| found.clone()).collect();
        Self { tallies, new, gone, judged }
    }

    /// Whether something is new, and nobody has said that they know of it.
    pub fn has_new_open(&self) -> bool {
        self.new.iter().any(|found| found.judged == Judged::Open)
    }

    /// Whether the same is found, and judged the same.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.judged.is_empty()
    }
}

/// What tells a finding from every other: its fingerprint, and which of several with that fingerprint it is.
type Key = (String, usize);

/// What was found, in the order of the report.
fn keyed(landscape: &Landscape, findings: &[Finding]) -> Vec<(Key, Found)> {
    let mut counts: SortedMap<String, usize> = SortedMap::new();
    let keyed = findings.iter().map(|finding| {
        let fingerprint = finding.fingerprint();
        let count = counts.entry(fingerprint.clone()).or_insert(0);
        *count += 1;
        ((fingerprint, *count), found(landscape, finding))
    });
    keyed.collect()
}

fn found(landscape: &Landscape, finding: &Finding) -> Found {
    let Finding { code, severity, message, targets, standing, .. } = finding;
    let judged = match standing {
        Standing::Open => Judged::Open,
        Standing::Known => Judged::Known,
        Standing::Accepted(id) => {
            let accepted = landscape.acceptances.get(id).map(|it| Acceptance::clone(it)).unwrap_or_default();
            Judged::Accepted { reason: accepted.reason, until: accepted.expires }
        }
    };
    Found { code, severity: *severity, message: message.clone(), targets: targets.clone(), judged }
}
