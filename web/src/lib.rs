//! Atoll in the browser: a pure editor over the core, one reactive session, components that draw and dispatch.

#![allow(unreachable_pub, reason = "what the component macro makes is public whatever its component is")]

pub mod app;
pub mod canvas;
pub mod editor;
pub mod panel;
pub mod parts;
pub mod platform;
pub mod session;
pub mod start;
pub mod widget;
pub mod worker;
