//! Where an element stands on the context map, in whole map units, so that files and histories stay exact.

use serde::{Deserialize, Serialize};

/// The grid that drawing snaps to, in map units.
pub const GRID: i32 = 8;

/// A rectangle on the map in map units; written as `[x, y, width, height]`. A map unit is a pixel at 100 % zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i32, i32, u32, u32)", into = "(i32, i32, u32, u32)")]
pub struct Frame {
    /// The left edge; x grows to the right.
    pub x: i32,
    /// The top edge; y grows downwards.
    pub y: i32,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Frame {
    /// Coordinates and sizes are kept within plus and minus this, so that no sum of them overflows.
    pub const LIMIT: i32 = 10_000_000;

    /// The frame, with its numbers brought within [`Frame::LIMIT`].
    pub fn new(x: i32, y: i32, width: u32, height: u32) -> Self {
        let bounded = |value: i32| value.clamp(-Self::LIMIT, Self::LIMIT);
        let size = |value: u32| value.min(Self::LIMIT as u32);
        Self { x: bounded(x), y: bounded(y), width: size(width), height: size(height) }
    }

    /// The frame moved by so many map units.
    pub fn moved(self, dx: i32, dy: i32) -> Self {
        Self::new(self.x.saturating_add(dx), self.y.saturating_add(dy), self.width, self.height)
    }
}

impl From<(i32, i32, u32, u32)> for Frame {
    fn from((x, y, width, height): (i32, i32, u32, u32)) -> Self {
        Self::new(x, y, width, height)
    }
}

impl From<Frame> for (i32, i32, u32, u32) {
    fn from(frame: Frame) -> Self {
        (frame.x, frame.y, frame.width, frame.height)
    }
}
