//! Releases by formula: how often, how large, how long a change waits for one, how often one fails.

use super::factory::Dock;

/// What a dock settles to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlet {
    /// Changes a day.
    pub a_day: f64,
    /// Releases a day.
    pub releases: f64,
    /// Changes in a release.
    pub batch: f64,
    /// The mean wait of a change for its release, in days.
    pub wait: f64,
    /// The share of releases that fail: 1 − (1 − p)^b.
    pub fails: f64,
    /// Failed releases for each failing change: less than 1 where several are in one release.
    pub failures_a_fault: f64,
}

/// What each dock settles to; of each kind of change: its dock, how often it comes in a day, how probably it fails.
pub fn outlets(docks: &[Dock], changes: &[(u32, f64, f64)]) -> Vec<Outlet> {
    let mut sums = vec![(0.0, 0.0); docks.len()];
    for (dock, a_day, fails) in changes {
        let (all, failing) = &mut sums[*dock as usize];
        (*all, *failing) = (*all + a_day, *failing + a_day * fails);
    }
    let outlet = |(dock, (a_day, failing)): (&Dock, (f64, f64))| {
        if a_day > 0.0 { outlet(dock, a_day, failing / a_day) } else { Outlet::default() }
    };
    docks.iter().zip(sums).map(outlet).collect()
}

/// What a dock settles to that gets so many changes a day, each of which fails with this probability: whichever of batch
/// and calendar comes first counts.
pub fn outlet(dock: &Dock, a_day: f64, fails: f64) -> Outlet {
    let batch = f64::from(dock.batch.max(1));
    let (fills, due) = ((batch - 1.0) / (2.0 * a_day), dock.cadence_days / 2.0);
    let has_calendar = dock.cadence_days > 0.0;
    let (wait, releases) = if has_calendar && (dock.batch == 0 || due < fills) {
        // The share of periods in which there is anything to release.
        (due, -libm::expm1(-a_day * dock.cadence_days) / dock.cadence_days)
    } else {
        (fills, a_day / batch)
    };
    let batch = a_day / releases;
    let release_fails = 1.0 - libm::pow(1.0 - fails.clamp(0.0, 1.0), batch);
    let failures_a_fault = if fails > 0.0 { releases * release_fails / (a_day * fails) } else { 0.0 };
    Outlet { a_day, releases, batch, wait, fails: release_fails, failures_a_fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_of_batch_and_calendar_comes_first_counts() {
        let dock = |batch, cadence_days| Dock { batch, cadence_days, ..Dock::default() };
        assert_eq!(outlet(&dock(1, 0.0), 2.0, 0.1).wait, 0.0);
        let five = outlet(&dock(5, 0.0), 2.0, 0.02);
        assert!((five.wait - 1.0).abs() < 1e-12 && (five.fails - 0.096_079_203_2).abs() < 1e-9, "{five:?}");
        assert_eq!(outlet(&dock(0, 14.0), 2.0, 0.0).wait, 7.0);
        assert_eq!(outlet(&dock(5, 14.0), 2.0, 0.0), outlet(&dock(5, 0.0), 2.0, 0.0));
        assert_eq!(outlet(&dock(500, 14.0), 2.0, 0.0), outlet(&dock(0, 14.0), 2.0, 0.0));
    }
}
