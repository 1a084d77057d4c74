//! One station: items come one by one or in batches, wait, and are served by one of several equal servers.

use crate::simulation::queueing::{amount, product, share};

/// Above so many servers the recursion for Erlang's formula gives way to its limit.
const RECURSION_MAX: u32 = 1_000_000;

/// A station of equal servers with one queue, first come first served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// How many items come in a unit of time: λ.
    pub arrivals: f64,
    /// How long a server works on an item on average: 1 ÷ μ.
    pub service: f64,
    /// How many servers there are: c.
    pub servers: u32,
}

/// What a station settles to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// The share of the servers' time that the work asks for: ρ = λ·E\[S\] ÷ c. At 1 and above the queue grows for ever.
    pub utilisation: f64,
    /// The share of items that wait at all; 1 where the queue grows for ever.
    pub delayed: f64,
    /// Mean time in the queue: Wq.
    pub waiting: f64,
    /// Mean time in queue and service: W.
    pub sojourn: f64,
    /// Mean number in the queue: Lq = λ·Wq (Little 1961).
    pub queue: f64,
    /// Mean number in queue and service: L = λ·W (Little 1961).
    pub present: f64,
}

impl Steady {
    /// What follows from load and waiting time, by Little's law (Little, *A Proof for the Queuing Formula L = λW*,
    /// Operations Research 9(3), 1961).
    fn of(station: &Station, delayed: f64, waiting: f64) -> Self {
        let (arrivals, utilisation) = (amount(station.arrivals), station.utilisation());
        let waiting = if utilisation < 1.0 { waiting } else { f64::INFINITY };
        let sojourn = waiting + amount(station.service);
        let delayed = if utilisation < 1.0 { share(delayed) } else { 1.0 };
        let (queue, present) = (product(arrivals, waiting), product(arrivals, sojourn));
        Self { utilisation, delayed, waiting, sojourn, queue, present }
    }

    /// True where the queue does not grow for ever.
    pub fn is_stable(&self) -> bool {
        self.utilisation < 1.0
    }
}

impl Station {
    /// A station with one server.
    pub fn single(arrivals: f64, service: f64) -> Self {
        Self { arrivals, service, servers: 1 }
    }

    /// The share of the servers' time that the work asks for: ρ = λ·E\[S\] ÷ c; without servers, endless for any work.
    pub fn utilisation(&self) -> f64 {
        match product(amount(self.arrivals), amount(self.service)) {
            0.0 => 0.0,
            work => work / f64::from(self.servers),
        }
    }

    /// M/M/c: items come independently of each other and service is exponential. Wq = C ÷ (cμ − λ) with Erlang's C
    /// (Erlang 1917; Hillier and Lieberman, *Introduction to Operations Research*, the chapter on queueing theory).
    pub fn exponential(&self) -> Steady {
        let delayed = erlang_c(self.servers, product(amount(self.arrivals), amount(self.service)));
        let spare = f64::from(self.servers) * (1.0 - self.utilisation());
        Steady::of(self, delayed, ratio(product(delayed, amount(self.service)), spare))
    }

    /// M/G/1 where there is one server: service of any distribution, of which only the squared coefficient of variation
    /// (variance ÷ mean²) matters: Wq = ρ ÷ (1 − ρ) · (1 + cs²) ÷ 2 · E\[S\] (Pollaczek 1930, Khinchine 1932). Several
    /// servers have no such formula: there it is [`Station::approximate`].
    pub fn general(&self, variation: f64) -> Steady {
        if self.servers != 1 {
            return self.approximate(1.0, variation);
        }
        let load = self.utilisation();
        let half = 0.5 * (1.0 + amount(variation));
        Steady::of(self, load, ratio(product(load * half, amount(self.service)), 1.0 - load))
    }

