//! What was found in a file.

use atoll_core::format::{self, Import, native};
use atoll_core::model::{Acceptance, ElementId, Landscape, Record};
use atoll_core::rule::score::Score;
use atoll_core::rule::{self, Finding, Severity, Standing};
use chrono::NaiveDate;

use super::baseline::Baseline;
use crate::cli::End;

/// What was found in a file.
pub(super) struct Report {
    pub(super) file: String,
    pub(super) landscape: Landscape,
    pub(super) import: Import,
    pub(super) findings: Vec<Finding>,
    pub(super) score: Score,
}

impl Report {
    pub(super) fn on(file: String, import: Import, today: NaiveDate) -> Self {
        let landscape = import.landscape();
        let findings = rule::check(&landscape, Some(today));
        let score = Score::of(&findings, &landscape.header);
        Self { file, landscape, import, findings, score }
    }

    /// Takes for known what the baseline knows, unless it is accepted.
    pub(super) fn know(&mut self, baseline: &Baseline) {
        let keys: Vec<String> = self.findings.iter().map(|finding| self.key(finding)).collect();
        for (finding, key) in self.findings.iter_mut().zip(keys) {
            if finding.standing == Standing::Open && baseline.knows(&key) {
                finding.standing = Standing::Known;
            }
        }
    }

    /// What tells a finding from every other when the file is read again: by identifiers, or by names where the file
    /// holds no identifiers.
    pub(super) fn key(&self, finding: &Finding) -> String {
        let is_native = format::recognize(&self.file, "").is_none_or(|format| format.name == native::FORMAT.name);
        if is_native {
            return finding.fingerprint();
        }
        let names: Vec<String> = finding.targets.iter().map(|id| self.called(*id)).collect();
        format!("{} {}", finding.code, names.join(", "))
    }

    /// Why and until when a finding is accepted.
    pub(super) fn acceptance(&self, finding: &Finding) -> Option<&Acceptance> {
        match finding.standing {
            Standing::Accepted(id) => self.landscape.acceptances.get(&id).map(AsRef::as_ref),
            Standing::Open | Standing::Known => None,
        }
    }

    /// How many contexts and teams are on the map, or there are where the file has no map.
    pub(super) fn contexts(&self) -> usize {
        self.import.on_map.unwrap_or(self.landscape.contexts.len() + self.landscape.teams.len())
    }

    /// How people call an element: by its name, a relationship without one by its ends, else by its identifier.
    pub(super) fn called(&self, id: ElementId) -> String {
        let name = self.landscape.name(id);
        match self.landscape.get(id) {
            _ if !name.is_empty() => name,
            Some(Record::Relationship(relationship)) => {
                let [upstream, downstream] = relationship.parties().map(|party| self.called(party.into()));
                format!("{upstream} → {downstream}")
            }
            _ => id.to_string(),
        }
    }

    pub(super) fn end(&self, deny: Severity) -> End {
        let is_denied = |finding: &Finding| finding.standing == Standing::Open && finding.severity >= deny;
        match self.findings.iter().any(is_denied) {
            _ if self.import.is_broken() => End::Failed,
            true => End::Found,
            false => End::Well,
        }
    }
}

/// A standing in a word.
pub(super) fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Known => "known",
        Standing::Accepted(_) => "accepted",
    }
}
