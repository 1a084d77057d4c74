//! Classes that go before others at one station: hotfixes before features.
//!
//! Both forms are for Poisson arrivals and the same exponential service for every class (Cobham, *Priority Assignment in
//! Waiting Line Problems*, Operations Research 2(1), 1954; Hillier and Lieberman, *Introduction to Operations Research*,
//! the County Hospital example). Class 0 is the most urgent; within a class, first come first served.

use crate::simulation::queueing::{Station, amount, erlang_c, product};

/// Mean waiting of each class where an urgent item waits for a server to be done:
/// 1 ÷ (A·B(k−1)·B(k)) with A = sμ ÷ C and B(k) = 1 − Σ(i ≤ k) λᵢ ÷ (sμ), C Erlang's share that waits. A class for which
/// more comes than can be served waits for ever; those before it do not.
pub fn waiting(arrivals: &[f64], service: f64, servers: u32) -> Vec<f64> {
    let loads = loads(arrivals, service, servers);
    let total = loads.last().copied().unwrap_or(0.0);
    let delayed = erlang_c(servers, product(total, f64::from(servers)));
    let one = product(delayed, amount(service)) / f64::from(servers.max(1));
    let before = std::iter::once(0.0).chain(loads.iter().copied());
    let wait = |(before, with): (f64, &f64)| {
        if *with < 1.0 { one / ((1.0 - before) * (1.0 - with)) } else { f64::INFINITY }
    };
    before.zip(&loads).map(wait).collect()
}

/// Mean waiting of each class where an urgent item takes the server away, and the interrupted item later goes on where
/// it was. Classes 0 to k together are an M/M/s of their own; what each adds is peeled off. Waiting is the time in the
/// station without the service: interruptions are in it.
pub fn waiting_preemptive(arrivals: &[f64], service: f64, servers: u32) -> Vec<f64> {
    let mut rate_before = 0.0;
    let mut together_before = 0.0;
    let wait = |arrivals: &f64| {
        let own = amount(*arrivals);
        let rate = rate_before + own;
        let station = Station { arrivals: rate, service, servers };
        let queue = station.exponential().queue;
        let waiting = match own {
            _ if queue == f64::INFINITY => f64::INFINITY,
            // A class of which nothing comes: what its next item would meet, the limit of a small rate.
            0.0 => {
                let little = if rate > 0.0 { rate * 1e-6 } else { f64::MIN_POSITIVE };
                let more = Station { arrivals: rate + little, ..station }.exponential().queue;
                if rate > 0.0 { (more - queue) / little } else { 0.0 }
            }
            _ => (queue - together_before) / own,
        };
        (rate_before, together_before) = (rate, queue);
        amount(waiting)
    };
    arrivals.iter().map(wait).collect()
}

/// The waiting of all classes together, weighed by how much comes of each: Σλₖ·waitₖ ÷ Σλₖ. Whatever the order of
/// service, as long as nobody idles or looks at the size of the work, it is that of first come first served
/// (Kleinrock, *A Conservation Law for a Wide Class of Queueing Disciplines*, 1965). 0 where nothing comes.
pub fn overall(arrivals: &[f64], waiting: &[f64]) -> f64 {
    let all: f64 = arrivals.iter().map(|rate| amount(*rate)).sum();
    let waited: f64 = arrivals.iter().zip(waiting).map(|(rate, wait)| product(amount(*rate), amount(*wait))).sum();
    if all > 0.0 && waited < f64::INFINITY { waited / all } else { waited }
}

/// The load of each class and of all before it.
fn loads(arrivals: &[f64], service: f64, servers: u32) -> Vec<f64> {
    let mut rate = 0.0;
    let load = |own: &f64| {
        rate += amount(*own);
        Station { arrivals: rate, service, servers }.utilisation()
    };
    arrivals.iter().map(load).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urgent_get_through_where_the_rest_piles_up() {
        let arrivals = [0.5, 2.0];
        let (polite, rude) = (waiting(&arrivals, 1.0, 1), waiting_preemptive(&arrivals, 1.0, 1));
        // The server is always busy: an urgent item waits for what is left of one service, and for other urgent ones.
        assert_eq!((polite[0], polite[1]), (2.0, f64::INFINITY));
        assert_eq!((rude[0], rude[1]), (1.0, f64::INFINITY));
    }

    #[test]
    fn a_class_of_which_nothing_comes_waits_as_its_next_item_would() {
        let with = waiting_preemptive(&[0.5, 1e-7], 1.0, 1);
        let without = waiting_preemptive(&[0.5, 0.0], 1.0, 1);
        assert!((with[1] - without[1]).abs() < 1e-3, "{with:?} {without:?}");
        assert_eq!(waiting(&[0.0, 0.0], 1.0, 2), [0.0, 0.0]);
        assert_eq!(waiting_preemptive(&[0.0, 0.0], 1.0, 2), [0.0, 0.0]);
    }

    #[test]
    fn nothing_is_ever_not_a_number() {
        let values = [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300, 0.3];
        for (one, other) in values.iter().flat_map(|one| values.iter().map(move |other| (*one, *other))) {
            for servers in [0, 1, 3] {
                let found = [waiting(&[one, other], 0.5, servers), waiting_preemptive(&[one, other], 0.5, servers)];
                assert!(found.concat().iter().all(|wait| *wait >= 0.0), "{one} {other} {servers}: {found:?}");
                assert!(overall(&[one, other], &found[0]) >= 0.0);
            }
        }
    }
}