    /// G/G/c, an approximation: neither arrivals nor service need be exponential, and of each only the squared
    /// coefficient of variation counts: Wq ≈ ρ^(√(2(c+1)) − 1) ÷ (c(1 − ρ)) · (ca² + cs²) ÷ 2 · E\[S\] (Kingman 1961;
    /// Sakasegawa, *An approximation formula*, Ann. Inst. Statist. Math. 29, 1977). Exact for M/M/1 and M/G/1. The share
    /// that waits is Erlang's, as if both were exponential.
    pub fn approximate(&self, arrivals_variation: f64, service_variation: f64) -> Steady {
        let (load, servers) = (self.utilisation(), f64::from(self.servers));
        let crowding = libm::pow(load, (2.0 * (servers + 1.0)).sqrt() - 1.0);
        let half = 0.5 * (amount(arrivals_variation) + amount(service_variation));
        let delayed = erlang_c(self.servers, load * servers);
        Steady::of(self, delayed, ratio(product(crowding * half, amount(self.service)), servers * (1.0 - load)))
    }

    /// M^\[b\]/M/1: the same items, but always `size` of them come together, to one server. W = (b + 1) ÷ (2μ(1 − ρ)):
    /// at equal load the time in the station grows as half the batch (Burke 1975; Gross and Harris, *Fundamentals of
    /// Queueing Theory*). The share that waits is 1 − (1 − ρ) ÷ b: all but the first of a batch that finds nobody.
    pub fn in_batches(&self, size: u32) -> Steady {
        let station = Self { servers: 1, ..*self };
        let (load, size) = (station.utilisation(), f64::from(size.max(1)));
        // W less the service itself.
        let waiting = ratio(product(size - 1.0 + 2.0 * load, amount(self.service)), 2.0 * (1.0 - load));
        Steady::of(&station, 1.0 - (1.0 - load) / size, waiting)
    }

    /// The time within which this share of the items is through, in M/M/c. With one server the time in the station is
    /// exponential with the rate μ − λ, and the quantile −ln(1 − q) ÷ (μ − λ); with several, the tail
    /// e^(−μt)·(1 + C·(1 − e^(−μt(c − 1 − a))) ÷ (c − 1 − a)) is halved until it fits (Gross and Harris).
    pub fn sojourn_quantile(&self, share_of_items: f64) -> f64 {
        let (service, load, left) = (amount(self.service), self.utilisation(), 1.0 - share(share_of_items));
        if load >= 1.0 {
            return f64::INFINITY;
        }
        let alone = product(-libm::log(left), service);
        if self.servers <= 1 || alone == 0.0 || !alone.is_finite() {
            return alone / (1.0 - load);
        }
        let servers = f64::from(self.servers);
        let (work, delayed) = (load * servers, erlang_c(self.servers, load * servers));
        let slack = servers - 1.0 - work;
        let tail = |time: f64| {
            let grown = if slack.abs() < 1e-9 { time } else { -libm::expm1(-time * slack) / slack };
            libm::exp(-time) * (1.0 + delayed * grown)
        };
        // In units of the mean service: without queue at the least, and at the most as if both parts came one by one.
        let (mut low, mut high) = (0.0, -libm::log(left) * (1.0 + 1.0 / (servers * (1.0 - load))) + 1.0);
        while tail(high) > left {
            high *= 2.0;
        }
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if tail(middle) > left { low = middle } else { high = middle }
        }
        high * service
    }
}

/// The share of items that find all servers busy, for `work` = λ ÷ μ offered to so many servers: Erlang's C, by the
/// recursion of his B, which cannot overflow: B(0) = 1, B(k) = aB(k−1) ÷ (k + aB(k−1)), C = B ÷ (1 − ρ(1 − B)). Above
/// a million servers its limit takes over (Halfin and Whitt, *Heavy-Traffic Limits for Queues with Many Exponential
/// Servers*, Operations Research 29(3), 1981).
pub fn erlang_c(servers: u32, work: f64) -> f64 {
    let (work, count) = (amount(work), f64::from(servers));
    if work == 0.0 {
        return 0.0;
    }
    if work >= count {
        return 1.0;
    }
    let load = work / count;
    if servers > RECURSION_MAX {
        let beta = (1.0 - load) * count.sqrt();
        let density = libm::exp(-0.5 * beta * beta) / (2.0 * std::f64::consts::PI).sqrt();
        let below = 0.5 * libm::erfc(-beta / std::f64::consts::SQRT_2);
        return density / (density + beta * below);
    }
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = work * blocked / (f64::from(server) + work * blocked);
        if blocked == 0.0 {
            break;
        }
    }
    blocked / (1.0 - load * (1.0 - blocked))
}

