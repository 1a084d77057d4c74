//! The pictures and tables that both answers of extraction share.

use super::assumptions::sentence;
use super::drawn::quantile;
use super::ground::Ground;
use super::pert::{Sum, TENTH};
use super::plumbing::{JOINTS, Plumbing};
use super::work::{Item, sum};
use crate::simulation::plot::{Axis, Plot, PlotKind, Point};
use crate::simulation::report::{Better, Cell, Quantity, Table};
use crate::simulation::{Estimate, Unit};

/// Where the sum of estimates is from.
const PERT: &str =
    "PERT: Malcolm, Roseboom, Clark and Fazar, Operations Research 7(5), 1959; costs of joints are ours.";
/// Standard deviations on either side of a middle that holds 95 %.
const MOST: f64 = 1.959_963_984_540_054;
/// How many points a distribution function is drawn with.
const POINTS: usize = 40;

/// A sum as an estimate: its mean, and where 95 % of outcomes lie.
pub(crate) fn spread(sum: &Sum) -> Estimate {
    Estimate { value: sum.mean, low: sum.at(-MOST).min(sum.mean), high: sum.at(MOST).max(sum.mean) }
}

/// What is known of an effort: by formula, or drawn.
#[derive(Clone, Debug)]
pub(crate) enum Effort {
    Computed(Sum),
    Drawn { totals: Vec<f64>, sorted: Vec<f64> },
}

impl Effort {
    /// The effort below which it stays with this probability, and how many standard deviations that is.
    fn at(&self, share: f64, deviations: f64) -> f64 {
        match self {
            Self::Computed(sum) => sum.at(deviations),
            Self::Drawn { sorted, .. } => quantile(sorted, share),
        }
    }

    /// The mean with where 95 % of outcomes lie.
    pub(crate) fn estimate(&self) -> Estimate {
        match self {
            Self::Computed(sum) => spread(sum),
            Self::Drawn { totals, sorted } => {
                let value = Estimate::mean_of(totals).value;
                Estimate { value, low: quantile(sorted, 0.025).min(value), high: quantile(sorted, 0.975).max(value) }
            }
        }
    }

    /// The effort at P10, P50 and P90.
    pub(crate) fn percentiles(&self) -> [f64; 3] {
        [self.at(0.1, -TENTH), self.at(0.5, 0.0), self.at(0.9, TENTH)]
    }

    /// The expected effort and its percentiles as figures.
    pub(crate) fn quantities(&self, why: &str, rests_on: &[String]) -> Vec<Quantity> {
        let keys: Vec<&str> = rests_on.iter().map(String::as_str).collect();
        let how = match self {
            Self::Computed(_) => "by the normal approximation: means and variances add",
            Self::Drawn { .. } => "drawn: each piece from its PERT distribution",
        };
        let mut mean = Quantity::new("effort", "Effort", Unit::PersonDays, self.estimate());
        if let Self::Drawn { totals, .. } = self {
            mean.draws.clone_from(totals);
        }
        let mut all = vec![mean.better(Better::Less).because(format!("{why}; {how}"), PERT, &keys)];
        let names = [("effort_p10", "P10"), ("effort_p50", "P50"), ("effort_p90", "P90")];
        for ((key, name), days) in names.into_iter().zip(self.percentiles()) {
            let share = &name[1..];
            let why = format!("With a probability of {share} % it takes no more than this; {how}");
            let quantity = Quantity::exact(key, &format!("Effort, {name}"), Unit::PersonDays, days);
            all.push(quantity.better(Better::Less).because(why, PERT, &keys));
        }
        all
    }

    /// The distribution of the effort.
    pub(crate) fn plot(&self) -> Plot {
        let [low, middle, high] = self.percentiles();
        let points = match self {
            Self::Computed(sum) => computed(sum),
            Self::Drawn { sorted, .. } => (0..=POINTS)
                .map(|step| step as f64 / POINTS as f64)
                .map(|share| Point::at(quantile(sorted, share), share))
                .collect(),
        };
        let days = |days: f64| Unit::PersonDays.spell(days);
        let says = format!(
            "One time in ten it takes less than {}, one time in two less than {}, one time in ten more than {}.",
            days(low),
            days(middle),
            days(high)
        );
        let [x, y] =
            [Axis::new("Effort", Unit::PersonDays), Axis::new("Probability that it takes no more", Unit::Share)];
        Plot::new("effort", "How long it may take", PlotKind::Steps, x, y).saying(says).with("Effort", points)
    }
}

/// The distribution function of the normal approximation, within what the sum can be.
fn computed(sum: &Sum) -> Vec<Point> {
    let share = |deviations: f64| 0.5 * libm::erfc(-deviations / std::f64::consts::SQRT_2);
    let at = |step: usize| 6.0 * step as f64 / POINTS as f64 - 3.0;
    let mut points: Vec<Point> = (0..=POINTS).map(|step| Point::at(sum.at(at(step)), share(at(step)))).collect();
    points.dedup_by(|next, kept| next.x <= kept.x && next.y <= kept.y);
    points
}

