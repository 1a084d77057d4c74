//! Atoll's innermost loops, apart from the core so that they can be compiled for speed: the browser's build makes all
//! else small (decision 0015). Plain numbers in, plain numbers out; the core re-exports what is public there.
//!
//! What is hot is neither generic nor inlined into its callers: it would be compiled with them, to be small. What the
//! core needs for other things as well, as [`random`] and [`components`], is inlined for that very reason.

pub mod components;
pub mod draw;
pub mod everywhere;
pub mod network;
pub mod random;
pub mod sampling;
pub mod walk;
