//! The pictures: where the time goes, how lead times spread, and what branches, batches and ways back do.

use super::factory::Path;
use super::flows::Flows;
use super::item::Cause;
use super::outlet::outlet;
use super::reading::Reading;
use super::report::estimate;
use super::run::{BATCHES, Kept, SHARES, Trial, Variant, in_batches};
use super::tables::economics;
use super::tally::quantile;
use crate::model::Landscape;
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::{Estimate, Unit};

/// Where the time goes.
pub(super) fn waterfall(causes: [Estimate; Cause::ALL.len()]) -> Plot {
    let mut points: Vec<Point> = Cause::ALL
        .into_iter()
        .zip(causes)
        .map(|(cause, days)| Point::estimated_bar(cause.name(), shown(days)))
        .collect();
    points.push(Point::bar("lead time", causes.iter().map(|days| days.value).sum()));
    let (x, y) = (Axis::new("Cause", Unit::Word), Axis::new("Days of a change", Unit::Days));
    Plot::new("waterfall", "Where the time goes", PlotKind::Waterfall, x, y)
        .saying("The mean lead time of a change by what it goes into; together they are the whole.")
        .with("days", points)
}

/// What a picture can show: of a single replication there is no interval, and a whisker without end is none.
fn shown(estimate: Estimate) -> Estimate {
    if estimate.high.is_finite() { estimate } else { Estimate::exact(estimate.value) }
}

/// How lead times spread.
pub(super) fn distribution(kept: &[Kept]) -> Plot {
    let point = |place: usize| {
        let days = estimate(&kept.iter().map(|it| it.shares[place]).collect::<Vec<f64>>());
        Point::at(days.value, (place + 1) as f64 / SHARES as f64)
    };
    let (x, y) = (Axis::new("Lead time", Unit::Days), Axis::new("Changes that take no longer", Unit::Share));
    Plot::new("distribution", "How lead times spread", PlotKind::Steps, x, y)
        .saying("The share of changes that are in production after so many days.")
        .with("changes", (0..SHARES).map(point).collect())
}

/// What does not depend on whether anything was drawn.
pub(super) fn curves(landscape: &Landscape, reading: &Reading, flows: &Flows, trials: &[Trial]) -> Vec<Plot> {
    let mut plots = vec![teams(landscape, reading, flows)];
    plots.extend(merging(reading, flows, trials));
    plots.extend(batches(reading, flows, trials));
    plots.extend(paths(trials));
    plots
}

fn teams(landscape: &Landscape, reading: &Reading, flows: &Flows) -> Plot {
    let bars = reading.teams.iter().zip(&flows.teams).filter(|(_, load)| load.a_day > 0.0);
    let bars = bars.map(|(team, load)| Point::bar(landscape.name((*team).into()), load.utilisation));
    let (x, y) = (Axis::new("Team", Unit::Word), Axis::new("Of its people's time", Unit::Share));
    Plot::new("teams", "How busy the teams are", PlotKind::Bars, x, y)
        .saying("The share of each team's time that is asked for. From 100 % on its queue grows without end.")
        .with("asked for", bars.collect())
}

/// The value of a figure at each point of a curve that was drawn already.
fn along(trials: &[Trial], at: impl Fn(Variant) -> Option<f64>, of: impl Fn(&Kept) -> f64) -> Vec<Point> {
    let point = |trial: &Trial| {
        let x = at(trial.variant)?;
        let values: Vec<f64> = trial.kept.iter().map(&of).collect();
        let known = estimate(&values);
        known.value.is_finite().then(|| Point::estimated(x, shown(known)))
    };
    trials.iter().filter_map(point).collect()
}

fn with_drawn(plot: Plot, points: Vec<Point>) -> Plot {
    with_points(plot, "drawn", points)
}

/// The picture with one more series, if there is anything in it.
fn with_points(plot: Plot, name: &str, points: Vec<Point>) -> Plot {
    if points.is_empty() { plot } else { plot.with(name, points) }
}

/// Merge pain over the age of branches: how often, and how long it takes.
fn merging(reading: &Reading, flows: &Flows, trials: &[Trial]) -> [Plot; 2] {
    let age = |variant| match variant {
        Variant::Age(days) => Some(days),
        _ => None,
    };
    let conflicts = super::figures::SPECS.iter().position(|spec| spec.key == "conflict_rate").unwrap_or_default();
    let ages = (0..=40).map(f64::from);
    let found: Vec<(f64, (f64, f64))> =
        ages.map(|days| (days, super::exposure::conflicts_at(&reading.model, flows, days))).collect();
    let formula = found.iter().map(|(days, (share, _))| Point::at(*days, *share)).collect();
    let x = || Axis::new("Age of a branch when it is merged", Unit::Days);
    let often = Plot::new("merging", "Merges that conflict", PlotKind::Curve, x(), Axis::new("Merges", Unit::Share))
        .saying(
            "The longer a branch lives, the more merges of others it meets: 1 − e^(−λqT). No study gives this curve; \
             its form is our model.",
        )
        .with("by formula", formula);
    let formula = found.iter().map(|(days, (_, taken))| Point::at(*days, *taken)).collect();
    let y = Axis::new("Days of a change", Unit::Days);
    let long = Plot::new("merge_days", "Days that conflicts take", PlotKind::Curve, x(), y)
        .saying("What conflicts add to the lead time of an average change; waiting on the branch comes on top.")
        .with("by formula", formula);
    let drawn = along(trials, age, |it| it.spent[Cause::Merge as usize]);
    [with_drawn(often, along(trials, age, |it| it.values[conflicts])), with_drawn(long, drawn)]
}

