//! A team that has more to understand than it can.

use super::ownership::{Load, works};
use super::words::counted;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Command, ContextEdit, EditContext};
use crate::model::{BoundedContext, Complexity, ElementId, ElementKind, TeamId, TeamKind};
use crate::sorted_map::SortedMap;

pub(super) const RULE: Rule = Rule {
    code: "team-with-too-much",
    severity: Severity::Warning,
    summary: "A team owns more than it can hold in its head.",
    why: "A team that switches between too many models knows none of them well: everything takes longer, and nobody sees what a change breaks.",
    advice: "Hand contexts over to teams that have room, or say how hard each one is: up to three simple ones, one complicated one, or a complex one alone.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 3: limit the number and type of domains for each team. That a context counts as a domain, and as simple where nothing is said, is Atoll's assumption.",
    example: |sketch| {
        let contexts = ["Shop", "Claims", "Pricing", "Billing"].map(|name| sketch.context(name));
        sketch.team("Blue", &contexts);
        sketch.team("Green", &[]);
    },
    reads: &[ElementKind::Context, ElementKind::Team],
    check,
};

/// A way out hands over so many contexts at most: ours, for more is a new design and no quick fix.
const HANDED_OVER_MAX: usize = 3;

/// The published rule. Systems that others run are nobody's load.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let works = works(on.landscape);
    let room = Room::of(on, &works);
    let mut findings = Vec::new();
    for (team, work) in works.iter() {
        let load = Load::of(work);
        if !load.is_too_much() {
            continue;
        }
        let message = format!("{} owns {}.", on.landscape.quoted((*team).into()), told(load));
        let contexts = work.iter().map(|context| ElementId::from(context.id));
        let mut finding = RULE.finding(message, std::iter::once((*team).into()).chain(contexts).collect());
        if let Some((label, command)) = hand_over(on, *team, work, &room) {
            finding = finding.fix(label, command);
        }
        findings.push(finding);
    }
    findings
}

fn told(load: Load) -> String {
    let parts = [(load.complex, "complex"), (load.complicated, "complicated"), (load.simple, "simple")];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("{}: {}", counted(load.count(), "context"), super::listed(&said))
}

/// The teams that have room for one more context, for each degree of difficulty, those with the least load first.
struct Room {
    of: [Vec<(TeamId, Load)>; 3],
}

impl Room {
    /// Who owns nothing by its nature is not asked.
    fn of(on: &Checkup<'_>, works: &SortedMap<TeamId, Vec<&BoundedContext>>) -> Self {
        let is_enabling =
            |team: &TeamId| on.landscape.teams.get(team).is_some_and(|team| team.kind == TeamKind::Enabling);
        let mut loads: Vec<(TeamId, Load)> =
            works.iter().filter(|(team, _)| !is_enabling(team)).map(|(team, work)| (*team, Load::of(work))).collect();
        crate::order::sort_by_key(&mut loads, |(team, load)| (load.weight(), *team));
        let of = [Complexity::Simple, Complexity::Complicated, Complexity::Complex]
            .map(|complexity| loads.iter().filter(|(_, load)| !load.with(complexity).is_too_much()).copied().collect());
        Self { of }
    }

    /// The team with the least load that has room for this, after what it was given already.
    fn find(&self, complexity: Complexity, from: TeamId, given: &[(TeamId, Load)]) -> Option<(TeamId, Load)> {
        let room = match complexity {
            Complexity::Undefined | Complexity::Simple => &self.of[0],
            Complexity::Complicated => &self.of[1],
            Complexity::Complex => &self.of[2],
        };
        let is_fresh = |team: TeamId| team != from && given.iter().all(|(other, _)| *other != team);
        let fresh = room.iter().find(|(team, _)| is_fresh(*team));
        let others = given.iter().filter(|(_, load)| !load.with(complexity).is_too_much());
        others.chain(fresh).min_by_key(|(team, load)| (load.weight(), *team)).copied()
    }
}

/// Hands contexts over, each to the team with the least load that still has room, until what is left is not too much.
fn hand_over(on: &Checkup<'_>, from: TeamId, work: &[&BoundedContext], room: &Room) -> Option<(String, Command)> {
    let (mut kept, mut given) = (work.to_vec(), Vec::<(TeamId, Load)>::new());
    let (mut steps, mut commands) = (Vec::new(), Vec::new());
    while Load::of(&kept).is_too_much() {
        if steps.len() == HANDED_OVER_MAX {
            return None;
        }
        let context = kept.remove(surplus(&kept)?);
        let (to, load) = room.find(context.complexity, from, &given)?;
        given.retain(|(team, _)| *team != to);
        given.push((to, load.with(context.complexity)));
        let mut owners = on.landscape.owners_of(context);
        owners.retain(|team| *team != from && *team != to);
        owners.push(to);
        let [name, team] = [context.id.into(), to.into()].map(|id| on.landscape.quoted(id));
        steps.push(format!("{name} to {team}"));
        commands.push(EditContext { id: context.id, edit: ContextEdit::Owners(owners) }.into());
    }
    Some((format!("Hand over {}", super::listed(&steps)), Batch::of(commands)))
}

/// Which of these to hand over first: of several that are hard the last hard one, beside a complex one what is not
/// complex, else the last simple one.
fn surplus(work: &[&BoundedContext]) -> Option<usize> {
    let load = Load::of(work);
    let last = |is_meant: &dyn Fn(Complexity) -> bool| work.iter().rposition(|context| is_meant(context.complexity));
    if load.complex > 1 {
        last(&|complexity| complexity == Complexity::Complex)
    } else if load.complex == 1 {
        last(&|complexity| complexity != Complexity::Complex)
    } else if load.complicated > Load::COMPLICATED_MAX {
        last(&|complexity| complexity == Complexity::Complicated)
    } else {
        last(&|complexity| complexity != Complexity::Complicated)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_fourth_simple_context_is_one_too_many() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” “Shop” “Claims” “Pricing” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let shop = *sketch.landscape.contexts.keys().next().expect("shop");
        sketch.edit_context(shop, |context| context.kind = crate::model::ContextKind::External);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn what_is_complex_stands_alone_and_is_handed_to_whoever_has_least() {
        let mut sketch = Sketch::new();
        let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
        sketch.edit_context(a, |context| context.complexity = Complexity::Complex);
        sketch.team("Blue", &[a, b]);
        sketch.team("Green", &[c]);
        sketch.team("Red", &[]);
        let graph = crate::graph::Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        assert_eq!(findings[0].message, "“Blue” owns 2 contexts: 1 complex and 1 simple.");
        assert_eq!(findings[0].fixes[0].label, "Hand over “B” to “Red”");
        every_fix_mends(&RULE, &sketch);
    }
}
