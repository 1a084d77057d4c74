//! What people make of findings: grades, acceptances, the baseline; and how the score goes while they draw.

use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::command::{Add, Batch, Command, EditHeader, HeaderEdit, Remove};
use atoll_core::model::{Acceptance, AcceptanceId, Grade, Landscape, date};
use atoll_core::rule::score::Score;
use atoll_core::rule::{Finding, Inspection, Severity, Standing};
use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use crate::platform::{frame, page};

/// Of a longer course every second step is forgotten.
const STEPS_MAX: usize = 240;

/// What the list of findings shows, and how much is wrong.
#[derive(Clone, Copy)]
pub struct Judging {
    /// How much is wrong, and how that went.
    pub course: RwSignal<Arc<Course>>,
    /// Only findings of this severity are listed.
    pub severity: RwSignal<Option<Severity>>,
    /// Only findings about what is chosen are listed.
    pub is_chosen_only: RwSignal<bool>,
    /// Whether it is shown what the score is made of.
    pub is_score_open: RwSignal<bool>,
    /// Whether the findings are shown that the baseline knows.
    pub is_known_open: RwSignal<bool>,
    /// Whether the findings are shown that are accepted.
    pub is_accepted_open: RwSignal<bool>,
    /// Whether the rules are shown.
    pub is_rules_open: RwSignal<bool>,
    /// The rule that is looked at, by its code.
    pub rule: RwSignal<Option<&'static str>>,
    /// What the list of rules is narrowed to.
    pub rule_filter: RwSignal<String>,
}

impl Judging {
    pub(super) fn new() -> Self {
        Self {
            course: RwSignal::default(),
            severity: RwSignal::default(),
            is_chosen_only: RwSignal::default(),
            is_score_open: RwSignal::default(),
            is_known_open: RwSignal::default(),
            is_accepted_open: RwSignal::default(),
            is_rules_open: RwSignal::default(),
            rule: RwSignal::default(),
            rule_filter: RwSignal::default(),
        }
    }
}

/// How much is wrong, and how that went since the page opened the landscape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// How much is wrong now.
    pub score: Score,
    /// The score whenever it was another one, each with the revision from which on it was so.
    pub steps: Vec<(u64, u64)>,
    /// The last revision that was looked at.
    pub revision: u64,
    /// The landscape, by its key on this computer.
    key: String,
}

impl Course {
    /// Takes in the score of a revision of a landscape; another landscape begins anew.
    pub(super) fn go_on(&mut self, key: &str, revision: u64, score: Score) {
        if self.key != key {
            *self = Self { key: key.to_owned(), ..Self::default() };
        }
        if self.steps.last().is_none_or(|(_, points)| *points != score.points) {
            self.steps.push((revision, score.points));
        }
        if self.steps.len() > STEPS_MAX {
            let mut place = 0;
            self.steps.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
        (self.score, self.revision) = (score, revision);
    }
}

/// What a look at the rules came to.
pub struct Checked {
    /// All that was found.
    pub findings: Vec<Finding>,
    /// How much it is.
    pub score: Score,
}

/// Goes along with the changes since the last look, if there was one on this day; what comes out is what looking at
/// everything would find.
pub fn check(
    inspection: &mut Option<Inspection>,
    changes: &Changes,
    landscape: &Landscape,
    today: Option<NaiveDate>,
) -> Checked {
    let inspection = match inspection {
        Some(inspection) if inspection.today() == today => {
            inspection.follow(landscape, changes);
            inspection
        }
        other => other.insert(Inspection::of(landscape, today)),
    };
    let findings = inspection.findings(landscape);
    let score = Score::of(&findings, &landscape.header);
    Checked { findings, score }
}

impl Session {
    /// Accepts a finding, for a reason and perhaps until a day; an acceptance of it that is over is replaced.
    pub fn accept(&self, finding: &Finding, reason: &str, until: Option<NaiveDate>) {
        let fingerprint = finding.fingerprint();
        let is_done = self.edit(|editor| {
            let old = editor.landscape().acceptances.values().filter(|it| it.fingerprint() == fingerprint);
            let mut commands: Vec<Command> = old.map(|it| Remove { elements: [it.id.into()].into() }.into()).collect();
            let id = editor.document.ids.fresh();
            let (rule, targets, reason) = (finding.code.to_owned(), finding.targets.clone(), reason.to_owned());
            commands.push(Add::new(Acceptance { id, rule, targets, reason, expires: until }).into());
            editor.run("Accept finding", Batch::of(commands))
        });
        self.judged(is_done, "Accepted. It counts no longer.".to_owned());
    }

    /// No longer accepts these findings.
    pub fn take_back(&self, acceptances: &[AcceptanceId], words: &str) {
        let elements = acceptances.iter().map(|id| (*id).into()).collect();
        let is_done = self.run("Take back acceptance", Remove { elements });
        self.judged(is_done, words.to_owned());
    }

