//! Doing things in time with the screen, and a little later.

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;

/// Something that will be done with the next frame; not if this is dropped before.
pub struct Frame {
    _handle: AnimationFrame,
}

/// Does something with the next frame.
pub fn next_frame(job: impl FnOnce() + 'static) -> Frame {
    Frame { _handle: request_animation_frame(move |_| job()) }
}

/// Something that will be done later; not if this is dropped before.
pub struct Later {
    _handle: Timeout,
}

/// Does something after so many milliseconds.
pub fn later(milliseconds: u32, job: impl FnOnce() + 'static) -> Later {
    Later { _handle: Timeout::new(milliseconds, job) }
}

/// Does something after so many milliseconds, whatever becomes of whoever asked.
pub fn surely_later(milliseconds: u32, job: impl FnOnce() + 'static) {
    Timeout::new(milliseconds, job).forget();
}
