//! What changes at run time once a context ships alone: who goes down with whom, and how often a request goes over the
//! network. A small closed form: independent faults, availabilities multiplied over what is needed.

use super::assumptions::Assumptions;
use super::ground::{Ground, MINUTES_A_YEAR};
use crate::simulation::Unit;
use crate::simulation::report::{Better, Quantity};

/// Minutes a year and milliseconds a request, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Running {
    /// Minutes a year without the context, before and after.
    pub own: [f64; 2],
    /// Minutes a year without one of those that stay, on average, before and after.
    pub rest: [f64; 2],
    /// Milliseconds that a request to the context takes longer.
    pub own_latency: f64,
    /// Milliseconds that a request to the one of those that stay takes longer that calls the context most.
    pub rest_latency: f64,
}

impl Running {
    /// What changes when this context leaves its site.
    pub(crate) fn of(ground: &Ground<'_>, context: usize, assumptions: &Assumptions) -> Self {
        let Some(site) = ground.site_of[context] else { return Self::default() };
        let members = ground.sites[site].members.iter().copied();
        let rest: Vec<usize> = members.filter(|it| *it != context).collect();
        let up = |members: &[usize]| members.iter().map(|it| ground.facts[*it].availability()).product::<f64>();
        let [alone, others] = [up(&[context]), up(&rest)];
        let network = 1.0 - (assumptions.value("network_minutes") / MINUTES_A_YEAR).clamp(0.0, 1.0);
        let [by_own, by_rest] = [ground.needing(&[context]), ground.needing(&rest)];
        let minutes = |availability: f64| MINUTES_A_YEAR * (1.0 - availability);
        let together = minutes(alone * others);
        let own = if by_rest[context] { alone * others * network } else { alone };
        let of_rest = |member: &usize| if by_own[*member] { alone * others * network } else { others };
        let after: f64 = rest.iter().map(|member| minutes(of_rest(member))).sum();
        let [own_latency, rest_latency] = latency(ground, context, assumptions.value("round_trip"));
        Self {
            own: [together, minutes(own)],
            rest: [together, after / rest.len().max(1) as f64],
            own_latency,
            rest_latency,
        }
    }
}

/// Calls inside the process that become round trips: those that the context makes for one request to it, and those that
/// one of the others makes to it at most.
fn latency(ground: &Ground<'_>, context: usize, round_trip: f64) -> [f64; 2] {
    let calls = || ground.boundary(context).filter(|tie| tie.is_call);
    let own: f64 = calls().filter(|tie| tie.downstream == context).fold(0.0, |sum, tie| sum + tie.calls);
    let mut most = 0.0_f64;
    for tie in calls().filter(|tie| tie.upstream == context) {
        let of_caller = calls().filter(|it| it.downstream == tie.downstream && it.upstream == context);
        most = most.max(of_caller.map(|it| it.calls).sum());
    }
    [own * round_trip, most * round_trip]
}

impl Running {
    /// What changes at run time, as figures.
    pub(crate) fn quantities(&self) -> Vec<Quantity> {
        let Self { own, rest, own_latency, rest_latency } = *self;
        let keys = ["extraction.outages", "extraction.restore_minutes", "extraction.network_minutes"];
        let source = "Product of availabilities over what is needed; faults are taken as independent.";
        let minutes = |key: &str, name: &str, [before, after]: [f64; 2]| {
            let why = format!("{before:.0} minutes a year together, {after:.0} apart");
            Quantity::exact(key, name, Unit::MinutesAYear, after - before)
                .better(Better::Less)
                .because(why, source, &keys)
        };
        let latency = |key: &str, name: &str, value: f64| {
            let why = "calls per request that leave the process · one round trip";
            let quantity = Quantity::exact(key, name, Unit::Milliseconds, value).better(Better::Less);
            quantity.because(why, "Order of a round trip in one data centre.", &["extraction.round_trip"])
        };
        vec![
            minutes("minutes_own", "Change of its minutes away", own),
            minutes("minutes_rest", "Change of the others' minutes away, on average", rest),
            latency("latency_own", "A request to it takes longer by", own_latency),
            latency("latency_rest", "A request to who calls it most takes longer by", rest_latency),
        ]
    }
}
