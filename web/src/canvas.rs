//! The map on the screen: components draw and dispatch, and decide nothing.

pub mod markup;
mod page;
mod picture;
mod rename;
mod surface;

pub use surface::Surface;
