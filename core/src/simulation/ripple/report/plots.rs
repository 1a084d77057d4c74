//! The pictures of the ripple: who is reached, how much changes together, which teams.

use super::super::study::Study;
use super::name;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::{Estimate, Unit};

/// More bars than this nobody reads.
const BARS: usize = 20;

pub(super) fn all(study: &Study) -> Vec<Plot> {
    vec![reach(study), together(study), teams(study)]
}

fn reach(study: &Study) -> Plot {
    let others = study.ripple.reach.iter().filter(|(id, reach)| **id != study.ripple.source && reach.value > 0.0);
    let mut reached: Vec<_> = others.map(|(id, reach)| (*id, *reach)).collect();
    crate::order::sort_by(&mut reached, |a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    let says = match (reached.first(), reached.len()) {
        (None, _) => "No other context has to follow.".to_owned(),
        (Some((id, share)), count) => format!(
            "{} follows most often, in {}. {count} contexts can be reached{}.",
            name(&study.landscape, *id),
            share.spell(Unit::Share),
            if count > BARS { ", of which the likeliest are shown" } else { "" }
        ),
    };
    let bars = reached.into_iter().take(BARS).map(|(id, reach)| bar(name(&study.landscape, id), reach));
    let [x, y] = [Axis::new("Context", Unit::Word), Axis::new("Must change", Unit::Share)];
    Plot::new("reach", "Who must change as well", PlotKind::Bars, x, y).saying(says).with("Contexts", ranked(bars))
}

fn together(study: &Study) -> Plot {
    let shares = &study.outcomes.contexts;
    let alone = shares.first().copied().unwrap_or_default();
    let says = format!(
        "In {} nothing else changes; in 19 of 20 cases at most {} other contexts do.",
        alone.spell(Unit::Share),
        study.outcomes.worst[0]
    );
    let last = shares.iter().rposition(|share| share.value > 0.0).unwrap_or_default();
    let points = shares.iter().take(last + 1).enumerate();
    let points = points.map(|(count, share)| Point::estimated(count as f64, *share)).collect();
    let [x, y] = [Axis::new("Other contexts that change together", Unit::Count), Axis::new("How often", Unit::Share)];
    let title = "How much changes together";
    Plot::new("together", title, PlotKind::Histogram, x, y).saying(says).with("Changes", points)
}

fn teams(study: &Study) -> Plot {
    let mut teams: Vec<_> = study.ripple.teams.iter().collect();
    crate::order::sort_by(&mut teams, |a, b| b.involved.value.total_cmp(&a.involved.value).then(a.team.cmp(&b.team)));
    let says = format!(
        "{} of {} teams can become involved; more than one must act in {} of cases.",
        teams.len(),
        study.landscape.teams.len(),
        study.outcomes.several_teams.spell(Unit::Share)
    );
    let bars = teams.into_iter().take(BARS).map(|team| bar(name(&study.landscape, team.team), team.involved));
    let [x, y] = [Axis::new("Team", Unit::Word), Axis::new("Must act", Unit::Share)];
    Plot::new("teams", "Who must act", PlotKind::Bars, x, y).saying(says).with("Teams", ranked(bars))
}

fn bar(label: String, estimate: Estimate) -> Point {
    Point::estimated_bar(label, estimate)
}

/// The bars with their ranks.
fn ranked(bars: impl Iterator<Item = Point>) -> Vec<Point> {
    bars.enumerate().map(|(rank, point)| Point { x: rank as f64, ..point }).collect()
}
