//! What is wrong with a landscape: one rule a file, and the list of them in the order of the report.
//!
//! A rule never fails and never changes anything: it answers with findings, and where it knows a way out it offers the
//! command that takes it. A rule is named after the problem, so that "accept this" reads well.

use chrono::NaiveDate;

use crate::graph::Graph;
use crate::model::{ElementId, ElementKind, Landscape};
use crate::sketch::Sketch;

mod finding;
pub mod inspection;
mod misdirected;
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
mod change_board_approves_releases;
mod change_that_nobody_checks;
mod change_through_functional_teams;
mod chatty_relationship;
mod circle;
mod circle_of_building_blocks;
mod conformist_with_anticorruption_layer;
mod context_in_no_deployable;
mod context_in_several_deployables;
mod context_on_organizational_map;
mod context_with_several_owners;
mod context_with_several_sponsors;
mod context_without_layer;
mod context_without_owner;
mod contract_without_version;
mod core_conforms;
mod core_subdomain_without_context;
mod core_unprotected_from_outside;
mod critical_context_needs_external_system;
mod critical_context_without_kill_switch;
mod customer_supplier_with_anticorruption_layer;
mod customer_supplier_with_conformist;
mod customer_supplier_with_open_host;
mod cyclic_dependency;
mod data_store_used_by_several_contexts;
mod data_store_with_several_writers;
mod delivery;
mod dependency_points_outward;
mod depends_on_less_stable;
mod deployable_upward_reference;
mod deployable_with_several_sponsors;
mod deprecated_version_used;
mod deprecated_version_without_way_out;
mod different_terms_same_meaning;
mod distributed_monolith;
mod domain_and_its_subdomain;
mod domain_with_several_owners;
mod domains_depend_in_a_circle;
mod draft_version_used;
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
mod hub_without_open_host;
mod in_process_between_deployables;
mod integration_through_shared_database;
mod interaction_past_its_time;
mod interaction_with_itself;
mod interaction_without_relationship;
mod internals_used_by_another_context;
mod isolated_context;
mod language;
mod large_batches;
mod layers;
mod long_chain_of_calls;
mod long_lived_branches;
mod long_lived_release_toggle;
mod missing_reference;
mod nameless_element;
mod open_host_without_contract;
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
mod remote_call_inside_deployable;
mod role_on_symmetric_relationship;
mod same_term_different_meanings;
mod separate_ways_yet_related;
mod several_aggregate_roots;
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
mod term_defined_twice;
mod term_without_meaning;
mod toggle_past_its_expiry;
mod toggle_without_expiry;
mod toggle_without_owner;
mod too_much_public;
mod turning;
mod upward_reference;
mod use_without_relationship;
mod uses;
mod version_of_another_context;
mod version_used_after_its_end;
mod versions;
mod verticals;
mod verticals_entangled;
mod words;

pub use finding::{Finding, Fix, Severity, Standing};
pub use inspection::Inspection;
pub use misdirected::misdirected;

/// Every rule, in the order of the report.
pub const RULES: [&Rule; 114] = [
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
mod tests;
