//! What is down at a moment of a year, and what changes from one moment to the next.

use super::system::Group;
use super::timeline::{BEFORE, Buffer, Event, Timeline, Year};
use crate::random::Random;

/// What is down at a moment.
#[derive(Clone, Debug)]
pub(super) struct State {
    random: Random,
    /// The knots of what fails by itself, one for each node that does.
    pub failing: Vec<usize>,
    is_down: Vec<bool>,
    since: Vec<f64>,
    down: Vec<usize>,
    mark: Vec<u32>,
    marks: u32,
    now: f64,
    pub years: Vec<Year>,
}

impl State {
    pub(super) fn new(count: usize, random: Random) -> Self {
        Self {
            random,
            failing: Vec::new(),
            is_down: vec![false; count],
            since: vec![0.0; count],
            down: Vec::new(),
            mark: vec![0; count],
            marks: 0,
            now: -BEFORE,
            years: vec![Year::default(); count],
        }
    }

    /// Something fails by itself, or is repaired.
    pub(super) fn meet(&mut self, event: Event) {
        if event.is_failure {
            self.failing.push(event.knot);
        } else if let Some(place) = self.failing.iter().position(|knot| *knot == event.knot) {
            self.failing.swap_remove(place);
        }
    }

    /// When something that is stored runs dry next.
    pub(super) fn next_dry(&self, of: &Timeline) -> Option<f64> {
        let dry = self.down.iter().flat_map(|knot| of.runs_dry[*knot].iter().map(|after| self.since[*knot] + after));
        dry.filter(|dry| *dry > self.now).min_by(f64::total_cmp)
    }

    /// What is down now: the least set that follows from what fails by itself. Answers with how much was looked at.
    pub(super) fn settle(&mut self, of: &Timeline, now: f64) -> usize {
        self.now = now;
        self.marks += 1;
        let before = std::mem::take(&mut self.down);
        let mut after: Vec<usize> = Vec::new();
        for place in 0..self.failing.len() {
            self.reach(self.failing[place], &mut after);
        }
        let (mut looked, mut next) = (4, 0);
        while let Some(knot) = after.get(next).copied() {
            next += 1;
            for dependent in &of.dependents[knot] {
                self.reach(*dependent, &mut after);
            }
            for (consumer, number) in &of.in_groups[knot] {
                if self.mark[*consumer] != self.marks && self.has_too_few(of, *consumer, &of.groups[*consumer][*number])
                {
                    self.reach(*consumer, &mut after);
                }
            }
            looked += 1 + of.dependents[knot].len() + of.in_groups[knot].len();
        }
        for knot in before {
            if self.mark[knot] != self.marks {
                self.comes_up(knot);
            }
        }
        for knot in &after {
            if !std::mem::replace(&mut self.is_down[*knot], true) {
                self.since[*knot] = now;
            }
        }
        self.down = after;
        looked
    }

    fn reach(&mut self, knot: usize, after: &mut Vec<usize>) {
        if self.mark[knot] != self.marks {
            self.mark[knot] = self.marks;
            after.push(knot);
        }
    }

    fn comes_up(&mut self, knot: usize) {
        self.is_down[knot] = false;
        let minutes = self.now - self.since[knot].max(0.0);
        if self.now > 0.0 && minutes > 0.0 {
            let year = &mut self.years[knot];
            year.minutes += minutes;
            year.outages += 1;
            year.longest = year.longest.max(minutes);
        }
    }

    fn has_too_few(&self, of: &Timeline, consumer: usize, group: &Group) -> bool {
        let is_up = |member: &&usize| match of.buffers[**member] {
            Some(buffer) => !self.is_dry(&buffer),
            None => **member == consumer || self.mark[**member] != self.marks,
        };
        group.members.iter().filter(is_up).count() < group.needed
    }

    fn is_dry(&self, buffer: &Buffer) -> bool {
        if self.mark[buffer.of] != self.marks {
            return false;
        }
        let since = if self.is_down[buffer.of] { self.since[buffer.of] } else { self.now };
        match buffer.after {
            Some(after) => since + after <= self.now,
            None => self.random.branch(buffer.key).branch(since.to_bits()).unit() < buffer.share,
        }
    }
}
