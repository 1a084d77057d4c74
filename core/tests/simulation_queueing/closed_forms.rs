//! The closed forms alone: conservation, and what may only rise.

use atoll_core::simulation::dora::{CLUSTERS_2019, Key};
use atoll_core::simulation::queueing::batch::{Economics, fill_waiting, release_failure};
use atoll_core::simulation::queueing::jackson::{self, Node};
use atoll_core::simulation::queueing::{Station, merge, priority};
use proptest::prelude::*;

/// So much may be lost to rounding, as a share.
const ROUNDING: f64 = 1e-9;

fn not_more(less: f64, more: f64) -> bool {
    less <= more * (1.0 + ROUNDING)
}

proptest! {
    #[test]
    fn the_hotfix_conservation_law_holds(
        shares in prop::collection::vec(0.01_f64..1.0, 1..6),
        servers in 1_u32..9,
        load in 0.01_f64..0.99,
        service in 0.1_f64..10.0,
    ) {
        let scale = load * f64::from(servers) / service / shares.iter().sum::<f64>();
        let arrivals: Vec<f64> = shares.iter().map(|share| share * scale).collect();
        let alike = Station { arrivals: arrivals.iter().sum(), service, servers }.exponential().waiting;
        let (polite, rude) =
            (priority::waiting(&arrivals, service, servers), priority::waiting_preemptive(&arrivals, service, servers));
        for waiting in [&polite, &rude] {
            let overall = priority::overall(&arrivals, waiting);
            prop_assert!((overall / alike - 1.0).abs() < 1e-6, "{overall} instead of {alike}");
            prop_assert!(waiting.windows(2).all(|pair| not_more(pair[0], pair[1])), "{waiting:?}");
        }
        prop_assert!(not_more(rude[0], polite[0]), "who interrupts waits less: {rude:?} {polite:?}");
    }

    #[test]
    fn more_load_never_makes_anything_quicker(
        load in 0.0_f64..1.2,
        more in 0.0_f64..0.5,
        servers in 1_u32..40,
        variation in 0.0_f64..4.0,
    ) {
        let station = |load: f64| Station { arrivals: load * f64::from(servers), service: 1.0, servers };
        let (light, heavy) = (station(load), station(load + more));
        let single = |station: &Station| Station { arrivals: station.utilisation(), servers: 1, ..*station };
        for (light, heavy) in [
            (light.exponential(), heavy.exponential()),
            (light.approximate(1.0, variation), heavy.approximate(1.0, variation)),
            (single(&light).general(variation), single(&heavy).general(variation)),
            (single(&light).in_batches(3), single(&heavy).in_batches(3)),
        ] {
            prop_assert!(not_more(light.waiting, heavy.waiting) && not_more(light.delayed, heavy.delayed));
            prop_assert!(not_more(light.present, heavy.present), "{light:?} {heavy:?}");
            prop_assert_eq!(light.is_stable(), light.sojourn < f64::INFINITY);
        }
        for share in [0.0, 0.5, 0.95] {
            prop_assert!(not_more(light.sojourn_quantile(share), heavy.sojourn_quantile(share)));
        }
    }

    #[test]
    fn the_approximation_is_exact_where_one_server_is_fed_at_random(load in 0.01_f64..0.99, variation in 0.0_f64..5.0) {
        let station = Station::single(load, 1.0);
        let (exact, close) = (station.general(variation).waiting, station.approximate(1.0, variation).waiting);
        prop_assert!((exact / close - 1.0).abs() < 1e-9, "{exact} {close}");
        prop_assert!((station.general(1.0).waiting / station.exponential().waiting - 1.0).abs() < 1e-9);
    }

    #[test]
    fn larger_batches_wait_longer_and_fail_more(
        size in 1_u32..200,
        more in 1_u32..200,
        load in 0.01_f64..0.99,
        failure in 0.0_f64..1.0,
        demand in 0.1_f64..100.0,
        release in 0.1_f64..100.0,
    ) {
        let larger = size + more;
        let station = Station::single(load, 1.0);
        prop_assert!(station.in_batches(size).sojourn < station.in_batches(larger).sojourn);
        prop_assert!(fill_waiting(size, demand) < fill_waiting(larger, demand));
        prop_assert!(release_failure(failure, size) <= release_failure(failure, larger));
        let economics = Economics { demand, release, holding: 1.0 };
        let best = economics.best_size();
        let cost = |size: f64| economics.cost(best * size);
        let (step, further) = (1.0 + f64::from(size) / 100.0, 1.0 + f64::from(larger) / 100.0);
        prop_assert!(cost(1.0) < cost(step) && cost(step) < cost(further), "beyond the best size");
        prop_assert!(cost(1.0) < cost(1.0 / step) && cost(1.0 / step) < cost(1.0 / further), "below the best size");
        let penalty = economics.penalty(best * step).expect("there is a best size");
        prop_assert!((cost(step) / cost(1.0) / penalty - 1.0).abs() < 1e-9);
    }

    #[test]
    fn one_more_station_on_the_way_never_shortens_it(
        services in prop::collection::vec(0.01_f64..1.5, 1..6),
        back in 0.0_f64..0.5,
    ) {
        let line = |count: usize| -> Vec<Node> {
            let node = |(at, service): (usize, &f64)| {
                let mut next = vec![0.0; count];
                next.iter_mut().skip(at + 1).take(1).for_each(|next| *next = 1.0 - back);
                next[at] = back;
                Node { external: f64::from(u8::from(at == 0)), service: *service, servers: 1, next }
            };
            services[..count].iter().enumerate().map(node).collect()
        };
        let sojourns: Vec<f64> =
            (1..=services.len()).map(|count| jackson::settle(&line(count)).expect("it is open").sojourn).collect();
        prop_assert!(sojourns.windows(2).all(|pair| not_more(pair[0], pair[1])), "{sojourns:?}");
    }

    #[test]
    fn conflicts_only_rise_with_age_concurrency_and_footprint(
        pair in 0.0_f64..1.0,
        age in 0.0_f64..50.0,
        older in 0.0_f64..50.0,
        concurrent in 0_u32..100,
        all in 1_u32..500,
        one in 0_u32..500,
        other in 0_u32..500,
    ) {
        let at = |age: f64, others: f64, pair: f64| merge::conflict_at_age(age, others, pair);
        prop_assert!(at(age, 2.0, pair) <= at(age + older, 2.0, pair));
        prop_assert!(at(age, 2.0, pair) <= at(age, 2.0 + older, pair));
        prop_assert!(at(age, 2.0, pair) <= at(age, 2.0, (pair + 0.1).min(1.0)));
        prop_assert!(merge::conflict_among(concurrent, pair) <= merge::conflict_among(concurrent + 1, pair));
        let (one, other) = (one.min(all), other.min(all));
        let chance = merge::pair_of_footprints(all, one, other);
        prop_assert!((0.0..=1.0).contains(&chance));
        prop_assert!((chance - merge::pair_of_footprints(all, other, one)).abs() < 1e-12);
        if other < all {
            prop_assert!(not_more(chance, merge::pair_of_footprints(all, one, other + 1)));
        }
        // Nothing in common: no conflict, however old and however many.
        prop_assert_eq!(merge::pair_of_footprints(all, 0, other), 0.0);
        prop_assert_eq!((at(age, 9.0, 0.0), merge::conflict_among(concurrent, 0.0)), (0.0, 0.0));
    }

    #[test]
    fn a_key_that_improves_never_gets_a_worse_label(
        value in prop_oneof![0.0_f64..1.0, 0.0_f64..400.0, 0.0_f64..9_000.0],
        further in prop_oneof![Just(0.0), 0.0_f64..0.3, 0.0_f64..200.0, 0.0_f64..9_000.0],
    ) {
        for key in Key::ALL {
            let rank = |value: f64| CLUSTERS_2019.place(key, value).expect("a value").rank();
            let (low, high) = (rank(value), rank(value + further));
            let is_monotone = if key == Key::DeploymentFrequency { high <= low } else { low <= high };
            prop_assert!(is_monotone, "{key:?}: {value} and {further} more");
        }
    }
}
