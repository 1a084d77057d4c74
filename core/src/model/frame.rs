//! Where an element stands on the context map, in whole map units, so that files and histories stay exact.

use super::{Field, Misfit, Shape, Shaped, Value};

/// The grid that drawing snaps to, in map units.
pub const GRID: i32 = 8;

/// A rectangle on the map in map units; written as `[x, y, width, height]`. A map unit is a pixel at 100 % zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl Field for Frame {
    fn value(&self) -> Value {
        let numbers = [i64::from(self.x), i64::from(self.y), i64::from(self.width), i64::from(self.height)];
        Value::List(numbers.map(Value::Whole).to_vec())
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let Value::List(numbers) = value else { return Err(Misfit::of(&value, "four numbers")) };
        let length = numbers.len();
        let Ok([left, top, wide, high]) = <[Value; 4]>::try_from(numbers) else {
            return Err(Misfit::new(format!("a place is four numbers, not a list of length {length}")));
        };
        let (mut x, mut y, mut width, mut height) = (0_i32, 0_i32, 0_u32, 0_u32);
        x.set(left)?;
        y.set(top)?;
        width.set(wide)?;
        height.set(high)?;
        *self = Self::new(x, y, width, height);
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }
}

impl Shaped for Option<Frame> {
    const SHAPE: Shape = Shape::Other;
}

impl serde::Serialize for Frame {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Frame {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut frame = Self::default();
        frame.set(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)?;
        Ok(frame)
    }
}
