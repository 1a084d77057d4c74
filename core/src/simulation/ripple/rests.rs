//! Which parameters a ripple rests on: those of what is drawn here, so that nobody moves a slider in vain.

use super::ChangeKind;
use super::contracts::Standing;
use super::parameters::key;
use super::study::Study;
use super::volatility::Basis;
use crate::model::{Classification, Evolution, Integration, Relationship, Strength};
use crate::pattern;
use crate::sorted_set::SortedSet;

/// The keys of the parameters that the ripple of this study rests on.
pub(super) fn keys(study: &Study) -> Vec<String> {
    let mut keys = SortedSet::new();
    for link in &study.model.graph.links {
        let Some(relationship) = study.landscape.relationships.get(&link.relationship) else { continue };
        let is_reached = |number: usize| study.ripple.reach[&study.model.graph.contexts[number]].value > 0.0;
        if is_reached(link.upstream) || is_reached(link.downstream) {
            of_relationship(study, relationship, &mut keys);
        }
    }
    of_contexts(study, &mut keys);
    of_data(study, &mut keys);
    keys.into_iter().collect()
}

fn add(keys: &mut SortedSet<String>, key: &str) {
    keys.insert(format!("ripple.{key}"));
}

fn of_relationship(study: &Study, relationship: &Relationship, keys: &mut SortedSet<String>) {
    let spec = pattern::whole(relationship.kind);
    keys.insert(key(spec.code, "to_downstream"));
    if !pattern::is_symmetric(relationship.kind) {
        keys.insert(key(spec.code, "to_upstream"));
        keys.extend(pattern::roles(relationship).map(|role| key(role.code, "factor")));
    }
    if relationship.integration != Integration::Undefined {
        let choice = Integration::CHOICES.get(relationship.integration as usize);
        choice.into_iter().for_each(|choice| add(keys, &format!("integration.{}", choice.key)));
    }
    if relationship.strength != Strength::Undefined {
        let choice = Strength::CHOICES.get(relationship.strength as usize);
        choice.into_iter().for_each(|choice| add(keys, &format!("strength.{}", choice.key)));
    }
    if let Some((upstream, _)) = relationship.contexts() {
        match study.model.likelihoods.standing(relationship, upstream) {
            Standing::Single => {}
            Standing::Kept => add(keys, "contract.kept"),
            Standing::None => add(keys, "contract.none"),
            Standing::Draft => add(keys, "contract.draft"),
            Standing::Retired => add(keys, "contract.retired"),
        }
    }
}

fn of_contexts(study: &Study, keys: &mut SortedSet<String>) {
    let is_reached = |reach: &crate::simulation::Estimate| reach.value > 0.0;
    for (id, _) in study.ripple.reach.iter().filter(|(_, reach)| is_reached(reach)) {
        let Some(context) = study.landscape.contexts.get(id) else { continue };
        let basis = study.model.likelihoods.volatility.reading(*id).basis;
        match basis {
            Basis::Nothing => continue,
            Basis::Changes => add(keys, "volatility.usual_changes"),
            Basis::Aggregates => ["volatility.rarely", "volatility.often"].iter().for_each(|key| add(keys, key)),
            Basis::Strategy => {
                if context.evolution != Evolution::Undefined {
                    let choice = Evolution::CHOICES.get(context.evolution as usize);
                    choice.into_iter().for_each(|choice| add(keys, &format!("volatility.{}", choice.key)));
                }
                match study.landscape.classification_of(context) {
                    Classification::Core => add(keys, "volatility.core"),
                    Classification::Generic => add(keys, "volatility.generic"),
                    Classification::Supporting | Classification::Undefined => {}
                }
            }
        }
        ["source", "receiver", "most"].iter().for_each(|key| add(keys, &format!("volatility.{key}")));
    }
}

fn of_data(study: &Study, keys: &mut SortedSet<String>) {
    let kind = study.model.likelihoods.kind;
    let mut all = |of: &[&str]| of.iter().for_each(|key| add(keys, key));
    match kind {
        ChangeKind::Usual => {}
        ChangeKind::Internal => all(&["kind.internal"]),
        ChangeKind::Compatible => all(&["kind.compatible"]),
        ChangeKind::Breaking => all(&["kind.breaking"]),
        ChangeKind::Schema => all(&["kind.schema", "kind.schema_shared", "store.reader", "store.writer"]),
        ChangeKind::Database => {
            all(&["kind.database", "kind.database_shared", "ports.behind", "ports.leaking", "store.swapped"]);
        }
    }
}
