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

mod acceptance_expired;
mod acceptance_of_unknown_rule;
mod actor_without_use;
mod aggregate_owned_by_another_team;
mod aggregate_reached_past_its_root;
mod aggregate_without_root;
mod big_ball_of_mud;
mod breaking_version_without_migration_window;
mod calls;
mod chatty_relationship;
mod circle;
mod circle_of_building_blocks;
mod conformist_with_anticorruption_layer;
mod context_in_no_deployable;
mod context_in_several_deployables;
mod context_on_organizational_map;
mod context_with_several_owners;
mod context_without_owner;
mod contract_without_version;
mod core_conforms;
mod core_subdomain_without_context;
mod core_unprotected_from_outside;
mod critical_context_needs_external_system;
mod customer_supplier_with_anticorruption_layer;
mod customer_supplier_with_conformist;
mod customer_supplier_with_open_host;
mod cyclic_dependency;
mod data_store_used_by_several_contexts;
mod data_store_with_several_writers;
mod dependency_points_outward;
mod depends_on_less_stable;
mod deprecated_version_used;
mod deprecated_version_without_way_out;
mod different_terms_same_meaning;
mod distributed_monolith;
mod domain_and_its_subdomain;
mod draft_version_used;
mod duplicate_name;
mod duplicate_relationship;
mod exposed_aggregate_of_another_context;
mod foundation_depends_on_vertical;
mod fresh;
mod hub_without_open_host;
mod in_process_between_deployables;
mod integration_through_shared_database;
mod internals_used_by_another_context;
mod isolated_context;
mod language;
mod long_chain_of_calls;
mod missing_reference;
mod nameless_element;
mod open_host_without_contract;
mod organizational_map_without_team;
mod relationship_off_the_map;
mod relationship_with_itself;
mod remote_call_inside_deployable;
mod role_on_symmetric_relationship;
mod same_term_different_meanings;
mod separate_ways_yet_related;
mod several_aggregate_roots;
mod several_whole_domains;
mod shared_kernel_across_teams;
mod subdomain_named_like_its_domain;
mod team_on_system_landscape;
mod team_without_work;
mod term_defined_twice;
mod term_without_meaning;
mod too_much_public;
mod use_without_relationship;
mod uses;
mod version_of_another_context;
mod version_used_after_its_end;
mod versions;
mod verticals_entangled;

pub use inspection::Inspection;

/// Every rule, in the order of the report.
pub const RULES: [&Rule; 68] = [
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
    &depends_on_less_stable::RULE,
    &hub_without_open_host::RULE,
    &foundation_depends_on_vertical::RULE,
    &verticals_entangled::RULE,
    &core_conforms::RULE,
    &core_unprotected_from_outside::RULE,
    &shared_kernel_across_teams::RULE,
    &same_term_different_meanings::RULE,
    &different_terms_same_meaning::RULE,
    &term_defined_twice::RULE,
    &term_without_meaning::RULE,
    &version_used_after_its_end::RULE,
    &deprecated_version_used::RULE,
    &draft_version_used::RULE,
    &version_of_another_context::RULE,
    &breaking_version_without_migration_window::RULE,
    &deprecated_version_without_way_out::RULE,
    &contract_without_version::RULE,
    &open_host_without_contract::RULE,
    &internals_used_by_another_context::RULE,
    &use_without_relationship::RULE,
    &dependency_points_outward::RULE,
    &circle_of_building_blocks::RULE,
    &several_aggregate_roots::RULE,
    &aggregate_without_root::RULE,
    &aggregate_reached_past_its_root::RULE,
    &too_much_public::RULE,
    &distributed_monolith::RULE,
    &long_chain_of_calls::RULE,
    &chatty_relationship::RULE,
    &critical_context_needs_external_system::RULE,
    &in_process_between_deployables::RULE,
    &remote_call_inside_deployable::RULE,
    &context_in_several_deployables::RULE,
    &context_in_no_deployable::RULE,
    &data_store_used_by_several_contexts::RULE,
    &data_store_with_several_writers::RULE,
    &integration_through_shared_database::RULE,
    &context_with_several_owners::RULE,
    &context_without_owner::RULE,
    &aggregate_owned_by_another_team::RULE,
    &team_without_work::RULE,
    &team_on_system_landscape::RULE,
    &organizational_map_without_team::RULE,
    &context_on_organizational_map::RULE,
    &actor_without_use::RULE,
    &duplicate_name::RULE,
    &nameless_element::RULE,
    &domain_and_its_subdomain::RULE,
    &several_whole_domains::RULE,
    &subdomain_named_like_its_domain::RULE,
    &core_subdomain_without_context::RULE,
    &isolated_context::RULE,
    &acceptance_expired::RULE,
    &acceptance_of_unknown_rule::RULE,
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
        crate::model::fingerprint(self.code, &self.targets)
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

impl Checkup<'_> {
    /// How a sentence speaks of an element.
    fn quoted(&self, id: impl Into<ElementId>) -> String {
        self.landscape.quoted(id.into())
    }

    /// Those of these that are there: what a finding is about can name what is not.
    fn there(&self, ids: impl IntoIterator<Item = ElementId>) -> Vec<ElementId> {
        ids.into_iter().filter(|id| self.landscape.contains(*id)).collect()
    }
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

    /// The landscape that a rule's page shows.
    pub(super) fn example(rule: &Rule) -> Sketch {
        let mut sketch = Sketch::new();
        (rule.example)(&mut sketch);
        sketch
    }

    /// Says more of anything in a sketch: lets this field hold this.
    pub(super) fn set(sketch: &mut Sketch, id: impl Into<ElementId>, field: &str, value: &impl crate::model::Field) {
        let set = crate::command::Set::new(id, field, value);
        crate::command::apply(&mut sketch.landscape, &set.into()).expect("it fits");
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
        assert!(fixes_mend(rule, &sketch.landscape) > 0, "{} offers no fix here", rule.code);
    }

    /// Takes each of the offered ways out, each of which makes the finding go away and makes no other one of this rule;
    /// answers with how many there are.
    fn fixes_mend(rule: &Rule, landscape: &Landscape) -> usize {
        let find = |landscape: &Landscape| {
            let graph = Graph::of(landscape);
            (rule.check)(&Checkup { landscape, graph: &graph, today: today() })
        };
        let before = find(landscape);
        let mut fixes = 0;
        for fix in before.iter().flat_map(|finding| &finding.fixes) {
            let mut landscape = landscape.clone();
            crate::command::apply(&mut landscape, &fix.command).expect("a fix applies");
            assert!(find(&landscape).len() < before.len(), "{}: “{}” does not mend it", rule.code, fix.label);
            fixes += 1;
        }
        fixes
    }

    #[test]
    fn every_rule_finds_its_own_example_and_every_way_out_of_it_leads_out() {
        let mut quiet = Sketch::new();
        let [orders, billing] = ["Orders", "Billing"].map(|name| quiet.context(name));
        quiet.flow(orders, billing);
        for rule in RULES {
            let mut sketch = Sketch::new();
            (rule.example)(&mut sketch);
            assert_ne!(found(rule, &sketch), [""; 0], "{} finds nothing in its own example", rule.code);
            fixes_mend(rule, &sketch.landscape);
            assert_eq!(found(rule, &quiet), [""; 0], "{} finds something in two related contexts", rule.code);
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
