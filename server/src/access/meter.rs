//! How much of something may happen: so much at once, and so much a second after that. Pure: the time comes in.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many keys a [`Meters`] remembers. One more takes the place of whichever is nearest to being at rest.
const KEYS_MAX: usize = 65_536;

/// How much of something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How much a second in the long run; 0 for without limit.
    pub per_second: u32,
    /// How much at once.
    pub at_once: u32,
}

impl Rate {
    /// Without limit.
    pub const UNLIMITED: Self = Self { per_second: 0, at_once: 0 };

    /// How long it takes until so much may happen again.
    fn time_of(self, amount: u32) -> Duration {
        Duration::from_secs(u64::from(amount)) / self.per_second.max(1)
    }
}

/// What has happened: the generic cell rate algorithm, which needs one number for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Meter {
    /// When the meter is at rest: nothing of what happened counts any more.
    rest: Duration,
}

impl Meter {
    /// Counts so much if it may happen now; else says after how long it may. What is more than may ever happen at once
    /// may happen when the meter is at rest.
    ///
    /// # Errors
    ///
    /// How long to wait.
    pub fn take(&mut self, rate: Rate, now: Duration, amount: u32) -> Result<(), Duration> {
        if rate.per_second == 0 {
            return Ok(());
        }
        let from = self.rest.max(now);
        let allowed = rate.time_of(rate.at_once.max(amount));
        let after = from + rate.time_of(amount);
        match after.checked_sub(now + allowed).filter(|wait| !wait.is_zero()) {
            Some(wait) => Err(wait),
            None => {
                self.rest = after;
                Ok(())
            }
        }
    }
}

/// A meter for each of many keys, as many as there is memory set aside for.
#[derive(Debug)]
pub(super) struct Meters<K> {
    rate: Rate,
    meters: Mutex<BTreeMap<K, Meter>>,
}

impl<K: Ord + Clone> Meters<K> {
    /// Meters of this rate.
    pub(super) const fn new(rate: Rate) -> Self {
        Self { rate, meters: Mutex::new(BTreeMap::new()) }
    }

    /// As [`Meter::take`], for this key.
    ///
    /// # Errors
    ///
    /// How long to wait.
    pub(super) fn take(&self, key: &K, now: Duration, amount: u32) -> Result<(), Duration> {
        if self.rate.per_second == 0 {
            return Ok(());
        }
        let mut meters = self.meters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(meter) = meters.get_mut(key) {
            return meter.take(self.rate, now, amount);
        }
        if meters.len() >= KEYS_MAX {
            make_room(&mut meters, now);
        }
        meters.entry(key.clone()).or_default().take(self.rate, now, amount)
    }

    /// How long it takes until so much may happen for this key; nothing is counted.
    ///
    /// # Errors
    ///
    /// How long to wait.
    pub(super) fn look(&self, key: &K, now: Duration, amount: u32) -> Result<(), Duration> {
        let meters = self.meters.lock().unwrap_or_else(PoisonError::into_inner);
        let mut meter = meters.get(key).copied().unwrap_or_default();
        meter.take(self.rate, now, amount)
    }
}

fn make_room<K: Ord + Clone>(meters: &mut BTreeMap<K, Meter>, now: Duration) {
    meters.retain(|_, meter| meter.rest > now);
    let nearest = meters.iter().min_by_key(|(_, meter)| meter.rest).map(|(key, _)| key.clone());
    if let Some(nearest) = nearest.filter(|_| meters.len() >= KEYS_MAX) {
        meters.remove(&nearest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { per_second: 2, at_once: 4 };

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn so_much_at_once_and_so_much_a_second() {
        let mut meter = Meter::default();
        let taken: Vec<bool> = (0..6).map(|_| meter.take(RATE, at(10_000), 1).is_ok()).collect();
        assert_eq!(taken, [true, true, true, true, false, false]);
        assert_eq!(meter.take(RATE, at(10_000), 1), Err(at(500)));
        assert_eq!(meter.take(RATE, at(10_499), 1), Err(at(1)));
        assert_eq!(meter.take(RATE, at(10_500), 1), Ok(()));
        assert_eq!(meter.take(RATE, at(10_500), 3), Err(at(1_500)));
        // In the long run it is what a second allows, however it is asked.
        let taken = (0..100_000).filter(|step| meter.take(RATE, at(20_000 + step), 1).is_ok()).count();
        assert_eq!(taken, 4 + 200 - 1);
    }

    #[test]
    fn more_than_ever_at_once_waits_for_rest_and_is_paid_for() {
        let mut meter = Meter::default();
        assert_eq!(meter.take(RATE, at(0), 1), Ok(()));
        assert_eq!(meter.take(RATE, at(0), 100), Err(at(500)));
        assert_eq!(meter.take(RATE, at(500), 100), Ok(()));
        assert_eq!(meter.take(RATE, at(500), 1), Err(at(48_500)));
        assert_eq!(meter.take(Rate::UNLIMITED, at(500), 1_000_000), Ok(()));
    }

    #[test]
    fn keys_are_counted_apart_and_their_number_is_bounded() {
        let meters = Meters::new(Rate { per_second: 1, at_once: 1 });
        assert_eq!(meters.take(&0, at(0), 1), Ok(()));
        assert_eq!(meters.look(&0, at(0), 1), Err(at(1_000)));
        assert_eq!(meters.look(&1, at(0), 1), Ok(()));
        for key in 1..=KEYS_MAX {
            assert_eq!(meters.take(&key, at(1), 1), Ok(()), "{key}");
        }
        assert_eq!(meters.meters.lock().unwrap().len(), KEYS_MAX);
        // The one that was nearest to rest made room, and the others are known as they were.
        assert_eq!(meters.look(&0, at(1), 1), Ok(()));
        assert_eq!(meters.look(&KEYS_MAX, at(1), 1), Err(at(1_000)));
        assert_eq!(meters.take(&0, at(5_000), 1), Ok(()));
        assert_eq!(meters.meters.lock().unwrap().len(), 1);
    }
}
