//! A domain that is divided among teams.

use super::ownership::contexts_by_home;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ContextId, DomainId, DomainKind, ElementKind, ProblemSpace, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "domain-with-several-owners",
    severity: Severity::Info,
    summary: "Several teams own contexts of one domain.",
    why: "A change in one part of the business then needs several teams, and nobody decides for the domain as a whole.",
    advice: "Give the domain to one team, or draw the subdomains along which the teams divide it.",
    source: "OutSystems, development and delivery at scale: each domain is owned by one team. That subdomains with one team each divide it well is Atoll's reading.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        let domain = sketch.domain("Retail", DomainKind::Vertical);
        for context in [shop, claims] {
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.team("Blue", &[shop]);
        sketch.team("Green", &[claims]);
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context, ElementKind::Team],
    check,
};

/// A context counts for the domain that it lies in. A domain whose subdomains have one team each is well divided.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.len() < 2 {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (domain, contexts) in contexts_by_home(on.landscape) {
        // Each with the part of the domain that it is in, sorted.
        let mut owned: Vec<(Option<ProblemSpace>, TeamId)> =
            contexts.iter().flat_map(|context| parts(on, *context)).collect();
        crate::order::sort_by_key(&mut owned, |it| *it);
        owned.dedup();
        let is_divided = owned.chunk_by(|one, other| one.0 == other.0).all(|part| part.len() == 1)
            && !owned.iter().any(|(part, _)| *part == Some(ProblemSpace::Domain(domain)));
        let mut teams: Vec<TeamId> = owned.iter().map(|(_, team)| *team).collect();
        crate::order::sort_by_key(&mut teams, |team| *team);
        teams.dedup();
        if teams.len() > 1 && !is_divided {
            findings.push(finding(on, domain, &teams));
        }
    }
    findings
}

/// The part of the problem space that a context lies in, with each team that owns it.
fn parts(on: &Checkup<'_>, context: ContextId) -> Vec<(Option<ProblemSpace>, TeamId)> {
    let Some(context) = on.landscape.contexts.get(&context) else { return Vec::new() };
    let part = context.implements.first().copied();
    on.landscape.owners_of(context).into_iter().map(|team| (part, team)).collect()
}

fn finding(on: &Checkup<'_>, domain: DomainId, teams: &[TeamId]) -> Finding {
    let names: Vec<String> = teams.iter().map(|team| on.landscape.quoted((*team).into())).collect();
    let message = format!("{} is divided among {}.", on.landscape.quoted(domain.into()), super::listed(&names));
    RULE.finding(message, std::iter::once(domain.into()).chain(teams.iter().map(|team| (*team).into())).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::model::Classification;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_domain_without_one_team_for_each_part_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Retail” “Blue” “Green”"]);
        let domain = *sketch.landscape.domains.keys().next().expect("a domain");
        let ids: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
        for id in ids {
            sketch.edit_context(id, |context| context.implements.clear());
            sketch.subdomain(domain, "Part", Classification::Core, &[id]);
        }
        assert!(found(&RULE, &sketch).is_empty());
    }
}
