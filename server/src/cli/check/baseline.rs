//! The findings that are known, as a file: one a line, in order, so that a change of it can be read.

use std::collections::BTreeSet;
use std::path::Path;

use atoll_core::rule::Standing;

use super::report::Report;
use crate::cli::{input, whole};

/// What a baseline file begins with.
const HEAD: &str = "# Findings that atoll check knows and does not deny, one a line: the rule, and what it is about.\n";

/// The findings that are known.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    keys: BTreeSet<String>,
}

impl Baseline {
    /// Reads lines, of which those that begin with `#` say nothing, or a JSON array of texts. Answers with a sentence
    /// where that fails.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let explain = |reason: String| format!("{}: {reason}", path.display());
        let text = input::read_text(path).map_err(explain)?;
        if text.trim_start().starts_with('[') {
            let keys = serde_json::from_str(&text).map_err(|error| {
                explain(format!("A baseline is lines of text or a JSON array of texts, and this is neither ({error})."))
            })?;
            return Ok(Self { keys });
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Ok(Self { keys: lines.map(str::to_owned).collect() })
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Takes in all that was found and is not accepted.
    pub(super) fn learn(&mut self, report: &Report) {
        let is_ours = |standing| !matches!(standing, Standing::Accepted(_));
        let findings = report.findings.iter().filter(|finding| is_ours(finding.standing));
        self.keys.extend(findings.map(|finding| report.key(finding).replace(['\r', '\n'], " ").trim().to_owned()));
    }

    /// Writes it, in place of what is there. Answers with a sentence where that fails.
    pub(super) fn write(&self, path: &Path) -> Result<(), String> {
        let lines: String = self.keys.iter().map(|key| format!("{key}\n")).collect();
        whole::write(path, &format!("{HEAD}{lines}"), true).map_err(|error| {
            format!(
                "{}: This file cannot be written ({error}). See that its folder is there and has room.",
                path.display()
            )
        })
    }
}