/// The plumbing table: what is there, what it becomes, how often, and what it takes.
pub(crate) fn plumbing(items: &[Item], is_together: bool) -> (Table, Plot) {
    let columns = [
        ("Inside the process", Unit::Word),
        ("Becomes", Unit::Word),
        ("Phase", Unit::Word),
        ("How many", Unit::Count),
        ("Effort", Unit::PersonDays),
    ];
    let mut table = Table::new("plumbing", "The plumbing: what is there and what it becomes", &columns);
    let mut bars = Vec::new();
    for joint in &JOINTS {
        let of_sort = items.iter().filter(|item| item.plumbing == joint.plumbing);
        let count = of_sort.clone().count();
        if count == 0 {
            continue;
        }
        let days = spread(&sum(of_sort, is_together));
        let phase = match joint.phase {
            super::plumbing::Phase::Modularise => "1 modularise",
            super::plumbing::Phase::Extract => "2 extract",
        };
        let cells: Vec<Cell> =
            vec![sentence(joint.inside).into(), joint.outside.into(), phase.into(), count.into(), days.into()];
        table.push(None, cells);
        bars.push(Point::estimated_bar(format!("{} ({count})", sentence(joint.inside)), days));
    }
    let most = bars.iter().max_by(|one, other| one.y.total_cmp(&other.y));
    let says = most.map(|bar| format!("Most goes into: {}.", bar.label)).unwrap_or_default();
    let [x, y] = [Axis::new("Work", Unit::Word), Axis::new("Effort", Unit::PersonDays)];
    let plot = Plot::new("plumbing", "Where the effort goes", PlotKind::Bars, x, y).saying(says);
    (table, plot.with("Effort", bars))
}

/// Every piece of work, and of these the seams that are missing.
pub(crate) fn pieces(items: &[Item]) -> [Table; 2] {
    let columns =
        [("Work", Unit::Word), ("What", Unit::Word), ("Likely", Unit::PersonDays), ("Least to most", Unit::Word)];
    let mut all = Table::new("items", "Every piece of work", &columns);
    let columns = [("Seam to introduce", Unit::Word), ("Likely", Unit::PersonDays)];
    let mut seams = Table::new("seams", "Interfaces, contracts and messages that are missing", &columns);
    for item in items {
        let range = format!("{:.1} to {:.1}", item.days.least, item.days.most);
        let work = sentence(item.plumbing.joint().inside);
        all.push(
            Some(item.element),
            vec![work.into(), item.words.clone().into(), item.days.likely.into(), range.into()],
        );
        if item.plumbing == Plumbing::Seam {
            seams.push(Some(item.element), vec![sentence(&item.words).into(), item.days.likely.into()]);
        }
    }
    [all, seams]
}

/// What the figures do not say, wherever they are shown.
pub(crate) fn caveats(ground: &Ground<'_>, members: &[usize]) -> Vec<String> {
    let all = members.len();
    let mut caveats = vec![
        "That 90 % of the code stays the same does not mean that an extraction costs 10 %: what is not changed is understood, integrated and tested again all the same (COCOMO II). No study supports the short cut.".to_owned(),
        "What a joint, a platform or an hour of outage costs is published nowhere: these are assumptions, to be set to what was seen here.".to_owned(),
        "COCOMO II was calibrated on new systems and on reuse, not on extractions: take its figures for the order of magnitude.".to_owned(),
    ];
    let unsaid =
        |said: fn(&super::facts::Facts) -> bool| members.iter().filter(|it| !said(&ground.facts[**it])).count();
    let mut missing = |count: usize, what: &str| {
        if count > 0 {
            caveats.push(format!("{count} of {all} contexts do not say {what}: assumptions stand in for it."));
        }
    };
    missing(unsaid(|facts| facts.lines_said), "how much code they have");
    missing(unsaid(|facts| facts.changes_said), "how many changes a month they see");
    missing(unsaid(|facts| facts.outages_said), "how often they fail");
    if ground.is_unplaced {
        caveats.push("No deployable is drawn: everything that is not outside is taken to ship as one.".to_owned());
    }
    let several = ground
        .landscape
        .contexts
        .keys()
        .filter(|id| ground.landscape.deployables.values().filter(|it| it.contexts.contains(id)).count() > 1);
    let several = several.count();
    if several > 0 {
        caveats.push(format!("{several} contexts ship in several deployables: only the first of them counts."));
    }
    caveats
}

/// The keys of the parameters that an effort rests on.
pub(crate) fn rests_on(items: &[Item], ground: &Ground<'_>, members: &[usize]) -> Vec<String> {
    let names = [
        "infrastructure_share",
        "infrastructure_changed",
        "entangled_changed",
        "assumed_blocks",
        "understanding",
        "unfamiliarity",
        "assessment",
        "integration_modular",
        "integration_tiered",
        "tiered_design",
        "productivity",
        "scale_factors",
        "optimistic",
        "pessimistic",
        "days_a_month",
        "platform_learning",
    ];
    let mut keys: Vec<String> = names.map(super::assumptions::key).to_vec();
    if members.iter().any(|member| !ground.facts[*member].lines_said) {
        keys.extend(["lines_of_aggregate", "lines_of_context"].map(super::assumptions::key));
    }
    for joint in JOINTS.iter().filter(|joint| joint.days.is_some()) {
        if items.iter().any(|item| item.plumbing == joint.plumbing) {
            keys.push(format!("extraction.{}.days", joint.key));
        }
    }
    keys
}
