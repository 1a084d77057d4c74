//! Replay: one revision after the other, each with what its step changed marked.

use atoll_core::protocol::Revision;
use atoll_core::timeline::Timeline;
use leptos::prelude::*;

use super::{Against, Session};
use crate::platform::frame::later;
use crate::platform::page;

/// How fast one revision can follow the other, in words, and how many milliseconds lie between two.
pub const SPEEDS: [(&str, u32); 4] =
    [("1 step a second", 1_000), ("3 steps a second", 333), ("10 steps a second", 100), ("All within 30 seconds", 100)];

/// So many pictures are shown where everything goes by in half a minute.
const PICTURES: u64 = 300;

/// Where motion is not wanted, one step stays for a second.
pub(super) fn first_speed() -> usize {
    usize::from(!page::matches_media("(prefers-reduced-motion: reduce)"))
}

impl Session {
    /// Lets one revision follow the other, or stops that. From the end it begins anew.
    pub fn play_or_pause(&self) {
        let past = self.past();
        if past.is_playing.get_untracked() {
            return self.pause();
        }
        let Some((first, newest)) = self.ends() else { return };
        if past.against.get_untracked() == Against::Nothing {
            past.against.set(Against::Before);
        }
        past.is_playing.set(true);
        match past.look.get_untracked().filter(|revision| *revision < newest) {
            Some(_) => self.tick(),
            None => {
                self.look_back(first);
                self.tick_soon();
            }
        }
    }

    /// Stops.
    pub fn pause(&self) {
        let past = self.past();
        past.behind.ticking.borrow_mut().take();
        if past.is_playing.get_untracked() {
            past.is_playing.set(false);
        }
    }

    fn tick_soon(&self) {
        let past = self.past();
        let session = *self;
        let (_, pause) = SPEEDS[past.speed.get_untracked().min(SPEEDS.len() - 1)];
        *past.behind.ticking.borrow_mut() = Some(later(pause, move || session.tick()));
    }

    fn tick(&self) {
        let past = self.past();
        let (Some((first, newest)), Some(from)) = (self.ends(), past.look.get_untracked()) else {
            return self.pause();
        };
        let is_all = past.speed.get_untracked() + 1 == SPEEDS.len();
        let stride = if is_all { newest.0.saturating_sub(first.0).div_ceil(PICTURES).max(1) } else { 1 };
        let to = Revision(from.0.saturating_add(stride)).min(newest);
        past.behind.from.set(Some(from));
        self.look(&past, to);
        if to < newest { self.tick_soon() } else { self.pause() }
    }

    fn ends(&self) -> Option<(Revision, Revision)> {
        let ends = |timeline: &Timeline| (timeline.first_revision(), timeline.newest_revision());
        self.past().timeline.with_untracked(|timeline| timeline.as_ref().map(ends))
    }
}
