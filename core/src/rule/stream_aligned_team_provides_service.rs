//! A team that follows a stream and is a service to others besides.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, Interaction, InteractionMode, Team, TeamKind};

pub(super) const RULE: Rule = Rule {
    code: "stream-aligned-team-provides-service",
    severity: Severity::Info,
    summary: "A stream-aligned team provides something as a service.",
    why: "A service has to be reliable, documented and supported for all who use it; a stream wants its next change. One team that does both does one of them badly.",
    advice: "Let a platform team offer the service, or say that the two teams collaborate for a while.",
    source: "Team Topologies, shape templates: a stream-aligned team should generally not provide X-as-a-Service directly.",
    example: |sketch| {
        let provider = sketch.add(Team { name: "Blue".to_owned(), kind: TeamKind::StreamAligned, ..Team::default() });
        let consumer = sketch.team("Green", &[]);
        let mode = InteractionMode::XAsAService;
        sketch.add(Interaction { provider, consumer, mode, ..Interaction::default() });
    },
    reads: &[ElementKind::Team, ElementKind::Interaction],
    check,
};

/// One finding a team, for the way out is one for all that it provides.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut services: Vec<&Interaction> = on.landscape.interactions.values().map(AsRef::as_ref).collect();
    services.retain(|it| it.mode == InteractionMode::XAsAService && it.provider != it.consumer);
    crate::order::sort_by_key(&mut services, |it| (it.provider, it.id));
    let mut findings = Vec::new();
    for services in services.chunk_by(|one, other| one.provider == other.provider) {
        let Some(team) = on.landscape.teams.get(&services[0].provider) else { continue };
        if team.kind != TeamKind::StreamAligned {
            continue;
        }
        let consumers: Vec<_> = services.iter().map(|it| it.consumer.into()).collect();
        let name = on.landscape.quoted(team.id.into());
        let message =
            format!("{name} follows a stream and is a service to {}.", super::words::few(on.landscape, &consumers));
        let mut targets = vec![team.id.into()];
        targets.extend(services.iter().map(|it| crate::model::ElementId::from(it.id)));
        let mut finding = RULE
            .finding(message, targets)
            .fix(format!("Make {name} a platform team"), Set::new(team.id, "kind", &TeamKind::Platform));
        if let [only] = services {
            let set = Set::new(only.id, "mode", &InteractionMode::Collaboration);
            finding = finding.fix("Let the two collaborate for a while", set);
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_stream_aligned_provider_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” “Blue” – “Green”"]);
        every_fix_mends(&RULE, &sketch);
        let id = *sketch.landscape.teams.keys().next().expect("a team");
        sketch.put(Team { kind: TeamKind::Undefined, ..(*sketch.landscape.teams[&id]).clone() });
        assert!(found(&RULE, &sketch).is_empty());
    }
}
