//! Atoll's domain core: what a landscape is, how it changes, what is wrong with it and what a change would do.
//!
//! Pure and deterministic: no I/O, no clock, no async, no randomness but a seed. The browser, the server and the
//! command line run this same code. Modules in reading order:

pub mod model;

pub mod change;
pub mod command;
pub mod fragment;
pub mod history;
pub mod sketch;
pub mod take_back;

pub mod graph;
pub mod measure;
pub mod order;
pub mod pattern;
pub mod refactoring;
pub mod rule;
pub mod simulation;
pub mod sorted_map;
pub mod sorted_set;

pub mod geometry;
pub mod layout;
pub mod scene;
pub mod text;
pub mod theme;
pub mod view;

pub mod difference;
pub mod scenario;

pub mod format;
pub mod gallery;
pub mod protocol;
pub mod sync;
pub mod timeline;

pub use atoll_kernel::random;
