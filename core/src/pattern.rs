//! Context-map patterns as data: what each means, where it stands on a relationship and how far a change travels over it.
//!
//! One pattern a file; the list below is the registry. Nothing outside of this module matches on a pattern: palettes,
//! badges, legends and simulations read the specifications.

mod anticorruption_layer;
mod big_ball_of_mud;
mod conformist;
mod customer_supplier;
mod open_host_service;
mod partnership;
mod published_language;
mod separate_ways;
mod shared_kernel;
mod upstream_downstream;

use crate::command::RelationshipEdit;
use crate::model::{DownstreamRoles, End, Relationship, RelationshipKind, UpstreamRoles};

/// Every pattern, in the order that palettes and legends show them.
pub const PATTERNS: [&PatternSpec; 10] = [
    &upstream_downstream::SPEC,
    &customer_supplier::SPEC,
    &open_host_service::SPEC,
    &published_language::SPEC,
    &conformist::SPEC,
    &anticorruption_layer::SPEC,
    &partnership::SPEC,
    &shared_kernel::SPEC,
    &separate_ways::SPEC,
    &big_ball_of_mud::SPEC,
];

/// What there is to know about a pattern.
#[derive(Debug)]
pub struct PatternSpec {
    /// What badges show: `OHS`.
    pub code: &'static str,
    /// Its name in the literature.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub summary: &'static str,
    /// When it fits, and what it costs.
    pub advice: &'static str,
    /// Where it stands on a relationship.
    pub place: PatternPlace,
    /// How far a change travels over it.
    pub spread: Spread,
}

/// Where a pattern stands on a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternPlace {
    /// It is the relationship as a whole.
    Whole {
        /// Which.
        kind: RelationshipKind,
        /// The letters at the upstream and the downstream end; none where the two ends are equal.
        letters: Option<[&'static str; 2]>,
    },
    /// It is a role that one end plays.
    Role(Role),
}

/// How far a change travels over a relationship: likelihoods between 0 and 1. All of these are assumptions: the order
/// of the patterns is sound domain-driven design, the numbers are to be calibrated (`docs/guide/simulations/ripple.md`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// The likelihood that a change at one end needs a change at the other.
    Base {
        /// From upstream to downstream.
        to_downstream: f64,
        /// From downstream to upstream.
        to_upstream: f64,
    },
    /// What the likelihood from upstream to downstream is multiplied with.
    Factor(f64),
}

/// A role that one end of a relationship can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The upstream offers one protocol for everybody.
    OpenHostService,
    /// The upstream documents the language of exchange.
    PublishedLanguage,
    /// The downstream translates at its boundary.
    AnticorruptionLayer,
    /// The downstream takes the upstream's model as it is.
    Conformist,
}

impl Role {
    /// The end that plays this role.
    pub fn end(self) -> End {
        match self {
            Self::OpenHostService | Self::PublishedLanguage => End::Upstream,
            Self::AnticorruptionLayer | Self::Conformist => End::Downstream,
        }
    }

    /// Whether the relationship has this role.
    pub fn is_on(self, relationship: &Relationship) -> bool {
        match self {
            Self::OpenHostService => relationship.upstream_roles.open_host_service,
            Self::PublishedLanguage => relationship.upstream_roles.published_language,
            Self::AnticorruptionLayer => relationship.downstream_roles.anticorruption_layer,
            Self::Conformist => relationship.downstream_roles.conformist,
        }
    }

    /// The edit that gives the relationship this role or takes it.
    pub fn edit(self, relationship: &Relationship, on: bool) -> RelationshipEdit {
        let (mut upstream, mut downstream) = (relationship.upstream_roles, relationship.downstream_roles);
        match self {
            Self::OpenHostService => upstream.open_host_service = on,
            Self::PublishedLanguage => upstream.published_language = on,
            Self::AnticorruptionLayer => downstream.anticorruption_layer = on,
            Self::Conformist => downstream.conformist = on,
        }
        match self.end() {
            End::Upstream => RelationshipEdit::UpstreamRoles(upstream),
            End::Downstream => RelationshipEdit::DownstreamRoles(downstream),
        }
    }
}

/// The specification of a relationship's pattern as a whole.
pub fn whole(kind: RelationshipKind) -> &'static PatternSpec {
    let is_kind = |spec: &&&PatternSpec| matches!(spec.place, PatternPlace::Whole { kind: of, .. } if of == kind);
    PATTERNS.iter().find(is_kind).copied().unwrap_or(&upstream_downstream::SPEC)
}

/// The roles that the relationship has, in the order of the registry.
pub fn roles(relationship: &Relationship) -> impl Iterator<Item = &'static PatternSpec> + '_ {
    PATTERNS.iter().copied().filter(|spec| matches!(spec.place, PatternPlace::Role(role) if role.is_on(relationship)))
}

/// Whether the two ends of such a relationship are equal.
pub fn is_symmetric(kind: RelationshipKind) -> bool {
    matches!(whole(kind).place, PatternPlace::Whole { letters: None, .. })
}

