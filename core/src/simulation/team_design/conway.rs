//! Who has to talk, and how many changes a month go through each gap.

use super::situation::Situation;
use crate::measure::congruence::{Need, Requirement};
use crate::model::{InteractionMode, Landscape, TeamId};
use crate::order;
use crate::simulation::Unit;
use crate::simulation::report::Table;
use crate::sorted_map::SortedMap;

/// So many pairs are listed.
const LISTED: usize = 40;

/// The changes a month that touch both of two teams, by their numbers, the lower first.
pub fn joint_changes(on: &Situation) -> SortedMap<(usize, usize), f64> {
    let mut found: Vec<((usize, usize), f64)> = Vec::new();
    for change in &on.demand.changes {
        let teams = teams_of(on, &change.touched);
        let volume = on.demand.volume(change);
        for (place, one) in teams.iter().enumerate() {
            found.extend(teams[place + 1..].iter().map(|other| ((*one, *other), volume)));
        }
    }
    order::sort_by_key(&mut found, |(pair, _)| *pair);
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    found.into_iter().collect()
}

/// The teams that own one of these contexts, by number, ascending.
pub fn teams_of(on: &Situation, contexts: &[usize]) -> Vec<usize> {
    let mut teams: Vec<usize> = contexts.iter().flat_map(|context| on.owners[*context].iter().copied()).collect();
    teams.sort_unstable();
    teams.dedup();
    teams
}

/// The pairs that have to coordinate, those through which the most changes go first, gaps before the rest.
pub fn pairs(on: &Situation, landscape: &Landscape, joint: &SortedMap<(usize, usize), f64>) -> Table {
    let columns = [
        ("Teams", Unit::Word),
        ("Changes that touch both", Unit::AMonth),
        ("Weight", Unit::Number),
        ("What it takes", Unit::Word),
        ("What they do", Unit::Word),
        ("So", Unit::Word),
    ];
    let mut table = Table::new("conway", "Who has to talk", &columns);
    let modes = modes(on, landscape);
    let volume = |it: &Requirement| joint.get(&it.teams).copied().unwrap_or(0.0);
    let mut all: Vec<(&Requirement, bool)> =
        on.congruence.required.iter().zip(on.congruence.is_met.iter().copied()).collect();
    order::sort_by(&mut all, |(a, a_met), (b, b_met)| {
        a_met.cmp(b_met).then(volume(b).total_cmp(&volume(a))).then(b.weight.total_cmp(&a.weight))
    });
    for (it, is_met) in all.into_iter().take(LISTED) {
        let verdict = match (is_met, on.has_interactions) {
            (_, false) => "not known: no interaction is drawn",
            (true, _) => "met",
            (false, _) => "a gap",
        };
        let takes = if it.needs.contains(&Need::Talk) { "talking" } else { "a published interface as a service" };
        let does = modes.get(&it.teams).cloned().unwrap_or_else(|| "nothing drawn".to_owned());
        let cells = vec![
            named(on, landscape, it.teams).into(),
            volume(it).into(),
            it.weight.into(),
            takes.into(),
            does.into(),
            verdict.into(),
        ];
        table.push(Some(on.crews[it.teams.0].team.into()), cells);
    }
    table
}

/// The pairs that talk though none of their contexts depends on one of the other's.
pub fn excess(on: &Situation, landscape: &Landscape, joint: &SortedMap<(usize, usize), f64>) -> Table {
    let columns = [("Teams", Unit::Word), ("What they do", Unit::Word), ("Changes that touch both", Unit::AMonth)];
    let mut table = Table::new("excess", "Who talks without need", &columns);
    let modes = modes(on, landscape);
    for pair in on.congruence.excess.iter().take(LISTED) {
        let does = modes.get(pair).cloned().unwrap_or_default();
        let volume = joint.get(pair).copied().unwrap_or(0.0);
        table.push(
            Some(on.crews[pair.0].team.into()),
            vec![named(on, landscape, *pair).into(), does.into(), volume.into()],
        );
    }
    table
}

fn named(on: &Situation, landscape: &Landscape, (one, other): (usize, usize)) -> String {
    let name = |number: usize| landscape.quoted(on.crews[number].team.into());
    format!("{} and {}", name(one), name(other))
}

/// How two teams work together, in words.
fn modes(on: &Situation, landscape: &Landscape) -> SortedMap<(usize, usize), String> {
    let number = |team: TeamId| on.crews.binary_search_by_key(&team, |crew| crew.team).ok();
    let mut modes: SortedMap<(usize, usize), String> = SortedMap::new();
    for interaction in landscape.interactions.values() {
        let [Some(one), Some(other)] = interaction.teams().map(number) else { continue };
        let text = modes.entry((one.min(other), one.max(other))).or_default();
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(interaction.mode.word());
        if interaction.mode == InteractionMode::Facilitating {
            text.push_str(" (for a while)");
        }
    }
    modes
}