/// One amount by another; without end where the other is 0 or below, unless there is nothing to divide.
fn ratio(one: f64, other: f64) -> f64 {
    if one == 0.0 {
        0.0
    } else if other > 0.0 {
        one / other
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_settles_is_a_value() {
        let settled = [
            Station::single(1.0, 1.0).exponential(),
            Station { arrivals: 3.0, service: 2.0, servers: 5 }.exponential(),
            Station::single(2.0, 1.0).general(0.0),
            Station::single(2.0, 1.0).approximate(1.0, 1.0),
            Station::single(1.0, 1.0).in_batches(4),
            Station { arrivals: 1.0, service: 1.0, servers: 0 }.exponential(),
            Station::single(f64::INFINITY, 1.0).exponential(),
        ];
        for steady in settled {
            assert!(!steady.is_stable(), "{steady:?}");
            assert_eq!((steady.delayed, steady.waiting, steady.present), (1.0, f64::INFINITY, f64::INFINITY));
        }
        assert_eq!(Station::single(1.0, 1.0).sojourn_quantile(0.5), f64::INFINITY);
    }

    #[test]
    fn nothing_is_ever_not_a_number() {
        let values = [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300, 1e300, 0.7];
        for (arrivals, service) in values.iter().flat_map(|one| values.iter().map(move |other| (*one, *other))) {
            for servers in [0, 1, 2, 1_000, u32::MAX] {
                let station = Station { arrivals, service, servers };
                let mut found = vec![station.exponential(), station.in_batches(servers)];
                found.extend(values.iter().map(|it| station.general(*it)));
                found.extend(values.iter().map(|it| station.approximate(*it, *it)));
                for it in found {
                    let all = [it.utilisation, it.delayed, it.waiting, it.sojourn, it.queue, it.present];
                    assert!(all.iter().all(|value| *value >= 0.0), "{station:?}: {it:?}");
                }
                for quantile in [0.0, 0.5, 1.0, f64::NAN] {
                    assert!(station.sojourn_quantile(quantile) >= 0.0, "{station:?} {quantile}");
                }
            }
        }
    }

    #[test]
    fn an_idle_station_only_serves() {
        let idle = Station { arrivals: 0.0, service: 2.0, servers: 3 }.exponential();
        assert_eq!(
            (idle.utilisation, idle.delayed, idle.waiting, idle.sojourn, idle.present),
            (0.0, 0.0, 0.0, 2.0, 0.0)
        );
        assert_eq!(Station::single(0.0, 0.0).in_batches(1).sojourn, 0.0);
    }

    #[test]
    fn the_limit_for_many_servers_meets_the_recursion() {
        let (servers, work) = (RECURSION_MAX, f64::from(RECURSION_MAX) - 500.0);
        let (recursion, limit) = (erlang_c(servers, work), erlang_c(servers + 1, work + 1.0));
        assert!((recursion - limit).abs() < 1e-3, "{recursion} and {limit}");
    }

    #[test]
    fn quantiles_of_several_servers_agree_with_their_mean() {
        for station in [
            Station { arrivals: 3.2, service: 1.0, servers: 4 },
            Station { arrivals: 1.0, service: 1.0, servers: 2 },
            Station { arrivals: 0.1, service: 1.0, servers: 9 },
        ] {
            // The mean is the area over the quantiles.
            let steps = 20_000;
            let middles = (0..steps).map(|step| (f64::from(step) + 0.5) / f64::from(steps));
            let mean = middles.map(|share| station.sojourn_quantile(share)).sum::<f64>() / f64::from(steps);
            let sojourn = station.exponential().sojourn;
            assert!((mean / sojourn - 1.0).abs() < 1e-3, "{mean} and {sojourn}");
        }
        let (one, two) = (Station::single(0.8, 1.0), Station { arrivals: 0.8, service: 1.0, servers: 2 });
        assert!(two.sojourn_quantile(0.9) < one.sojourn_quantile(0.9));
    }
}
