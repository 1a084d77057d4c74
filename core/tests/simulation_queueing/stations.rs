//! A station of the engine: work is neither lost nor invented, whoever is served first.

use atoll_core::random::Random;
use atoll_core::simulation::engine::{Calendar, Discipline, Station, Ticket};
use proptest::prelude::*;

const DISCIPLINES: [Discipline; 3] = [Discipline::FirstCome, Discipline::Priority, Discipline::Preemptive];

/// An item: when it comes, its class, its work.
type Item = (f64, u32, f64);

#[derive(Clone, Copy)]
enum Event {
    Arrive(usize),
    Finish(Ticket),
}

/// What became of the items once all were done.
struct Seen {
    station: Station<usize>,
    /// When each was done.
    ends: Vec<f64>,
    end: f64,
}

fn through(items: &[Item], servers: u32, discipline: Discipline) -> Seen {
    let mut station = Station::new(servers, discipline, 3);
    let mut calendar = Calendar::new();
    for (number, (time, ..)) in items.iter().enumerate() {
        calendar.push(*time, Event::Arrive(number));
    }
    let mut ends = vec![f64::NAN; items.len()];
    let mut end = 0.0;
    while let Some((now, event)) = calendar.pop() {
        let started = match event {
            Event::Arrive(number) => station.arrive(now, number, items[number].1, items[number].2),
            Event::Finish(ticket) => match station.finish(now, ticket) {
                Some(done) => {
                    assert!(ends[done.item].is_nan(), "done once");
                    (ends[done.item], end) = (now, now);
                    done.next
                }
                None => None,
            },
        };
        if let Some(started) = started {
            calendar.push(started.end, Event::Finish(started.ticket));
        }
        // Nobody idles while somebody waits.
        assert!(station.queue().value() == 0.0 || station.busy().value() == f64::from(servers));
    }
    Seen { station, ends, end }
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec((0.0_f64..50.0, 0_u32..3, 0.0_f64..3.0), 1..60)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

proptest! {
    #[test]
    fn work_is_conserved_and_little_holds_to_the_last_bit_but_rounding(items in items(), servers in 1_u32..4) {
        let work: f64 = items.iter().map(|(.., work)| work).sum();
        let mut ends = Vec::new();
        for discipline in DISCIPLINES {
            let seen = through(&items, servers, discipline);
            prop_assert!(seen.ends.iter().all(|end| !end.is_nan()), "everything is done");
            prop_assert!(close(seen.station.busy().area(seen.end), work), "{:?}", discipline);
            // From empty to empty, the area under the number of items is the sum of their times: Little, exactly.
            let sojourns: f64 = items.iter().zip(&seen.ends).map(|((came, ..), end)| end - came).sum();
            let area = seen.station.queue().area(seen.end) + seen.station.busy().area(seen.end);
            prop_assert!(close(area, sojourns), "{:?}: {} and {}", discipline, area, sojourns);
            let waited: f64 = seen.station.waited().iter().map(|tally| tally.sum).sum();
            prop_assert!(close(waited + seen.station.worked().sum, sojourns));
            ends.push(seen.end);
        }
        // A single server is done with everything at the same time, in whatever order.
        if servers == 1 {
            prop_assert!(ends.iter().all(|end| close(*end, ends[0])), "{ends:?}");
        }
    }

    #[test]
    fn one_server_looks_at_classes_only_where_it_should(items in items()) {
        // Nothing is heard of those that are less urgent: the most urgent alone are done at the same times.
        let seen = through(&items, 1, Discipline::Preemptive);
        let urgent: Vec<Item> = items.iter().copied().filter(|(_, class, _)| *class == 0).collect();
        let alone = through(&urgent, 1, Discipline::FirstCome);
        let ends = items.iter().zip(&seen.ends).filter(|((_, class, _), _)| *class == 0).map(|(_, end)| *end);
        prop_assert!(ends.zip(&alone.ends).all(|(end, alone)| close(end, *alone)));
    }

    #[test]
    fn what_comes_and_is_served_evenly_never_waits(
        service in 0.01_f64..1.0,
        servers in 1_u32..5,
        count in 1_usize..400,
    ) {
        // D/D/c with less than its capacity: an item each time that a server more could be done.
        let between = 1.0 / f64::from(servers) + 1e-9;
        let items: Vec<Item> = (0..count).map(|number| (number as f64 * between, 0, service)).collect();
        for discipline in DISCIPLINES {
            let seen = through(&items, servers, discipline);
            prop_assert_eq!(seen.station.waited()[0].most, 0.0);
        }
    }
}

#[test]
fn every_order_of_the_same_seed_is_the_same_to_the_last_bit() {
    let mut random = Random::keyed(&[1]);
    let items: Vec<Item> =
        (0..500).map(|_| (400.0 * random.unit(), random.below(3) as u32, 1.5 * random.unit())).collect();
    for discipline in DISCIPLINES {
        let bits = |seen: Seen| seen.ends.iter().map(|end| end.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(through(&items, 2, discipline)), bits(through(&items, 2, discipline)));
    }
}
