//! What is written down while time passes: averages over time, and averages over items.

/// A number that changes with time, as how many are waiting, and its average over time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    value: f64,
    area: f64,
    start: f64,
    last: f64,
}

impl Level {
    /// What it is now.
    #[inline(always)]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// It changes by this much at this time; time never goes back.
    #[inline(always)]
    pub fn add(&mut self, now: f64, change: f64) {
        self.area += self.value * (now - self.last);
        self.last = now;
        self.value += change;
    }

    /// Forgets what was until now, but not what is: the end of the warm-up.
    pub fn restart(&mut self, now: f64) {
        *self = Self { area: 0.0, start: now, last: now, ..*self };
    }

    /// Its integral from the start until now.
    pub fn area(&self, now: f64) -> f64 {
        self.area + self.value * (now - self.last)
    }

    /// Its average over time from the start until now; 0 where no time has passed.
    pub fn mean(&self, now: f64) -> f64 {
        let span = now - self.start;
        if span > 0.0 { self.area(now) / span } else { 0.0 }
    }
}

/// How many there were of something, and the sum and the largest of what was measured of each.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// The sum.
    pub sum: f64,
    /// The largest; 0 where there is none.
    pub most: f64,
}

impl Tally {
    /// One more.
    #[inline(always)]
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        self.sum += value;
        self.most = if value > self.most { value } else { self.most };
    }

    /// This and another together.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self { count: self.count + other.count, sum: self.sum + other.sum, most: self.most.max(other.most) }
    }

    /// The mean; 0 where there is none.
    pub fn mean(&self) -> f64 {
        if self.count > 0 { self.sum / self.count as f64 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_averaged_over_time_and_not_over_changes() {
        let mut level = Level::default();
        level.add(1.0, 2.0);
        level.add(4.0, -1.0);
        assert_eq!((level.area(5.0), level.mean(5.0), level.mean(0.0)), (7.0, 1.4, 0.0));
        level.restart(5.0);
        level.add(6.0, 1.0);
        assert_eq!((level.value(), level.mean(7.0)), (2.0, 1.5));
    }

    #[test]
    fn a_tally_of_nothing_is_nothing() {
        let mut tally = Tally::default();
        assert_eq!((tally.mean(), tally.most), (0.0, 0.0));
        tally.add(1.0);
        tally.add(3.0);
        assert_eq!((tally.count, tally.mean(), tally.most), (2, 2.0, 3.0));
    }
}