    /// Says how bad the findings of a rule are here; as the rule says where nothing is said.
    pub fn grade(&self, code: &str, grade: Option<Grade>) {
        let mut severities = self.peek(|editor| editor.landscape().header.severities.clone());
        match grade {
            Some(grade) => drop(severities.insert(code.to_owned(), grade)),
            None => drop(severities.remove(code)),
        }
        let is_done = self.run("Grade rule", EditHeader { edit: HeaderEdit::Severities(severities) });
        let words = match grade {
            Some(Grade::Off) => format!("{code} is off here."),
            Some(grade) => format!("{code} is {} here.", grade.word()),
            None => format!("{code} is as bad as the rule says."),
        };
        self.said(is_done, words);
    }

    /// Says what a finding of a rule counts in the score here; what its severity counts where nothing is said.
    pub fn weigh(&self, code: &str, weight: Option<u32>) {
        let mut weights = self.peek(|editor| editor.landscape().header.weights.clone());
        match weight {
            Some(weight) => drop(weights.insert(code.to_owned(), weight)),
            None => drop(weights.remove(code)),
        }
        let is_done = self.run("Weigh rule", EditHeader { edit: HeaderEdit::Weights(weights) });
        self.said(is_done, format!("The weight of {code} is changed."));
    }

    /// From here on all that is found now is known.
    pub fn draw_baseline(&self) {
        let mut baseline: Vec<String> = self.signals.findings.with_untracked(|findings| {
            let counted = findings.iter().filter(|finding| !matches!(finding.standing, Standing::Accepted(_)));
            counted.map(Finding::fingerprint).collect()
        });
        atoll_core::order::sort_by(&mut baseline, |one: &String, other| one.cmp(other));
        baseline.dedup();
        let count = baseline.len();
        let is_done = self.run("From here on", EditHeader { edit: HeaderEdit::Baseline(baseline) });
        self.judged(is_done, format!("From here on only what is new is open; {count} findings are known."));
    }

    /// Nothing is known any more.
    pub fn forget_baseline(&self) {
        let is_done = self.run("Forget baseline", EditHeader { edit: HeaderEdit::Baseline(Vec::new()) });
        self.judged(is_done, "Forgotten: everything that is found is open again.".to_owned());
    }

    /// Lets a finding be seen in the list: opens what it is folded away in, and drops what would hide it.
    pub fn show_finding(&self, index: usize) {
        let judging = self.signals.judging;
        let looked_at = self
            .signals
            .findings
            .with_untracked(|findings| findings.get(index).map(|finding| (finding.standing, finding.severity)));
        let Some((standing, severity)) = looked_at else { return };
        if judging.severity.get_untracked().is_some_and(|only| only != severity) {
            judging.severity.set(None);
        }
        match standing {
            Standing::Open => {}
            Standing::Known => judging.is_known_open.set(true),
            Standing::Accepted(_) => judging.is_accepted_open.set(true),
        }
        // It is there with the next turn of the page.
        frame::surely_later(30, move || page::scroll_to(&finding_element(index)));
    }

    /// Shows a rule in the list of rules.
    pub fn show_rule(&self, code: &'static str) {
        let judging = self.signals.judging;
        judging.rule_filter.set(String::new());
        judging.is_rules_open.set(true);
        judging.rule.set(Some(code));
        // The list is there with the next turn of the page.
        frame::surely_later(30, move || page::focus(&rule_element(code)));
    }

    /// What was looked at has gone to another place of the list: nothing opens by itself, and the focus stays near.
    fn judged(&self, is_done: bool, words: String) {
        if is_done {
            self.signals.finding.set(None);
            page::focus("findings-title");
        }
        self.said(is_done, words);
    }

    fn said(&self, is_done: bool, words: String) {
        if is_done {
            self.toast_undoable(words);
        }
    }
}

/// What the page calls a finding in the list of findings.
pub fn finding_element(index: usize) -> String {
    format!("finding-{index}")
}

/// What the page calls a rule in the list of rules.
pub fn rule_element(code: &str) -> String {
    format!("rule-{code}")
}

/// The day that a field holds.
pub fn day(text: &str) -> Option<NaiveDate> {
    date(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(points: u64) -> Score {
        Score { points, ..Score::default() }
    }

    #[test]
    fn a_course_notes_what_differs_and_begins_anew_with_another_landscape() {
        let mut course = Course::default();
        for (revision, points) in [(1, 5), (2, 5), (3, 8), (4, 5)] {
            course.go_on("a", revision, score(points));
        }
        assert_eq!((course.steps.as_slice(), course.revision), (&[(1, 5), (3, 8), (4, 5)][..], 4));
        course.go_on("b", 9, score(2));
        assert_eq!((course.steps.as_slice(), course.score.points), (&[(9, 2)][..], 2));
        for revision in 10..2_000 {
            course.go_on("b", revision, score(revision % 7));
        }
        assert!(course.steps.len() <= STEPS_MAX && course.steps.is_sorted() && course.steps[0] == (9, 2));
    }
}
