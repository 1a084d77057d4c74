//! What a context of its own would gain each month, and what it would cost to run: the three reasons to take one out,
//! each from this landscape's own figures.
//!
//! Every line is a quantity of the landscape times one price, so that the sum is linear in what is assumed.

use super::assumptions::Assumptions;
use super::ground::{Ground, MINUTES_A_YEAR, Site};
use super::pert::{Pert, Sum};
use super::teams::{collision_chance, collisions, talks, teams_of};
use crate::order;

/// Months in a year.
const MONTHS: f64 = 12.0;

/// Why one takes a context out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// It has another load than what it ships with.
    Scale,
    /// Several teams change what ships as one.
    Teams,
    /// A fault of one brings the others down.
    Faults,
    /// No reason but a cost: what another service takes to run.
    Running,
}

impl Reason {
    /// The three reasons, in order.
    pub(crate) const ALL: [Self; 3] = [Self::Scale, Self::Teams, Self::Faults];

    /// How a sentence speaks of it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Scale => "scale apart",
            Self::Teams => "teams colliding",
            Self::Faults => "fault isolation",
            Self::Running => "running it",
        }
    }
}

/// A quantity a month and the parameter that says what one of it is worth in person-days.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What it speaks for or against.
    pub reason: Reason,
    /// The price, by the key of its parameter.
    pub price: &'static str,
    /// How many a month; below 0 for what it costs.
    pub quantity: f64,
    /// How that comes about, with this landscape's figures.
    pub words: String,
}

/// Whether a reason is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Presence {
    /// It is.
    There,
    /// It is not, and why.
    Missing(String),
    /// The landscape does not say what one would have to know.
    Unsaid(String),
}

/// What a context of its own is worth a month.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Worth {
    /// Every line.
    pub lines: Vec<Line>,
    /// Each of the three reasons.
    pub reasons: [Presence; 3],
}

impl Worth {
    /// The worth of taking a context out of its site.
    pub(crate) fn of(ground: &Ground<'_>, context: usize, assumptions: &Assumptions) -> Self {
        let mut lines = Vec::new();
        let Some(site) = ground.site_of[context].map(|site| &ground.sites[site]) else {
            let outside = || Presence::Missing("it is outside of what is built here".to_owned());
            return Self { lines, reasons: [outside(), outside(), outside()] };
        };
        let reasons = [
            scale(ground, site, context, assumptions, &mut lines),
            teams(ground, site, context, assumptions, &mut lines),
            faults(ground, site, context, assumptions, &mut lines),
        ];
        running(ground, context, &mut lines);
        Self { lines, reasons }
    }

    /// Person-days a month, or those of one reason.
    pub(crate) fn days(&self, reason: Option<Reason>, assumptions: &Assumptions) -> Sum {
        let wanted = |line: &&Line| reason.is_none_or(|reason| line.reason == reason);
        priced(self.lines.iter().filter(wanted).map(|line| (line.price, line.quantity)), assumptions)
    }

    /// How many of the three reasons are there.
    pub(crate) fn present(&self) -> usize {
        self.reasons.iter().filter(|reason| **reason == Presence::There).count()
    }
}

