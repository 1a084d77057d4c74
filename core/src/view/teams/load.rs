//! What each team owns, and how much that is to keep in mind: as a light and in words.

use crate::measure::load::{CAPACITY, complexity_of, is_overload, points, volatile};
use crate::model::{Complexity, Landscape, TeamId};
use crate::scene::figure::Look;
use crate::sorted_map::SortedMap;

/// How complex each context is that a team owns, by team; found once for all teams.
pub(super) fn owned(landscape: &Landscape) -> SortedMap<TeamId, Vec<Complexity>> {
    let volatile = volatile(landscape);
    let mut owned: SortedMap<TeamId, Vec<Complexity>> = SortedMap::new();
    for context in landscape.contexts.values() {
        let complexity = complexity_of(landscape, context, volatile.contains(&context.id));
        for team in landscape.owners_of(context) {
            owned.entry(team).or_default().push(complexity);
        }
    }
    owned
}

/// The light of a team that owns contexts of this complexity, and what it says.
pub(super) fn light(of: &[Complexity]) -> (Look, String) {
    if of.iter().all(|complexity| *complexity == Complexity::Undefined) {
        return (Look::LightOff, "Load not known".to_owned());
    }
    // What nothing is known of counts as simple.
    let least = if of.contains(&Complexity::Undefined) { "at least " } else { "" };
    let points = points(of);
    let (look, verdict) = match points {
        _ if is_overload(of) => (Look::LightBad, "too much"),
        CAPACITY => (Look::LightFair, "full"),
        _ => (Look::LightGood, "fine"),
    };
    (look, format!("Load {least}{points} of {CAPACITY}: {verdict}"))
}
