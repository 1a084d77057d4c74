//! Work comes: when, of what class, how large, and which teams have a part in it.

use super::draws::{self, Stage, stage};
use super::engine::Engine;
use super::event::Event;
use super::factory::{Model, Spread};
use super::item::{Class, Part};
use super::route::{self, Order, Stop};
use crate::random::Random;

impl Engine {
    pub(super) fn plan_arrival(&mut self, model: &Model, source: usize) {
        let a_day = model.sources[source].a_day;
        if a_day > 0.0 {
            let (draws, count) = &self.sources[source];
            let gap = draws::exponential(draws.branch(2 * count).unit()) / a_day;
            self.plan(self.clock + gap, Event::Arrive(source as u32));
        }
    }

    pub(super) fn arrive(&mut self, model: &Model, source: u32) {
        let (draws, count) = &mut self.sources[source as usize];
        let item = draws.branch(2 * *count + 1);
        *count += 1;
        self.plan_arrival(model, source as usize);
        let is_defect = stage(&item, Stage::Class).unit() < model.work.defects;
        self.enter(model, item, source, if is_defect { Class::Defect } else { Class::Feature }, 0.0);
    }

    /// An item begins. `broken` is since when something is down that it repairs.
    pub(super) fn enter(&mut self, model: &Model, draws: Random, home: u32, class: Class, broken: f64) {
        self.arrived += 1;
        let source = &model.sources[home as usize];
        let Some(team) = source.owners.first() else { return };
        let practice = &model.practices[model.teams[*team as usize].practice as usize];
        let toggle = if class == Class::Feature { practice.toggle_days } else { 0.0 };
        let effort = practice.effort;
        if class == Class::Hotfix {
            self.touched.clear();
            self.touched.push(home as usize);
            let (team, work) = (*team, model.work.repair_days * effort);
            self.stops.clear();
            self.stops.push(Stop { team, work, is_last: true, ..Stop::default() });
        } else {
            model.reach.draw(home as usize, &draws, &mut self.touched);
            let days = if class == Class::Feature { model.work.feature_days } else { model.work.defect_days };
            route::write(model, &self.touched, Order { days: days * effort, toggle }, &mut self.stops);
        }
        let number = self.items.take();
        let item = self.items.get_mut(number);
        (item.class, item.home, item.born, item.broken) = (class, home, self.clock, broken);
        item.size = match model.work.spread {
            Spread::Lognormal(spread) => draws::lognormal(stage(&draws, Stage::Size).unit(), spread),
            Spread::Constant | Spread::Exponential => 1.0,
        };
        item.draws = Some(draws);
        item.touched.clear();
        item.touched.extend_from_slice(&self.touched);
        item.parts.clear();
        item.parts.extend(self.stops.iter().map(|stop| Part { stop: *stop, ..Part::default() }));
        item.teams = item.parts.len() as u32;
        item.open = item.parts.iter().filter(|part| part.stop.is_last).count() as u32;
        for place in 0..self.stops.len() {
            if place == 0 || self.stops[place - 1].is_last {
                self.hand_over(model, number, place as u16);
            }
        }
    }
}