/// A sum of quantities times prices: quantities of one price err together, prices each alone.
pub(crate) fn priced(quantities: impl Iterator<Item = (&'static str, f64)>, assumptions: &Assumptions) -> Sum {
    let mut by_price: crate::sorted_map::SortedMap<&'static str, f64> = crate::sorted_map::SortedMap::new();
    for (price, quantity) in quantities {
        *by_price.entry(price).or_default() += quantity;
    }
    let amounts = by_price.iter().map(|(price, quantity)| signed(&assumptions.pert(price), *quantity));
    amounts.fold(Sum::default(), |sum, amount| sum.and(&amount))
}

/// A price times a quantity that may be below 0.
fn signed(price: &Pert, quantity: f64) -> Sum {
    let [one, other] = [price.least * quantity, price.most * quantity];
    Sum {
        least: one.min(other),
        mean: price.mean() * quantity,
        variance: price.variance() * quantity * quantity,
        most: one.max(other),
    }
}

/// Instances that would not have to run: together every instance holds everything; apart each part follows its own
/// load. Of an instance the standing share is there whatever the load.
fn scale(
    ground: &Ground<'_>,
    site: &Site,
    context: usize,
    assumptions: &Assumptions,
    lines: &mut Vec<Line>,
) -> Presence {
    let of = |number: &usize| ground.facts[*number].requests;
    let others: Vec<f64> = site.members.iter().filter(|it| **it != context).filter_map(of).collect();
    let Some(own) = ground.facts[context].requests else {
        return Presence::Unsaid("how many requests a second it serves is not said".to_owned());
    };
    if others.is_empty() {
        return Presence::Unsaid("the requests a second of what ships with it are not said".to_owned());
    }
    let rest: f64 = others.iter().sum();
    let mean = rest / others.len() as f64;
    let ratio = if own > mean { own / mean } else { mean / own.max(1e-9) };
    let wanted = assumptions.value("scale_ratio");
    let saved = instances_saved(ground, site, context, own / (own + rest), assumptions);
    let busier = if own > mean { "busier" } else { "calmer" };
    let words = format!(
        "it serves {own} requests a second and the others {mean:.0} on average, {ratio:.1} times {busier}; apart {saved:.2} instances fewer"
    );
    lines.push(Line { reason: Reason::Scale, price: "instance_days", quantity: saved, words: words.clone() });
    match ratio >= wanted && saved > 0.0 {
        true => Presence::There,
        false if saved <= 0.0 => Presence::Missing(format!("apart it would take no fewer instances ({words})")),
        false => {
            Presence::Missing(format!("its load is like that of the others ({words}; {wanted:.0} times would count)"))
        }
    }
}

fn instances_saved(ground: &Ground<'_>, site: &Site, context: usize, load: f64, assumptions: &Assumptions) -> f64 {
    let together = site.instances.unwrap_or_else(|| assumptions.value("instances"));
    let least = assumptions.value("instances_least").min(together);
    let all: f64 = site.members.iter().map(|member| ground.facts[*member].lines).sum();
    let size = if all > 0.0 { ground.facts[context].lines / all } else { 0.5 };
    let apart = (together * load).max(least) * size + (together * (1.0 - load)).max(least) * (1.0 - size);
    assumptions.value("standing_share") * (together - apart)
}

/// Collisions of changes and talks before releases that would not happen.
fn teams(
    ground: &Ground<'_>,
    site: &Site,
    context: usize,
    assumptions: &Assumptions,
    lines: &mut Vec<Line>,
) -> Presence {
    let rest: Vec<usize> = site.members.iter().copied().filter(|it| *it != context).collect();
    let chance = collision_chance(site, assumptions);
    let collisions = collisions(ground, &site.members, chance) - collisions(ground, &rest, chance);
    let [all, left] = [&site.members, &rest].map(|members| teams_of(ground, members).len());
    let talks = talks(ground, &site.members) - talks(ground, &rest);
    let changes: f64 = site.members.iter().map(|it| ground.facts[*it].changes).sum();
    let words = format!(
        "{all} teams make {changes:.0} changes a month in what ships as one; {collisions:.2} collisions a month less, and {left} teams left"
    );
    lines.push(Line { reason: Reason::Teams, price: "collision_days", quantity: collisions, words: words.clone() });
    let told = format!("{talks:.1} talks between teams before releases less a month");
    lines.push(Line { reason: Reason::Teams, price: "coordination_days", quantity: talks, words: told });
    match (all, collisions + talks > 0.0) {
        (0, _) => Presence::Unsaid("whose it is and whose the others are is not said".to_owned()),
        (1, _) => Presence::Missing("one team owns all that ships together".to_owned()),
        (_, true) => Presence::There,
        (_, false) => Presence::Missing(format!("taking it out leaves the same teams together ({words})")),
    }
}

/// Hours a month in which contexts would stay up that now go down together, each weighed by how critical it is. What a
/// context needs it needs apart as well, and over a network that has faults of its own.
fn faults(
    ground: &Ground<'_>,
    site: &Site,
    context: usize,
    assumptions: &Assumptions,
    lines: &mut Vec<Line>,
) -> Presence {
    let rest: Vec<usize> = site.members.iter().copied().filter(|it| *it != context).collect();
    let up = |members: &[usize]| members.iter().map(|it| ground.facts[*it].availability()).product::<f64>();
    let [own, others] = [up(&[context]), up(&rest)];
    let network = 1.0 - (assumptions.value("network_minutes") / MINUTES_A_YEAR).clamp(0.0, 1.0);
    let [by_own, by_rest] = [ground.needing(&[context]), ground.needing(&rest)];
    let mut minutes = 0.0;
    for (number, facts) in ground.facts.iter().enumerate() {
        if !by_own[number] && !by_rest[number] {
            continue;
        }
        let here = if by_own[number] { own } else { 1.0 };
        let there = if by_rest[number] { others } else { 1.0 };
        let is_crossing = by_own[number] && by_rest[number];
        let after = here * there * if is_crossing { network } else { 1.0 };
        minutes += facts.weight * MINUTES_A_YEAR * (after - own * others);
    }
    let hours = minutes / 60.0;
    let words = format!(
        "it is away {:.0} minutes a year by its own fault, what ships with it {:.0}; apart {hours:.1} hours a year less, weighed by how critical they are",
        MINUTES_A_YEAR * (1.0 - own),
        MINUTES_A_YEAR * (1.0 - others)
    );
    lines.push(Line {
        reason: Reason::Faults,
        price: "outage_hour_days",
        quantity: hours / MONTHS,
        words: words.clone(),
    });
    let wanted = assumptions.value("fault_hours");
    match (hours >= wanted, site.members.iter().any(|it| ground.facts[*it].outages_said)) {
        (true, true) => Presence::There,
        (_, false) => Presence::Unsaid("how often anything fails is not said".to_owned()),
        (false, true) => {
            Presence::Missing(format!("its faults bring too little down ({words}; {wanted:.0} hours would count)"))
        }
    }
}

/// What a service of its own costs: to run it, and for changes that then go through two releases.
fn running(ground: &Ground<'_>, context: usize, lines: &mut Vec<Line>) {
    let (mut stays, mut inwards) = (1.0, 0.0);
    let mut others: Vec<usize> = ground.boundary(context).map(|tie| tie.other(context)).collect();
    order::sort_by_key(&mut others, |other| *other);
    others.dedup();
    for other in others {
        stays *= 1.0 - ground.spread(context, other);
        inwards += ground.facts[other].changes * ground.spread(other, context);
    }
    let crossing = ground.facts[context].changes * (1.0 - stays) + inwards;
    let words = "one more service to run".to_owned();
    lines.push(Line { reason: Reason::Running, price: "service_days", quantity: -1.0, words });
    let words = format!("{crossing:.2} changes a month that would touch both sides of the boundary");
    lines.push(Line { reason: Reason::Running, price: "crossing_days", quantity: -crossing, words });
}
