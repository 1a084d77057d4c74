//! What a landscape in one shape costs a month, and what it is like: each figure from the landscape.

use super::shapes::Shape;
use crate::measure::feedback::good_order;
use crate::random::Random;
use crate::simulation::extraction::assumptions::Assumptions;
use crate::simulation::extraction::ground::{Ground, MINUTES_A_YEAR};
use crate::simulation::extraction::pert::Sum;
use crate::simulation::extraction::teams::{cadence, collision_chance, collisions, talks, teams_of};
use crate::simulation::extraction::worth::priced;

/// So many footprints are drawn for all contexts together.
const FOOTPRINTS: usize = 20_000;
/// The least and the most footprints of one context.
const OF_EACH: [usize; 2] = [16, 256];
/// So many contexts before users are looked at one by one.
const FACING_MAX: usize = 100;
/// More visits for one request say that nobody counted.
const VISITS_MAX: f64 = 1e9;

/// What a month costs, by what: the price's parameter and what it is called.
pub(crate) const COSTS: [(&str, &str); 9] = [
    ("collision_days", "Collisions of changes"),
    ("coordination_days", "Talks before releases"),
    ("crossing_days", "Changes through several releases"),
    ("strategy.touch_days", "Contexts that change with others"),
    ("outage_hour_days", "Hours away"),
    ("instance_days", "Instances"),
    ("service_days", "Processes to run"),
    ("strategy.saga_days", "Transactions that are cut"),
    ("discipline_share", "Keeping boundaries"),
];

/// What a landscape in one shape is like.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    pub(crate) shape: Shape,
    /// Quantities a month, in the order of [`COSTS`].
    pub(crate) quantities: [f64; 9],
    /// Person-days to get there, once.
    pub(crate) effort: Sum,
    /// The share of changes that one team releases alone.
    pub(crate) independence: f64,
    /// The likelihood that a change in each context touches another process.
    pub(crate) crossing: Vec<f64>,
    /// Teams in a process, on average over changes.
    pub(crate) teams: f64,
    /// Days until the next release of what was changed, on average over changes.
    pub(crate) wait: f64,
    /// Minutes a year without a context that users stand before, on average.
    pub(crate) minutes: f64,
    /// Milliseconds that a request of a user is under way between processes, on average.
    pub(crate) latency: f64,
}

/// What is the same in every shape.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Pairs of contexts that one transaction changes, in the drawn landscape.
    pub(crate) transactions: Vec<(usize, usize)>,
    /// How many instances of everything run today.
    pub(crate) instances: f64,
    /// Where chance begins.
    pub(crate) seed: u64,
}

impl Ledger {
    /// The ledger of ground in this shape; `effort` leads here.
    pub(crate) fn of(shape: Shape, ground: &Ground<'_>, given: &Given, effort: Sum, assumptions: &Assumptions) -> Self {
        let touched = Touched::of(ground, given.seed);
        let facing = facing(ground);
        let calls = Calls::of(ground);
        let away = minutes_away(ground, assumptions);
        let inside = || (0..ground.facts.len()).filter(|it| ground.site_of[*it].is_some());
        let changes: f64 = inside().map(|it| ground.facts[it].changes).sum();
        let weighed = |of: &dyn Fn(usize) -> f64| {
            let sum: f64 = inside().map(|it| ground.facts[it].changes * of(it)).sum();
            if changes > 0.0 { sum / changes } else { 0.0 }
        };
        let mut ledger = Self {
            shape,
            quantities: [0.0; 9],
            effort,
            independence: weighed(&|it| touched.alone[it]),
            teams: weighed(&|it| {
                ground.site_of[it].map_or(0, |site| teams_of(ground, &ground.sites[site].members).len()) as f64
            }),
            wait: weighed(&|it| {
                ground.site_of[it].map_or(0.0, |site| cadence(ground, &ground.sites[site].members)) / 2.0
            }),
            minutes: mean(facing.iter().map(|it| away[*it])),
            latency: assumptions.value("round_trip")
                * mean(facing.iter().take(FACING_MAX).map(|it| calls.trips(ground, *it))),
            crossing: touched.crossing,
        };
        let hours: f64 = inside().map(|it| ground.facts[it].weight * away[it] / 60.0 / 12.0).sum();
        let cut = given.transactions.iter().filter(|(one, other)| !ground.is_together(*one, *other)).count();
        let kept = if shape == Shape::Monolith { 0.0 } else { changes * assumptions.value("days_a_change") };
        let kept = if shape == Shape::Drawn { kept_as_drawn(ground, assumptions) } else { kept };
        let sites = || ground.sites.iter().filter(|site| !site.members.is_empty());
        ledger.quantities = [
            sites().map(|site| collisions(ground, &site.members, collision_chance(site, assumptions))).sum(),
            sites().map(|site| talks(ground, &site.members)).sum(),
            inside().map(|it| ground.facts[it].changes * ledger.crossing[it]).sum(),
            inside().map(|it| ground.facts[it].changes * touched.others[it]).sum(),
            hours,
            instances(ground, given.instances, assumptions),
            sites().count() as f64,
            cut as f64,
            kept,
        ];
        ledger
    }

