//! What is wrong with a landscape: one rule a file, and the list of them in the order of the report.
//!
//! A rule never fails and never changes anything: it answers with findings, and where it knows a way out it offers the
//! command that takes it. A rule is named after the problem, so that "accept this" reads well.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::command::Command;
use crate::graph::Graph;
use crate::model::{AcceptanceId, ElementId, ElementKind, Landscape};
use crate::sketch::Sketch;

pub mod inspection;
pub mod score;

mod aggregate_owned_by_another_team;
mod big_ball_of_mud;
mod change_board_approves_releases;
mod change_that_nobody_checks;
mod change_through_functional_teams;
mod conformist_with_anticorruption_layer;
mod context_with_several_owners;
mod context_with_several_sponsors;
mod context_without_layer;
mod context_without_owner;
mod core_conforms;
mod core_subdomain_without_context;
mod core_unprotected_from_outside;
mod critical_context_without_kill_switch;
mod customer_supplier_with_anticorruption_layer;
mod customer_supplier_with_conformist;
mod customer_supplier_with_open_host;
mod cyclic_dependency;
mod delivery;
mod deployable_upward_reference;
mod deployable_with_several_sponsors;
mod domain_and_its_subdomain;
mod domain_with_several_owners;
mod domains_depend_in_a_circle;
mod duplicate_name;
mod duplicate_relationship;
mod enabling_team_owns_contexts;
mod end_user_context_provides_services;
mod entity_reads_between_verticals;
mod exposed_aggregate_of_another_context;
mod foundation_consumes_core;
mod foundation_depends_on_vertical;
mod higher_sublayer_needed;
mod hotfix_not_merged_back;
mod hotfix_path_without_production_mirror;
mod interaction_past_its_time;
mod interaction_with_itself;
mod interaction_without_relationship;
mod isolated_context;
mod large_batches;
mod layers;
mod long_lived_branches;
mod long_lived_release_toggle;
mod missing_reference;
mod nameless_element;
mod orchestration_provides_services;
mod organizational_map_without_team;
mod ownership;
mod pipeline_ends_before_production;
mod pipeline_without_pre_production;
mod platform_team_without_consumers;
mod relationship_off_the_map;
mod relationship_with_itself;
mod release_without_automated_tests;
mod releases_rarer_than_monthly;
mod role_on_symmetric_relationship;
mod separate_ways_yet_related;
mod several_whole_domains;
mod shared_kernel_across_teams;
mod side_reference;
mod stream_aligned_team_provides_service;
mod strong_reference_across_domains;
mod subdomain_named_like_its_domain;
mod team_in_several_collaborations;
mod team_of_one;
mod team_on_system_landscape;
mod team_too_large;
mod team_too_small_for_its_contexts;
mod team_under_two_policies;
mod team_with_too_much;
mod team_without_delivery_policy;
mod team_without_work;
mod teams_mirror_technology;
mod teams_strongly_coupled;
mod teams_without_interaction;
mod toggle_past_its_expiry;
mod toggle_without_expiry;
mod toggle_without_owner;
mod turning;
mod upward_reference;
mod verticals;
mod verticals_entangled;
mod words;

pub use inspection::Inspection;

/// Every rule, in the order of the report.
pub const RULES: [&Rule; 77] = [
    &missing_reference::RULE,
    &relationship_with_itself::RULE,
    &relationship_off_the_map::RULE,
    &exposed_aggregate_of_another_context::RULE,
    &customer_supplier_with_open_host::RULE,
    &customer_supplier_with_conformist::RULE,
    &customer_supplier_with_anticorruption_layer::RULE,
    &conformist_with_anticorruption_layer::RULE,
    &role_on_symmetric_relationship::RULE,
    &separate_ways_yet_related::RULE,
    &duplicate_relationship::RULE,
    &big_ball_of_mud::RULE,
    &cyclic_dependency::RULE,
    &domains_depend_in_a_circle::RULE,
    &upward_reference::RULE,
    &foundation_consumes_core::RULE,
    &orchestration_provides_services::RULE,
    &end_user_context_provides_services::RULE,
    &side_reference::RULE,
    &higher_sublayer_needed::RULE,
    &deployable_upward_reference::RULE,
    &context_without_layer::RULE,
    &foundation_depends_on_vertical::RULE,
    &verticals_entangled::RULE,
    &strong_reference_across_domains::RULE,
    &entity_reads_between_verticals::RULE,
    &core_conforms::RULE,
    &core_unprotected_from_outside::RULE,
    &shared_kernel_across_teams::RULE,
    &teams_strongly_coupled::RULE,
    &context_with_several_owners::RULE,
    &context_without_owner::RULE,
    &domain_with_several_owners::RULE,
    &context_with_several_sponsors::RULE,
    &deployable_with_several_sponsors::RULE,
    &aggregate_owned_by_another_team::RULE,
    &team_without_work::RULE,
    &team_with_too_much::RULE,
    &team_of_one::RULE,
    &team_too_small_for_its_contexts::RULE,
    &team_too_large::RULE,
    &enabling_team_owns_contexts::RULE,
    &platform_team_without_consumers::RULE,
    &stream_aligned_team_provides_service::RULE,
    &interaction_with_itself::RULE,
    &interaction_past_its_time::RULE,
    &team_in_several_collaborations::RULE,
    &teams_without_interaction::RULE,
    &interaction_without_relationship::RULE,
    &change_through_functional_teams::RULE,
    &teams_mirror_technology::RULE,
    &change_that_nobody_checks::RULE,
    &release_without_automated_tests::RULE,
    &change_board_approves_releases::RULE,
    &long_lived_branches::RULE,
    &large_batches::RULE,
    &releases_rarer_than_monthly::RULE,
    &pipeline_ends_before_production::RULE,
    &pipeline_without_pre_production::RULE,
    &hotfix_path_without_production_mirror::RULE,
    &hotfix_not_merged_back::RULE,
    &critical_context_without_kill_switch::RULE,
    &team_under_two_policies::RULE,
    &team_without_delivery_policy::RULE,
    &toggle_past_its_expiry::RULE,
    &toggle_without_owner::RULE,
    &toggle_without_expiry::RULE,
    &long_lived_release_toggle::RULE,
    &team_on_system_landscape::RULE,
    &organizational_map_without_team::RULE,
    &duplicate_name::RULE,
    &nameless_element::RULE,
    &domain_and_its_subdomain::RULE,
    &several_whole_domains::RULE,
    &subdomain_named_like_its_domain::RULE,
    &core_subdomain_without_context::RULE,
    &isolated_context::RULE,
];

