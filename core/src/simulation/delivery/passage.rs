//! Between the work and its release: review, branch, merge, tests and environments.

use super::draws::{self, Stage, stage};
use super::engine::{Engine, draws_of, next_in, practice_number, practice_of};
use super::event::Event;
use super::factory::Model;
use super::item::{Cause, Class};

impl Engine {
    /// Everything is done: it waits for whoever looks at it, and for its branch.
    pub(super) fn review(&mut self, model: &Model, number: u32) {
        let practice = practice_of(model, self.items.get(number).home);
        let (clock, item) = (self.clock, self.items.get_mut(number));
        let is_hotfix = item.class == Class::Hotfix;
        let (mut at, draws) = (clock, draws_of(&item.draws));
        if !is_hotfix || practice.is_hotfix_reviewed {
            if practice.review_days > 0.0 {
                at += practice.review_days * draws::exponential(stage(&draws, Stage::Review).unit());
            }
            if practice.board_days > 0.0 {
                at = next_in(practice.board_days, 0.5, at);
            }
        }
        item.spent[Cause::Review as usize] += at - clock;
        if practice.is_held && practice.branch_days > 0.0 && !is_hotfix {
            let key = model.sources[item.home as usize].key;
            let offset = stage(&self.random, Stage::Offset).branch(key).unit();
            let due = next_in(practice.branch_days, offset, at);
            item.spent[Cause::Merge as usize] += due - at;
            at = due;
        }
        if at > clock { self.plan(at, Event::Merge(number)) } else { self.merge(model, number) }
    }

    pub(super) fn merge(&mut self, model: &Model, number: u32) {
        let practice_number = practice_number(model, self.items.get(number).home);
        let practice = &model.practices[practice_number];
        let (clock, item) = (self.clock, self.items.get_mut(number));
        let (is_hotfix, draws) = (item.class == Class::Hotfix, draws_of(&item.draws));
        let mut days = 0.0;
        if model.conflicts.overlap > 0.0 {
            let since = clock - practice.branch_days;
            let mut others = 0;
            for context in &item.touched {
                let merged = &mut self.merged[*context];
                let old = &mut self.old[practice_number * model.sources.len() + context];
                while merged.get(*old).is_some_and(|at| *at <= since) {
                    *old += 1;
                }
                others += merged.len() - *old;
                merged.push(clock);
            }
            let clean = libm::pow(1.0 - model.conflicts.overlap, others as f64);
            self.tally.merges += 1;
            if !is_hotfix && others > 0 && stage(&draws, Stage::Conflict).unit() < 1.0 - clean {
                self.tally.conflicts += 1;
                let much = (model.conflicts.overlap * others as f64).max(1.0);
                let normal = draws::normal(stage(&draws, Stage::Resolution).unit());
                let length = libm::exp(model.conflicts.resolution_spread * normal);
                days += model.conflicts.resolution_days * length * much;
            }
        }
        days += if is_hotfix { 0.0 } else { practice.integration_days };
        item.spent[Cause::Merge as usize] += days;
        let gates = if is_hotfix { &practice.hotfix_gates } else { &practice.gates };
        let draws = stage(&draws, Stage::Gates);
        let mut in_gates = 0.0;
        for (place, mean) in gates.iter().enumerate() {
            in_gates += mean * draws::exponential(draws.branch(place as u64).unit());
        }
        item.spent[Cause::Gates as usize] += in_gates;
        let at = clock + days + in_gates;
        if at > clock { self.plan(at, Event::Ready(number)) } else { self.ready(model, number) }
    }
}
