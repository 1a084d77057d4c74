//! The map on the screen: components draw and dispatch, and decide nothing.

pub mod buoys;
pub mod markup;
mod page;
mod picture;
mod rename;
mod stage;
mod surface;

pub use stage::StagePage;
pub use surface::Surface;