/// What stands at an end of the relationship: its letter, then its roles. Nothing on a symmetric one.
pub fn end_badges(relationship: &Relationship, end: End) -> Vec<&'static str> {
    let mut badges = Vec::new();
    if let PatternPlace::Whole { letters: Some([upstream, downstream]), .. } = whole(relationship.kind).place {
        badges.push(if end == End::Upstream { upstream } else { downstream });
    }
    let is_here = |spec: &&PatternSpec| matches!(spec.place, PatternPlace::Role(role) if role.end() == end);
    badges.extend(roles(relationship).filter(is_here).map(|spec| spec.code));
    badges
}

/// What stands in the middle of a symmetric relationship.
pub fn middle_badge(relationship: &Relationship) -> Option<&'static str> {
    is_symmetric(relationship.kind).then(|| whole(relationship.kind).code)
}

/// How a sentence names the relationship's patterns: "Customer/Supplier with Published Language".
pub fn describe(relationship: &Relationship) -> String {
    let mut text = whole(relationship.kind).name.to_owned();
    for (index, role) in roles(relationship).enumerate() {
        text.push_str(if index == 0 { " with " } else { ", " });
        text.push_str(role.name);
    }
    text
}

/// Whether the pattern is on this relationship.
pub fn is_on(spec: &PatternSpec, relationship: &Relationship) -> bool {
    match spec.place {
        PatternPlace::Whole { kind, .. } => relationship.kind == kind,
        PatternPlace::Role(role) => role.is_on(relationship),
    }
}

/// The edits that put a pattern on a relationship or, for a role that is on already, take it off.
///
/// What would contradict it goes: roles on a symmetric relationship, and Conformist beside an Anticorruption Layer.
pub fn toggle(spec: &PatternSpec, relationship: &Relationship) -> Vec<RelationshipEdit> {
    match spec.place {
        PatternPlace::Whole { kind, .. } => {
            let mut edits = vec![RelationshipEdit::Kind(kind)];
            if is_symmetric(kind) {
                edits.push(RelationshipEdit::UpstreamRoles(UpstreamRoles::default()));
                edits.push(RelationshipEdit::DownstreamRoles(DownstreamRoles::default()));
            }
            edits
        }
        PatternPlace::Role(role) => {
            let on = !role.is_on(relationship);
            let mut edits = Vec::new();
            if on && is_symmetric(relationship.kind) {
                edits.push(RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream));
            }
            let mut after = relationship.clone();
            if on && role.end() == End::Downstream {
                after.downstream_roles = DownstreamRoles::default();
            }
            edits.push(role.edit(&after, on));
            edits
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContextId, Party, RelationshipId};

    fn relationship(kind: RelationshipKind) -> Relationship {
        let [a, b] = [1, 2].map(|id| Party::Context(ContextId::new(id)));
        Relationship::new(RelationshipId::new(1), a, b, kind)
    }

    #[test]
    fn every_kind_has_its_own_specification() {
        use RelationshipKind::{
            BigBallOfMud, CustomerSupplier, Partnership, SeparateWays, SharedKernel, UpstreamDownstream,
        };
        let kinds = [UpstreamDownstream, CustomerSupplier, Partnership, SharedKernel, SeparateWays, BigBallOfMud];
        for kind in kinds {
            assert!(matches!(whole(kind).place, PatternPlace::Whole { kind: of, .. } if of == kind), "{kind:?}");
        }
        let mut codes: Vec<&str> = PATTERNS.iter().map(|spec| spec.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), PATTERNS.len());
    }

    #[test]
    fn badges_stand_at_the_end_that_plays_the_role() {
        let mut of = relationship(RelationshipKind::CustomerSupplier);
        of.upstream_roles.published_language = true;
        of.downstream_roles.anticorruption_layer = true;
        assert_eq!(end_badges(&of, End::Upstream), ["S", "PL"]);
        assert_eq!(end_badges(&of, End::Downstream), ["C", "ACL"]);
        assert_eq!(middle_badge(&of), None);
        assert_eq!(middle_badge(&relationship(RelationshipKind::SharedKernel)), Some("SK"));
        assert_eq!(describe(&of), "Customer/Supplier with Published Language, Anticorruption Layer");
    }

    #[test]
    fn toggling_never_leaves_a_contradiction() {
        let conformist = PATTERNS.iter().find(|spec| spec.code == "CF").expect("registered");
        let mut of = relationship(RelationshipKind::UpstreamDownstream);
        of.downstream_roles.anticorruption_layer = true;
        let after = DownstreamRoles { conformist: true, anticorruption_layer: false };
        assert_eq!(toggle(conformist, &of), [RelationshipEdit::DownstreamRoles(after)]);

        let kernel = whole(RelationshipKind::SharedKernel);
        assert!(toggle(kernel, &of).contains(&RelationshipEdit::DownstreamRoles(DownstreamRoles::default())));
        let symmetric = relationship(RelationshipKind::Partnership);
        let edits = toggle(conformist, &symmetric);
        assert_eq!(edits.first(), Some(&RelationshipEdit::Kind(RelationshipKind::UpstreamDownstream)));
    }
}
