//! What a rule found: how bad it is, what it is about, and the ways out.

use std::fmt;

use serde::Serialize;

use super::{RULES, Rule};
use crate::command::Command;
use crate::model::{AcceptanceId, ElementId};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to hurt.
    Warning,
    /// Contradicts itself or cannot be.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule found it.
    pub code: &'static str,
    /// How bad it is, here.
    pub severity: Severity,
    /// What is wrong here, in a sentence.
    pub message: String,
    /// What it is about; the first is the one that it is shown at, the rest is the path that proves it.
    pub targets: Vec<ElementId>,
    /// Ways out, the best first.
    pub fixes: Vec<Fix>,
    /// Whether anybody has said that they know of it.
    pub standing: Standing,
}

impl Finding {
    /// The rule that found it.
    pub fn rule(&self) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.code == self.code).copied()
    }

    /// What tells it from every other finding, whatever the elements are called.
    pub fn fingerprint(&self) -> String {
        crate::model::fingerprint(self.code, &self.targets)
    }

    /// The finding with one more way out.
    pub(super) fn fix(mut self, label: impl Into<String>, command: impl Into<Command>) -> Self {
        self.fixes.push(Fix { label: label.into(), command: command.into() });
        self
    }
}

/// Whether anybody has said that they know of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has.
    Open,
    /// It was there when the baseline was drawn.
    Known,
    /// Somebody accepted it, with a reason.
    Accepted(AcceptanceId),
}

/// A way out of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub command: Command,
}
