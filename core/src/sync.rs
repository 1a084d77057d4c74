//! Living together and apart: a browser's copy of a shared landscape, and what it says to the server about it.
//!
//! Pure: the network, the clock and the disk are the caller's. The browser, the tests of the server and the simulation of
//! a faulty network all drive this same machine.

mod backoff;
mod replica;

pub use backoff::pause;
pub use replica::{Happening, Pending, Refused, Replica, Standing};
