//! What the rules find, kept up to date while somebody draws: after a change only the rules run whose kinds were touched.

use chrono::NaiveDate;

use super::{Checkup, Finding, RULES, Rule, Severity, Standing};
use crate::change::Changes;
use crate::graph::Graph;
use crate::model::{AcceptanceId, ElementKind, Grade, Header, Landscape, Record};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// What each rule found in a landscape, before the landscape's own grades and acceptances.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    today: Option<NaiveDate>,
    by_rule: Vec<Vec<Finding>>,
}

impl Inspection {
    /// Runs every rule that is not switched off.
    pub fn of(landscape: &Landscape, today: Option<NaiveDate>) -> Self {
        let mut inspection = Self { today, by_rule: vec![Vec::new(); RULES.len()] };
        inspection.run(landscape, |_| true);
        inspection
    }

    /// The day on which it was looked.
    pub fn today(&self) -> Option<NaiveDate> {
        self.today
    }

    /// Goes along with a change: `landscape` is as it is after `changes`. What comes out is what [`Inspection::of`] the
    /// changed landscape would find.
    pub fn follow(&mut self, landscape: &Landscape, changes: &Changes) {
        let touched = touched(changes);
        if touched.contains(&ElementKind::Header) {
            self.run(landscape, |_| true);
        } else if !touched.is_empty() {
            self.run(landscape, |reads| reads.iter().any(|kind| touched.contains(kind)));
        }
    }

    /// What was found, as the landscape grades it and knows of it.
    pub fn findings(&self, landscape: &Landscape) -> Vec<Finding> {
        let accepted = accepted(landscape, self.today);
        let known: SortedSet<&str> = landscape.header.baseline.iter().map(String::as_str).collect();
        let mut findings = Vec::new();
        for (rule, found) in RULES.iter().zip(&self.by_rule) {
            let severity = rule.severity_in(&landscape.header);
            for finding in found {
                let mut finding = finding.clone();
                finding.severity = severity.unwrap_or(finding.severity);
                if !(accepted.is_empty() && known.is_empty()) {
                    let fingerprint = finding.fingerprint();
                    if known.contains(fingerprint.as_str()) {
                        finding.standing = Standing::Known;
                    }
                    if let Some(id) = accepted.get(&fingerprint) {
                        finding.standing = Standing::Accepted(*id);
                    }
                }
                findings.push(finding);
            }
        }
        findings
    }

    fn run(&mut self, landscape: &Landscape, is_concerned: impl Fn(&[ElementKind]) -> bool) {
        let graph = Graph::of(landscape);
        let checkup = Checkup { landscape, graph: &graph, today: self.today };
        for (rule, found) in RULES.iter().zip(&mut self.by_rule) {
            if rule.severity_in(&landscape.header).is_none() {
                found.clear();
            } else if is_concerned(rule.reads) {
                *found = (rule.check)(&checkup);
            }
        }
    }
}

/// The kinds of element that a change touched, but for what only moved on the map.
fn touched(changes: &Changes) -> SortedSet<ElementKind> {
    let mut touched: SortedSet<ElementKind> =
        changes.added.keys().chain(changes.removed.keys()).map(|id| id.kind()).collect();
    for (id, (before, after)) in &changes.updated {
        if !touched.contains(&id.kind()) && !is_move(before, after) {
            touched.insert(id.kind());
        }
    }
    touched
}

/// Whether two states of a record differ only in where and how it is drawn.
fn is_move(before: &Record, after: &Record) -> bool {
    let fields = before.specs().iter().zip(before.fields().into_iter().zip(after.fields()));
    let mut said = fields.filter(|(spec, _)| !matches!(spec.name, "frame" | "mark"));
    said.all(|(_, (before, after))| before.value() == after.value())
}