/// What there is to know about a rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name: `core-conforms`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The problem, in a few words.
    pub summary: &'static str,
    /// Why it is a problem.
    pub why: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// Draws the least landscape that has the problem: what the rule's page shows and what its test starts from.
    pub example: fn(&mut Sketch),
    /// The kinds of element whose change can change what it finds, with those whose names its messages say.
    pub reads: &'static [ElementKind],
    /// Finds the problem.
    pub check: fn(&Checkup<'_>) -> Vec<Finding>,
}

impl Rule {
    /// A finding of this rule about these elements; the first is the one that it is shown at.
    fn finding(&self, message: String, targets: Vec<ElementId>) -> Finding {
        let (code, severity, standing) = (self.code, self.severity, Standing::Open);
        Finding { code, severity, message, targets, fixes: Vec::new(), standing }
    }
}

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
        let targets: Vec<String> = self.targets.iter().map(ToString::to_string).collect();
        format!("{} {}", self.code, targets.join(","))
    }

    /// The finding with one more way out.
    fn fix(mut self, label: impl Into<String>, command: impl Into<Command>) -> Self {
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

/// A landscape and what several rules ask of it.
pub struct Checkup<'a> {
    /// What is checked.
    pub landscape: &'a Landscape,
    /// Its contexts and how they are joined.
    pub graph: &'a Graph,
    /// The day on which it is checked; where it is not known, nothing is overdue.
    pub today: Option<NaiveDate>,
}

/// Everything that the rules find, in the order of the registry, as the landscape grades it and knows of it.
pub fn check(landscape: &Landscape, today: Option<NaiveDate>) -> Vec<Finding> {
    Inspection::of(landscape, today).findings(landscape)
}

/// The first and the other elements of a list, joined for a sentence: "A, B and C".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day on which tests take place.
    pub(super) fn today() -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 6, 15)
    }

    /// What a rule finds in a sketch, each finding as its targets' names.
    pub(super) fn found(rule: &Rule, sketch: &Sketch) -> Vec<String> {
        let graph = Graph::of(&sketch.landscape);
        let findings = (rule.check)(&Checkup { landscape: &sketch.landscape, graph: &graph, today: today() });
        let named = |finding: &Finding| {
            assert_eq!(finding.code, rule.code);
            let names: Vec<String> = finding.targets.iter().map(|id| sketch.landscape.quoted(*id)).collect();
            names.join(" ")
        };
        findings.iter().map(named).collect()
    }

    /// Taking any of the offered ways out makes the finding go away and makes no other one of this rule.
    pub(super) fn every_fix_mends(rule: &Rule, sketch: &Sketch) {
        let find = |landscape: &Landscape| {
            let graph = Graph::of(landscape);
            (rule.check)(&Checkup { landscape, graph: &graph, today: today() })
        };
        let before = find(&sketch.landscape);
        assert!(before.iter().any(|finding| !finding.fixes.is_empty()), "{} offers no fix here", rule.code);
        for fix in before.iter().flat_map(|finding| &finding.fixes) {
            let mut landscape = sketch.landscape.clone();
            crate::command::apply(&mut landscape, &fix.command).expect("a fix applies");
            assert!(find(&landscape).len() < before.len(), "{}: “{}” does not mend it", rule.code, fix.label);
        }
    }

    #[test]
    fn codes_are_unique_and_every_rule_explains_itself() {
        let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), RULES.len());
        for rule in RULES {
            for text in [rule.summary, rule.why, rule.advice, rule.source] {
                assert!(text.len() > 10 && text.ends_with(['.', ')']), "{}: {text}", rule.code);
            }
        }
    }

    #[test]
    fn an_empty_landscape_has_nothing_wrong() {
        assert_eq!(check(&Landscape::default(), today()), []);
    }
}