/// The U-curve of the busiest dock, and what batches do to lead time.
fn batches(reading: &Reading, now: &Flows, trials: &[Trial]) -> Vec<Plot> {
    let size = |variant| match variant {
        Variant::Batch(batch) => Some(f64::from(batch)),
        _ => None,
    };
    let busiest = now.outlets.iter().enumerate().max_by(|one, other| one.1.a_day.total_cmp(&other.1.a_day));
    let Some((dock, _)) = busiest.filter(|(_, outlet)| outlet.a_day > 0.0) else { return Vec::new() };
    let economics = economics(reading, now, dock);
    let x = || Axis::new("Changes in a release", Unit::Count);
    let y = Axis::new("Person-days a week", Unit::PersonDays);
    let total: Vec<Point> = (1..=50).map(|size| Point::at(f64::from(size), economics.cost(f64::from(size)))).collect();
    let held = (1..=50).map(|size| Point::at(f64::from(size), economics.holding * f64::from(size) / 2.0)).collect();
    let title = format!("What a batch costs: {}", reading.docks.get(dock).map_or("", String::as_str));
    let cost = Plot::new("batch", &title, PlotKind::Curve, x(), y)
        .saying(format!(
            "Small releases cost releasing, large ones cost waiting: K·D ÷ Q + h·Q ÷ 2 is least at {:.1} changes; twice \
             off costs a quarter more.",
            economics.best_size()
        ))
        .with("releasing and waiting", total)
        .with("waiting alone", held);
    let model = in_batches(&reading.model, 1);
    let failing = |outlet: &super::outlet::Outlet| {
        let one = 1.0 - libm::pow(1.0 - outlet.fails, 1.0 / outlet.batch.max(1.0));
        (outlet.a_day, one)
    };
    let lead = |batch: u32| {
        let mut waits = (0.0, 0.0);
        for (dock, (a_day, fails)) in model.docks.iter().zip(now.outlets.iter().map(failing)) {
            if a_day > 0.0 {
                let of = super::factory::Dock { batch, ..dock.clone() };
                waits = (waits.0 + a_day * outlet(&of, a_day, fails).wait, waits.1 + a_day);
            }
        }
        now.lead.mean - now.spent[Cause::Batch as usize] + waits.0 / waits.1.max(f64::MIN_POSITIVE)
    };
    let points = BATCHES.iter().map(|batch| Point::at(f64::from(*batch), lead(*batch)));
    let points = points.filter(|point| point.y.is_finite()).collect();
    let y = Axis::new("Mean lead time", Unit::Days);
    let long = Plot::new("batch_lead", "Lead time over the size of releases", PlotKind::Curve, x(), y)
        .saying("If every unit were released whenever so many changes are ready, without a calendar.");
    // Where a team gets more than it can do, the formula has no lead time.
    let long = with_points(long, "by formula", points);
    let drawn = along(trials, size, |it| it.values[super::figures::LEAD]);
    let long = with_drawn(long, drawn);
    if long.series.is_empty() { vec![cost] } else { vec![cost, long] }
}

/// Time to restore by each way, side by side: how long for half, and how it spreads.
fn paths(trials: &[Trial]) -> Vec<Plot> {
    let of = |path: Path| trials.iter().find(|trial| trial.variant == Variant::Path(path));
    let all = |kept: &Kept| kept.restores.iter().flatten().map(|days| 24.0 * days).collect::<Vec<f64>>();
    let drawn: Vec<(Path, &Trial)> = Path::ALL
        .into_iter()
        .filter_map(|path| Some((path, of(path)?)))
        .filter(|(_, it)| !it.kept.is_empty())
        .collect();
    if drawn.is_empty() {
        return Vec::new();
    }
    let bar = |(path, trial): &(Path, &Trial)| {
        let medians: Vec<f64> = trial.kept.iter().map(|kept| quantile(&mut all(kept), 0.5)).collect();
        Point::estimated_bar(path.name(), shown(estimate(&medians)))
    };
    let (x, y) = (Axis::new("Way back", Unit::Word), Axis::new("Half are over within", Unit::Hours));
    let medians = Plot::new("restore", "Time to restore by way back", PlotKind::Bars, x, y)
        .saying(
            "If every team went this way. A quick way out is not always there, and a toggle only where one is drawn or \
             the trunk has them: the rest waits for a repair.",
        )
        .with("hours", drawn.iter().map(bar).filter(|bar| bar.y.is_finite()).collect());
    let (x, y) = (Axis::new("Time to restore", Unit::Hours), Axis::new("Failures that are over", Unit::Share));
    let mut spread = Plot::new("restores", "How times to restore spread", PlotKind::Steps, x, y)
        .saying("The share of failures that are over after so many hours, for each way back.");
    for (path, trial) in &drawn {
        let mut hours: Vec<f64> = trial.kept.iter().flat_map(all).collect();
        let points = (1..=SHARES).map(|place| place as f64 / SHARES as f64);
        let points = points.map(|share| Point::at(quantile(&mut hours, share), share)).filter(|it| it.x.is_finite());
        spread = spread.with(path.name(), points.collect());
    }
    vec![medians, spread]
}