/// Which findings are accepted on this day, by fingerprint.
fn accepted(landscape: &Landscape, today: Option<NaiveDate>) -> SortedMap<String, AcceptanceId> {
    let mut accepted = SortedMap::new();
    for acceptance in landscape.acceptances.values().filter(|acceptance| acceptance.holds_on(today)) {
        accepted.insert(acceptance.fingerprint(), acceptance.id);
    }
    accepted
}

impl Rule {
    /// How bad its findings are in a landscape with this header; nothing where they are not looked for.
    pub fn severity_in(&self, header: &Header) -> Option<Severity> {
        match header.severities.get(self.code) {
            None => Some(self.severity),
            Some(Grade::Off) => None,
            Some(Grade::Info) => Some(Severity::Info),
            Some(Grade::Warning) => Some(Severity::Warning),
            Some(Grade::Error) => Some(Severity::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{check, tests::today};
    use super::*;
    use crate::command::{Add, Command, EditHeader, HeaderEdit, apply};
    use crate::model::{Acceptance, ContextId};
    use crate::sketch::Sketch;

    /// Two contexts with the same name: one finding of `duplicate-name`, and its acceptance until a day.
    fn sketch() -> (Sketch, ContextId) {
        let mut sketch = Sketch::new();
        sketch.context("Orders");
        let second = sketch.context("Orders");
        (sketch, second)
    }

    fn found(landscape: &Landscape, today: Option<NaiveDate>) -> Vec<(Severity, Standing)> {
        let findings = check(landscape, today);
        findings.iter().filter(|it| it.code == "duplicate-name").map(|it| (it.severity, it.standing)).collect()
    }

    #[test]
    fn a_landscape_grades_and_switches_off() {
        let (mut sketch, _) = sketch();
        assert_eq!(found(&sketch.landscape, today()), [(Severity::Error, Standing::Open)]);
        for (grade, expected) in [(Grade::Info, vec![(Severity::Info, Standing::Open)]), (Grade::Off, vec![])] {
            let severities = [("duplicate-name".to_owned(), grade)].into_iter().collect();
            let command: Command = EditHeader { edit: HeaderEdit::Severities(severities) }.into();
            apply(&mut sketch.landscape, &command).expect("a grade applies");
            assert_eq!(found(&sketch.landscape, today()), expected);
        }
    }

    #[test]
    fn what_is_accepted_stays_accepted_until_its_day() {
        let (mut sketch, second) = sketch();
        let finding = check(&sketch.landscape, today()).into_iter().find(|it| it.code == "duplicate-name");
        let targets = finding.expect("found").targets;
        assert_eq!(targets[0], second.into());
        let id = AcceptanceId::new(1);
        let (rule, reason) = ("duplicate-name".to_owned(), "One goes next month.".to_owned());
        let acceptance = Acceptance { id, rule, targets, reason, expires: today() };
        apply(&mut sketch.landscape, &Add::new(acceptance).into()).expect("an acceptance applies");
        assert_eq!(found(&sketch.landscape, today()), [(Severity::Error, Standing::Accepted(id))]);
        let tomorrow = today().and_then(|today| today.succ_opt());
        assert_eq!(found(&sketch.landscape, tomorrow), [(Severity::Error, Standing::Open)]);
    }

    #[test]
    fn a_baseline_knows_what_was_there_and_nothing_else() {
        let (mut sketch, _) = sketch();
        let baseline = check(&sketch.landscape, today()).iter().map(Finding::fingerprint).collect();
        let command: Command = EditHeader { edit: HeaderEdit::Baseline(baseline) }.into();
        apply(&mut sketch.landscape, &command).expect("a baseline applies");
        sketch.context("Orders");
        let standings: Vec<Standing> = found(&sketch.landscape, today()).into_iter().map(|it| it.1).collect();
        // With a third of that name the second finding names other targets: it is another finding.
        assert!(standings.contains(&Standing::Open), "{standings:?}");
        let all = check(&sketch.landscape, today());
        let known = all.iter().filter(|it| it.standing == Standing::Known).count();
        assert!(known > 0 && known < all.len(), "{known} of {}", all.len());
    }
}
