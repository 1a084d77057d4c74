//! Growth in pictures: one curve for each variant.

use super::Study;
use super::curve::{At, Law};
use crate::measure::channels;
use crate::simulation::Unit;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};

/// All pictures.
pub(super) fn plots(study: &Study) -> Vec<Plot> {
    vec![throughput(study), crossing(study), for_each_team(study), law(study), pain(study), pairs(study), lead(study)]
}

fn plot(key: &str, title: &str, y: Axis) -> Plot {
    Plot::new(key, title, PlotKind::Curve, Axis::new("Teams", Unit::Count), y)
}

/// One series for each variant.
fn each(study: &Study, mut plot: Plot, point: impl Fn(&At) -> Option<Point>) -> Plot {
    for (variant, curve) in &study.variants {
        let points: Vec<Point> = curve.iter().filter_map(&point).collect();
        if !points.is_empty() {
            plot = plot.with(variant.name, points);
        }
    }
    plot
}

fn throughput(study: &Study) -> Plot {
    let plot = plot("throughput", "What more teams bring", Axis::new("Changes", Unit::AMonth))
        .saying("A straight line would be teams that do not hinder each other; what is missing goes into agreeing, doing again and merging.");
    each(study, plot, |at| Some(Point::estimated(at.teams as f64, at.throughput)))
}

fn crossing(study: &Study) -> Plot {
    let plot = plot("crossing", "Changes that need several teams", Axis::new("Share of changes", Unit::Share))
        .saying("Every division refines the one before, so the share never falls; less coupling starts lower.");
    each(study, plot, |at| Some(Point::estimated(at.teams as f64, at.crossing)))
}

fn for_each_team(study: &Study) -> Plot {
    let plot = plot("each", "What each team gets done", Axis::new("Changes of a team", Unit::AMonth))
        .saying("The same throughput over the number of teams.");
    each(study, plot, |at| {
        let teams = at.teams as f64;
        let share = |value: f64| value / teams;
        Some(Point {
            x: teams,
            y: share(at.throughput.value),
            low: share(at.throughput.low),
            high: share(at.throughput.high),
            ..Point::default()
        })
    })
}

/// What was counted beside the law with the two figures read off.
fn law(study: &Study) -> Plot {
    let counted = study.drawn().iter().map(|at| Point::estimated(at.teams as f64, at.throughput)).collect();
    let plot = plot("law", "Counted, and by the law of scalability", Axis::new("Changes", Unit::AMonth))
        .saying("The law continues contention and coherency as they are with the teams of today; the other curve counts them for each number of teams.")
        .with("Counted", counted);
    let Some(law) = Law::of(study.drawn(), study.now, study.field.merge_days) else { return plot };
    let by_law = study.drawn().iter().map(|at| Point::at(at.teams as f64, law.throughput(at.teams as f64)));
    plot.with("By the law", by_law.collect())
}

fn pain(study: &Study) -> Plot {
    let plot = plot("pain", "Merges that collide", Axis::new("Conflicts for each change", Unit::Number))
        .saying("By code base, from how many changes land in it while a branch lives.");
    each(study, plot, |at| Some(Point::at(at.teams as f64, at.pain)))
}

fn pairs(study: &Study) -> Plot {
    let required = study.drawn().iter().zip(&study.pairs).map(|(at, pairs)| Point::at(at.teams as f64, *pairs as f64));
    let all = study.drawn().iter().map(|at| Point::at(at.teams as f64, channels::channels(at.teams as u64) as f64));
    plot("pairs", "Pairs of teams", Axis::new("Pairs", Unit::Count))
        .saying("Those whose contexts depend on each other or are shared have to coordinate; the others could talk and need not.")
        .with("Have to coordinate", required.collect())
        .with("All", all.collect())
}

fn lead(study: &Study) -> Plot {
    let plot = plot("lead", "How long a change takes", Axis::new("Working days", Unit::Days))
        .saying("Every team is as busy with the bare work as is assumed; what grows is what hand-offs cost, and the queues that follow.");
    each(study, plot, |at| at.lead.map(|lead| Point::at(at.teams as f64, lead)))
}
