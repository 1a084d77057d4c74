//! What happens when: events in the order of their time, those of the same time in the order in which they were
//! planned.

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A change comes from this context.
    Arrive(u32),
    /// A part of an item reaches a team: the item, the stop.
    Join(u32, u16),
    /// A team has done its part of an item: the item, the stop.
    Done(u32, u16),
    /// An item is merged.
    Merge(u32),
    /// An item is ready for release.
    Ready(u32),
    /// The calendar releases what waits at this dock.
    Depart(u32),
    /// The repair of a failure begins: the number of the failure.
    Repair(u32),
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: f64,
    order: u64,
    event: Event,
}

impl Entry {
    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        self.at < other.at || (self.at == other.at && self.order < other.order)
    }
}

/// The events to come: a heap of four children a node, which is flat and keeps them side by side in memory.
#[derive(Clone, Debug, Default)]
pub struct Heap {
    entries: Vec<Entry>,
    planned: u64,
}

impl Heap {
    /// Plans an event.
    pub fn plan(&mut self, at: f64, event: Event) {
        self.planned += 1;
        let entry = Entry { at, order: self.planned, event };
        let mut place = self.entries.len();
        self.entries.push(entry);
        while place > 0 {
            let parent = (place - 1) / 4;
            if !entry.is_before(&self.entries[parent]) {
                break;
            }
            self.entries[place] = self.entries[parent];
            place = parent;
        }
        self.entries[place] = entry;
    }

    /// The next event and its time.
    pub fn next(&mut self) -> Option<(f64, Event)> {
        let first = *self.entries.first()?;
        let last = self.entries.pop()?;
        let count = self.entries.len();
        if count == 0 {
            return Some((first.at, first.event));
        }
        let mut place = 0;
        loop {
            let children = 4 * place + 1..(4 * place + 5).min(count);
            let Some(mut least) = children.clone().next().filter(|child| *child < count) else { break };
            for child in children {
                if self.entries[child].is_before(&self.entries[least]) {
                    least = child;
                }
            }
            if !self.entries[least].is_before(&last) {
                break;
            }
            self.entries[place] = self.entries[least];
            place = least;
        }
        self.entries[place] = last;
        Some((first.at, first.event))
    }

    /// How many events were planned so far.
    pub fn planned(&self) -> u64 {
        self.planned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn events_come_in_the_order_of_time_and_then_of_planning() {
        let (mut heap, mut random) = (Heap::default(), Random::new(7));
        for number in 0..500 {
            heap.plan((random.below(40)) as f64, Event::Arrive(number));
        }
        let mut before = (-1.0, 0);
        for _ in 0..500 {
            let Some((at, Event::Arrive(number))) = heap.next() else { panic!("an arrival") };
            assert!(at > before.0 || (at == before.0 && number > before.1), "{at} {number} after {before:?}");
            before = (at, number);
        }
        assert_eq!(heap.next(), None);
    }
}
