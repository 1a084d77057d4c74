//! The calendar: what happens next.
//!
//! A heap with four children a node, in one array: half as deep as one with two, and the children of a node lie side by
//! side. Times are compared as whole numbers (the bits of a time that is not negative are in the order of the times), and
//! events of the same time happen in the order in which they were entered, so that nothing depends on how a heap shuffles
//! equals.

/// Events in the order of their times.
#[derive(Clone, Debug)]
pub struct Calendar<E: Copy> {
    entries: Vec<Entry<E>>,
    now: f64,
    entered: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry<E: Copy> {
    /// The bits of the time.
    time: u64,
    /// Counts what was entered, and begins anew after four billion: what waits at once is far less.
    number: u32,
    event: E,
}

impl<E: Copy> Entry<E> {
    #[inline(always)]
    fn is_before(&self, other: &Self) -> bool {
        (self.time < other.time) | (self.time == other.time) & (self.number.wrapping_sub(other.number) > u32::MAX / 2)
    }
}

impl<E: Copy> Default for Calendar<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Copy> Calendar<E> {
    /// How many children a node has.
    const WIDTH: usize = 4;

    /// An empty calendar, at time 0.
    pub fn new() -> Self {
        Self { entries: Vec::new(), now: 0.0, entered: 0 }
    }

    /// The time of the event that happened last.
    #[inline]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// How many events are to come.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True where nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Enters an event. What lies in the past, or is no time at all, happens now; what never happens (an infinite time)
    /// comes after everything else.
    #[inline]
    pub fn push(&mut self, time: f64, event: E) {
        let time = if time > self.now { time } else { self.now };
        let entry = Entry { time: time.to_bits(), number: self.entered, event };
        self.entered = self.entered.wrapping_add(1);
        let mut at = self.entries.len();
        self.entries.push(entry);
        let entries = self.entries.as_mut_slice();
        while at > 0 {
            let parent = (at - 1) / Self::WIDTH;
            if !entry.is_before(&entries[parent]) {
                break;
            }
            entries[at] = entries[parent];
            at = parent;
        }
        entries[at] = entry;
    }

    /// Enters an event this long from now.
    #[inline]
    pub fn push_in(&mut self, delay: f64, event: E) {
        self.push(self.now + delay, event);
    }

    /// The next event, which is over with this, and its time.
    #[inline]
    pub fn pop(&mut self) -> Option<(f64, E)> {
        let last = self.entries.pop()?;
        let Some(first) = self.entries.first().copied() else {
            return Some(self.happen(last));
        };
        // Plain loops over a slice: the browser's build is made small, and then closures and `Vec`'s indexing stay calls.
        let entries = self.entries.as_mut_slice();
        let mut at = 0;
        loop {
            let first = Self::WIDTH * at + 1;
            let mut next = first;
            if let Some([a, b, c, d]) = entries.get(first..first + Self::WIDTH) {
                // As in a tournament: comparisons that do not wait for each other.
                let (left, right) = (usize::from(b.is_before(a)), 2 + usize::from(d.is_before(c)));
                let (one, other) = (&entries[first + left], &entries[first + right]);
                next += if other.is_before(one) { right } else { left };
            } else if first < entries.len() {
                let mut child = first + 1;
                while child < entries.len() {
                    if entries[child].is_before(&entries[next]) {
                        next = child;
                    }
                    child += 1;
                }
            } else {
                break;
            }
            if !entries[next].is_before(&last) {
                break;
            }
            entries[at] = entries[next];
            at = next;
        }
        entries[at] = last;
        Some(self.happen(first))
    }

    /// The time of the next event.
    pub fn next_time(&self) -> Option<f64> {
        self.entries.first().map(|entry| f64::from_bits(entry.time))
    }

    #[inline(always)]
    fn happen(&mut self, entry: Entry<E>) -> (f64, E) {
        self.now = f64::from_bits(entry.time);
        (self.now, entry.event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn events_come_in_the_order_of_time_and_then_of_entry() {
        let mut random = Random::new(4);
        for size in [1, 2, 5, 100, 3_000] {
            let mut calendar = Calendar::new();
            // Few different times, so that many are equal; the count begins anew on the way.
            calendar.entered = u32::MAX - size / 2;
            let times: Vec<u32> = (0..size).map(|_| random.below(20) as u32).collect();
            for (number, time) in times.iter().enumerate() {
                calendar.push(f64::from(*time), number);
            }
            let mut expected: Vec<(u32, usize)> = times.iter().copied().zip(0..).collect();
            expected.sort_unstable();
            let found: Vec<(u32, usize)> =
                std::iter::from_fn(|| calendar.pop()).map(|(time, number)| (time as u32, number)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_is_entered_while_time_passes_comes_in_order() {
        let mut random = Random::new(5);
        let mut calendar = Calendar::new();
        let (mut last, mut entered, mut happened) = ((0.0, 0), 0, 0);
        while happened < 50_000 {
            if calendar.is_empty() || calendar.len() < 300 && random.below(2) == 0 {
                // Whole times: many events have the same.
                calendar.push_in(random.below(9) as f64, entered);
                entered += 1;
            } else if let Some((time, number)) = calendar.pop() {
                assert!(
                    time > last.0 || time == last.0 && (number > last.1 || number == 0),
                    "{time} {number} {last:?}"
                );
                (last, happened) = ((time, number), happened + 1);
            }
        }
    }

    #[test]
    fn the_past_is_now_and_never_is_last() {
        let mut calendar = Calendar::new();
        calendar.push(5.0, 'a');
        assert_eq!((calendar.next_time(), calendar.pop(), calendar.now()), (Some(5.0), Some((5.0, 'a')), 5.0));
        calendar.push(f64::INFINITY, 'z');
        for (time, event) in [(1.0, 'b'), (f64::NAN, 'c'), (-0.0, 'd')] {
            calendar.push(time, event);
        }
        let found: Vec<(f64, char)> = std::iter::from_fn(|| calendar.pop()).collect();
        assert_eq!(found, [(5.0, 'b'), (5.0, 'c'), (5.0, 'd'), (f64::INFINITY, 'z')]);
    }
}