    /// The same with so many times as many changes, and with the teams, of this ground.
    pub(crate) fn with_changes(&self, ground: &Ground<'_>, times: f64, assumptions: &Assumptions) -> Self {
        let mut ledger = self.clone();
        let sites = || ground.sites.iter().filter(|site| !site.members.is_empty());
        ledger.quantities[0] =
            sites().map(|site| collisions(ground, &site.members, collision_chance(site, assumptions))).sum();
        ledger.quantities[1] = sites().map(|site| talks(ground, &site.members)).sum();
        for linear in [2, 3, 8] {
            ledger.quantities[linear] = self.quantities[linear] * times;
        }
        ledger
    }

    /// Person-days a month, with the effort to get there spread over the months of the horizon.
    pub(crate) fn total(&self, assumptions: &Assumptions) -> Sum {
        let costs = COSTS.iter().zip(self.quantities).map(|((price, _), quantity)| (*price, quantity));
        let horizon = assumptions.value("horizon_months").max(1.0);
        priced(costs, assumptions).and(&scaled(&self.effort, 1.0 / horizon))
    }

    /// One cost a month.
    pub(crate) fn cost(&self, index: usize, assumptions: &Assumptions) -> Sum {
        priced(std::iter::once((COSTS[index].0, self.quantities[index])), assumptions)
    }

    /// What this costs a month less what the other does, with what both rest on varying together.
    pub(crate) fn less(&self, other: &Self, assumptions: &Assumptions) -> Sum {
        let pairs = self.quantities.iter().zip(other.quantities);
        let costs = COSTS.iter().zip(pairs).map(|((price, _), (one, other))| (*price, one - other));
        let horizon = assumptions.value("horizon_months").max(1.0);
        let [mine, theirs] = [scaled(&self.effort, 1.0 / horizon), scaled(&other.effort, 1.0 / horizon)];
        let effort = Sum {
            least: mine.least - theirs.most,
            mean: mine.mean - theirs.mean,
            variance: mine.variance + theirs.variance,
            most: mine.most - theirs.least,
        };
        priced(costs, assumptions).and(&effort)
    }
}

