//! What waits to be sent over one connection, up to a bound: whoever reads too slowly is cut off, and comes again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use atoll_core::protocol::{Farewell, Reason};
use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::room::{Class, Frame};

/// The most bytes that wait, beside what somebody is greeted with.
const BYTES: usize = 2 << 20;

/// The most frames that wait.
const FRAMES: usize = 4_096;

/// The most frames of presence that wait; what comes then takes the place of all of them.
const PASSING: usize = 8;

/// What waits to be sent over one connection.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    state: Mutex<State>,
    /// Something waits.
    wake: Notify,
    /// The connection ends, whatever waits.
    ended: Notify,
}

#[derive(Debug, Default)]
struct State {
    greeting: VecDeque<Utf8Bytes>,
    lasting: VecDeque<Utf8Bytes>,
    bytes: usize,
    passing: VecDeque<Utf8Bytes>,
    has_lost_presence: bool,
    end: Option<Farewell>,
    has_ended: bool,
}

/// What is to be sent next, all of it at once.
#[derive(Debug)]
pub(crate) struct Parcel {
    /// The frames.
    pub(crate) frames: Vec<Utf8Bytes>,
    /// Presence was dropped: where everybody is has to be asked for.
    pub(crate) has_lost_presence: bool,
    /// The last word, after which the connection is closed.
    pub(crate) end: Option<Farewell>,
}

impl Outbox {
    /// Lets a frame wait, or ends the connection if too much waits.
    pub(crate) fn push(&self, frame: &Frame) {
        let mut state = self.state();
        if state.has_ended {
            return;
        }
        match frame.class {
            Class::Greeting => state.greeting.push_back(frame.text.clone()),
            Class::Lasting => {
                state.bytes += frame.text.len();
                state.lasting.push_back(frame.text.clone());
                let is_too_much = state.lasting.len() > FRAMES || (state.bytes > BYTES && state.lasting.len() > 1);
                if is_too_much {
                    drop(state);
                    return self.end(too_slow());
                }
            }
            Class::Passing => {
                if state.passing.len() >= PASSING {
                    state.passing.clear();
                    state.has_lost_presence = true;
                } else {
                    state.passing.push_back(frame.text.clone());
                }
            }
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Ends the connection with this word. What waits is not said: after a gap nothing else would make sense.
    pub(crate) fn end(&self, farewell: Farewell) {
        let mut state = self.state();
        if !state.has_ended {
            // What was stored before the server stops is still told to whoever can take it.
            if farewell.reason != Reason::Draining {
                (state.greeting, state.lasting) = Default::default();
            }
            state.passing.clear();
            state.end = Some(farewell);
            state.has_ended = true;
        }
        drop(state);
        self.wake.notify_one();
        self.ended.notify_one();
    }

    /// Ends the connection because its room is lost.
    pub(crate) fn abandon(&self) {
        let sentence = "The server lost the room of this landscape; the page connects again on its own.".to_owned();
        self.end(Farewell { reason: Reason::Busy, sentence, again_after: Some(500) });
    }

    /// What is to be sent next, as soon as there is something.
    pub(crate) async fn next(&self) -> Parcel {
        loop {
            if let Some(parcel) = self.take() {
                return parcel;
            }
            self.wake.notified().await;
        }
    }

    /// Ends when the connection is to be closed without waiting for whoever reads slowly.
    pub(crate) async fn ended(&self) {
        self.ended.notified().await;
    }

    fn take(&self) -> Option<Parcel> {
        let mut state = self.state();
        let State { greeting, lasting, passing, .. } = &mut *state;
        // First where people are: somebody who left must not be told of afterwards.
        let frames: Vec<Utf8Bytes> = greeting.drain(..).chain(passing.drain(..)).chain(lasting.drain(..)).collect();
        state.bytes = 0;
        let parcel =
            Parcel { frames, has_lost_presence: std::mem::take(&mut state.has_lost_presence), end: state.end.take() };
        let is_empty = parcel.frames.is_empty() && parcel.end.is_none() && !parcel.has_lost_presence;
        (!is_empty).then_some(parcel)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn too_slow() -> Farewell {
    Farewell {
        reason: Reason::TooSlow,
        sentence: "This connection reads too slowly; the page connects again and goes on from where it is.".to_owned(),
        again_after: Some(500),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(class: Class, text: &str) -> Frame {
        Frame { text: text.to_owned().into(), class }
    }

    fn texts(outbox: &Outbox) -> Vec<String> {
        outbox.take().map_or_else(Vec::new, |parcel| parcel.frames.iter().map(|text| text.to_string()).collect())
    }

    #[test]
    fn what_waits_is_sent_at_once_and_presence_comes_before_who_left() {
        let outbox = Outbox::default();
        outbox.push(&frame(Class::Greeting, "welcome"));
        outbox.push(&frame(Class::Lasting, "gone"));
        outbox.push(&frame(Class::Passing, "here"));
        assert_eq!(texts(&outbox), ["welcome", "here", "gone"]);
        assert!(outbox.take().is_none());
    }

    #[test]
    fn whoever_reads_too_slowly_is_cut_off() {
        let many = Outbox::default();
        let large = Outbox::default();
        for _ in 0..=FRAMES {
            many.push(&frame(Class::Lasting, "x"));
        }
        large.push(&frame(Class::Greeting, &"x".repeat(3 * BYTES)));
        large.push(&frame(Class::Lasting, &"x".repeat(2 * BYTES)));
        assert!(large.state().end.is_none(), "what is needed is sent however long it is");
        large.push(&frame(Class::Lasting, "x"));
        for outbox in [many, large] {
            outbox.push(&frame(Class::Lasting, "after"));
            let parcel = outbox.take().unwrap();
            assert_eq!(parcel.end.map(|farewell| farewell.reason), Some(Reason::TooSlow));
            assert!(parcel.frames.is_empty(), "nothing is said after a gap");
            outbox.push(&frame(Class::Lasting, "never"));
            assert!(outbox.take().is_none());
        }
    }

    #[test]
    fn presence_that_was_dropped_is_asked_for_and_cuts_nobody_off() {
        let outbox = Outbox::default();
        for number in 0..=PASSING {
            outbox.push(&frame(Class::Passing, &number.to_string()));
        }
        outbox.push(&frame(Class::Lasting, "line"));
        let parcel = outbox.take().unwrap();
        assert!(parcel.has_lost_presence && parcel.end.is_none());
        assert_eq!(parcel.frames.len(), 1);
    }

    #[test]
    fn what_was_stored_before_the_server_stops_is_told() {
        let outbox = Outbox::default();
        outbox.push(&frame(Class::Lasting, "line"));
        outbox.end(Rooms::farewell_of_draining(atoll_core::protocol::MemberId(1)));
        let parcel = outbox.take().unwrap();
        assert_eq!((parcel.frames.len(), parcel.end.is_some()), (1, true));
    }

    use super::super::Rooms;
}
