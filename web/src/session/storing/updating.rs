//! Going over to a newer Atoll, without losing what is being drawn.

use crate::platform::frame::surely_later;
use crate::platform::service_worker;
use crate::session::{Saved, Session};
use leptos::prelude::*;

/// What is being written is waited for, so many times and so long each time, in milliseconds.
const PATIENCE: u32 = 50;
const EACH: u32 = 100;

impl Session {
    /// Lets the newer version take over and loads the page anew, once everything that was drawn is kept.
    pub fn use_update(&self) {
        self.write_now();
        self.leave_once_kept(PATIENCE);
    }

    fn leave_once_kept(&self, patience: u32) {
        if !self.has_unsaved() {
            return service_worker::use_waiting();
        }
        let is_problem = matches!(self.signals.saved.get_untracked(), Saved::Problem(_));
        if is_problem || patience == 0 {
            let words = "Not everything that you drew is kept yet, so this Atoll goes on. Save the landscape as a file; \
                         then load the page again to use the newer one.";
            return self.toast(words.to_owned(), true);
        }
        let session = *self;
        surely_later(EACH, move || session.leave_once_kept(patience - 1));
    }
}
