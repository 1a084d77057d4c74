//! How much a team has to keep in mind, as a light and in words.

use crate::measure::load::{CAPACITY, complexity_of, is_overload, points, volatile};
use crate::model::{Complexity, Landscape, TeamId};
use crate::scene::figure::Look;

/// The light of a team and what it says.
pub(super) fn light(landscape: &Landscape, team: TeamId) -> (Look, String) {
    let volatile = volatile(landscape);
    let owned = landscape.contexts.values().filter(|context| landscape.owners_of(context).contains(&team));
    let of: Vec<Complexity> =
        owned.map(|context| complexity_of(landscape, context, volatile.contains(&context.id))).collect();
    if of.iter().all(|complexity| *complexity == Complexity::Undefined) {
        return (Look::LightOff, "Load not known".to_owned());
    }
    // What nothing is known of counts as simple.
    let least = if of.contains(&Complexity::Undefined) { "at least " } else { "" };
    let points = points(&of);
    let (look, verdict) = match points {
        _ if is_overload(&of) => (Look::LightBad, "too much"),
        CAPACITY => (Look::LightFair, "full"),
        _ => (Look::LightGood, "fine"),
    };
    (look, format!("Load {least}{points} of {CAPACITY}: {verdict}"))
}
