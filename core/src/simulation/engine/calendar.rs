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
        self.time < other.time || self.time == other.time && self.number.wrapping_sub(other.number) > u32::MAX / 2
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
        while at > 0 {
            let parent = (at - 1) / Self::WIDTH;
            if !entry.is_before(&self.entries[parent]) {
                break;
            }
            self.entries[at] = self.entries[parent];
            at = parent;
        }
        self.entries[at] = entry;
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
        let entries = self.entries.as_mut_slice();
        let mut at = 0;
        loop {
            let children = Self::WIDTH * at + 1;
            let Some(rest) = entries.get(children..) else { break };
            let Some((mut next, mut least)) = rest.first().map(|first| (children, *first)) else { break };
            for (offset, child) in rest.iter().enumerate().take(Self::WIDTH).skip(1) {
                if child.is_before(&least) {
                    (next, least) = (children + offset, *child);
                }
            }
            if !least.is_before(&last) {
                break;
            }
            entries[at] = least;
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