/// So many times a sum.
pub(crate) fn scaled(sum: &Sum, factor: f64) -> Sum {
    let Sum { least, mean, variance, most } = *sum;
    Sum { least: least * factor, mean: mean * factor, variance: variance * factor * factor, most: most * factor }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// Days of change in what is kept in modules or ships alone.
fn kept_as_drawn(ground: &Ground<'_>, assumptions: &Assumptions) -> f64 {
    let kept = ground.sites.iter().filter(|site| !site.is_tiered());
    let changes: f64 = kept.flat_map(|site| &site.members).map(|it| ground.facts[*it].changes).sum();
    changes * assumptions.value("days_a_change")
}

/// What changes touch in this shape, by context.
struct Touched {
    /// The likelihood that another process is touched.
    crossing: Vec<f64>,
    /// How many other contexts are touched on average.
    others: Vec<f64>,
    /// The likelihood that all that is touched is in one process of one team.
    alone: Vec<f64>,
}

impl Touched {
    /// From footprints: each context draws the same in every shape, so that shapes differ only by what differs in them.
    fn of(ground: &Ground<'_>, seed: u64) -> Self {
        let count = ground.facts.len();
        let trials = (FOOTPRINTS / count.max(1)).clamp(OF_EACH[0], OF_EACH[1]);
        let mut found = Self { crossing: vec![0.0; count], others: vec![0.0; count], alone: vec![0.0; count] };
        let mut touched = Vec::new();
        for context in (0..count).filter(|it| ground.site_of[*it].is_some()) {
            let site = ground.site_of[context];
            let is_one_team = site.is_some_and(|site| teams_of(ground, &ground.sites[site].members).len() <= 1);
            let random = Random::keyed(&[seed, ground.id(context).number()]);
            for trial in 0..trials {
                ground.footprints.draw(context, &random.branch(trial as u64), &mut touched);
                let inside = touched.iter().filter(|it| ground.site_of[**it].is_some());
                let is_crossing = inside.clone().any(|it| ground.site_of[*it] != site);
                found.crossing[context] += f64::from(u8::from(is_crossing));
                found.others[context] += inside.count() as f64 - 1.0;
                found.alone[context] += f64::from(u8::from(!is_crossing && is_one_team));
            }
            for figure in [&mut found.crossing, &mut found.others, &mut found.alone] {
                figure[context] /= trials as f64;
            }
        }
        found
    }
}

/// The contexts that users stand before; all that are not outside where none is said to be.
pub(crate) fn facing(ground: &Ground<'_>) -> Vec<usize> {
    let inside: Vec<usize> = (0..ground.facts.len()).filter(|it| ground.site_of[*it].is_some()).collect();
    let facing: Vec<usize> = inside.iter().copied().filter(|it| ground.facts[*it].is_facing_users).collect();
    if facing.is_empty() { inside } else { facing }
}

/// Minutes a year without each context: the product over every process that it needs, each once, and over the network
/// to those that are not its own.
fn minutes_away(ground: &Ground<'_>, assumptions: &Assumptions) -> Vec<f64> {
    let network = 1.0 - (assumptions.value("network_minutes") / MINUTES_A_YEAR).clamp(0.0, 1.0);
    let mut up = vec![1.0; ground.facts.len()];
    for (site, _) in ground.sites.iter().enumerate().filter(|(_, site)| !site.members.is_empty()) {
        let members = &ground.sites[site].members;
        let own: f64 = members.iter().map(|it| ground.facts[*it].availability()).product();
        for (context, _) in ground.needing(members).iter().enumerate().filter(|(_, needs)| **needs) {
            up[context] *= if ground.site_of[context] == Some(site) { own } else { own * network };
        }
    }
    up.iter().map(|up| MINUTES_A_YEAR * (1.0 - up)).collect()
}

/// Who calls whom, in an order in which few calls lead back.
struct Calls {
    order: Vec<usize>,
    place: Vec<usize>,
}

impl Calls {
    fn of(ground: &Ground<'_>) -> Self {
        let calls = ground.ties.iter().filter(|tie| tie.is_call);
        let arcs: Vec<(usize, usize)> = calls.map(|tie| (tie.downstream, tie.upstream)).collect();
        let order = good_order(ground.facts.len(), &arcs);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, node)| place[*node] = at);
        Self { order, place }
    }

    /// How often one request to a context goes over the network between processes; calls of calls multiply, but for
    /// those that lead back.
    fn trips(&self, ground: &Ground<'_>, from: usize) -> f64 {
        let mut visits = vec![0.0; self.order.len()];
        visits[from] = 1.0;
        let mut trips = 0.0;
        for node in self.order[self.place[from]..].iter().copied() {
            if visits[node] <= 0.0 {
                continue;
            }
            let out = ground.ties_of[node].iter().map(|index| &ground.ties[*index]);
            for tie in out.filter(|tie| tie.is_call && tie.downstream == node) {
                let number = (visits[node] * tie.calls).min(VISITS_MAX);
                if self.place[tie.upstream] > self.place[node] {
                    visits[tie.upstream] = (visits[tie.upstream] + number).min(VISITS_MAX);
                }
                let is_crossing = ground.site_of[tie.upstream].is_some() && !ground.is_together(node, tie.upstream);
                trips += if is_crossing { number } else { 0.0 };
            }
        }
        trips
    }
}

/// Full instances, as many as run today: what is there whatever the load follows how the landscape is cut, the rest the
/// load. A context that does not say its requests has those of the average one.
fn instances(ground: &Ground<'_>, all: f64, assumptions: &Assumptions) -> f64 {
    let said: Vec<f64> = ground.facts.iter().filter_map(|facts| facts.requests).collect();
    let average = if said.is_empty() { 1.0 } else { mean(said.iter().copied()) };
    let load = |member: &usize| ground.facts[*member].requests.unwrap_or(average);
    let inside = || ground.sites.iter().flat_map(|site| &site.members);
    let lines = |member: &usize| ground.facts[*member].lines;
    let [requests, size] = [inside().map(load).sum::<f64>(), inside().map(lines).sum::<f64>()];
    let least = assumptions.value("instances_least").min(all);
    let standing = ground.sites.iter().filter(|site| !site.members.is_empty()).map(|site| {
        let share = site.members.iter().map(load).sum::<f64>() / requests.max(f64::MIN_POSITIVE);
        let size = site.members.iter().map(lines).sum::<f64>() / size.max(f64::MIN_POSITIVE);
        (all * share).max(least) * size
    });
    let share = assumptions.value("standing_share");
    share * standing.sum::<f64>() + (1.0 - share) * all
}
