//! The way of an item through the teams: who has a part in it, how large, and who waits for whom.

use super::factory::{Coordination, Model};

/// The part that a team has in an item.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stop {
    /// The team, by number.
    pub team: u32,
    /// Person-days that it takes on average.
    pub work: f64,
    /// The mean time until the team takes it up, in days; 0 where the item begins there.
    pub hand_off: f64,
    /// How probably it comes back after it was done.
    pub rework: f64,
    /// Nothing follows in this chain of stops.
    pub is_last: bool,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// Person-days where it begins.
    pub days: f64,
    /// Person-days on top where it begins, for its toggle.
    pub toggle: f64,
}

/// Writes the stops of an item that touches these contexts, the one in which it begins first. Stops up to one that is
/// the last of its chain are done in turn; the chains begin at once.
pub fn write(model: &Model, touched: &[usize], order: Order, stops: &mut Vec<Stop>) {
    stops.clear();
    let Some(home) = touched.first().and_then(|home| model.sources.get(*home)) else { return };
    let Some(first) = home.owners.first().copied() else { return };
    add(stops, first, order.toggle);
    for (place, context) in touched.iter().enumerate() {
        let Some(source) = model.sources.get(*context) else { continue };
        let days = order.days * if place == 0 { 1.0 } else { model.work.follow };
        let share = days / source.owners.len().max(1) as f64;
        source.owners.iter().for_each(|team| add(stops, *team, share));
    }
    if stops.len() == 1 {
        (stops[0].is_last, stops[0].rework) = (true, model.work.rework);
        return;
    }
    let discipline = |stop: &Stop| model.teams[stop.team as usize].discipline;
    // Cross-functional teams first, the one in which it begins before the others; disciplines in their order.
    stops.sort_by_key(|stop| (discipline(stop).map_or(0, |place| place + 1), stop.team != first, stop.team));
    let (mut is_begun, count) = (discipline_begins(model, first), stops.len());
    for place in 0..count {
        let stop = &stops[place];
        let is_functional = discipline(stop).is_some();
        let is_parallel = model.coordination == Coordination::Parallel && !is_functional;
        let is_first = if is_functional { std::mem::take(&mut is_begun) } else { stop.team == first };
        let from = if is_functional && place > 0 { stops[place - 1].team } else { first };
        let (team, last) = (stop.team, is_parallel || place + 1 == count);
        let stop = &mut stops[place];
        stop.is_last = last;
        stop.rework = model.work.rework + if is_first { 0.0 } else { model.work.hand_off_rework };
        stop.hand_off = if is_first { 0.0 } else { hand_off(model, from, team) };
    }
}

/// Whether an item that begins with this team begins with the first of the disciplines.
fn discipline_begins(model: &Model, first: u32) -> bool {
    model.teams[first as usize].discipline.is_some()
}

/// The mean time of a hand-off between two teams.
fn hand_off(model: &Model, from: u32, to: u32) -> f64 {
    let is_gap = model.gaps.contains(&(from.min(to), from.max(to)));
    model.work.hand_off_days * if is_gap { model.work.gap } else { 1.0 }
}

fn add(stops: &mut Vec<Stop>, team: u32, work: f64) {
    match stops.iter_mut().find(|stop| stop.team == team) {
        Some(stop) => stop.work += work,
        None => stops.push(Stop { team, work, ..Stop::default() }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::factory::{Source, Station, Work};
    use super::*;

    fn model(disciplines: &[Option<u32>]) -> Model {
        let station = |(number, discipline): (usize, &Option<u32>)| Station {
            key: number as u64,
            discipline: *discipline,
            ..Station::default()
        };
        let source = |number: u32| Source { owners: vec![number], ..Source::default() };
        Model {
            teams: disciplines.iter().enumerate().map(station).collect(),
            sources: (0..disciplines.len() as u32).map(source).collect(),
            work: Work { follow: 0.5, hand_off_days: 1.0, gap: 3.0, ..Work::default() },
            ..Model::default()
        }
    }

    fn stops(model: &Model, touched: &[usize]) -> Vec<Stop> {
        let mut stops = Vec::new();
        write(model, touched, Order { days: 4.0, toggle: 1.0 }, &mut stops);
        stops
    }

    #[test]
    fn cross_functional_teams_begin_at_once_or_in_turn() {
        let mut model = model(&[None, None]);
        model.gaps.extend([(0, 1)]);
        let at_once = stops(&model, &[1, 0]);
        assert_eq!(at_once.iter().map(|stop| (stop.team, stop.work)).collect::<Vec<_>>(), [(1, 5.0), (0, 2.0)]);
        assert_eq!(
            at_once.iter().map(|stop| (stop.hand_off, stop.is_last)).collect::<Vec<_>>(),
            [(0.0, true), (3.0, true)]
        );
        model.coordination = Coordination::Sequential;
        let ends: Vec<bool> = stops(&model, &[1, 0]).iter().map(|stop| stop.is_last).collect();
        assert_eq!(ends, [false, true]);
    }

    #[test]
    fn disciplines_hand_on_in_their_order_wherever_the_change_begins() {
        let model = model(&[Some(2), Some(1), Some(3)]);
        let chain = stops(&model, &[0, 1, 2]);
        assert_eq!(chain.iter().map(|stop| stop.team).collect::<Vec<_>>(), [1, 0, 2]);
        assert_eq!(chain.iter().map(|stop| stop.hand_off).collect::<Vec<_>>(), [0.0, 1.0, 1.0]);
        assert_eq!(chain.iter().map(|stop| stop.is_last).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn a_context_that_nobody_owns_asks_nobody() {
        let mut model = model(&[None]);
        model.sources.push(Source::default());
        assert_eq!(stops(&model, &[0, 1]).len(), 1);
        assert!(stops(&model, &[1]).is_empty() && stops(&model, &[]).is_empty());
    }
}
