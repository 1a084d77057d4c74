//! What the rules about delivery share: which policy holds for a team, and the environments that a change passes.

use std::sync::Arc;

use crate::command::{Add, Batch, Command, Set};
use crate::model::{
    BoundedContext, DeliveryPolicy, DeliveryPolicyId, Environment, EnvironmentId, EnvironmentKind, Landscape, TeamId,
};
use crate::sorted_map::SortedMap;

/// Which policy holds for whom.
pub(super) struct Policies<'a> {
    named: SortedMap<TeamId, &'a DeliveryPolicy>,
    /// The policy of every team that no other names.
    pub others: Option<&'a DeliveryPolicy>,
}

impl<'a> Policies<'a> {
    /// The policies of a landscape; the first counts where several say the same team.
    pub(super) fn of(landscape: &'a Landscape) -> Self {
        let (mut named, mut others) = (SortedMap::new(), None);
        for policy in landscape.delivery_policies.values() {
            if policy.teams.is_empty() {
                others = others.or(Some(policy.as_ref()));
            }
            for team in &policy.teams {
                named.entry(*team).or_insert(policy.as_ref());
            }
        }
        Self { named, others }
    }

    /// The policy by which this team works.
    pub(super) fn of_team(&self, team: TeamId) -> Option<&'a DeliveryPolicy> {
        self.named.get(&team).copied().or(self.others)
    }

    /// The policy by which this context is changed: that of its first owner.
    pub(super) fn of_context(&self, landscape: &Landscape, context: &BoundedContext) -> Option<&'a DeliveryPolicy> {
        let owner = landscape.owners_of(context).first().copied();
        owner.map_or(self.others, |team| self.of_team(team))
    }
}

/// The environments of a pipeline that are there, in order.
pub(super) fn stages<'a>(landscape: &'a Landscape, pipeline: &[EnvironmentId]) -> Vec<&'a Arc<Environment>> {
    pipeline.iter().filter_map(|id| landscape.environments.get(id)).collect()
}

/// Whether a change can be tried out here as in production, before it is in production.
pub(super) fn is_rehearsal(environment: &Environment) -> bool {
    environment.kind != EnvironmentKind::Production
        && (environment.mirrors_production || environment.kind == EnvironmentKind::PreProduction)
}

/// The pipeline with an environment before production, or at its end where it does not reach production.
pub(super) fn before_production(
    landscape: &Landscape,
    pipeline: &[EnvironmentId],
    environment: EnvironmentId,
) -> Vec<EnvironmentId> {
    let is_production =
        |id: &EnvironmentId| landscape.environments.get(id).is_some_and(|it| it.kind == EnvironmentKind::Production);
    let mut pipeline: Vec<EnvironmentId> = pipeline.iter().copied().filter(|id| *id != environment).collect();
    let place = pipeline.iter().position(is_production).unwrap_or(pipeline.len());
    pipeline.insert(place, environment);
    pipeline
}

/// Adds a pre-production that mirrors production, and lets a pipeline of a policy pass it.
pub(super) fn with_rehearsal(
    landscape: &Landscape,
    rule: &str,
    policy: DeliveryPolicyId,
    field: &str,
    pipeline: &[EnvironmentId],
) -> Command {
    let number = super::words::fresh(landscape, crate::model::ElementKind::Environment, rule, &[policy.into()]);
    let id = EnvironmentId::new(number);
    let (name, kind) = ("Pre-production".to_owned(), EnvironmentKind::PreProduction);
    let environment = Environment { id, name, kind, mirrors_production: true };
    let pipeline = before_production(landscape, pipeline, id);
    Batch::of(vec![Add::new(environment).into(), Set::new(policy, field, &pipeline).into()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_policy_that_names_a_team_goes_before_the_one_for_all() {
        let mut sketch = Sketch::new();
        let [blue, green] = ["Blue", "Green"].map(|name| sketch.team(name, &[]));
        let all = sketch.add(DeliveryPolicy::default());
        let own = sketch.add(DeliveryPolicy { teams: vec![blue], ..DeliveryPolicy::default() });
        let policies = Policies::of(&sketch.landscape);
        let of = |team| policies.of_team(team).map(|policy| policy.id);
        assert_eq!((of(blue), of(green)), (Some(own), Some(all)));
    }

    #[test]
    fn what_comes_before_production_stands_there() {
        let mut sketch = Sketch::new();
        let [test, live] = [EnvironmentKind::Test, EnvironmentKind::Production]
            .map(|kind| sketch.add(Environment { kind, ..Environment::default() }));
        let more = EnvironmentId::new(99);
        assert_eq!(before_production(&sketch.landscape, &[test, live], more), [test, more, live]);
        assert_eq!(before_production(&sketch.landscape, &[test], more), [test, more]);
        assert_eq!(before_production(&sketch.landscape, &[test, live], test), [test, live]);
    }
}
