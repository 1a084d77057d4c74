//! A station: servers, and who waits for them.
//!
//! A station knows no calendar: it says when what it starts will be done, and whoever runs it enters that, and tells it
//! when that time has come. It never idles while somebody waits.

use std::collections::VecDeque;

use crate::simulation::engine::{Level, Tally};

/// Who is next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discipline {
    /// Who came first, whatever the class.
    #[default]
    FirstCome,
    /// Who has the most urgent class (the smallest), and of these who came first; nobody is interrupted.
    Priority,
    /// The same, and who is more urgent takes the server away, from the least urgent work, and of that from what began
    /// last. The interrupted goes on later where it was, before the others of its class.
    Preemptive,
}

/// Names a piece of work that was started, until it is done or interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    slot: u32,
    epoch: u32,
}

/// Work that has begun.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Started<T> {
    /// Whose it is.
    pub item: T,
    /// When it will be done, unless it is interrupted.
    pub end: f64,
    /// What [`Station::finish`] is to be told then.
    pub ticket: Ticket,
}

/// Work that is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finished<T> {
    /// Whose it was.
    pub item: T,
    /// Its class.
    pub class: u32,
    /// How long it was at the station without being worked on, interruptions included.
    pub waited: f64,
    /// How long it was worked on.
    pub worked: f64,
    /// What the server goes on with.
    pub next: Option<Started<T>>,
}

/// Equal servers with one queue.
#[derive(Clone, Debug)]
pub struct Station<T: Copy> {
    servers: u32,
    discipline: Discipline,
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
    /// A queue a class, or one in all where classes do not matter.
    waiting: Vec<VecDeque<Job<T>>>,
    queue: Level,
    busy: Level,
    waited: Vec<Tally>,
    worked: Tally,
}

#[derive(Clone, Copy, Debug)]
struct Job<T> {
    item: T,
    class: u32,
    /// All of its work, and what is left of it.
    work: f64,
    left: f64,
    /// How long it waited until it last began to wait, and when that was.
    waited: f64,
    since: f64,
}

#[derive(Clone, Copy, Debug)]
struct Slot<T> {
    job: Job<T>,
    began: f64,
    end: f64,
    epoch: u32,
    is_busy: bool,
}

impl<T: Copy> Station<T> {
    /// An empty station for so many classes; at least one.
    pub fn new(servers: u32, discipline: Discipline, classes: u32) -> Self {
        let classes = classes.max(1) as usize;
        let queues = if discipline == Discipline::FirstCome { 1 } else { classes };
        Self {
            servers,
            discipline,
            slots: Vec::new(),
            free: Vec::new(),
            waiting: (0..queues).map(|_| VecDeque::new()).collect(),
            queue: Level::default(),
            busy: Level::default(),
            waited: vec![Tally::default(); classes],
            worked: Tally::default(),
        }
    }

    /// An item comes that needs so much work. What is started, if anything, is to be entered in the calendar; it may
    /// have interrupted something, whose ticket then is void. A class that the station does not know counts as its last.
    #[inline]
    pub fn arrive(&mut self, now: f64, item: T, class: u32, work: f64) -> Option<Started<T>> {
        let class = class.min(self.waited.len() as u32 - 1);
        let job = Job { item, class, work, left: work, waited: 0.0, since: now };
        if (self.slots.len() - self.free.len()) < self.servers as usize {
            self.busy.add(now, 1.0);
            return Some(self.start_anywhere(now, job));
        }
        self.queue.add(now, 1.0);
        if self.discipline == Discipline::Preemptive
            && let Some(slot) = self.least_urgent(class)
        {
            return Some(self.interrupt(now, slot, job));
        }
        let queue = if self.waiting.len() == 1 { 0 } else { class as usize };
        self.waiting[queue].push_back(job);
        None
    }

    /// The time has come that [`Started::end`] told. Nothing where that work was interrupted in the meantime.
    #[inline]
    pub fn finish(&mut self, now: f64, ticket: Ticket) -> Option<Finished<T>> {
        let slot = self.slots.get_mut(ticket.slot as usize)?;
        if slot.epoch != ticket.epoch || !slot.is_busy {
            return None;
        }
        let Job { item, class, waited, work, .. } = slot.job;
        slot.epoch = slot.epoch.wrapping_add(1);
        self.waited[class as usize].add(waited);
        self.worked.add(work);
        let next = match self.waiting.iter_mut().find_map(VecDeque::pop_front) {
            Some(job) => {
                self.queue.add(now, -1.0);
                Some(self.start(now, ticket.slot, job))
            }
            None => {
                self.slots[ticket.slot as usize].is_busy = false;
                self.free.push(ticket.slot);
                self.busy.add(now, -1.0);
                None
            }
        };
        Some(Finished { item, class, waited, worked: work, next })
    }

    /// Forgets what was measured until now, but not who is there: the end of the warm-up.
    pub fn restart(&mut self, now: f64) {
        self.queue.restart(now);
        self.busy.restart(now);
        self.waited.iter_mut().for_each(|tally| *tally = Tally::default());
        self.worked = Tally::default();
    }

    /// How many wait.
    pub fn queue(&self) -> &Level {
        &self.queue
    }

    /// How many servers work.
    pub fn busy(&self) -> &Level {
        &self.busy
    }

    /// How long items waited, by class, of those that are done.
    pub fn waited(&self) -> &[Tally] {
        &self.waited
    }

    /// How long items were worked on, of those that are done.
    pub fn worked(&self) -> &Tally {
        &self.worked
    }

    /// The share of the servers' time that was work; 0 without servers.
    pub fn utilisation(&self, now: f64) -> f64 {
        if self.servers > 0 { self.busy.mean(now) / f64::from(self.servers) } else { 0.0 }
    }

    #[inline(always)]
    fn start_anywhere(&mut self, now: f64, job: Job<T>) -> Started<T> {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot { job, began: now, end: now, epoch: 0, is_busy: true });
            self.slots.len() as u32 - 1
        });
        self.start(now, slot, job)
    }

    #[inline(always)]
    fn start(&mut self, now: f64, slot: u32, mut job: Job<T>) -> Started<T> {
        let end = now + job.left;
        job.waited += now - job.since;
        let place = &mut self.slots[slot as usize];
        (place.job, place.began, place.end, place.is_busy) = (job, now, end, true);
        Started { item: job.item, end, ticket: Ticket { slot, epoch: place.epoch } }
    }

    /// Which work gives way to an item of this class: the least urgent, and of these what began last. How much is left of
    /// it must not matter: whoever looks at that changes the waiting of all.
    fn least_urgent(&self, class: u32) -> Option<u32> {
        let worst = |worst: Option<usize>, at: usize| match worst {
            Some(other) if !self.slots[other].is_worse_than(&self.slots[at]) => Some(at),
            None => Some(at),
            kept => kept,
        };
        let less_urgent =
            (0..self.slots.len()).filter(|at| self.slots[*at].is_busy && self.slots[*at].job.class > class);
        less_urgent.fold(None, worst).map(|slot| slot as u32)
    }

    fn interrupt(&mut self, now: f64, slot: u32, job: Job<T>) -> Started<T> {
        let place = &mut self.slots[slot as usize];
        place.epoch = place.epoch.wrapping_add(1);
        let interrupted = Job { left: (place.end - now).max(0.0), since: now, ..place.job };
        self.waiting[interrupted.class as usize].push_front(interrupted);
        self.start(now, slot, job)
    }
}

impl<T> Slot<T> {
    fn is_worse_than(&self, other: &Self) -> bool {
        self.job.class > other.job.class || self.job.class == other.job.class && self.began > other.began
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urgent_interrupts_and_the_interrupted_goes_on_where_it_was() {
        let mut station = Station::new(1, Discipline::Preemptive, 2);
        let slow = station.arrive(0.0, 'a', 1, 5.0).expect("it is free");
        assert_eq!(station.arrive(1.0, 'b', 1, 1.0), None);
        let urgent = station.arrive(2.0, 'u', 0, 3.0).expect("it is urgent");
        assert_eq!((urgent.end, station.finish(5.0, slow.ticket)), (5.0, None));
        let done = station.finish(5.0, urgent.ticket).expect("it is done");
        assert_eq!((done.item, done.waited), ('u', 0.0));
        let again = done.next.expect("the interrupted");
        assert_eq!((again.item, again.end), ('a', 8.0));
        let done = station.finish(8.0, again.ticket).expect("it is done");
        assert_eq!((done.waited, done.worked, done.next.map(|next| next.item)), (3.0, 5.0, Some('b')));
        assert_eq!((station.queue().area(8.0), station.busy().area(8.0)), (10.0, 8.0));
    }

    #[test]
    fn priority_waits_for_the_server_and_first_come_does_not_look() {
        for (discipline, second) in [(Discipline::Priority, 'u'), (Discipline::FirstCome, 'b')] {
            let mut station = Station::new(1, discipline, 2);
            let first = station.arrive(0.0, 'a', 1, 5.0).expect("it is free");
            assert!(station.arrive(1.0, 'b', 1, 1.0).is_none() && station.arrive(2.0, 'u', 0, 3.0).is_none());
            let done = station.finish(5.0, first.ticket).expect("it is done");
            assert_eq!(done.next.map(|next| next.item), Some(second));
        }
    }

    #[test]
    fn of_several_the_least_urgent_gives_way() {
        let mut station = Station::new(2, Discipline::Preemptive, 3);
        let one = station.arrive(0.0, 'm', 1, 9.0).expect("it is free");
        let other = station.arrive(0.0, 'l', 2, 4.0).expect("it is free");
        assert!(station.arrive(1.0, 'u', 0, 1.0).is_some());
        assert!(station.finish(4.0, other.ticket).is_none());
        assert!(station.finish(9.0, one.ticket).is_some());
        assert_eq!(Station::<u8>::new(0, Discipline::Preemptive, 1).arrive(0.0, 1, 0, 1.0), None);
    }
}
